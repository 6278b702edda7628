import { fork, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { LoadAnswer, LoadTask } from './load.ts'

const root = join(import.meta.dirname, '..', '..')

export type Running = { port: number; stop(): Promise<void> }
/** One address of the plain server, with the answers that it gives in turn. */
export type PlainRoute = { method: 'GET' | 'POST'; path: string; status: number; bodies: string[] }

/**
 * The server as it is started for real, with its log at the usual level written to a file.
 * @param environment besides what this process has.
 */
export async function startServer(directory: string, environment: Record<string, string>): Promise<Running> {
  const log = join(directory, 'server.log')
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, ['server/main.ts'], { cwd: root, stdio: ['ignore', output, 'inherit'], env: { ...process.env, NODE_ENV: 'production', ...environment } })
  closeSync(output)
  process.once('exit', () => child.kill('SIGKILL'))
  for (let waited = 0; ; waited += 50) {
    const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(readFileSync(log, 'utf8'))?.[1]
    if (port) return { port: Number(port), stop: () => stop(child) }
    if (child.exitCode !== null || waited > 60_000) throw new Error('the server did not start')
    await pause(50)
  }
}

export async function startPlainServer(routes: readonly PlainRoute[]): Promise<Running> {
  const child = await forked('plain-server-process.ts')
  child.send(routes)
  const port = await heard<number>(child)
  return { port, stop: () => stop(child) }
}

export type Load = { send(task: LoadTask): Promise<LoadAnswer>; stop(): Promise<void> }

export async function startLoad(): Promise<Load> {
  const child = await forked('load-process.ts')
  return {
    send: async (task) => {
      child.send(task)
      const said = await heard<{ answer?: LoadAnswer; error?: string }>(child)
      if (!said.answer) throw new Error(said.error)
      return said.answer
    },
    stop: () => stop(child),
  }
}

async function forked(program: string): Promise<ChildProcess> {
  const child = fork(join(root, 'bench', program), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, NODE_ENV: 'production' } })
  await heard(child)
  return child
}

async function heard<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController()
  const end = () => ended.abort(new Error('the process ended'))
  child.once('exit', end)
  try {
    const [value] = (await once(child, 'message', { signal: ended.signal })) as [T]
    return value
  } finally {
    child.off('exit', end)
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
