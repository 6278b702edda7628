import type { Metadata, Sharp } from 'sharp'
import { AppError } from '../values/error.ts'
import { sharp } from './sharp.ts'

/** The longest side that a photo is kept at, in pixels, and its JPEG quality. */
const photoSide = 2560
const photoQuality = 82
/** A scanned page must stay readable when zoomed: about A4 at 350 dots an inch. */
const documentSide = 4096
const documentQuality = 88
export const thumbSize = { width: 320, height: 240 } as const
export const mediumSide = 1280
/** Larger pictures are refused by their header, before a pixel is unpacked: a decompression bomb never is. */
export const megapixelLimit = 120
const secondsLimit = 60

/** Bytes, or the path of a file. */
export type ImageSource = Uint8Array | string
export type Picture = { bytes: Buffer; width: number; height: number }

const atOnce = 2
let working = 0
const waiting: (() => void)[] = []

/** At most two pictures are unpacked at a time: ten dropped photos of 50 megapixels must not need ten times the memory. */
async function inTurn<T>(act: () => Promise<T>): Promise<T> {
  if (working >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else working++
  try {
    return await act()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else working--
  }
}

/** What sharp cannot read is an `AppError`; a disk or a bug stays what it is. */
async function readable<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('file_unreadable', { reason: error instanceof Error ? error.message.split('\n')[0] : 'unknown' },
      { cause: error })
  }
}

function opened(source: ImageSource): Sharp {
  // `error` refuses what is cut or damaged, but not the harmless oddities that cameras write (`warning` would).
  return sharp(source, { failOn: 'error', limitInputPixels: false, sequentialRead: true, animated: false })
}

/**
 * Size and kind from the header alone. Throws `image_too_large` {megapixels, limit}, `file_unreadable`.
 */
export async function measureImage(source: ImageSource): Promise<Metadata> {
  const metadata = await readable(() => opened(source).metadata())
  const megapixels = (metadata.width * metadata.height) / 1_000_000
  if (megapixels > megapixelLimit) throw new AppError('image_too_large',
    { megapixels: Math.round(megapixels), limit: megapixelLimit })
  return metadata
}

/**
 * Turned as it was held, in sRGB, 8 bits a channel, on white where it was transparent, without any metadata (sharp keeps none
 * unless asked).
 */
function plain(source: ImageSource, side: number): Sharp {
  return opened(source)
    .timeout({ seconds: secondsLimit })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
}

/**
 * A photo as the house keeps it: JPEG, turned, GPS and all other metadata gone, sRGB, longest side at most 2560. The same
 * bytes give the same bytes. Throws `image_too_large`, `file_unreadable`.
 */
export async function normalisePhoto(source: ImageSource): Promise<Picture> {
  await measureImage(source)
  return inTurn(() => readable(async () => {
    const { data, info } = await plain(source, photoSide).jpeg({ quality: photoQuality,
      mozjpeg: true }).toBuffer({ resolveWithObject: true })
    return { bytes: data, width: info.width, height: info.height }
  }))
}

/**
 * A picture of a paper: metadata goes as from a photo (an identity card photographed at home says where that is), but it
 * stays large, and what came without loss stays so. Throws as `normalisePhoto`.
 */
export async function normaliseDocumentImage(source: ImageSource): Promise<Picture & { mime: 'image/jpeg' | 'image/png' }> {
  const { format } = await measureImage(source)
  return inTurn(() => readable(async () => {
    const picture = plain(source, documentSide)
    const written = format === 'png' ? picture.png({ compressionLevel: 9, effort: 5 })
      : picture.jpeg({ quality: documentQuality, chromaSubsampling: '4:4:4' })
    const { data, info } = await written.toBuffer({ resolveWithObject: true })
    return { bytes: data, width: info.width, height: info.height, mime: format === 'png' ? 'image/png' : 'image/jpeg' }
  }))
}

/**
 * The smaller pictures of a normalised photo. `medium` is null when the photo is no larger than it would be: readers take the
 * original then.
 */
export async function makeVariants(photo: Picture): Promise<{ thumb: Buffer; medium: Buffer | null }> {
  return inTurn(() => readable(async () => {
    const thumb = await sharp(photo.bytes).resize({ ...thumbSize, fit: 'cover' }).webp({ quality: 72, effort: 2 }).toBuffer()
    if (Math.max(photo.width, photo.height) <= mediumSide) return { thumb, medium: null }
    const medium = await sharp(photo.bytes).resize({ width: mediumSide, height: mediumSide, fit: 'inside' }).webp({ quality: 78,
      effort: 2 }).toBuffer()
    return { thumb, medium }
  }))
}

/** A picture inside a frame (pixels) as PNG, for a document. Throws `file_unreadable`. */
export async function pictureWithin(source: ImageSource, frame: { width: number; height: number }): Promise<Buffer> {
  return inTurn(() => readable(() => opened(source).timeout({ seconds: secondsLimit }).resize({ ...frame, fit: 'inside', withoutEnlargement: true }).png().toBuffer()))
}
