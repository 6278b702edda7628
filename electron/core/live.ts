import type { Dispatcher } from '../../shared/command/dispatch.ts'
import type { ChangeNotice } from '../../shared/contract/index.ts'

/** Stands among the entities of a notice when the state of the exchange with the server has changed. */
const syncEntity = 'sync'
/** More ids than this in one commit say no more than "look again". */
const mostIds = 200

/**
 * Which entities changed, after each commit of the agency, until the page goes away or nobody is signed in there any more.
 * What piles up meanwhile is told at once.
 */
export async function* changesOf(
  { dispatcher, onSyncState }: { dispatcher: Dispatcher; onSyncState: (listener: () => void) => () => void }, agencyId: string, isSignedIn: () => boolean, signal: AbortSignal | undefined,
): AsyncGenerator<ChangeNotice, void> {
  let waiting: ChangeNotice | null = null
  let wake: (() => void) | null = null
  const stopSync = onSyncState(() => {
    waiting = { ids: [], commandIds: [], ...waiting, entities: [...new Set([...(waiting?.entities ?? []), syncEntity])] }
    wake?.()
  })
  const stop = dispatcher.onCommitted(({ agencyId: touched, changes, commandIds }) => {
    if (touched !== agencyId) return
    const entities = new Set([...(waiting?.entities ?? []), ...changes.map((change) => change.entity)])
    const ids = new Set([...(waiting?.ids ?? []), ...changes.map((change) => change.entityId)])
    waiting = { entities: [...entities], ids: ids.size > mostIds ? [] : [...ids], commandIds: [...(waiting?.commandIds ?? []), ...commandIds] }
    wake?.()
  })
  const ended = (): void => wake?.()
  signal?.addEventListener('abort', ended)
  try {
    while (!signal?.aborted) {
      if (!waiting) await new Promise<void>((resolve) => (wake = resolve))
      wake = null
      if (!isSignedIn()) return
      if (waiting) {
        const notice: ChangeNotice = waiting
        waiting = null
        yield notice
      }
    }
  } finally {
    stop()
    stopSync()
    signal?.removeEventListener('abort', ended)
  }
}
