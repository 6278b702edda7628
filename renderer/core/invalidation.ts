import type { QueryClient } from '@tanstack/react-query'
import type { ChangeNotice } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/values/error.ts'

export type Changes = (input: object, options: { signal: AbortSignal }) => Promise<AsyncIterable<ChangeNotice>>

export type FollowOptions = {
  readonly changes: Changes
  readonly queries: Pick<QueryClient, 'invalidateQueries'>
  /** Hears which files can be read now that could not before; none named: any of them. */
  readonly onArrived?: (ids: readonly string[]) => void
  /** Hears which record somebody asked for outside the page. */
  readonly onOpen?: (target: NonNullable<ChangeNotice['open']>) => void
  readonly signal: AbortSignal
  /** Milliseconds between two rounds: during an import changes come faster than a list can be read again. */
  readonly pause?: number
  readonly wait: (milliseconds: number) => Promise<void>
}

/**
 * Keeps what is shown true: asks again what reads an entity that changed, at once for the first change and then at
 * most once a `pause`. After a new connection everything is asked again, as changes may have been missed.
 * Ends when `signal` says so; throws AppError when the core refuses (signed out, locked): begin again after sign-in.
 */
export async function followChanges({ changes, queries, onArrived, onOpen, signal, pause = 200, wait }: FollowOptions): Promise<void> {
  const waiting = new Set<string>()
  let resting = false
  const refresh = async (): Promise<void> => {
    resting = true
    while (waiting.size > 0 && !signal.aborted) {
      const entities = new Set(waiting)
      waiting.clear()
      // Not awaited: a slow answer must not hold back the news of the next change.
      void queries.invalidateQueries({ predicate: (query) => query.meta?.entities?.some((entity) => entities.has(entity)) ?? false })
      await wait(pause)
    }
    resting = false
  }

  for (let first = true; !signal.aborted; first = false) {
    try {
      const stream = await changes({}, { signal })
      if (!first) {
        void queries.invalidateQueries()
        onArrived?.([])
      }
      for await (const notice of stream) {
        for (const entity of notice.entities) waiting.add(entity)
        if (notice.entities.includes('blob')) onArrived?.(notice.ids)
        if (notice.open) onOpen?.(notice.open)
        if (!resting) void refresh()
      }
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof AppError && error.code === 'core_restarted')) throw error
    }
    // A stream that ends by itself is begun again, but not in a tight circle.
    await wait(pause)
  }
}
