import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { redactDeep } from '../shared/values/redact.ts'

/**
 * The one place through which every line of the log goes, so that what must not be kept is taken out once, at the sink.
 * A line never holds what users wrote (no bodies, no inputs): callers give names, codes, times and ids.
 */
export type LogLevel = 'info' | 'warning' | 'error'
export type LogDetails = Readonly<Record<string, unknown>>
export type Log = (level: LogLevel, event: string, details?: LogDetails) => void

/** One JSON line per event. `now` is milliseconds UTC. */
export function createLog(write: (line: string) => void, source: string, now: () => number): Log {
  return (level, event, details = {}) => {
    const time = new Date(now()).toISOString()
    write(JSON.stringify({ time, level, source, event, ...(redactDeep(details) as LogDetails) }) + '\n')
  }
}

/** Appends to one file and keeps `kept` older ones (`name.1` is the newest of them), each of at most `limit` bytes. */
export function rotatingFile(path: string, limit = 2_000_000, kept = 4): (line: string) => void {
  mkdirSync(dirname(path), { recursive: true })
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return (line) => {
    if (bytes + line.length > limit && bytes > 0) {
      rmSync(`${path}.${kept}`, { force: true })
      for (let index = kept - 1; index >= 0; index--) {
        const from = index === 0 ? path : `${path}.${index}`
        if (statSync(from, { throwIfNoEntry: false })) renameSync(from, `${path}.${index + 1}`)
      }
      bytes = 0
    }
    // Synchronous on purpose: the last lines before a crash are the ones that matter.
    appendFileSync(path, line)
    bytes += Buffer.byteLength(line)
  }
}
