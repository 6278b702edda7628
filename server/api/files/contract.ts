import { z } from 'zod'
import { operation } from '../operation.ts'
import { id, idParams, instant, pageOf, paging, queryWhole, text } from '../values.ts'

const tag = 'Files'
const purpose = z.enum(['photo', 'document'])

export const fileItem = z.object({
  id, name: z.string(), url: z.string(), file: z.string(), thumbnail: z.string().nullable(), file_size: z.int(), mime_type: z.string(), width: z.int().nullable(), height: z.int().nullable(), created_at: instant,
}).meta({ id: 'File' })
export const upload = z.object({ id, name: z.string(), purpose, bytes: z.int(), offset: z.int(), chunk: z.int(), done: z.boolean(), file_id: id.nullable() }).meta({ id: 'Upload' })

export const filesContract = {
  'files.open': operation({
    method: 'get', path: '/api/files/{id}/', tag, summary: 'The bytes behind a signed link', access: 'anyone', rate: 'read', description: 'Links come with whatever shows the file and end after some hours. Ranges are served.',
    params: idParams, query: z.object({ agency: id, variant: z.enum(['thumb', 'medium', 'original']), until: text(20).min(1), signature: text(64).min(1) }), answer: z.null(), binary: true,
    otherAnswers: { 206: z.null(), 304: z.null(), 416: z.null() },
  }),
  'files.upload': operation({
    method: 'post', path: '/api/upload/', tag, summary: 'Send a photo or a document in one piece', access: 'member', rate: 'upload', status: 201,
    body: z.object({ purpose: purpose.default('document') }), files: [{ name: 'file', purpose: 'document', most: 1 }], answer: fileItem,
  }),
  'files.list': operation({
    method: 'get', path: '/api/file-uploads/', tag, summary: 'Files that one has sent', access: 'member', rate: 'read', query: z.object(paging), answer: pageOf(fileItem).meta({ id: 'FilePage' }),
  }),
  'uploads.begin': operation({
    method: 'post', path: '/api/uploads/', tag, summary: 'Begin a file in parts, for networks that break', access: 'member', rate: 'upload', status: 201,
    body: z.object({ name: text(200).min(1), bytes: z.int().min(1).max(40_000_000), purpose }), answer: upload, example: { body: { name: 'salon.jpg', bytes: 2_400_000, purpose: 'photo' } },
  }),
  'uploads.state': operation({ method: 'get', path: '/api/uploads/{id}/', tag, summary: 'How much of it has arrived', access: 'member', rate: 'read', params: idParams, answer: upload }),
  'uploads.put': operation({
    method: 'patch', path: '/api/uploads/{id}/', tag, summary: 'The next bytes, at `offset`', access: 'member', rate: 'upload', params: idParams, query: z.object({ offset: queryWhole(0, 40_000_000) }), streams: true, answer: upload,
    description: 'At most `chunk` bytes a part. 409 tells the true offset where it is another one: go on from there.', otherAnswers: { 409: upload },
  }),
  'uploads.complete': operation({
    method: 'post', path: '/api/uploads/{id}/complete/', tag, summary: 'All has arrived: make the file', access: 'member', rate: 'upload', params: idParams, status: 201,
    body: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/).nullish().transform((value) => value ?? null) }), answer: z.object({ file_id: id }),
  }),
  'uploads.cancel': operation({ method: 'delete', path: '/api/uploads/{id}/', tag, summary: 'Give up a file in parts', access: 'member', rate: 'write', params: idParams, status: 204, answer: z.null() }),
} as const
