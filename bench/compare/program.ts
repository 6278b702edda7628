import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerOf } from '../sync/server.ts'

export const folder = import.meta.dirname

/** Whether `npm ci` was run in this folder. The root's never does it. */
export const installed = (): boolean => existsSync(join(folder, 'node_modules/pouchdb')) && existsSync(join(folder, 'node_modules/@actual-app/api'))

/** A process of a competitor, with a folder of its own for what it keeps on disk. */
export type Program = {
  readonly directory: string
  /** Sends a message and waits for the next one that comes back; throws once the process has ended. */
  ask<T>(message: object): Promise<T>
  stop(): Promise<void>
}

/** @param file below this folder. What it prints is thrown away: standard output is for our figures. */
export function startProgram(file: string, env: (directory: string) => Record<string, string> = () => ({})): Program {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-bench-compare-'))
  const child = fork(join(folder, file), [], { cwd: directory, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { PATH: process.env['PATH'], ...env(directory) } })
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  const end = () => {
    child.kill('SIGKILL')
    remove()
  }
  process.once('exit', end)
  return {
    directory,
    ask: async <T>(message: object) => {
      child.send(message)
      return answerOf<T>(child)
    },
    stop: async () => {
      process.off('exit', end)
      if (child.exitCode === null) {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }
      remove()
    },
  }
}

/** A port that nobody listens on, for programs that cannot choose one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
