import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type PlainTask = {
  kind: 'page' | 'neighbours' | 'totals' | 'search' | 'misspelt' | 'property' | 'similar' | 'today' | 'edit' | 'import' | 'report' | 'memory'
  inputs: readonly unknown[]
}

/** The plain code in its process. */
export type PlainProcess = {
  /** One sample an input: milliseconds, or rows a second of an import, or bytes of memory. */
  measure(kind: PlainTask['kind'], inputs?: readonly unknown[]): Promise<number[]>
  stop(): Promise<void>
}

const program = join(import.meta.dirname, '..', 'plain-process.ts')

export async function startPlain(database: string): Promise<PlainProcess> {
  const child = fork(program, [database], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const answer = async <T>(): Promise<T> => {
    const ended = new AbortController()
    const end = () => ended.abort(new Error('the plain process ended'))
    child.once('exit', end)
    try {
      const [value] = (await once(child, 'message', { signal: ended.signal })) as [T]
      return value
    } finally {
      child.off('exit', end)
    }
  }
  await answer()
  return {
    measure: async (kind, inputs = []) => {
      const answered = answer<number[]>()
      child.send({ kind, inputs } satisfies PlainTask)
      return answered
    },
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
