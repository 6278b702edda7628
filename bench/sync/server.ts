import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ready, Told } from './server-process.ts'

export type BenchServer = Ready & {
  /** Milliseconds of processor time since this was asked last. */
  cpu(): Promise<number>
  stop(): Promise<void>
}

/** @param databaseUrl of PostgreSQL; without it a SQLite file in a folder of its own. */
export async function startBenchServer(told: Told, databaseUrl?: string): Promise<BenchServer> {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-bench-sync-'))
  const child = fork(join(import.meta.dirname, 'server-process.ts'), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { PATH: process.env['PATH'], DATA: directory, JWT_SECRET: 'for benches alone, never anywhere else', ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) },
  })
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', () => {
    child.kill()
    remove()
  })
  await answerOf(child)
  child.send(told)
  const ready = await answerOf<Ready>(child)
  return {
    ...ready,
    cpu: async () => {
      child.send('cpu')
      return (await answerOf<{ cpu: number }>(child)).cpu
    },
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      remove()
    },
  }
}

/** The next message of a process; throws once it has ended. */
export async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController()
  const lost = (async () => {
    const [code] = await once(child, 'exit', { signal: ended.signal })
    throw new Error(`the process ended with ${code}`)
  })()
  try {
    return await Promise.race([(async () => (await once(child, 'message', { signal: ended.signal }))[0] as T)(), lost])
  } finally {
    ended.abort()
    lost.catch(() => {})
  }
}
