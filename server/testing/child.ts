import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** A server as the operator starts it: a process of its own. */
export type Child = {
  readonly url: string
  readonly pid: number
  signal(name: NodeJS.Signals): void
  /** How it ended, once it has. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** What it has written so far, log and complaints. */
  output(): string
}

type Environment = Readonly<Record<string, string>>

function start(parameters: readonly string[], environment: Environment, imports: readonly string[] = []) {
  // Nothing of whoever runs the tests reaches the server but what a program needs to run.
  const { PATH = '', TMPDIR } = process.env
  const child = spawn(process.execPath, [...imports.flatMap((one) => ['--import', one]), 'server/main.ts', ...parameters],
    { cwd: root, env: { PATH, ...(TMPDIR ? { TMPDIR } : {}), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  const heard = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      for (const listener of heard) listener()
    })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })))
  return { child, ended, heard, output: () => text }
}

/** @param imports modules that Node loads first. */
export async function startServer(environment: Environment, imports: readonly string[] = []): Promise<Child> {
  const { child, ended, heard, output } = start([], { HOST: '127.0.0.1', PORT: '0', RATE_LIMIT_SCALE: '0', ...environment }, imports)
  const url = await new Promise<string>((resolve, reject) => {
    heard.add(() => {
      const address = /listening on (http:\S+)/.exec(output())?.[1]
      if (address) resolve(address)
    })
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${output()}`)))
  })
  return { url, pid: child.pid!, signal: (name) => void child.kill(name), ended, output }
}

/** Runs one command of the operator to its end. */
export async function runServer(parameters: readonly string[], environment: Environment): Promise<{ code: number | null; output: string }> {
  const { ended, output } = start(parameters, environment)
  const { code } = await ended
  return { code, output: output() }
}
