import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { uploadLimits } from '../../shared/files/uploads.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { AppError } from '../../shared/values/error.ts'
import { newId } from '../house.ts'
import type { House } from '../house.ts'
import { openParts } from './parts.ts'
import { keepFile } from './receive.ts'
import type { Kept } from './receive.ts'

declare module '../house.ts' {
  interface Services {
    readonly uploads: ResumableUploads
  }
}

/** Bytes of one part: a minute of a bad connection. */
export const partBytes = 1024 * 1024
const openPerAccount = 64
/** After this long without a byte an upload is forgotten. */
const forgottenAfter = 48 * 3_600_000

export type UploadState = { id: string; name: string; purpose: 'photo' | 'document'; bytes: number; offset: number; done: boolean; fileId: string | null }
export type ResumableUploads = ReturnType<typeof openResumableUploads>

/** Files in parts over networks that break: what arrived stays arrived, also when the server starts again. */
export function openResumableUploads(house: Pick<House, 'config' | 'store' | 'clock' | 'random'>) {
  const db = house.store.kysely
  const parts = openParts(house.config.dataDirectory)

  async function find(accountId: string, id: string) {
    const row = await db.selectFrom('upload').selectAll().where('id', '=', id).where('accountId', '=', accountId).executeTakeFirst()
    if (!row) throw new AppError('not_found', { entity: 'upload', id })
    return row
  }
  const stateOf = (row: Awaited<ReturnType<typeof find>>): UploadState => ({
    id: row.id, name: row.name, purpose: row.purpose as UploadState['purpose'], bytes: row.bytes, offset: row.received, done: row.state === 'done', fileId: row.fileId,
  })

  return {
    /** Throws `file_too_large`, `too_large` when too many are open. */
    async begin(accountId: string, agencyId: string, file: { name: string; bytes: number; purpose: UploadState['purpose'] }): Promise<UploadState> {
      const limit = uploadLimits[file.purpose]
      if (file.bytes > limit) throw new AppError('file_too_large', { name: file.name, bytes: file.bytes, limit })
      const { n } = await db.selectFrom('upload').select((count) => count.fn.countAll<number>().as('n')).where('accountId', '=', accountId).where('state', '=', 'open').executeTakeFirstOrThrow()
      if (Number(n) >= openPerAccount) throw new AppError('too_large', { limit: openPerAccount })
      const now = house.clock()
      const row = { id: newId(house), accountId, agencyId, ...file, received: 0, state: 'open' as const, fileId: null, createdAt: now, touchedAt: now }
      await db.insertInto('upload').values(row).execute()
      return stateOf(row)
    },

    state: async (accountId: string, id: string): Promise<UploadState> => stateOf(await find(accountId, id)),

    /** The bytes from `offset`. Where that is not what has arrived so far, nothing is taken and the true offset is told. */
    async put(accountId: string, id: string, offset: number, body: Readable): Promise<UploadState & { taken: boolean }> {
      const row = await find(accountId, id)
      if (row.state !== 'open' || row.received !== offset) return { ...stateOf(row), taken: false }
      const most = Math.min(partBytes, row.bytes - row.received)
      const coming = await parts.place(id, house.random(8).toString('hex'))
      try {
        const target = createWriteStream(coming, { flags: 'wx' })
        let bytes = 0
        await pipeline(body, async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            bytes += chunk.length
            if (bytes > most) throw new AppError('too_large', { limit: most })
            yield chunk
          }
        }, target)
        if (bytes === 0) return { ...stateOf(row), taken: false }
        await parts.put(id, offset, coming)
        // Two parts for one place: the first counts.
        const moved = await db.updateTable('upload').set({ received: offset + bytes, touchedAt: house.clock() }).where('id', '=', id).where('received', '=', offset).where('state', '=', 'open').returning('id').executeTakeFirst()
        return { ...stateOf(await find(accountId, id)), taken: moved !== undefined }
      } finally {
        await rm(coming, { force: true })
      }
    },

    /** Makes the file. Asked again, it gives the same one. Throws `file_incomplete`, `file_unreadable` where the hash is another. */
    async complete(whole: House, actor: Actor & { kind: 'member' }, accountId: string, id: string, sha256: string | null, deviceId: string): Promise<Kept | { id: string }> {
      const row = await find(accountId, id)
      if (row.state === 'done') return { id: row.fileId! }
      if (row.received < row.bytes) throw new AppError('file_incomplete', { name: row.name, received: row.received, expected: row.bytes })
      const path = await parts.join(id, row.bytes)
      if (sha256 !== null && (await hashOf(path)) !== sha256) throw new AppError('file_unreadable', { name: row.name, reason: 'sha256' })
      const kept = await keepFile(whole, actor, { path, name: row.name }, row.purpose as UploadState['purpose'], deviceId)
      await db.updateTable('upload').set({ state: 'done', fileId: kept.id, touchedAt: house.clock() }).where('id', '=', id).execute()
      await parts.forget(id)
      return kept
    },

    async cancel(accountId: string, id: string): Promise<void> {
      await find(accountId, id)
      await db.deleteFrom('upload').where('id', '=', id).execute()
      await parts.forget(id)
    },

    /** Forgets what nobody goes on with. Returns how many there were. */
    async sweep(): Promise<number> {
      const old = await db.selectFrom('upload').select('id').where('touchedAt', '<', house.clock() - forgottenAfter).limit(500).execute()
      for (const { id } of old) {
        await parts.forget(id)
        await db.deleteFrom('upload').where('id', '=', id).execute()
      }
      return old.length
    },
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
