import { logoOf } from '../../../shared/documents/logo.ts'
import { orderDocument } from '../../../shared/documents/room.ts'
import type { Asked } from '../../../shared/documents/write.ts'
import type { FileRow } from '../../../shared/modules/core/model.ts'
import type { AgencyReport, AgentReport, ClientReport } from '../../../shared/modules/crm/model-reports.ts'
import { AppError } from '../../../shared/values/error.ts'
import { dispositionOf } from '../../files/serve.ts'
import { ask } from '../../house.ts'
import { invalid } from '../../http/errors.ts'
import type { FieldProblem } from '../../http/errors.ts'
import { memberActor } from '../caller.ts'
import { Reply } from '../operation.ts'
import type { HandlersOf } from '../operation.ts'
import type { reportsContract } from './contract-reports.ts'

async function made(asked: Asked): Promise<Reply> {
  const { name, mime, bytes } = await orderDocument(asked)
  return new Reply(200, Buffer.from(bytes), { 'Content-Type': mime, 'Content-Disposition': dispositionOf('attachment', name) })
}

const theirs: Readonly<Record<string, string>> = { from: 'start_date', to: 'end_date' }

/** The query says `from` and `to` of what does not fit. */
async function inTheirWords<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error
    throw invalid((error.params['fields'] as FieldProblem[]).map(({ path, problem }) => ({ path: theirs[path] ?? path, problem })))
  }
}

export const reportsHandlers: HandlersOf<typeof reportsContract> = {
  'reports.client': async ({ house, caller, params, query, language }) => {
    const actor = memberActor(caller)
    const report = await ask<ClientReport>(house, actor, 'reports.client', { id: params.client_id, interactions: query.include_interactions, notes: query.include_notes })
    const { logoFileId } = report.agency
    const logo = logoFileId === null ? null : await logoOf(house.services.blobs, { ...(await ask<FileRow>(house, actor, 'files.read', { fileId: logoFileId })), agencyId: actor.agencyId })
    return made({ kind: 'client', report, logo, language })
  },
  'reports.agent': async ({ house, caller, params, query, language }) =>
    made({ kind: 'agent', report: await inTheirWords(ask<AgentReport>(house, memberActor(caller), 'reports.agent', { memberId: params.agent_id, from: query.start_date ?? null, to: query.end_date ?? null })), language }),
  'reports.agency': async ({ house, caller, params, query, language }) => {
    const actor = memberActor(caller)
    // Whether there is another agency of this id is nobody's business.
    if (params.agency_id !== actor.agencyId) throw new AppError('not_found', { entity: 'agency', id: params.agency_id })
    return made({ kind: 'agency', report: await inTheirWords(ask<AgencyReport>(house, actor, 'reports.agency', { from: query.start_date ?? null, to: query.end_date ?? null })), language })
  },
}
