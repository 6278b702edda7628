import { mkdir, open, readdir, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../values/error.ts'
import { isId } from '../values/id.ts'
import { storageError } from './disk.ts'

export const uploadPurposes = ['photo', 'document', 'import', 'restore'] as const
export type UploadPurpose = (typeof uploadPurposes)[number]

/** Bytes of one piece, before base64. Small enough that an edit waits for no more than one of them. */
export const chunkBytes = 256 * 1024
const megabyte = 1_000_000
/** The most bytes of one file, by what it is for. */
export const uploadLimits: Readonly<Record<UploadPurpose, number>> = {
  photo: 40 * megabyte, document: 40 * megabyte, import: 300 * megabyte, restore: 300 * megabyte,
}
/** More than anybody drops at once; a client that never ends its uploads is stopped here. */
const openPerOwner = 64
/** Milliseconds without a byte after which an upload is forgotten. */
const staleAfter = 60 * 60 * 1000

export type FinishedUpload = { uploadId: string; path: string; name: string; purpose: UploadPurpose; bytes: number }

type Upload = {
  readonly id: string
  readonly owner: string
  readonly name: string
  readonly purpose: UploadPurpose
  readonly bytes: number
  readonly path: string
  received: number
  touchedAt: number
  finished: boolean
  handle: FileHandle | null
  /** The last act on this upload; the next waits for it, since two pieces may be on the way at once. */
  turn: Promise<void>
}

export type Uploads = ReturnType<typeof openUploads>

/**
 * Files on their way in, piece by piece, kept in `<directory>/uploads` until somebody takes them. `owner` is whoever began
 * (a connection or a session): to all others the upload does not exist. Instants are milliseconds UTC.
 */
export function openUploads(options: { directory: string; now: () => number; newId: () => string; openFile?: typeof open }) {
  const { now, newId, openFile = open } = options
  const folder = join(options.directory, 'uploads')
  const uploads = new Map<string, Upload>()

  function find(owner: string, uploadId: string): Upload {
    const upload = uploads.get(uploadId)
    if (!upload || upload.owner !== owner) throw new AppError('not_found', { uploadId })
    return upload
  }

  async function inTurn<T>(upload: Upload, act: () => Promise<T>): Promise<T> {
    const before = upload.turn
    let done!: () => void
    upload.turn = new Promise((resolve) => (done = resolve))
    await before
    try {
      return await act()
    } finally {
      done()
    }
  }

  async function forget(upload: Upload): Promise<void> {
    uploads.delete(upload.id)
    await inTurn(upload, async () => {
      await upload.handle?.close()
      upload.handle = null
      await rm(upload.path, { force: true })
    })
  }

  return {
    /**
     * Announces a file of `bytes` bytes. Throws `file_too_large` {bytes, limit}, `too_large` when too many are open,
     * `disk_full`.
     */
    async begin(owner: string, file: { name: string; bytes: number; purpose: UploadPurpose }): Promise<{ uploadId: string;
      chunk: number }> {
      const limit = uploadLimits[file.purpose]
      if (file.bytes > limit) throw new AppError('file_too_large', { name: file.name, bytes: file.bytes, limit })
      if (file.bytes < 1) throw new AppError('file_incomplete', { name: file.name, received: 0, expected: file.bytes })
      if ([...uploads.values()].filter((upload) => upload.owner === owner).length >= openPerOwner) throw new AppError('too_large',
        { limit: openPerOwner })
      const id = newId()
      const path = join(folder, id)
      const upload: Upload = { id, owner, name: file.name, purpose: file.purpose, bytes: file.bytes, path, received: 0,
        touchedAt: now(), finished: false, handle: null, turn: Promise.resolve() }
      uploads.set(id, upload)
      try {
        await mkdir(folder, { recursive: true })
        upload.handle = await openFile(path, 'wx')
      } catch (error) {
        uploads.delete(id)
        throw storageError(error)
      }
      return { uploadId: id, chunk: chunkBytes }
    },

    /**
     * The bytes from `offset`. They come in order: a piece beyond what has arrived is `file_incomplete` {received}; one that
     * was already received (its answer was lost on the way) is acknowledged again without being written.
     */
    async put(owner: string, uploadId: string, offset: number, bytes: Uint8Array): Promise<{ received: number }> {
      const upload = find(owner, uploadId)
      return inTurn(upload, async () => {
        upload.touchedAt = now()
        if (bytes.length > chunkBytes) throw new AppError('too_large', { limit: chunkBytes })
        if (offset + bytes.length > upload.bytes) throw new AppError('file_too_large', { name: upload.name, limit: upload.bytes })
        if (offset > upload.received) throw new AppError('file_incomplete',
          { name: upload.name, received: upload.received, expected: offset })
        const fresh = bytes.subarray(Math.min(bytes.length, upload.received - offset))
        if (fresh.length === 0) return { received: upload.received }
        if (!upload.handle) throw new AppError('not_found', { uploadId })
        try {
          // At its own place in the file, so that a piece half written by a full disk is overwritten when it comes again.
          for (let done = 0; done < fresh.length;) {
            const { bytesWritten } = await upload.handle.write(fresh, done, fresh.length - done, upload.received + done)
            done += bytesWritten
          }
        } catch (error) {
          throw storageError(error)
        }
        upload.received += fresh.length
        return { received: upload.received }
      })
    },

    /** Closes a file that has arrived whole. It stays until `cancel` or the sweep; ending it again gives the same answer. */
    async end(owner: string, uploadId: string): Promise<FinishedUpload> {
      const upload = find(owner, uploadId)
      return inTurn(upload, async () => {
        upload.touchedAt = now()
        if (upload.received < upload.bytes) throw new AppError('file_incomplete',
          { name: upload.name, received: upload.received, expected: upload.bytes })
        await upload.handle?.close()
        upload.handle = null
        upload.finished = true
        return { uploadId, path: upload.path, name: upload.name, purpose: upload.purpose, bytes: upload.bytes }
      })
    },

    /** A file that has ended, for whoever reads it (an import's preview, then its run). Looking at it keeps it fresh. */
    finished(owner: string, uploadId: string): FinishedUpload {
      const upload = find(owner, uploadId)
      if (!upload.finished) throw new AppError('file_incomplete', { name: upload.name, received: upload.received,
        expected: upload.bytes })
      upload.touchedAt = now()
      return { uploadId, path: upload.path, name: upload.name, purpose: upload.purpose, bytes: upload.bytes }
    },

    async cancel(owner: string, uploadId: string): Promise<void> {
      await forget(find(owner, uploadId))
    },

    /** Its connection is gone, or its member signed out. */
    async dropOwner(owner: string): Promise<void> {
      for (const upload of [...uploads.values()]) if (upload.owner === owner) await forget(upload)
    },

    /** Forgets uploads that nobody has touched for an hour, and files of an earlier run. Returns how many files went. */
    async sweep(): Promise<number> {
      let gone = 0
      for (const upload of [...uploads.values()]) {
        if (now() - upload.touchedAt < staleAfter) continue
        await forget(upload)
        gone++
      }
      await mkdir(folder, { recursive: true })
      for (const name of await readdir(folder)) {
        if (!isId(name) || uploads.has(name)) continue
        await rm(join(folder, name), { force: true })
        gone++
      }
      return gone
    },
  }
}
