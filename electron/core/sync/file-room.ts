import { statfs } from 'node:fs/promises'
import type { BlobStore, Variant } from '../../../shared/files/blob-store.ts'
import { openIncoming } from '../../../shared/files/incoming.ts'
import type { FileRow } from '../../../shared/modules/core/model.ts'
import { file } from '../../../shared/modules/core/model.ts'
import type { FilesState } from '../../../shared/modules/core/model-views.ts'
import { openFileRows } from '../../../shared/sync/file-rows.ts'
import { openHttpFileTransport } from '../../../shared/sync/file-transport.ts'
import type { FileTransport } from '../../../shared/sync/file-transport.ts'
import { openFileQueue } from '../../../shared/sync/files.ts'
import type { FileQueue, Missing } from '../../../shared/sync/files.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { ErrorCode } from '../../../shared/values/error.ts'
import type { Host } from '../../host.ts'
import type { Log } from '../../log.ts'
import type { Workspace } from '../workspace.ts'
import type { SyncRoom } from './sync-room.ts'

export type FileRoomParts = { workspace: Workspace; sync: SyncRoom; blobs: BlobStore; directory: string; settings: Host['settings']; clock: () => number; log: Log }
export type FileRoom = ReturnType<typeof openFileRoom>

const alone: FilesState = {
  working: false, stopped: null, toSend: { count: 0, bytes: 0 }, toReceive: { count: 0, bytes: 0 }, keptBack: { toSend: { count: 0, bytes: 0 }, toReceive: { count: 0, bytes: 0 } },
  elsewhere: 0, refused: [], disk: 'well', limited: false, round: null,
}
/** What somebody is told who opens a file that is not here. On a limited connection it comes all the same: he has asked for it. */
const codes: Readonly<Record<Missing, ErrorCode>> = { coming: 'file_coming', keptBack: 'file_coming', offline: 'file_offline', elsewhere: 'file_elsewhere', full: 'file_no_room' }

/** Photos and documents of a joined post: sent and fetched beside the exchange, in the order in which somebody misses them. */
export function openFileRoom({ workspace, sync, blobs, directory, settings, clock, log }: FileRoomParts) {
  const { store, dispatcher } = workspace
  const listeners = new Set<(arrived: string | null) => void>()
  const tell = (arrived: string | null): void => {
    for (const listener of listeners) listener(arrived)
  }
  let queue: FileQueue | null = null

  const deviceId = async (): Promise<string> => (await store.kysely.selectFrom('syncState').select('deviceId').executeTakeFirstOrThrow()).deviceId!
  const asking = <T>(ask: (transport: FileTransport) => Promise<T>): Promise<T> => sync.ask((line) => ask(openHttpFileTransport({ ...line, deviceId })))
  const transport: FileTransport = {
    files: (fileIds) => asking((line) => line.files(fileIds)),
    progress: (fileId) => asking((line) => line.progress(fileId)),
    part: (fileId, offset, bytes) => asking((line) => line.part(fileId, offset, bytes)),
    fetch: (row, variant, from, length) => asking((line) => line.fetch(row, variant, from, length)),
  }

  /** The queue of this post; null while it works alone, or has not received its agency. */
  function here(): FileQueue | null {
    const joined = sync.joined()
    if (joined?.stage !== 'complete') return null
    if (!queue) {
      const { agencyId } = joined
      queue = openFileQueue({
        agencyId, blobs, transport, clock, rows: openFileRows({ store, agencyId, blobs }), incoming: openIncoming(directory),
        limited: async () => (await settings.get()).limitedConnection,
        freeBytes: async () => {
          const { bavail, bsize } = await statfs(directory)
          return bavail * bsize
        },
        later: (milliseconds, work) => {
          const timer = setTimeout(work, milliseconds)
          timer.unref()
          return () => clearTimeout(timer)
        },
        random: Math.random, onState: () => tell(null), onArrived: tell,
        onProblem: (error, fileId) => log('error', 'a file could not be exchanged', { error, fileId }),
      })
      void inBackground(() => queue!.tidy())
    }
    return queue
  }

  /** Nobody waits for it: a failure is written down. */
  async function inBackground(work: () => Promise<unknown> | undefined): Promise<void> {
    try {
      await work()
    } catch (error) {
      log('error', 'files could not be exchanged', { error })
    }
  }

  const stopExchanges = sync.onExchanged(() => void inBackground(() => here()?.exchanged()))
  const stopCommits = dispatcher.onCommitted(({ changes }) => {
    if (!changes.some(({ entity }) => entity === file.name)) return
    here()?.rowsChanged()
    tell(null)
  })

  return {
    /** Hears when files have moved, and the id of each that can be read here now. */
    onNews: (listener: (arrived: string | null) => void): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    /**
     * Why a stored file could not be read, where that is because its bytes are not on this post: it is asked for at once. Null where it
     * is something else, or this post has no server to ask.
     */
    async whyMissing(row: FileRow, variant: Variant | 'original', error: unknown): Promise<AppError | null> {
      const files = here()
      const isMissing = error instanceof AppError && error.code === 'not_found'
      if (!files || !isMissing || (variant !== 'original' && row.width === null)) return null
      return new AppError(codes[await files.want({ fileId: row.id, width: row.width, height: row.height }, variant)], {}, { cause: error })
    },

    missing: async (fileIds: readonly string[]): Promise<string[]> => (await here()?.missing(fileIds)) ?? [],
    state: async (): Promise<FilesState> => (await here()?.state()) ?? alone,
    sendNow: (): void => void inBackground(() => here()?.sendAll()),
    settingChanged: (): void => {
      void inBackground(() => here()?.now())
      tell(null)
    },

    async close(): Promise<void> {
      stopExchanges()
      stopCommits()
      listeners.clear()
      await queue?.close()
    },
  }
}
