import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The one place through which every line of the log goes, so that what must not be kept is taken out once, at the sink.
 * A line never holds what users wrote (no bodies, no inputs): callers give names, codes, times and ids.
 */
export type LogLevel = 'info' | 'warning' | 'error'
export type LogDetails = Readonly<Record<string, unknown>>
export type Log = (level: LogLevel, event: string, details?: LogDetails) => void

const secretName = /pass|secret|token|cookie|authorization|cipher|hash|base64/i
const patterns: readonly (readonly [RegExp, string])[] = [
  [/[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}.-]+\.\p{L}{2,}/gu, '<e-mail>'],
  // Long ids keep their first eight signs: enough to follow one thing through a log, not enough to look it up.
  [/\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '$1…'],
  [/\b([0-9a-f]{8})[0-9a-f]{24,}\b/gi, '$1…'],
  [/(\/home\/|\/Users\/|[A-Z]:\\Users\\)(?:[^/\\"'\n]+(?=[/\\])|[^/\\\s"']+)/gi, '$1<user>'],
  [/(%2Fhome%2F|%2FUsers%2F|[A-Z]%3A%5CUsers%5C)(?:(?!%2F|%5C)[^/\\\s"'])+/gi, '$1<user>'],
  [/(?<![\p{L}\p{N}.:_-])\+?(?:\d[ .-]?){8,18}\d(?![\p{L}\p{N}_:-])/gu, '<number>'],
]

/** Takes e-mails, phone and card numbers, home folders and full ids out of one text. */
export function redact(text: string): string {
  let result = text
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement)
  return result
}

function redactDeep(value: unknown, depth = 0): unknown {
  if (value instanceof Error) {
    return redactDeep({ name: value.name, message: value.message, stack: value.stack, cause: value.cause }, depth)
  }
  if (typeof value === 'string') return redact(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > 4) return '…'
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redactDeep(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [name, secretName.test(name) ? '<secret>' : redactDeep(item, depth + 1)]),
  )
}

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
