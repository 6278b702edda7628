import { owns } from '../../command/authorise.ts'
import { deletionUnit } from '../../command/change.ts'
import type { AnyEntity, Business } from '../../command/define.ts'
import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow, loadRow } from '../../command/recorder-rows.ts'
import type { AnyRow } from '../../command/recorder-rows.ts'
import { isTextUnit, settlingRight } from '../../command/settle.ts'
import { scopesOf } from '../properties/index.ts'
import { conflict } from './model-conflict.ts'
import type { Conflict } from './model-conflict.ts'
import type { ConflictCard, ConflictPage, ConflictSide, RecordRef } from './model-views.ts'
import { namedFields, namesOfMembers, recordNames, recordOf } from './rows-told.ts'
import { titlesOf } from './titles.ts'

/** `recordId`: only what lies on that record's page. */
type Asked = { recordId: string | null }

/**
 * Open cards, the latest first: whoever may see the row sees them, as far as the values lie in a scope of his.
 * Values come as they are stored, with the names of their fields; they become words where they are shown, as in history.
 */
export function createConflictQueries(business: () => Business) {
  return [
    defineQuery('conflicts.list', async (ctx, { recordId, limit }: Asked & { limit: number }): Promise<ConflictPage> => {
      const cards = await told(ctx, business(), await openCards(ctx, business(), recordId, limit))
      return { count: cards.length < limit ? cards.length : await countOpen(ctx, business(), recordId), cards }
    }),
    defineQuery('conflicts.count', (ctx, { recordId }: Asked): Promise<number> => countOpen(ctx, business(), recordId)),
  ]
}

type Found = { card: Conflict; row: AnyRow | null; record: RecordRef | null }

/** Those of a newer program are left out: they are shown once this one is. */
function openOf(ctx: QueryContext, business: Business, recordId: string | null) {
  const names = [...business.entities.keys()]
  const all = ctx.from('conflict').where('state', '=', 'open').where('deletedAt', 'is', null).where('scope', 'in', scopesOf(ctx)).where('entity', 'in', names)
  // What lies on a record is the record, or a part of one.
  return recordId === null ? all : all.where((row) => row.or([row('entityId', '=', recordId), row('entity', 'not in', [...recordNames])]))
}

async function openCards(ctx: QueryContext, business: Business, recordId: string | null, limit: number | null): Promise<Found[]> {
  const ordered = openOf(ctx, business, recordId).selectAll().orderBy('createdAt', 'desc').orderBy('keptTypedAt', 'desc').orderBy('id')
  const found: Found[] = []
  for (const stored of await (recordId === null && limit !== null ? ordered.limit(limit) : ordered).execute()) {
    const card = decodeRow(conflict, stored)
    const entity = business.entities.get(card.entity)!
    const row = await loadRow(ctx.executor, ctx.dialect, entity, ctx.agencyId, card.entityId)
    const record = recordOf(entity, card.entityId, row)
    if (recordId === null || record?.id === recordId) found.push({ card, row, record })
  }
  return limit === null ? found : found.slice(0, limit)
}

async function countOpen(ctx: QueryContext, business: Business, recordId: string | null): Promise<number> {
  if (recordId !== null) return (await openCards(ctx, business, recordId, null)).length
  const { n } = await openOf(ctx, business, null).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return Number(n)
}

async function told(ctx: QueryContext, business: Business, found: readonly Found[]): Promise<ConflictCard[]> {
  const [titles, names, posts] = await Promise.all([
    titlesOf(ctx, found.map(({ card }) => card.entityId)),
    namesOfMembers(ctx, found.flatMap(({ card }) => [card.keptBy, card.lostBy])),
    postNames(ctx, found.flatMap(({ card }) => [card.keptDevice, card.lostDevice])),
  ])
  return Promise.all(found.map(async ({ card, row, record }): Promise<ConflictCard> => {
    const entity = business.entities.get(card.entity)!
    const side = (values: Record<string, unknown>, by: string, device: string, typedAt: number): ConflictSide =>
      ({ values, by, byName: names.get(by) ?? null, device, deviceName: posts.get(device) ?? null, typedAt })
    const fields = card.unit === deletionUnit ? [] : [...(entity.units.get(card.unit) ?? [])]
    return {
      id: card.id, at: card.createdAt, entity: card.entity, entityId: card.entityId, record, title: titles.get(card.entityId) ?? null, unit: card.unit,
      fields: namedFields(entity, fields),
      kept: side(card.kept, card.keptBy, card.keptDevice, card.keptTypedAt), lost: side(card.lost, card.lostBy, card.lostDevice, card.lostTypedAt),
      present: row && Object.fromEntries((card.unit === deletionUnit ? ['deletedAt', ...namesOf(entity)] : fields).map((name) => [name, row[name] ?? null])),
      mayKeepBoth: isTextUnit(entity, card.unit) && [card.kept, card.lost].every((values) => Object.values(values).some((text) => typeof text === 'string' && text !== '')),
      maySettle: row !== null && (await maySettle(ctx, business, card)),
    }
  }))
}

/** What a part without a title of its own is known by. */
const namesOf = (entity: AnyEntity): string[] => ['amenity', 'role', 'typed', 'title', 'name', 'caption'].filter((name) => name in entity.fields)

async function maySettle(ctx: QueryContext, business: Business, card: Conflict): Promise<boolean> {
  const { level } = settlingRight(business, ctx.actor, business.entities.get(card.entity)!, card.unit)
  if (level !== 'own') return level !== 'none'
  return owns(business, ctx.actor, { entity: card.entity, id: card.entityId }, {
    get: (entity, id) => loadRow(ctx.executor, ctx.dialect, entity, ctx.agencyId, id) as never,
  })
}

/** A post knows its own name; the server those of all. */
async function postNames(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  const [own, known] = await Promise.all([
    ctx.executor.selectFrom('device').select(['id', 'name']).where('id', 'in', ids).execute(),
    ctx.from('syncDevice').select(['deviceId as id', 'name']).where('deviceId', 'in', ids).execute(),
  ])
  return new Map([...own, ...known].flatMap(({ id, name }) => (name ? [[id, name] as const] : [])))
}
