import { Worker } from 'node:worker_threads'
import type { Actor } from '../../shared/values/actor.ts'
import { AppError } from '../../shared/values/error.ts'
import type { Answer, Question } from './read-worker.ts'

/** Named queries, answered by threads of their own: short ones never wait behind long ones. */
export type Reader = {
  ask(name: string, input: unknown, actor: Actor): Promise<unknown>
  /** Looks at the database anew: statistics are read when it is opened. */
  reopen(): void
  close(): Promise<void>
}

/** Those that look at everything. */
const long = new Set(['properties.totals', 'properties.map', 'properties.exportCsv', 'properties.neighbours', 'properties.places', 'core.dashboard', 'imports.repeats', 'alerts.round', 'matching.some', 'reports.agent', 'reports.agency'])

/** The program of a thread, beside this one: as it is written, or as it was built. */
const ownProgram = new URL(`./read-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

export function openReader(path: string, clock: () => number, program: URL = ownProgram): Reader {
  const lanes = { short: openLane(path, program), long: openLane(path, program) }
  return {
    ask: (name, input, actor) => (long.has(name) ? lanes.long : lanes.short).ask({ name, input, actor, now: clock() }),
    reopen: () => {
      lanes.short.reopen()
      lanes.long.reopen()
    },
    close: async () => void (await Promise.all([lanes.short.close(), lanes.long.close()])),
  }
}

type Lane = { ask(question: Omit<Question, 'id'>): Promise<unknown>; reopen(): void; close(): Promise<void> }

/** One worker; started again when it dies, with what it was asked refused as `core_restarted`, which callers ask again. */
function openLane(path: string, program: URL): Lane {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let worker: Worker | null = null
  let asked = 0
  let closing = false

  function start(): Worker {
    const started = new Worker(program, { workerData: { path } })
    started.on('message', (answer: Answer) => {
      const call = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('value' in answer) call?.resolve(answer.value)
      else if ('code' in answer) call?.reject(new AppError(answer.code, answer.params))
      else call?.reject(new Error(answer.bug))
    })
    const died = (cause?: Error): void => {
      if (worker === started) worker = null
      for (const { reject } of waiting.values()) reject(closing ? new AppError('cancelled') : new AppError('core_restarted', {}, { cause }))
      waiting.clear()
    }
    started.on('error', died)
    started.on('exit', () => died())
    return started
  }

  // At once: it gets ready while the rest of the core does.
  worker = start()

  return {
    reopen: () => worker?.postMessage('reopen'),
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (closing) return reject(new AppError('cancelled'))
        const id = ++asked
        waiting.set(id, { resolve, reject })
        worker ??= start()
        worker.postMessage({ ...question, id } satisfies Question)
      }),
    close: async () => {
      closing = true
      if (!worker) return
      const ended = new Promise((resolve) => worker!.once('exit', resolve))
      worker.postMessage('close')
      await ended
    },
  }
}
