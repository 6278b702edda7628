import { open } from 'node:fs/promises'
import { AppError } from '../values/error.ts'

/** Turns what the operating system says of the disk into its AppError; anything else comes back as it was. */
export function storageError(error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    // a file larger than the file system (FAT32) or the account allows
    case 'EFBIG':
      return new AppError('disk_full', { reason: code }, { cause: error })
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new AppError('read_only', { reason: code }, { cause: error })
    default:
      return error
  }
}

/** Makes a rename in this folder survive a power cut. Windows cannot, and does not need to, flush a folder. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
