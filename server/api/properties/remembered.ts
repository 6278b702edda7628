import type { Dispatcher } from '../../../shared/command/dispatch.ts'

/** Milliseconds for which an answer is believed though another server, or the operator, may have changed what is in it. */
const believed = 1000
const mostKept = 500
/** Whatever a page of the catalogue shows. */
const shown = new Set(['property', 'propertyPhoto', 'file', 'agency', 'member'])

declare module '../../house.ts' {
  interface Services {
    readonly remembered: Remembered
  }
}

export type Remembered = ReturnType<typeof openRemembered>

/**
 * Pages of the catalogue and how many rows a list has, remembered while nobody changed them here: every phone asks for the same first
 * page, and whoever turns pages for the same count. Those who ask at one moment wait for one answer.
 */
export function openRemembered(dispatcher: Dispatcher, clock: () => number) {
  const kept = new Map<string, { at: number; value: Promise<unknown> }>()
  dispatcher.onCommitted(({ changes }) => {
    if (changes.some(({ entity }) => shown.has(entity))) kept.clear()
  })
  return {
    /** @param key says everything the answer depends on: who looks, and for what. */
    of<T>(key: string, find: () => Promise<T>): Promise<T> {
      const known = kept.get(key)
      if (known && clock() - known.at < believed) return known.value as Promise<T>
      const value = read(key, find)
      kept.delete(key)
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
      kept.set(key, { at: clock(), value })
      return value
    },
  }

  /** One that failed is not remembered. */
  async function read<T>(key: string, find: () => Promise<T>): Promise<T> {
    try {
      return await find()
    } catch (error) {
      kept.delete(key)
      throw error
    }
  }
}
