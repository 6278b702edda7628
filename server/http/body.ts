import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import express from 'express'
import type { Request, RequestHandler, Response } from 'express'
import { storageError } from '../../shared/files/disk.ts'
import { uploadLimits } from '../../shared/files/uploads.ts'
import { AppError } from '../../shared/values/error.ts'
import type { FileField, ReceivedFile } from '../api/operation.ts'

/** Bytes of a body without files. A command holds 256 kB at most (architecture §5). */
const mostBytes = 512 * 1024
/** Milliseconds that a body may take to arrive: whoever sends a byte a second does not hold a place for ever. */
export const bodyPatience = 60_000

const jsonReaders = new Map<number, RequestHandler>()
function readJson(limit: number): RequestHandler {
  const reader = jsonReaders.get(limit) ?? express.json({ limit, strict: false, type: ['application/json', 'application/*+json'] })
  jsonReaders.set(limit, reader)
  return reader
}
const readForm = express.urlencoded({ limit: mostBytes, extended: false, parameterLimit: 500 })

export type Body = { readonly value: unknown; /** Texts of a form that stand for other things. */ readonly fromForm: boolean; readonly files: readonly ReceivedFile[]; dispose(): Promise<void> }

const none = async (): Promise<void> => {}

/** The body of a request, by what it says it is. Throws `body_unreadable`, `too_large`, `file_too_large`, `media_type_unsupported`. */
export async function readBody(request: Request, response: Response, fields: readonly FileField[], most = mostBytes): Promise<Body> {
  if (request.is('multipart/form-data')) return readMultipart(request, fields)
  if (Number(request.headers['content-length'] ?? 0) > most) throw new AppError('too_large')
  if (request.is('application/x-www-form-urlencoded')) {
    await run(readForm, most, request, response)
    wholly(request)
    return { value: { ...(request.body as object | undefined) }, fromForm: true, files: [], dispose: none }
  }
  if (!hasBody(request)) return { value: {}, fromForm: false, files: [], dispose: none }
  if (!request.is(['application/json', 'application/*+json'])) throw new AppError('media_type_unsupported', { found: request.headers['content-type'] })
  await run(readJson(most), most, request, response)
  wholly(request)
  return { value: request.body === undefined ? {} : request.body, fromForm: false, files: [], dispose: none }
}

/** Express takes a body whose sender went away half-way for none at all: what was not said to its end is not done. */
function wholly(request: Request): void {
  if (!request.complete) throw new AppError('body_unreadable')
}

const hasBody = (request: Request): boolean => request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0

function run(handler: RequestHandler, most: number, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    // The parsers read a body that is too large to its end before they say so; who does not tell its length is counted here.
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > most) reject(new AppError('too_large'))
    })
    void handler(request, response, (error?: unknown) => (error ? reject(error as Error) : resolve()))
  })
}

/** Files go to disk as they come, each cut off at its limit; nothing of a refused body stays behind. */
async function readMultipart(request: Request, fields: readonly FileField[]): Promise<Body> {
  const folder = await mkdtemp(join(tmpdir(), 'digit-hab-body-'))
  const dispose = async (): Promise<void> => rm(folder, { recursive: true, force: true })
  const value: Record<string, unknown> = {}
  const files: ReceivedFile[] = []
  try {
    // One at least, so that a file where none is asked for is told by its field.
    const most = Math.max(1, fields.reduce((all, field) => all + field.most, 0))
    const parser = openParser(request, most)
    const writing: Promise<void>[] = []
    let refusal: Error | null = null
    parser.on('field', (name, text, info) => {
      if (info.nameTruncated || info.valueTruncated) refusal ??= new AppError('too_large', { field: name })
      else if (name !== '__proto__') value[name] = text
    })
    parser.on('file', (name, stream, info) => {
      const field = fields.find((one) => one.name === name)
      if (!field) {
        refusal ??= new AppError('invalid_input', { fields: [{ path: name, problem: 'file_unexpected' }] })
        return void stream.resume()
      }
      const limit = uploadLimits[field.purpose]
      const path = join(folder, String(writing.length))
      let bytes = 0
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > limit) refusal ??= new AppError('file_too_large', { name: info.filename, limit })
      })
      writing.push((async () => {
        try {
          await pipeline(stream, createWriteStream(path))
          files.push({ field: name, name: (info.filename || name).slice(0, 200), path, bytes })
        } catch (error) {
          // Kept, not thrown: nobody waits for this yet, and a failure that nobody waits for ends the process.
          refusal ??= storageError(error) as Error
          stream.resume()
        }
      })())
    })
    const limited = () => (refusal ??= new AppError('too_large'))
    parser.on('partsLimit', limited).on('filesLimit', limited).on('fieldsLimit', limited)
    // Read to its end even when refused: a client that still sends would otherwise see a broken connection instead of the reason.
    try {
      await pipeline(request, parser)
    } catch (error) {
      refusal ??= new AppError('body_unreadable', {}, { cause: error })
    }
    await Promise.all(writing)
    if (refusal) throw refusal as Error
    return { value, fromForm: true, files, dispose }
  } catch (error) {
    await dispose()
    throw error instanceof AppError ? error : new AppError('body_unreadable', {}, { cause: error })
  }
}

function openParser(request: Request, files: number): busboy.Busboy {
  const fileSize = Math.max(uploadLimits.photo, uploadLimits.document) + 1
  try {
    return busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { files, fileSize, fields: 500, fieldSize: mostBytes, fieldNameSize: 100, parts: 600 } })
  } catch (error) {
    throw new AppError('body_unreadable', {}, { cause: error })
  }
}
