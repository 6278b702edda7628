import type { QueryContext } from '../../command/query.ts'
import type { Change } from '../../command/change.ts'
import { decodeChange } from '../../command/recorder-changes.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { actorId } from '../../values/actor.ts'
import { AppError } from '../../values/error.ts'
import { addDays, dayOfInstant } from '../../values/period.ts'
import { levelOf } from '../auth/index.ts'
import { contactBriefs } from '../crm/index.ts'
import type { Amenity } from './model-amenities.ts'
import type { DocumentView, FileView, HistoryEntry, HistoryPage, OwnerView, PhotoView, PropertyView } from './model-views.ts'
import { property } from './model.ts'
import type { Property } from './model.ts'

/** One property with all that belongs to it. */

export async function propertyView(ctx: QueryContext, id: string): Promise<PropertyView> {
  const row = await readProperty(ctx, id)
  const [amenities, photos, documents, owner, agent, views] = await Promise.all([
    ctx.from('propertyAmenity').select('amenity').where('propertyId', '=', id).where('deletedAt', 'is', null).execute(),
    photosOf(ctx, id), documentsOf(ctx, id), ownerOf(ctx, row.ownerId), agentOf(ctx, row.agentId), viewsOf(ctx, id),
  ])
  return {
    property: row, amenities: amenities.map((one) => one.amenity as Amenity), photos, documents, owner, agent, views,
    mayEdit: may(ctx, 'property.update', row), mayDelete: may(ctx, 'property.delete', row),
  }
}

export async function readProperty(ctx: QueryContext, id: string): Promise<Property> {
  const row = await ctx.from('property').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'property', id })
  if (row.deletedAt !== null) throw new AppError('gone', { entity: 'property', id })
  return decodeRow(property, row) as Property
}

function may(ctx: QueryContext, command: string, row: Property): boolean {
  if (ctx.actor.kind !== 'member') return false
  const level = levelOf(ctx.actor.role, command)
  return level === 'agency' || level === 'all' || (level === 'own' && (row.agentId ?? row.createdBy) === ctx.actor.memberId)
}

const fileColumns = ['file.id as fileId', 'file.sha256', 'file.bytes', 'file.mime', 'file.name', 'file.width', 'file.height'] as const
type FileColumns = { fileId: string; sha256: string; bytes: number; mime: string; name: string; width: number | null; height: number | null }
const fileOf = (row: FileColumns): FileView => ({ id: row.fileId, sha256: row.sha256, bytes: row.bytes, mime: row.mime, name: row.name, width: row.width, height: row.height })

async function photosOf(ctx: QueryContext, propertyId: string): Promise<PhotoView[]> {
  const rows = await ctx.from('propertyPhoto')
    .innerJoin('file', (join) => join.onRef('file.agencyId', '=', 'propertyPhoto.agencyId').onRef('file.id', '=', 'propertyPhoto.fileId'))
    .select(['propertyPhoto.id', 'propertyPhoto.position', 'propertyPhoto.caption', ...fileColumns])
    .where('propertyPhoto.propertyId', '=', propertyId).where('propertyPhoto.deletedAt', 'is', null)
    .orderBy('propertyPhoto.position').orderBy('propertyPhoto.id').execute()
  return rows.map((row) => ({ id: row.id, position: row.position, caption: row.caption, file: fileOf(row) }))
}

async function documentsOf(ctx: QueryContext, propertyId: string): Promise<DocumentView[]> {
  const rows = await ctx.from('propertyDocument')
    .innerJoin('file', (join) => join.onRef('file.agencyId', '=', 'propertyDocument.agencyId').onRef('file.id', '=', 'propertyDocument.fileId'))
    .leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'propertyDocument.agencyId').onRef('member.id', '=', 'propertyDocument.createdBy'))
    .select(['propertyDocument.id', 'type', 'title', 'issuedOn', 'validUntil', 'isPublic', 'propertyDocument.createdAt', 'member.name as addedBy', ...fileColumns])
    .where('propertyId', '=', propertyId).where('propertyDocument.deletedAt', 'is', null).orderBy('propertyDocument.createdAt', 'desc').execute()
  return rows.map((row) => ({
    id: row.id, type: row.type, title: row.title, issuedOn: row.issuedOn, validUntil: row.validUntil, isPublic: row.isPublic === 1,
    createdAt: row.createdAt, addedBy: row.addedBy ?? '', file: fileOf(row),
  }))
}

async function ownerOf(ctx: QueryContext, contactId: string | null): Promise<OwnerView | null> {
  if (!contactId) return null
  const [brief] = await contactBriefs(ctx, [contactId])
  return brief ? { id: brief.id, name: brief.name, phones: brief.phones.map(({ typed, e164, whatsapp }) => ({ typed, e164, whatsapp })), roles: brief.roles } : null
}

async function agentOf(ctx: QueryContext, memberId: string | null): Promise<PropertyView['agent']> {
  if (!memberId) return null
  return (await ctx.from('member').select(['id', 'name', 'phone']).where('id', '=', memberId).executeTakeFirst()) ?? null
}

async function viewsOf(ctx: QueryContext, id: string): Promise<PropertyView['views']> {
  const since = addDays(dayOfInstant(ctx.now, 'UTC'), -30)
  const rows = await ctx.from('viewCount').select(['day', 'count']).where('entityId', '=', id).execute()
  return {
    total: rows.reduce((all, row) => all + row.count, 0),
    lastThirtyDays: rows.filter((row) => row.day > since).reduce((all, row) => all + row.count, 0),
  }
}

/** What happened to a property and what belongs to it, newest first. Predictions are not history and are left out. */
export async function propertyHistory(ctx: QueryContext, input: { id: string; beforeSeq: number | null; limit: number }): Promise<HistoryPage> {
  const row = await readProperty(ctx, input.id)
  const parts = await Promise.all((['propertyAmenity', 'propertyPhoto', 'propertyDocument'] as const).map((table) =>
    (ctx.from(table) as ReturnType<typeof ctx.from<'propertyPhoto'>>).select('id').where('propertyId' as never, '=', input.id as never).execute()))
  const ids = [input.id, ...parts.flat().map((part) => part.id)]
  return historyOf(ctx, { ids, beforeSeq: input.beforeSeq, limit: input.limit, owned: may(ctx, 'property.update', row) })
}

type HistoryAsked = {
  /** Null means the whole agency. */
  ids: readonly string[] | null
  beforeSeq: number | null
  limit: number
  oneForEachCommand?: boolean
  /** Whether these rows are the reader's own; where that differs from row to row, what he did himself counts as his. */
  owned?: boolean
}

/** Changes as people read them: who, when, what, and what became of it. A command is never cut in two, so a page may be longer than `limit`. */
export async function historyOf(ctx: QueryContext, given: HistoryAsked): Promise<HistoryPage> {
  let query = ctx.from('change')
    .leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'change.agencyId').onRef('member.id', '=', 'change.actorId'))
    .leftJoin('command', (join) => join.onRef('command.agencyId', '=', 'change.agencyId').onRef('command.id', '=', 'change.commandId'))
    .leftJoin('command as root', (join) => join.onRef('root.agencyId', '=', 'command.agencyId').onRef('root.id', '=', 'command.undoes'))
    .selectAll('change').select(['member.name as actorName', 'command.name as commandName', 'command.undoes', 'root.name as rootName'])
    .select((builder) => builder.selectFrom('command as undo').whereRef('undo.agencyId', '=', 'change.agencyId').whereRef('undo.undoes', '=', 'change.commandId')
      .where('undo.status', '=', 'applied')
      // An undo that was itself taken back undoes nothing.
      .where(({ not, exists, selectFrom }) => not(exists(selectFrom('command as redo').whereRef('redo.agencyId', '=', 'undo.agencyId').whereRef('redo.undoes', '=', 'undo.id').where('redo.status', '=', 'applied').select('redo.id'))))
      .select('undo.id').orderBy('undo.seq', 'desc').limit(1).as('undoneBy'))
    .select((builder) => builder.selectFrom('change as part').whereRef('part.agencyId', '=', 'change.agencyId').whereRef('part.commandId', '=', 'change.commandId')
      .select(({ fn }) => fn.countAll<number>().as('n')).as('rows'))
    .where('change.seq', 'is not', null)
  if (given.ids) query = query.where('change.entityId', 'in', given.ids)
  if (given.beforeSeq !== null) query = query.where('change.seq', '<', given.beforeSeq)
  if (given.oneForEachCommand) query = query.where('change.n', '=', 0).where('change.entity', 'not in', toldAlone)
  query = query.where('change.scope', 'in', scopesOf(ctx))
  const ordered = query.orderBy('change.seq', 'desc').orderBy('change.n')
  let rows = await ordered.limit(given.limit + 1).execute()
  const beyond = rows.at(given.limit)
  if (beyond) rows = rows.slice(0, given.limit)
  if (beyond && rows.at(-1)!.seq === beyond.seq) {
    const whole = rows.filter((row) => row.seq !== beyond.seq)
    rows = whole.length ? whole : await ordered.where('change.seq', '=', beyond.seq).execute()
  }
  const last = rows.at(-1)?.seq ?? 0
  const more = beyond !== undefined && (beyond.seq! < last || (await query.where('change.seq', '<', last).select('change.n as next').limit(1).execute()).length > 0)
  return {
    more,
    entries: rows.map((row): HistoryEntry => {
      const change = decodeChange(row)
      return {
        commandId: change.commandId, commandName: row.commandName ?? '', at: change.at, typedAt: change.typedAt, seq: change.seq, actorId: change.actorId,
        actorName: row.actorName, deviceId: change.deviceId, entity: change.entity, entityId: change.entityId, kind: change.kind, patch: change.patch,
        before: change.before, mayUndo: mayUndo(ctx, row.rootName ?? row.commandName, change, given.owned ?? change.actorId === actorId(ctx.actor)),
        undoneBy: row.undoneBy ?? null, undoes: row.undoes ?? null, rows: Number(row.rows ?? 1),
      }
    }),
  }
}

/** Reading what one is told of, and how one wants to be told, is no work on the agency's data. */
const toldAlone = ['notification', 'notificationPreference', 'quietHours']

/** What belongs to one member alone (saved views, drafts) is nobody else's history; rates and commissions are the management's. */
export function scopesOf({ actor }: QueryContext): string[] {
  if (actor.kind !== 'member') return ['agency', 'management']
  return ['agency', `member:${actor.memberId}`, ...(actor.role === 'agent' ? [] : ['management'])]
}

const neverUndone = ['agency.found', 'member.link', 'followUp.remind', 'importBatch.start', 'importBatch.finish']

/** An undo needs the rights of what it undoes, so its own name says nothing: `command` is the one at the root. */
function mayUndo({ actor }: QueryContext, command: string | null, { kind, entity }: Pick<Change, 'kind' | 'entity'>, owned: boolean): boolean {
  if (command === null || actor.kind !== 'member' || neverUndone.includes(command)) return false
  const level = levelOf(actor.role, command)
  const needsOwner = level === 'own' || (kind === 'create' && levelOf(actor.role, `${entity}.delete`) === 'own')
  return level !== 'none' && (owned || !needsOwner)
}
