import { z } from 'zod'

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Ids are lower-case UUID texts, so that text order is time order (v7) and equality is plain. */
export const idSchema = z.string().regex(shape)

export function isId(text: unknown): text is string {
  return typeof text === 'string' && shape.test(text)
}

function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

function dashed(digits: string): string {
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20, 32)}`
}

/** RFC 9562 version 7: 48 bits of milliseconds UTC, then 74 random bits out of the 10 bytes handed in. */
export function uuidv7(now: number, randomBytes: Uint8Array): string {
  if (randomBytes.length !== 10) throw new RangeError('uuidv7 needs 10 random bytes')
  if (!Number.isInteger(now) || now < 0 || now >= 2 ** 48) throw new RangeError(`not an instant: ${now}`)
  const tail = Uint8Array.from(randomBytes)
  tail[0] = (tail[0]! & 0x0f) | 0x70
  tail[2] = (tail[2]! & 0x3f) | 0x80
  return dashed(now.toString(16).padStart(12, '0') + hex(tail))
}

/** Milliseconds UTC inside a version 7 id; null for any other id. */
export function uuidTime(id: string): number | null {
  return isId(id) && id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null
}

/** The first 128 bits of a SHA-256 (bytes or lower-case hex, computed by the caller) as a version 8 UUID. */
export function derivedId(sha256: Uint8Array | string): string {
  const digits = typeof sha256 === 'string' ? sha256 : hex(sha256)
  if (!/^[0-9a-f]{32,}$/.test(digits)) throw new RangeError('not a hash in lower-case hexadecimal')
  const variant = ((Number.parseInt(digits[16]!, 16) & 0x3) | 0x8).toString(16)
  return dashed(`${digits.slice(0, 12)}8${digits.slice(13, 16)}${variant}${digits.slice(17, 32)}`)
}
