import { readFile } from 'node:fs/promises'
import { AppError } from '../values/error.ts'
import { checkAgreement, mimeOf } from './agreement.ts'
import type { BlobKey, BlobStore, Variant } from './blob-store.ts'
import { storageError } from './disk.ts'
import { makeVariants, mediumSide, normaliseDocumentImage, normalisePhoto } from './images.ts'
import type { Picture } from './images.ts'
import { sniffFile } from './sniff.ts'
import type { FileKind } from './sniff.ts'
import type { UploadPurpose } from './uploads.ts'

/** What the row `file` says of a stored blob. */
export type StoredFile = { sha256: string; bytes: number; mime: string; name: string; width: number | null;
  height: number | null }
export type Arrived = { path: string; name: string }

/**
 * Pictures of papers that are one flat image; a TIFF may hold many pages and an AVIF comes from no camera here: they stay as
 * they are.
 */
const reencoded: readonly FileKind[] = ['jpeg', 'png', 'webp']

/** For an import or a restore: only that it is what its name says. Throws `file_wrong_kind`, `file_unreadable`. */
export async function checkArrived(arrived: Arrived, purpose: UploadPurpose): Promise<FileKind> {
  const kind = await sniffFile(arrived.path)
  checkAgreement(kind, arrived.name, purpose)
  return kind
}

/**
 * Checks, normalises and stores a photo with its smaller pictures: whoever receives a file first does this once, later
 * holders only verify (architecture §7). Throws `file_wrong_kind`, `file_unreadable`, `image_too_large`, `disk_full`.
 */
export async function receivePhoto(store: BlobStore, agencyId: string, arrived: Arrived): Promise<StoredFile> {
  await checkArrived(arrived, 'photo')
  return storePhoto(store, agencyId, await normalisePhoto(arrived.path), arrived.name)
}

/** Stores a photo that is already normal (just normalised, or drawn by the program). */
export async function storePhoto(store: BlobStore, agencyId: string, photo: Picture, name: string): Promise<StoredFile> {
  const made = await makeVariants(photo)
  const { sha256, bytes } = await store.put(agencyId, photo.bytes)
  await store.putVariant({ agencyId, sha256, variant: 'thumb' }, made.thumb)
  if (made.medium) await store.putVariant({ agencyId, sha256, variant: 'medium' }, made.medium)
  return { sha256, bytes, mime: 'image/jpeg', name: withEnding(name, 'jpg'), width: photo.width, height: photo.height }
}

/**
 * Stores a document: PDF and office files byte for byte, pictures without their metadata. Throws as `receivePhoto`.
 */
export async function receiveDocument(store: BlobStore, agencyId: string, arrived: Arrived): Promise<StoredFile> {
  const kind = await checkArrived(arrived, 'document')
  if (reencoded.includes(kind)) {
    const image = await normaliseDocumentImage(arrived.path)
    const { thumb } = await makeVariants(image)
    const { sha256, bytes } = await store.put(agencyId, image.bytes)
    await store.putVariant({ agencyId, sha256, variant: 'thumb' }, thumb)
    return { sha256, bytes, mime: image.mime, name: withEnding(arrived.name, image.mime === 'image/png' ? 'png' : 'jpg'),
      width: image.width, height: image.height }
  }
  let content: Buffer
  try {
    content = await readFile(arrived.path)
  } catch (error) {
    throw storageError(error)
  }
  const { sha256, bytes } = await store.put(agencyId, content)
  return { sha256, bytes, mime: mimeOf(kind, arrived.name), name: arrived.name, width: null, height: null }
}

/**
 * Where to read what a page shows, and its type. A small picture that is missing (a crash between two writes) is made again
 * from the original; `medium` of a small photo is the original. Throws `not_found` when a file has no picture.
 */
export async function findVariant(
  store: BlobStore,
  file: Pick<StoredFile, 'sha256' | 'mime' | 'width' | 'height'> & { agencyId: string },
  variant: Variant | 'original',
): Promise<{ key: BlobKey; mime: string }> {
  const original = { agencyId: file.agencyId, sha256: file.sha256 }
  if (variant === 'original') return { key: original, mime: file.mime }
  const key = { ...original, variant }
  if (await store.has(key)) return { key, mime: 'image/webp' }
  if (file.width === null || file.height === null) throw new AppError('not_found', { file: file.sha256, variant })
  if (variant === 'medium' && Math.max(file.width, file.height) <= mediumSide) return { key: original, mime: file.mime }
  const made = await makeVariants({ bytes: await store.read(original, { verify: true }), width: file.width, height: file.height })
  const bytes = made[variant]
  if (bytes === null) return { key: original, mime: file.mime }
  await store.putVariant(key, bytes)
  return { key, mime: 'image/webp' }
}

/** By what a reader tells that it got the bytes it asked for (RFC 9110 §8.8.3): no page of a hotel says this. */
export const etagOf = (sha256: string, variant: Variant | 'original'): string => `"${sha256.slice(0, 32)}-${variant}"`

/** The name says what the file has become: `IMG_1.PNG` that is kept as a JPEG is `IMG_1.jpg`. */
function withEnding(name: string, ending: string): string {
  const stem = name.replace(/\.[A-Za-z0-9]{1,5}$/, '')
  return `${stem.slice(0, 199 - ending.length) || 'photo'}.${ending}`
}
