import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, crc32 } from 'node:zlib'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBlobStore } from './blob-store.ts'
import { makeVariants, normaliseDocumentImage, normalisePhoto } from './images.ts'
import { findVariant, receiveDocument, receivePhoto } from './receive.ts'

const agencyId = '0193f3a0-0000-7000-8000-000000000001'
let directory = ''
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'dh-images-'))))
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const dakar = { GPSLatitudeRef: 'N', GPSLatitude: '14/1 41/1 37/1', GPSLongitudeRef: 'W', GPSLongitude: '17/1 26/1 38/1' }

/** Left half red, right half blue, with noise so that it does not pack to nothing. */
function halves(width: number, height: number) {
  const blue = { create: { width: Math.floor(width / 2), height, channels: 3 as const, background: '#0000ff' } }
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([{ input: blue,
    left: Math.ceil(width / 2), top: 0 }])
}

/** As a phone held upright writes it: pixels lying, the tag saying how to turn, and where the owner lives. */
const phonePhoto = (orientation: number) =>
  halves(64, 48).withExif({ IFD0: { Make: 'Tecno', Model: 'Spark' }, IFD3: dakar }).withMetadata({ orientation,
    exif: { IFD0: { Make: 'Tecno' }, IFD3: dakar } }).jpeg({ quality: 95 }).toBuffer()

async function pixel(bytes: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  return [...data.subarray((y * info.width + x) * info.channels, (y * info.width + x) * info.channels + 3)]
}

describe('a photo that arrives', () => {
  it('is turned as it was held', async () => {
    // 6: the camera was turned right, so what was left is now on top.
    const upright = await normalisePhoto(await phonePhoto(6))
    expect([upright.width, upright.height]).toEqual([48, 64])
    const [red, , blue] = await pixel(upright.bytes, 24, 8)
    expect(red! > 200 && blue! < 60).toBe(true)
    const below = await pixel(upright.bytes, 24, 56)
    expect(below[2]! > 200 && below[0]! < 60).toBe(true)
    expect((await sharp(upright.bytes).metadata()).orientation ?? 1).toBe(1)
  })

  it('loses its GPS and everything else that its file said', async () => {
    const source = await phonePhoto(1)
    expect((await sharp(source).metadata()).exif!.includes('Tecno')).toBe(true)
    const { bytes } = await normalisePhoto(source)
    const metadata = await sharp(bytes).metadata()
    expect([metadata.exif, metadata.icc, metadata.xmp, metadata.iptc]).toEqual([undefined, undefined, undefined, undefined])
    expect(bytes.includes('Tecno')).toBe(false)
    expect(metadata.space).toBe('srgb')
    expect(metadata.isProgressive).toBe(true)
  })

  it('gives the same bytes each time', async () => {
    const source = await phonePhoto(8)
    expect((await normalisePhoto(source)).bytes.equals((await normalisePhoto(source)).bytes)).toBe(true)
  })

  it('is brought into sRGB from another colour space and from transparency', async () => {
    const wide = await halves(40, 40).withIccProfile('p3').png().toBuffer()
    expect((await sharp((await normalisePhoto(wide)).bytes).metadata()).icc).toBeUndefined()
    const cmyk = await halves(40, 40).toColourspace('cmyk').jpeg().toBuffer()
    expect((await sharp((await normalisePhoto(cmyk)).bytes).metadata()).space).toBe('srgb')
    const clear = await sharp({ create: { width: 20, height: 20, channels: 4,
      background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer()
    expect(await pixel((await normalisePhoto(clear)).bytes, 10, 10)).toEqual([255, 255, 255])
  })

  it('is brought to 2560 pixels, and never enlarged', async () => {
    const large = await normalisePhoto(await halves(4000, 1000).jpeg().toBuffer())
    expect([large.width, large.height]).toEqual([2560, 640])
    const small = await normalisePhoto(await halves(30, 20).jpeg().toBuffer())
    expect([small.width, small.height]).toEqual([30, 20])
  })

  it('of 50 megapixels works without taking the memory of all its pixels', async () => {
    const tile = await sharp({ create: { width: 512, height: 512, channels: 3, background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 20 } } }).png().toBuffer()
    const source = await sharp({ create: { width: 8660, height: 5774, channels: 3, background: '#888' } })
      .composite([{ input: tile, tile: true }]).withMetadata({ orientation: 6 }).jpeg({ quality: 60 }).toBuffer()
    let most = 0
    const before = process.memoryUsage().rss
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 5)
    const { width, height } = await normalisePhoto(source)
    clearInterval(watch)
    expect([width, height]).toEqual([1707, 2560])
    // Unpacked it would be 150 MB, and twice that while being turned.
    expect(most).toBeLessThan(140_000_000)
  }, 30_000)

  it('beyond 120 megapixels is refused by its header, however small the file', async () => {
    const bomb = pngHeader(40_000, 40_000)
    expect(bomb.length).toBeLessThan(200)
    await expect(normalisePhoto(bomb)).rejects.toMatchObject({ code: 'image_too_large',
      params: { megapixels: 1600, limit: 120 } })
  })

  it('that is cut short or damaged is called unreadable, not shown half grey', async () => {
    const whole = await halves(600, 400).jpeg().toBuffer()
    await expect(normalisePhoto(whole.subarray(0,
      Math.floor(whole.length / 2)))).rejects.toMatchObject({ code: 'file_unreadable' })
    const png = await halves(600, 400).png().toBuffer()
    await expect(normalisePhoto(png.subarray(0, Math.floor(png.length / 2)))).rejects.toMatchObject({ code: 'file_unreadable' })
    await expect(normalisePhoto(Buffer.from('not a picture at all'))).rejects.toMatchObject({ code: 'file_unreadable' })
    await expect(normalisePhoto(pngHeader(100, 100))).rejects.toMatchObject({ code: 'file_unreadable' })
  })

  it('gets a thumb that fills 320 by 240 and a medium only where it is larger', async () => {
    const large = await normalisePhoto(await halves(2000, 1500).jpeg().toBuffer())
    const made = await makeVariants(large)
    expect(await sharp(made.thumb).metadata()).toMatchObject({ width: 320, height: 240, format: 'webp' })
    expect(await sharp(made.medium!).metadata()).toMatchObject({ width: 1280, height: 960 })
    expect(made.thumb.length).toBeLessThan(30_000)
    expect((await makeVariants(await normalisePhoto(await halves(1280, 900).jpeg().toBuffer()))).medium).toBeNull()
  })
})

describe('a picture of a paper', () => {
  it('keeps its size and its losslessness but not where it was taken', async () => {
    const scan = await halves(3000, 4000).withExif({ IFD3: dakar }).png().toBuffer()
    const kept = await normaliseDocumentImage(scan)
    expect(kept).toMatchObject({ width: 3000, height: 4000, mime: 'image/png' })
    expect((await sharp(kept.bytes).metadata()).exif).toBeUndefined()
    expect((await normaliseDocumentImage(await phonePhoto(6))).mime).toBe('image/jpeg')
  }, 20_000)
})

describe('a file received', () => {
  const arrived = (name: string, bytes: Buffer) => {
    const path = join(directory, 'arrived')
    writeFileSync(path, bytes)
    return { path, name }
  }

  it('as a photo is stored once with its small pictures', async () => {
    const store = openBlobStore(directory)
    const stored = await receivePhoto(store, agencyId, arrived('IMG 0042.PNG', await halves(1600, 1200).png().toBuffer()))
    expect(stored).toMatchObject({ mime: 'image/jpeg', name: 'IMG 0042.jpg', width: 1600, height: 1200 })
    const file = { ...stored, agencyId }
    expect((await findVariant(store, file, 'thumb')).mime).toBe('image/webp')
    expect((await store.read((await findVariant(store, file, 'medium')).key)).length).toBeGreaterThan(100)
    expect(await receivePhoto(store, agencyId, arrived('IMG 0042.PNG',
      await halves(1600, 1200).png().toBuffer()))).toEqual(stored)
    expect(readdirSync(join(directory, 'files', agencyId, stored.sha256.slice(0, 2))).sort()).toEqual([stored.sha256,
      `${stored.sha256}.medium`, `${stored.sha256}.thumb`])
  })

  it('has its thumb made again when it went missing', async () => {
    const store = openBlobStore(directory)
    const stored = await receivePhoto(store, agencyId, arrived('a.jpg', await halves(400, 300).jpeg().toBuffer()))
    const thumb = await store.read({ agencyId, sha256: stored.sha256, variant: 'thumb' })
    rmSync(join(directory, 'files', agencyId, stored.sha256.slice(0, 2), `${stored.sha256}.thumb`))
    const found = await findVariant(store, { ...stored, agencyId }, 'thumb')
    expect((await store.read(found.key)).equals(thumb)).toBe(true)
    expect((await findVariant(store, { ...stored, agencyId }, 'medium')).key).toEqual({ agencyId, sha256: stored.sha256 })
  })

  it('as a photo that is a PDF or a program is refused by name', async () => {
    const store = openBlobStore(directory)
    await expect(receivePhoto(store, agencyId, arrived('salon.jpg', Buffer.from('%PDF-1.7\n%%EOF')))).rejects.toMatchObject({
      code: 'file_wrong_kind', params: { name: 'salon.jpg', found: 'pdf', expected: 'jpg' } })
    await expect(receivePhoto(store, agencyId,
      arrived('salon.jpg', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)])))).rejects.toMatchObject({
      code: 'file_wrong_kind', params: { found: 'executable' } })
  })

  it('as a document is kept byte for byte, unless it is a picture', async () => {
    const store = openBlobStore(directory)
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF')
    const stored = await receiveDocument(store, agencyId, arrived('Titre foncier.pdf', pdf))
    expect(stored).toMatchObject({ mime: 'application/pdf', name: 'Titre foncier.pdf', bytes: pdf.length, width: null })
    expect((await store.read({ agencyId, sha256: stored.sha256 })).equals(pdf)).toBe(true)
    await expect(findVariant(store, { ...stored, agencyId }, 'thumb')).rejects.toMatchObject({ code: 'not_found' })
    const card = await receiveDocument(store, agencyId, arrived('CNI.jpg', await phonePhoto(1)))
    expect((await store.read({ agencyId, sha256: card.sha256 })).includes('Tecno')).toBe(false)
  })
})

/** A PNG that promises so many pixels and brings none. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc32(body), body.length + 4)
    return out
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(10))), chunk('IEND', Buffer.alloc(0))])
}
