import type { Request, Response } from 'express'
import { etagOf, findVariant } from '../../shared/files/receive.ts'
import type { FileRow } from '../../shared/modules/core/model.ts'
import { AppError } from '../../shared/values/error.ts'
import { subscriptionOf } from '../agencies/subscriptions.ts'
import { ask } from '../house.ts'
import type { House } from '../house.ts'
import { isGoodLink } from './links.ts'
import type { FileLink } from './links.ts'
import { peopleAgency } from './open-files.ts'

const piece = 512 * 1024

type Asked = FileLink & { until: string; signature: string }

/**
 * The bytes behind a link, in pieces, with ranges (RFC 9110 §14). Only pictures and PDFs open in a browser; anything else is
 * saved, and nothing that came from outside can run here. Throws `not_found` for a link that is forged or over: whether the
 * file exists is nobody's business.
 */
export async function serveFile(house: House, asked: Asked, request: Request, response: Response): Promise<void> {
  if (!isGoodLink(house, asked, asked.until, asked.signature)) throw new AppError('not_found', { entity: 'file' })
  await sendBlob(house, asked, await fileOf(house, asked), request, response)
}

type Named = Pick<FileRow, 'sha256' | 'mime' | 'name' | 'width' | 'height'>

/** A stored file in one of its sizes, for whoever was found to be allowed to see it. */
export async function sendBlob(house: House, asked: Pick<FileLink, 'agencyId' | 'variant'>, file: Named, request: Request, response: Response): Promise<void> {
  const { key, mime } = await findVariant(house.services.blobs, { ...file, agencyId: asked.agencyId }, asked.variant)
  const etag = etagOf(file.sha256, asked.variant)
  response.setHeader('ETag', etag)
  response.setHeader('Cache-Control', 'private, max-age=3600, immutable')
  response.setHeader('Accept-Ranges', 'bytes')
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
  if (request.headers['if-none-match'] === etag) return void response.status(304).end()
  const shown = /^image\/(jpeg|png|webp)$/.test(mime) || mime === 'application/pdf'
  response.setHeader('Content-Type', mime)
  response.setHeader('Content-Disposition', dispositionOf(shown ? 'inline' : 'attachment', file.name))
  const first = await house.services.blobs.readPart(key, 0, 0)
  const range = rangeOf(request.headers.range, first.total)
  if (range === 'outside') {
    response.setHeader('Content-Range', `bytes */${first.total}`)
    return void response.status(416).end()
  }
  const [start, end] = range ?? [0, first.total - 1]
  if (range) response.status(206).setHeader('Content-Range', `bytes ${start}-${end}/${first.total}`)
  response.setHeader('Content-Length', String(end - start + 1))
  if (request.method === 'HEAD') return void response.end()
  for (let at = start; at <= end && !response.destroyed; at += piece) {
    const { bytes } = await house.services.blobs.readPart(key, at, Math.min(piece, end - at + 1))
    if (bytes.length === 0) throw new AppError('file_unreadable', { file: file.sha256 })
    if (!response.write(bytes)) await drained(response)
  }
  response.end()
}

async function fileOf(house: House, { agencyId, fileId }: FileLink): Promise<Named> {
  if (agencyId !== peopleAgency) {
    // A link outlives what allowed it for some hours; a suspended agency shows nothing from the moment on.
    if ((await subscriptionOf(house.reading.kysely, agencyId))?.suspendedAt) throw new AppError('not_found', { entity: 'file' })
    return ask<FileRow>(house, { kind: 'job', agencyId, name: 'files' }, 'files.read', { fileId })
  }
  const person = await house.reading.kysely.selectFrom('account').select('avatarSha256').where('id', '=', fileId).executeTakeFirst()
  if (!person?.avatarSha256) throw new AppError('not_found', { entity: 'file' })
  return { sha256: person.avatarSha256, mime: 'image/jpeg', name: 'photo.jpg', width: 512, height: 512 }
}

/** Both ways of writing a name (RFC 6266): a plain one for old readers, and the true one. */
export function dispositionOf(how: 'inline' | 'attachment', name: string): string {
  const base = name.split(/[/\\]/).at(-1)!.replaceAll(/\p{Cc}/gu, '') || 'fichier'
  const plain = base.normalize('NFD').replaceAll(/[^\x20-\x7e]/g, '').replaceAll(/["\\%;]/g, '_').trim() || 'fichier'
  return `${how}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(base.toWellFormed()).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

/** One range, first and last byte; null for the whole; several at once are answered with the whole, as is allowed. */
export function rangeOf(header: string | undefined, total: number): [number, number] | 'outside' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return null
  const start = from === '' ? Math.max(0, total - Number(to)) : Number(from)
  const end = from === '' || to === '' ? total - 1 : Math.min(Number(to), total - 1)
  return start >= total || start > end ? 'outside' : [start, end]
}

function drained(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
  })
}
