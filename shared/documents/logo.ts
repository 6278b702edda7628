import type { BlobStore } from '../files/blob-store.ts'
import { pictureWithin } from '../files/images.ts'
import { AppError } from '../values/error.ts'

/** Four times the largest place that a logo has on paper (paper.ts): sharp in print, and small. */
const frame = { width: 600, height: 168 }

/** The logo as a small PNG; null where its bytes have not come here yet or are damaged: a paper without it is better than none. */
export async function logoOf(blobs: BlobStore, file: { agencyId: string; sha256: string }): Promise<Uint8Array | null> {
  try {
    return await pictureWithin(await blobs.read({ agencyId: file.agencyId, sha256: file.sha256 }), frame)
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'file_unreadable')) return null
    throw error
  }
}
