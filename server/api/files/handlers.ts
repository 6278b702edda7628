import type { z } from 'zod'
import type { FileRow } from '../../../shared/modules/core/model.ts'
import { fileUrl } from '../../files/links.ts'
import { keepFile, needFile } from '../../files/receive.ts'
import { serveFile } from '../../files/serve.ts'
import { partBytes } from '../../files/uploads.ts'
import type { UploadState } from '../../files/uploads.ts'
import { ask } from '../../house.ts'
import type { House } from '../../house.ts'
import { actorOf, memberActor } from '../caller.ts'
import { Reply } from '../operation.ts'
import type { HandlersOf } from '../operation.ts'
import { isoOf, page } from '../values.ts'
import type { fileItem, filesContract, upload } from './contract.ts'

type Shown = Pick<FileRow, 'id' | 'name' | 'bytes' | 'mime' | 'width' | 'height' | 'createdAt'>

export function presentFile(house: House, agencyId: string, row: Shown): z.input<typeof fileItem> {
  const url = fileUrl(house, { agencyId, fileId: row.id, variant: 'original' })
  return {
    id: row.id, name: row.name, url, file: url, thumbnail: row.width === null ? null : fileUrl(house, { agencyId, fileId: row.id, variant: 'thumb' }),
    file_size: row.bytes, mime_type: row.mime, width: row.width, height: row.height, created_at: isoOf(row.createdAt),
  }
}

const presentUpload = ({ id, name, purpose, bytes, offset, done, fileId }: UploadState): z.input<typeof upload> => ({ id, name, purpose, bytes, offset, chunk: partBytes, done, file_id: fileId })

export const filesHandlers: HandlersOf<typeof filesContract> = {
  'files.open': async ({ house, params, query, request }) => {
    await serveFile(house, { agencyId: query.agency, fileId: params.id, variant: query.variant, until: query.until, signature: query.signature }, request, request.res!)
    return null
  },

  'files.upload': async ({ house, caller, body, files }) => {
    const kept = await keepFile(house, memberActor(caller), needFile(files, 'file'), body.purpose, caller.sessionId)
    return presentFile(house, caller.member.agencyId, { ...kept, createdAt: house.clock() })
  },

  'files.list': async ({ house, caller, query, request }) => {
    const offset = (query.page - 1) * query.page_size
    const { rows, count } = await ask<{ rows: Shown[]; count: number }>(house, actorOf(caller), 'files.mine', { offset, limit: query.page_size })
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, rows.map((row) => presentFile(house, caller.member.agencyId, row)))
  },

  'uploads.begin': async ({ house, caller, body }) => presentUpload(await house.services.uploads.begin(caller.accountId, caller.member.agencyId, body)),
  'uploads.state': async ({ house, caller, params }) => presentUpload(await house.services.uploads.state(caller.accountId, params.id)),
  'uploads.put': async ({ house, caller, params, query, request }) => {
    const state = await house.services.uploads.put(caller.accountId, params.id, query.offset, request)
    return state.taken ? presentUpload(state) : new Reply(409, presentUpload(state))
  },
  'uploads.complete': async ({ house, caller, params, body }) => {
    const { id } = await house.services.uploads.complete(house, memberActor(caller), caller.accountId, params.id, body.sha256, caller.sessionId)
    return { file_id: id }
  },
  'uploads.cancel': async ({ house, caller, params }) => {
    await house.services.uploads.cancel(caller.accountId, params.id)
    return null
  },
}
