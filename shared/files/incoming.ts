import { mkdirSync } from 'node:fs'
import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { storageError } from './disk.ts'

export type Incoming = ReturnType<typeof openIncoming>

/**
 * Originals on their way in, by hash, in `<directory>/files/incoming`: what has arrived stays when the program is killed. Whether it is
 * what it should be is told when it is whole. Throws `disk_full` and `read_only`.
 */
export function openIncoming(directory: string, { openFile = open }: { openFile?: typeof open } = {}) {
  const folder = join(directory, 'files', 'incoming')
  mkdirSync(folder, { recursive: true })
  const pathOf = (sha256: string): string => join(folder, sha256)

  async function attempt<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      throw storageError(error)
    }
  }

  return {
    /** Bytes that have arrived. */
    size: (sha256: string): Promise<number> => attempt(async () => {
      try {
        return (await stat(pathOf(sha256))).size
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
        throw error
      }
    }),
    write: (sha256: string, offset: number, bytes: Uint8Array): Promise<void> => attempt(async () => {
      // Made where it is not there, never emptied.
      if (offset === 0) await (await openFile(pathOf(sha256), 'a')).close()
      const handle = await openFile(pathOf(sha256), 'r+')
      try {
        for (let done = 0; done < bytes.length;) done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten
      } finally {
        await handle.close()
      }
    }),
    read: (sha256: string): Promise<Buffer> => attempt(() => readFile(pathOf(sha256))),
    drop: (sha256: string): Promise<void> => attempt(() => rm(pathOf(sha256), { force: true })),
    all: (): Promise<string[]> => attempt(() => readdir(folder)),
  }
}
