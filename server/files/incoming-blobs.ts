import { createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { checkStoredKind } from '../../shared/files/agreement.ts'
import type { BlobStore } from '../../shared/files/blob-store.ts'
import { sha256Of } from '../../shared/files/blob-store.ts'
import { storageError } from '../../shared/files/disk.ts'
import { measureImage } from '../../shared/files/images.ts'
import { contentOf, sniff } from '../../shared/files/sniff.ts'
import type { FileRow } from '../../shared/modules/core/model.ts'
import { fileLimits } from '../../shared/sync/protocol.ts'
import type { FileProgress } from '../../shared/sync/protocol.ts'
import { AppError } from '../../shared/values/error.ts'
import type { House } from '../house.ts'

declare module '../house.ts' {
  interface Services {
    readonly incomingBlobs: IncomingBlobs
  }
}

type Wanted = Pick<FileRow, 'sha256' | 'bytes' | 'mime' | 'width' | 'height'>
export type IncomingBlobs = ReturnType<typeof openIncomingBlobs>

/** After this long without a byte what has arrived of a blob is forgotten. */
const forgottenAfter = 48 * 3_600_000

/**
 * Blobs that posts bring for rows that the agency has: nothing else is taken, so that no blob is ever without its row. What arrived
 * stays arrived to the byte, whoever brought it; the whole must be what the row says, and is kept as it is. Parts lie in the data
 * directory, which servers that share their work share too (docs/operate.md).
 */
export function openIncomingBlobs(house: Pick<House, 'config' | 'store' | 'clock'>, blobs: BlobStore) {
  const db = house.store.kysely
  const folderOf = (agencyId: string): string => join(house.config.dataDirectory, 'incoming', agencyId)
  const rowOf = (agencyId: string, sha256: string) => db.selectFrom('incomingBlob').selectAll().where('agencyId', '=', agencyId).where('sha256', '=', sha256).executeTakeFirst()

  async function forget(agencyId: string, sha256: string): Promise<void> {
    await db.deleteFrom('incomingBlob').where('agencyId', '=', agencyId).where('sha256', '=', sha256).execute()
    await rm(join(folderOf(agencyId), sha256), { force: true })
  }

  async function progress(agencyId: string, { sha256, bytes }: Wanted): Promise<FileProgress> {
    if (await blobs.has({ agencyId, sha256 })) return { received: bytes, done: true }
    const received = Number((await rowOf(agencyId, sha256))?.received ?? 0)
    const onDisk = received === 0 ? 0 : await sizeOf(join(folderOf(agencyId), sha256))
    if (onDisk >= received) return { received, done: false }
    // The folder was lost: it begins anew.
    await forget(agencyId, sha256)
    return { received: 0, done: false }
  }

  /**
   * The bytes from `offset`; none at the end, where the answer to the last of them was lost. Where that is not what has arrived so far,
   * nothing is taken and the true number is told. Throws `too_large`, `disk_full`, and what `mustBe` throws.
   */
  async function take(agencyId: string, file: Wanted, offset: number, body: Readable): Promise<FileProgress & { taken: boolean }> {
    const { sha256 } = file
    const before = await progress(agencyId, file)
    if (before.done) return { ...before, taken: true }
    if (before.received !== offset) return { ...before, taken: false }
    let received = offset
    if (offset < file.bytes) {
      await db.insertInto('incomingBlob').values({ agencyId, sha256, received: 0, touchedAt: house.clock() }).onConflict((conflict) => conflict.columns(['agencyId', 'sha256']).doNothing()).execute()
      const { written, problem } = await write(agencyId, sha256, offset, Math.min(fileLimits.partBytes, file.bytes - offset), body)
      // Two parts for one place: the first counts.
      const moved = await db.updateTable('incomingBlob').set({ received: offset + written, touchedAt: house.clock() }).where('agencyId', '=', agencyId).where('sha256', '=', sha256).where('received', '=', offset)
        .returning('received').executeTakeFirst()
      if (problem) throw problem
      if (!moved) return { ...(await progress(agencyId, file)), taken: false }
      received = offset + written
    }
    if (received < file.bytes) return { received, done: false, taken: true }
    await keep(agencyId, file)
    return { received, done: true, taken: true }
  }

  /** Bytes that reached the disk count, also those of a line that broke. */
  async function write(agencyId: string, sha256: string, offset: number, most: number, body: Readable): Promise<{ written: number; problem: AppError | null }> {
    const path = join(folderOf(agencyId), sha256)
    try {
      await mkdir(folderOf(agencyId), { recursive: true })
      // Not emptied: what another post has just brought is the same.
      await (await open(path, 'a')).close()
    } catch (error) {
      throw storageError(error)
    }
    const target = createWriteStream(path, { flags: 'r+', start: offset })
    let bytes = 0
    try {
      await pipeline(body, async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          if (bytes > most) throw new AppError('too_large', { limit: most })
          yield chunk
        }
      }, target)
      return { written: target.bytesWritten, problem: null }
    } catch (error) {
      const problem = storageError(error)
      if (problem instanceof AppError) return { written: 0, problem }
      return { written: target.bytesWritten, problem: new AppError('body_unreadable', {}, { cause: error }) }
    }
  }

  async function keep(agencyId: string, file: Wanted): Promise<void> {
    const { sha256 } = file
    let content: Buffer
    try {
      content = await readFile(join(folderOf(agencyId), sha256))
    } catch (error) {
      // Somebody else brought its last part at the same moment.
      if (await blobs.has({ agencyId, sha256 })) return
      throw storageError(error)
    }
    try {
      await mustBe(file, content)
    } catch (error) {
      if (error instanceof AppError) await forget(agencyId, sha256)
      throw error
    }
    await blobs.put(agencyId, content)
    await forget(agencyId, sha256)
  }

  /** By hash, how much of these has arrived. */
  async function receivedOf(agencyId: string, hashes: readonly string[]): Promise<Map<string, number>> {
    if (hashes.length === 0) return new Map()
    const rows = await db.selectFrom('incomingBlob').select(['sha256', 'received']).where('agencyId', '=', agencyId).where('sha256', 'in', hashes).execute()
    return new Map(rows.map(({ sha256, received }) => [sha256, Number(received)]))
  }

  return {
    progress, take, receivedOf,
    /** Forgets what nobody goes on with. Returns how many there were. */
    async sweep(): Promise<number> {
      const old = await db.selectFrom('incomingBlob').select(['agencyId', 'sha256']).where('touchedAt', '<', house.clock() - forgottenAfter).limit(500).execute()
      for (const { agencyId, sha256 } of old) await forget(agencyId, sha256)
      return old.length
    },
  }
}

/**
 * Whoever received it first normalised it; here it is only looked at. Throws `file_unreadable` where it is not what the row was made
 * for, `file_wrong_kind` where the row says something else of it, or a picture says where it was taken.
 */
async function mustBe({ sha256, bytes, mime, width, height }: Wanted, content: Buffer): Promise<void> {
  if (content.length !== bytes || sha256Of(content) !== sha256) throw new AppError('file_unreadable', { reason: 'sha256' })
  const kind = await sniff(contentOf(content))
  checkStoredKind(kind, mime)
  if (kind !== 'jpeg' && kind !== 'png' && kind !== 'webp') return
  const picture = await measureImage(content)
  if (picture.width !== width || picture.height !== height || picture.exif || picture.xmp || picture.iptc) throw new AppError('file_wrong_kind', { found: kind, expected: mime })
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw storageError(error)
  }
}
