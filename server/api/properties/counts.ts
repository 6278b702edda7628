import type { Dispatcher } from '../../../shared/command/dispatch.ts'

/** Milliseconds for which a count is believed though another server, or the operator, may have changed what it counts. */
const believed = 1000
const mostKept = 500

declare module '../../house.ts' {
  interface Services {
    readonly counts: Counts
  }
}

export type Counts = ReturnType<typeof openCounts>

/** How many rows a list has, remembered while nobody wrote here: whoever turns pages asks the same again and again. */
export function openCounts(dispatcher: Dispatcher, clock: () => number) {
  const kept = new Map<string, { at: number; value: Promise<unknown> }>()
  dispatcher.onCommitted(({ changes }) => {
    if (changes.some(({ entity }) => entity === 'property')) kept.clear()
  })
  return {
    /** @param key says everything the count depends on: who looks, and for what. */
    of<T>(key: string, count: () => Promise<T>): Promise<T> {
      const known = kept.get(key)
      if (known && clock() - known.at < believed) return known.value as Promise<T>
      const value = read(key, count)
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
      kept.set(key, { at: clock(), value })
      return value
    },
  }

  /** One that failed is not remembered. */
  async function read<T>(key: string, count: () => Promise<T>): Promise<T> {
    try {
      return await count()
    } catch (error) {
      kept.delete(key)
      throw error
    }
  }
}
