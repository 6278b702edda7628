import type { ExpressionBuilder } from 'kysely'
import type { BlobStore } from '../files/blob-store.ts'
import type { MachineryTables, Tables } from '../database/schema.ts'
import type { Store } from '../database/store.ts'
import type { FileSum } from '../modules/core/model-views.ts'

export type QueuedFile = MachineryTables['fileQueue']
export type FileRows = ReturnType<typeof openFileRows>

/** Own files of at most so many bytes are sent on a limited connection too: most photos are. */
export const sentAnyway = 1_000_000
/** The server is asked again once a day whether it still has what it had: it may have been put back from a backup without its files. */
const askedAgainAfter = 86_400_000
const together = 500

/** What this post knows of each file of the agency: one row for each row `file`, found again from those whenever it is lost. */
export function openFileRows({ store: { kysely: db }, agencyId, blobs }: { store: Store; agencyId: string; blobs: BlobStore }) {
  const mine = () => db.selectFrom('fileQueue').where('fileQueue.agencyId', '=', agencyId)
  const change = () => db.updateTable('fileQueue').where('agencyId', '=', agencyId)

  /** Takes in the files whose rows have come since, with what of each lies on this disk. */
  async function takeIn(): Promise<void> {
    for (;;) {
      const rows = await db.selectFrom('file').leftJoin('fileQueue', (join) => join.onRef('fileQueue.agencyId', '=', 'file.agencyId').onRef('fileQueue.fileId', '=', 'file.id'))
        .select(['file.id', 'file.sha256', 'file.bytes', 'file.width', 'file.createdAt']).where('file.agencyId', '=', agencyId).where('file.deletedAt', 'is', null).where('fileQueue.fileId', 'is', null).limit(together).execute()
      if (rows.length === 0) return
      const found = await Promise.all(rows.map(async ({ id, sha256, bytes, width, createdAt }): Promise<QueuedFile> => {
        const [original, thumb] = [await blobs.stat({ agencyId, sha256: sha256! }), width === null ? null : await blobs.stat({ agencyId, sha256: sha256!, variant: 'thumb' })]
        const here = original?.bytes === Number(bytes)
        return {
          agencyId, fileId: id, sha256: sha256!, bytes: Number(bytes), at: Number(createdAt), pictured: width === null ? 0 : 1, thumb: here || thumb ? 1 : 0, here: here ? 1 : 0, there: null, released: 0, retryAt: null, code: null, askedAt: null,
        }
      }))
      await db.insertInto('fileQueue').values(found).execute()
      if (rows.length < together) return
    }
  }

  /** Lets go of those whose row is no longer here. */
  async function letGo(): Promise<void> {
    await db.deleteFrom('fileQueue').where('agencyId', '=', agencyId).where(({ not, exists, selectFrom }) => not(exists(selectFrom('file').select('file.id')
      .whereRef('file.agencyId', '=', 'fileQueue.agencyId').whereRef('file.id', '=', 'fileQueue.fileId').where('file.deletedAt', 'is', null)))).execute()
  }

  /** Whether its time has come. One that is days ahead was set by a clock that has been put right since. */
  const isDue = (row: ExpressionBuilder<Tables, 'fileQueue'>, now: number) => row.or([row('retryAt', 'is', null), row('retryAt', '<=', now), row('retryAt', '>', now + 2 * askedAgainAfter)])

  /** Those of which it is not known, or no longer, whether the server has them. */
  const toAsk = (now: number, limit: number): Promise<QueuedFile[]> => mine().selectAll().where((row) => row.or([
    row.and([row.or([row('there', 'is', null), row.and([row('there', '=', 0), row('here', '=', 0)])]), isDue(row, now)]),
    row.and([row('there', '=', 1), row('here', '=', 1), row('askedAt', '<', now - askedAgainAfter)]),
  ])).orderBy('at', 'desc').limit(limit).execute()

  async function setThere(fileIds: readonly string[], there: 0 | 1 | null, { retryAt, now }: { retryAt: number | null; now: number }): Promise<void> {
    if (fileIds.length > 0) await change().set({ there, retryAt, askedAt: now }).where('fileId', 'in', fileIds).execute()
  }

  const due = (now: number) => mine().selectAll().where((row) => isDue(row, now)).orderBy('at', 'desc').orderBy('fileId', 'desc')

  /** Small pictures to fetch, the newest first. */
  const thumbs = (now: number, limit: number): Promise<QueuedFile[]> => due(now).where('there', '=', 1).where('here', '=', 0).where('pictured', '=', 1).where('thumb', '=', 0).limit(limit).execute()
  const originals = (now: number, limit: number): Promise<QueuedFile[]> => due(now).where('there', '=', 1).where('here', '=', 0).limit(limit).execute()
  const uploads = (now: number, limit: number, limited: boolean): Promise<QueuedFile[]> => {
    const waiting = due(now).where('there', '=', 0).where('here', '=', 1).where('code', 'is', null)
    return (limited ? waiting.where((row) => row.or([row('released', '=', 1), row('bytes', '<=', sentAnyway)])) : waiting).limit(limit).execute()
  }

  const get = (fileId: string): Promise<QueuedFile | undefined> => mine().selectAll().where('fileId', '=', fileId).executeTakeFirst()
  const sum = async (rows: ReturnType<typeof mine>): Promise<FileSum> => {
    const found = await rows.select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('bytes').as('bytes')]).executeTakeFirstOrThrow()
    return { count: Number(found.count), bytes: Number(found.bytes ?? 0) }
  }

  return {
    takeIn, letGo, toAsk, setThere, thumbs, originals, uploads, get,

    /** The bytes of an original have come: they are the same for every row that names them. Gives those rows. */
    async arrived(sha256: string): Promise<string[]> {
      const rows = await change().set({ here: 1, thumb: 1, retryAt: null }).where('sha256', '=', sha256).returning('fileId').execute()
      return rows.map(({ fileId }) => fileId)
    },
    async thumbArrived(sha256: string): Promise<string[]> {
      const rows = await change().set({ thumb: 1 }).where('sha256', '=', sha256).returning('fileId').execute()
      return rows.map(({ fileId }) => fileId)
    },
    /** The server has it now. */
    async sent(sha256: string, now: number): Promise<void> {
      await change().set({ there: 1, retryAt: null, code: null, askedAt: now }).where('sha256', '=', sha256).execute()
    },
    /** The bytes that were here are gone. */
    async gone(sha256: string): Promise<void> {
      await change().set({ here: 0, thumb: 0, retryAt: null }).where('sha256', '=', sha256).execute()
    },
    async refused(fileId: string, code: string): Promise<void> {
      await change().set({ code }).where('fileId', '=', fileId).execute()
    },
    async postpone(fileId: string, retryAt: number): Promise<void> {
      await change().set({ retryAt }).where('fileId', '=', fileId).execute()
    },
    /** Rows that the server did not know may have been sent meanwhile. */
    async askUnknown(): Promise<void> {
      await change().set({ retryAt: null }).where('there', 'is', null).where('retryAt', 'is not', null).execute()
    },
    /** Somebody wants everything sent now: what is kept back, what waits for its time, what was refused. */
    async release(): Promise<void> {
      await change().set({ released: 1, retryAt: null, code: null }).where('here', '=', 1).where((row) => row.or([row('there', 'is', null), row('there', '=', 0)])).execute()
    },
    /** When the next of those that wait for their time is due. */
    async nextDue(now: number): Promise<number | null> {
      const { at } = await mine().where('retryAt', '>', now).select(({ fn }) => fn.min<number | null>('retryAt').as('at')).executeTakeFirstOrThrow()
      return at === null ? null : Number(at)
    },
    async wanted(hashes: readonly string[]): Promise<Set<string>> {
      if (hashes.length === 0) return new Set()
      const rows = await mine().select('sha256').where('sha256', 'in', hashes).where('here', '=', 0).execute()
      return new Set(rows.map((row) => row.sha256))
    },
    async missing(fileIds: readonly string[]): Promise<string[]> {
      if (fileIds.length === 0) return []
      return (await mine().select('fileId').where('fileId', 'in', fileIds).where('here', '=', 0).execute()).map(({ fileId }) => fileId)
    },
    async sums(limited: boolean) {
      const toSend = () => mine().where('here', '=', 1).where('code', 'is', null).where((row) => row.or([row('there', 'is', null), row('there', '=', 0)]))
      const large = (rows: ReturnType<typeof mine>) => rows.where('released', '=', 0).where('bytes', '>', sentAnyway)
      const small = (rows: ReturnType<typeof mine>) => rows.where((row) => row.or([row('released', '=', 1), row('bytes', '<=', sentAnyway)]))
      const toReceive = () => mine().where('here', '=', 0).where('there', '=', 1)
      const none: FileSum = { count: 0, bytes: 0 }
      return {
        toSend: await sum(limited ? small(toSend()) : toSend()),
        // Small pictures: how large they are is told when they come.
        toReceive: limited ? { ...(await sum(toReceive().where('pictured', '=', 1).where('thumb', '=', 0))), bytes: 0 } : await sum(toReceive()),
        keptBack: { toSend: limited ? await sum(large(toSend())) : none, toReceive: limited ? await sum(toReceive()) : none },
        elsewhere: (await sum(mine().where('here', '=', 0).where('there', '=', 0))).count,
      }
    },
    async allRefused(): Promise<{ fileId: string; name: string; code: string }[]> {
      const rows = await mine().innerJoin('file', (join) => join.onRef('file.agencyId', '=', 'fileQueue.agencyId').onRef('file.id', '=', 'fileQueue.fileId')).select(['fileQueue.fileId', 'file.name', 'fileQueue.code'])
        .where('fileQueue.code', 'is not', null).orderBy('fileQueue.at', 'desc').limit(50).execute()
      return rows.map(({ fileId, name, code }) => ({ fileId, name: name ?? '', code: code! }))
    },
  }
}
