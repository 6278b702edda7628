import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../values/error.ts'
import { isId } from '../values/id.ts'
import { storageError, syncDirectory } from './disk.ts'

/** Smaller pictures kept beside an original; `original` itself has no suffix. */
export const variants = ['thumb', 'medium'] as const
export type Variant = (typeof variants)[number]
export type BlobKey = { agencyId: string; sha256: string; variant?: Variant }

const hashShape = /^[0-9a-f]{64}$/

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export type BlobStore = {
  has(key: BlobKey): Promise<boolean>
  /** Stores an original under its hash; storing it again does nothing. */
  put(agencyId: string, bytes: Uint8Array): Promise<{ sha256: string; bytes: number }>
  putVariant(key: Required<BlobKey>, bytes: Uint8Array): Promise<void>
  /** All of it. With `verify`, an original that is no longer what its hash says is `file_unreadable`. Absent: `not_found`. */
  read(key: BlobKey, options?: { verify?: boolean }): Promise<Buffer>
  /** At most `length` bytes from `offset`, and the size of the whole. */
  readPart(key: BlobKey, offset: number, length: number): Promise<{ total: number; bytes: Buffer }>
  stat(key: BlobKey): Promise<{ bytes: number } | null>
  /** The original and its variants. */
  remove(key: Pick<BlobKey, 'agencyId' | 'sha256'>): Promise<void>
}

export type BlobStoreOptions = {
  /** Flush each file before it is called stored. Only data that can be made again (the demonstration) goes without. */
  durable?: boolean
  /** Tests hand in a disk that is really full. */
  openFile?: (path: string, flags: string) => Promise<FileHandle>
}

/**
 * Blobs by content: `<directory>/files/<agencyId>/<aa>/<sha256>[.variant]`. A file is written beside, flushed and renamed,
 * so that a name that exists is whole. Throws `disk_full` and `read_only` with nothing left behind.
 */
export function openBlobStore(directory: string, options: BlobStoreOptions = {}): BlobStore {
  const { durable = true, openFile = open } = options
  const root = join(directory, 'files')
  const temporary = join(root, 'temporary')
  mkdirSync(temporary, { recursive: true })
  const folders = new Set<string>()

  /** Keys come from rows and from callers: nothing but an id and a hash ever becomes a path. */
  function pathOf({ agencyId, sha256, variant }: BlobKey): string {
    if (!isId(agencyId) || !hashShape.test(sha256) || (variant !== undefined
      && !variants.includes(variant))) throw new AppError('invalid_input', { field: 'file' })
    return join(root, agencyId, sha256.slice(0, 2), variant === undefined ? sha256 : `${sha256}.${variant}`)
  }

  async function ensureFolder(folder: string): Promise<void> {
    if (folders.has(folder)) return
    await mkdir(folder, { recursive: true })
    if (durable) for (const parent of [dirname(folder), root]) await syncDirectory(parent)
    folders.add(folder)
  }

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    try {
      await writeOnce(path, bytes)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      // Everything was wiped since the folders were made.
      folders.clear()
      await mkdir(temporary, { recursive: true })
      await writeOnce(path, bytes)
    }
  }

  async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
    const partial = join(temporary, randomBytes(12).toString('hex'))
    try {
      await ensureFolder(dirname(path))
      const handle = await openFile(partial, 'wx')
      try {
        await handle.writeFile(bytes)
        if (durable) await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(partial, path)
      if (durable) await syncDirectory(dirname(path))
    } catch (error) {
      await rm(partial, { force: true })
      throw storageError(error)
    }
  }

  async function sizeOf(path: string): Promise<number | null> {
    try {
      return (await stat(path)).size
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw storageError(error)
    }
  }

  async function withFile<T>(key: BlobKey, act: (handle: FileHandle) => Promise<T>): Promise<T> {
    let handle: FileHandle
    try {
      handle = await open(pathOf(key), 'r')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new AppError('not_found', { file: key.sha256 },
        { cause: error })
      throw storageError(error)
    }
    try {
      return await act(handle)
    } finally {
      await handle.close()
    }
  }

  return {
    has: async (key) => (await sizeOf(pathOf(key))) !== null,

    async put(agencyId, bytes) {
      const sha256 = sha256Of(bytes)
      const path = pathOf({ agencyId, sha256 })
      // A size that differs is the remainder of a damaged disk; the bytes at hand are right.
      if ((await sizeOf(path)) !== bytes.length) await write(path, bytes)
      return { sha256, bytes: bytes.length }
    },

    async putVariant(key, bytes) {
      await write(pathOf(key), bytes)
    },

    read: (key, { verify = false } = {}) =>
      withFile(key, async (handle) => {
        const bytes = await handle.readFile()
        if (verify && key.variant === undefined && sha256Of(bytes) !== key.sha256) throw new AppError('file_unreadable',
          { file: key.sha256 })
        return bytes
      }),

    readPart: (key, offset, length) =>
      withFile(key, async (handle) => {
        const total = (await handle.stat()).size
        const bytes = Buffer.alloc(Math.max(0, Math.min(length, total - offset)))
        const { bytesRead } = bytes.length === 0 ? { bytesRead: 0 } : await handle.read(bytes, 0, bytes.length, offset)
        return { total, bytes: bytes.subarray(0, bytesRead) }
      }),

    async stat(key) {
      const bytes = await sizeOf(pathOf(key))
      return bytes === null ? null : { bytes }
    },

    async remove(key) {
      for (const variant of [...variants, undefined]) await rm(pathOf({ ...key, variant }), { force: true })
    },
  }
}

/** Leftovers of writes that a crash interrupted. Call at start, before anything is stored. Returns how many there were. */
export async function clearInterrupted(directory: string): Promise<number> {
  const temporary = join(directory, 'files', 'temporary')
  await mkdir(temporary, { recursive: true })
  const names = await readdir(temporary)
  for (const name of names) await rm(join(temporary, name), { force: true })
  return names.length
}
