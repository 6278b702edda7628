import { createHmac, timingSafeEqual } from 'node:crypto'
import type { House } from '../house.ts'

/** What a link opens: one file of one agency in one size. People's pictures stand under an agency of their own (`people`). */
export type FileLink = { agencyId: string; fileId: string; variant: 'thumb' | 'medium' | 'original' }

/** Links end on the hour, at least this many milliseconds from now: the same picture has the same address for a while and is kept by the phone. */
const life = 6 * 3_600_000
const step = 3_600_000

/** An address that opens a file for whoever has it, until its time is over. Given only to those who may see the file. */
export function fileUrl(house: House, link: FileLink): string {
  const until = Math.ceil((house.clock() + life) / step) * step
  const query = new URLSearchParams({ agency: link.agencyId, variant: link.variant, until: until.toString(36), signature: signatureOf(house, link, until) })
  return `${house.config.publicUrl}/api/files/${link.fileId}/?${query.toString()}`
}

/** Whether this link was given by this house and its time is not over. */
export function isGoodLink(house: House, link: FileLink, until: string, signature: string): boolean {
  const end = Number.parseInt(until, 36)
  if (!Number.isSafeInteger(end) || end < house.clock()) return false
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(house, link, end))]
  return given.length === right.length && timingSafeEqual(given, right)
}

function signatureOf(house: House, { agencyId, fileId, variant }: FileLink, until: number): string {
  return createHmac('sha256', house.services.secrets.fileLinks).update(`${agencyId}\n${fileId}\n${variant}\n${until}`).digest('base64url').slice(0, 32)
}
