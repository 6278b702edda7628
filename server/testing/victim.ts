import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startServer } from './child.ts'
import type { Said, Told } from './post-process.ts'

/** A process that is killed again and again, and starts anew each time. */
export type Victim = {
  readonly name: string
  /** Ends it as a power cut would, once it is there, and starts the next; does not wait for that one. */
  kill(): Promise<void>
  /** Resolves when it is there. Throws when it did not start. */
  up(): Promise<void>
  /** Ends it orderly, for good. */
  end(): Promise<void>
}

type Running = { kill(signal: NodeJS.Signals): void; gone: Promise<unknown> }

function openVictim(name: string, start: () => Promise<Running>, farewell: (running: Running) => void): Victim {
  let running = start()
  // Somebody waits for it later: until then a failure is no unhandled one.
  const begin = (): void => void (running = start()).catch(() => undefined)
  running.catch(() => undefined)
  return {
    name,
    kill: async () => {
      const { kill, gone } = await running
      kill('SIGKILL')
      await gone
      begin()
    },
    up: async () => void (await running),
    end: async () => {
      const last = await running
      farewell(last)
      await last.gone
    },
  }
}

/** The server as the operator starts it, on one port all the time. */
export function openServerVictim(environment: Readonly<Record<string, string>>): Victim {
  return openVictim('server', async () => {
    const child = await startServer({ ...environment, DRAIN_SECONDS: '0' })
    return { kill: child.signal, gone: child.ended }
  }, ({ kill }) => kill('SIGTERM'))
}

/** A post over its file (post-process.ts); `hear` is told all that it says. */
export function openPostVictim(name: string, told: Told, hear: (said: Said) => void): Victim & { calm(): void; rest(): Promise<{ waiting: number } | { stopped: string }> } {
  let child: ChildProcess
  let lives = 0

  async function start(): Promise<Running> {
    child = fork(join(import.meta.dirname, 'post-process.ts'), [JSON.stringify({ ...told, seed: told.seed + lives++ })], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { PATH: process.env['PATH'] } })
    child.on('message', hear)
    const [started, gone] = [child, once(child, 'exit')]
    const early = (async () => {
      await gone
      throw new Error(`${name} did not start`)
    })()
    early.catch(() => undefined)
    await Promise.race([once(started, 'message'), early])
    return { kill: (signal) => void started.kill(signal), gone }
  }
  const victim = openVictim(name, start, () => void child.send('end'))
  return {
    ...victim,
    /** Nobody edits any more, until it is killed. */
    calm: () => void child.send('calm'),
    /** How many commands wait after an exchange, with nobody editing. */
    rest: async () => {
      await victim.up()
      child.send('rest')
      for (;;) {
        const [said] = (await once(child, 'message')) as [Said]
        if ('waiting' in said || 'stopped' in said) return said
      }
    },
  }
}
