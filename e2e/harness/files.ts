import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { projectRoot } from './runtime.ts'

const listings = resolve(projectRoot, '../shared/data/listings')

/** Listings as agencies export them, where this computer has them; they are no part of the project. */
export const realListings: readonly string[] = existsSync(listings)
  ? readdirSync(listings).filter((name) => name.endsWith('.csv')).map((name) => join(listings, name))
  : []

export function realListing(name: string): string | null {
  return realListings.find((path) => path.endsWith(`/${name}`)) ?? null
}

/** A photo as a telephone takes it: held upright (orientation 6), with the place and the make in its metadata. */
export async function photoOfTelephone(path: string, { width = 1600, height = 1200, colour = '#c2703d' } = {}): Promise<string> {
  const sun = Buffer.from(`<svg width="${width}" height="${height}"><circle cx="${width * 0.8}" cy="${height * 0.2}" r="${height * 0.1}" fill="#ffe08a"/></svg>`)
  await sharp({ create: { width, height, channels: 3, background: colour } })
    .composite([{ input: sun }])
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Teranga', Model: 'Phone 9' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '14/1 44/1 39/1', GPSLongitudeRef: 'W', GPSLongitude: '17/1 31/1 3/1' },
    })
    .jpeg({ quality: 85 })
    .toFile(path)
  return path
}

/** 50 megapixels and more, small on disk. */
export async function hugePhoto(path: string): Promise<string> {
  await sharp({ create: { width: 8700, height: 5800, channels: 3, background: '#3d6f8f' }, limitInputPixels: false }).jpeg({ quality: 60 }).toFile(path)
  return path
}

/** One page with a few words: enough for anything that looks at the content. */
export function paper(path: string): string {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>',
    '<< /Length 0 >>\nstream\n\nendstream',
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((body, index) => {
    const place = text.length
    text += `${index + 1} 0 obj\n${body}\nendobj\n`
    return place
  })
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  writeFileSync(path, text, 'latin1')
  return path
}

/** Every stored file of a closed application's data folder. */
export function storedFiles(directory: string): { path: string; bytes: Buffer }[] {
  const folder = join(directory, 'files')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }))
}
