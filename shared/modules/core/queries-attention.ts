import type { AnyEntity, Business } from '../../command/define.ts'
import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { loadRow } from '../../command/recorder-rows.ts'
import type { Envelope } from '../../contract/envelope.ts'
import type { MachineryTables } from '../../database/schema.ts'
import { actorId } from '../../values/actor.ts'
import type { Actor } from '../../values/actor.ts'
import { casesOf } from './attention-cases.ts'
import type { AttentionCase, RecordRef, RefusedChange, RefusedCommand } from './model-views.ts'
import { namedFields, namesOfMembers, recordOf, seenBy } from './rows-told.ts'
import { titlesOf } from './titles.ts'

type Laid = MachineryTables['attention']
type Touched = { entity: string; entityId: string; kind: RefusedChange['kind']; patch: Record<string, unknown> }
/** `recordId`: only what would have changed that record. */
type Asked = { recordId: string | null }

/** Closed cases are shown so long that somebody who gave one up can still read what it was. */
const mostClosed = 50

/** What the server refused of this post's commands, to be taken up again: one's own, or everybody's for the management. */
export function createAttentionQueries(business: () => Business) {
  return [
    defineQuery('attention.list', async (ctx, { recordId, closed }: Asked & { closed: boolean }): Promise<AttentionCase[]> => {
      const told = (await laidAside(ctx)).map((row) => ({ row, touched: touchedBy(business(), row) }))
      const cases = closed
        ? told.filter(({ row }) => row.state !== 'open').map((root) => ({ root, dependents: [] as typeof told }))
        : casesOf(told, ({ row }) => row)
      const wanted = cases.filter(({ root }) => isAbout(root, recordId)).slice(closed ? -mostClosed : 0)
      return tell(ctx, business(), wanted.toReversed())
    }),
    defineQuery('attention.count', async (ctx, { recordId }: Asked): Promise<number> => {
      const told = (await laidAside(ctx)).map((row) => ({ row, touched: touchedBy(business(), row) }))
      return casesOf(told, ({ row }) => row).filter(({ root }) => isAbout(root, recordId)).length
    }),
  ]
}

async function laidAside(ctx: QueryContext): Promise<Laid[]> {
  const rows = await ctx.from('attention').selectAll().orderBy('localSeq').execute()
  return ctx.level === 'own' ? rows.filter((row) => actorId(JSON.parse(row.actor) as Actor) === actorId(ctx.actor)) : rows
}

/** What it had changed here; where it had no effect any more, what its input says. */
function touchedBy(business: Business, row: Laid): Touched[] {
  const shown = JSON.parse(row.changes ?? '[]') as Touched[]
  if (shown.length) return shown
  const { name, input } = JSON.parse(row.envelope) as Envelope
  const { id, patch } = (typeof input === 'object' && input !== null ? input : {}) as { id?: unknown; patch?: unknown }
  const entity = name.slice(0, name.indexOf('.'))
  if (typeof id !== 'string' || !business.entities.has(entity)) return []
  return [{ entity, entityId: id, kind: 'update', patch: typeof patch === 'object' && patch !== null ? (patch as Record<string, unknown>) : {} }]
}

type Told = { row: Laid; touched: Touched[] }

const isAbout = ({ touched }: Told, recordId: string | null): boolean => recordId === null || touched.some(({ entityId }) => entityId === recordId)

async function tell(ctx: QueryContext, business: Business, cases: readonly { root: Told; dependents: readonly Told[] }[]): Promise<AttentionCase[]> {
  const all = cases.flatMap(({ root, dependents }) => [root, ...dependents])
  const [titles, names] = await Promise.all([
    titlesOf(ctx, all.flatMap(({ touched }) => touched.map(({ entityId }) => entityId))),
    namesOfMembers(ctx, all.map(({ row }) => actorId(JSON.parse(row.actor) as Actor))),
  ])
  const command = async ({ row, touched }: Told): Promise<RefusedCommand> => {
    const envelope = JSON.parse(row.envelope) as Envelope
    const by = actorId(JSON.parse(row.actor) as Actor)
    const known = touched.filter(({ entity }) => business.entities.has(entity))
    const changes = await Promise.all(known.map((one) => changeTold(ctx, business.entities.get(one.entity)!, one)))
    return {
      commandId: row.commandId, name: envelope.name, typedAt: envelope.typedAt, by, byName: names.get(by) ?? null, input: envelope.input,
      record: changes.map(({ record }) => record).find((record) => record !== null) ?? null, title: known.map((one) => titles.get(one.entityId) ?? ownTitle(one)).find((title) => title !== null) ?? null,
      changes: changes.map(({ record: _record, ...change }) => change), code: row.code, params: JSON.parse(row.params ?? '{}') as Record<string, unknown>,
    }
  }
  return Promise.all(cases.map(async ({ root, dependents }): Promise<AttentionCase> => ({
    ...(await command(root)), at: root.row.at ?? root.row.typedAt ?? 0, state: root.row.state ?? 'open', dependents: await Promise.all(dependents.map(command)),
  })))
}

/** What was to be made has no row here any more, but it had a name. */
function ownTitle({ patch }: Touched): string | null {
  const named = [patch['title'], patch['name']].find((text) => typeof text === 'string' && text !== '')
  return (named as string | undefined) ?? null
}

async function changeTold(ctx: QueryContext, entity: AnyEntity, { entityId, kind, patch }: Touched): Promise<RefusedChange & { record: RecordRef | null }> {
  const row = await loadRow(ctx.executor, ctx.dialect, entity, ctx.agencyId, entityId)
  const names = Object.keys(patch)
  const record = recordOf(entity, entityId, row ?? patch)
  return {
    entity: entity.name, entityId, kind, fields: namedFields(entity, names), wanted: patch, present: row && row.deletedAt === null ? seenBy(ctx, entity, row, names) : null,
    // A page that is not there cannot be opened.
    record: record && (record.id !== entityId || (row !== null && row.deletedAt === null)) ? record : null,
  }
}
