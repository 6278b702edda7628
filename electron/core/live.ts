import type { Dispatcher } from '../../shared/command/dispatch.ts'
import type { ChangeNotice } from '../../shared/contract/index.ts'
import type { NoticeNews } from './notices.ts'

/** Stands among the entities of a notice when the state of the exchange with the server has changed. */
const syncEntity = 'sync'
/** Files have moved between this post and the server; `blob`, with their ids: these can be read here now. */
const [filesEntity, blobEntity] = ['files', 'blob']
/** More ids than this in one commit say no more than "look again". */
const mostIds = 200

/**
 * Which entities changed, after each commit of the agency, until the page goes away or nobody is signed in there any more.
 * What piles up meanwhile is told at once.
 */
export async function* changesOf(
  { dispatcher, onSyncState, onFiles, onNotices }: {
    dispatcher: Dispatcher; onSyncState: (listener: () => void) => () => void; onFiles: (listener: (arrived: string | null) => void) => () => void; onNotices: (listener: (news: NoticeNews) => void) => () => void
  }, agencyId: string, isSignedIn: () => boolean, signal: AbortSignal | undefined,
): AsyncGenerator<ChangeNotice, void> {
  let waiting: ChangeNotice | null = null
  let wake: (() => void) | null = null
  const add = (entities: readonly string[], ids: readonly string[], commandIds: readonly string[]): void => {
    const all = new Set([...(waiting?.ids ?? []), ...ids])
    waiting = { open: waiting?.open ?? null, entities: [...new Set([...(waiting?.entities ?? []), ...entities])], ids: all.size > mostIds ? [] : [...all], commandIds: [...(waiting?.commandIds ?? []), ...commandIds] }
    wake?.()
  }
  const stopSync = onSyncState(() => add([syncEntity], [], []))
  const stopFiles = onFiles((arrived) => (arrived === null ? add([filesEntity], [], []) : add([blobEntity, filesEntity], [arrived], [])))
  const stopNotices = onNotices((news) => {
    add(['notification'], [], [])
    if (news.open) waiting = { ...waiting!, open: news.open }
  })
  const stop = dispatcher.onCommitted(({ agencyId: touched, changes, commandIds }) => {
    if (touched === agencyId) add(changes.map((change) => change.entity), changes.map((change) => change.entityId), commandIds)
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
    stopFiles()
    stopNotices()
    signal?.removeEventListener('abort', ended)
  }
}
