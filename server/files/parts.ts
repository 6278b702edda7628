import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { storageError } from '../../shared/files/disk.ts'
import { AppError } from '../../shared/values/error.ts'

/**
 * Parts of files on their way in, each named by where it begins. They lie in the data directory; servers that share their work
 * share that folder too (docs/operate.md), or send one upload's parts to one server.
 */
export type Parts = ReturnType<typeof openParts>

export function openParts(directory: string) {
  const folderOf = (uploadId: string): string => join(directory, 'uploads', uploadId)
  const nameOf = (offset: number): string => String(offset).padStart(12, '0')
  return {
    /** Whole or not at all: a part that broke off leaves nothing. */
    async put(uploadId: string, offset: number, from: string): Promise<void> {
      try {
        await mkdir(folderOf(uploadId), { recursive: true })
        await rename(from, join(folderOf(uploadId), nameOf(offset)))
      } catch (error) {
        throw storageError(error)
      }
    },
    /** Where a part is written before it counts: on the same disk, so that it only has to be renamed. */
    async place(uploadId: string, unique: string): Promise<string> {
      await mkdir(folderOf(uploadId), { recursive: true })
      return join(folderOf(uploadId), `coming-${unique}`)
    },
    /** All parts up to `bytes`, one after the other, as one file. Throws `file_incomplete`. */
    async join(uploadId: string, bytes: number): Promise<string> {
      const folder = folderOf(uploadId)
      const names = (await readdir(folder)).filter((name) => /^\d{12}$/.test(name)).toSorted()
      const whole = join(folder, 'whole')
      await rm(whole, { force: true })
      let at = 0
      for (const name of names) {
        if (Number(name) !== at) throw new AppError('file_incomplete', { received: at, expected: bytes })
        const target = createWriteStream(whole, { flags: 'a' })
        await pipeline(createReadStream(join(folder, name)), target)
        at += target.bytesWritten
      }
      if (at !== bytes) throw new AppError('file_incomplete', { received: at, expected: bytes })
      return whole
    },
    forget: async (uploadId: string): Promise<void> => rm(folderOf(uploadId), { recursive: true, force: true }),
  }
}
