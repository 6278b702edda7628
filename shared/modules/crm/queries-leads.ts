import { expressionBuilder } from 'kysely'
import type { Expression, SelectQueryBuilder } from 'kysely'
import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { filterCondition } from '../../database/filter-sql.ts'
import type { Tables } from '../../database/schema.ts'
import { searchCandidates, searchIds } from '../../database/search.ts'
import { AppError } from '../../values/error.ts'
import type { Filter, Sort } from '../../values/filter.ts'
import { fold } from '../../values/fold.ts'
import { parsePhone } from '../../values/phone.ts'
import { readerOf } from '../auth/index.ts'
import { leadFilterFields } from './model-filters.ts'
import type { LeadSortField } from './model-filters.ts'
import { lead, leadStatuses } from './model-lead.ts'
import type { Lead } from './model-lead.ts'
import type { LeadBoard, LeadPage, LeadRow, LeadStatistics, LeadView } from './model-views.ts'
import { followUpsOf } from './queries-follow-up.ts'
import { contactBriefs } from './queries.ts'
import { agePoints, baseScore, freshness, leadScore, leadUrgency, mostScore, nextSteps, scoreParts, urgencyParts } from './rules-lead.ts'

const day = 86_400_000
/** `score`: between these, both included; null leaves a side open. */
type Asked = { filters: readonly Filter[]; search: string; score?: readonly [number | null, number | null] }
type ListQuery = SelectQueryBuilder<Tables, 'leadList', object>

export const leadQueries = [
  defineQuery('leads.page', async (ctx, input: Asked & { sort: readonly Sort[]; offset: number; limit: number }): Promise<LeadPage> => {
    const query = await filtered(ctx, input)
    const { count } = await query.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    const ids = await sorted(ctx, query, input.sort).select('leadList.id').offset(input.offset).limit(input.limit).execute()
    return { rows: await leadRows(ctx, ids.map(({ id }) => id)), count: Number(count) }
  }),

  /** Where a lead stands in the list as filtered and sorted, for walking from one to the next; null when it is not in it. */
  defineQuery('leads.neighbours', async (ctx, { id, sort, ...asked }: Asked & { sort: readonly Sort[]; id: string }): Promise<{ index: number; previous: string | null; next: string | null } | null> => {
    const rows = await sorted(ctx, await filtered(ctx, asked), sort).select('leadList.id').execute()
    const index = rows.findIndex((row) => row.id === id)
    return index < 0 ? null : { index, previous: rows[index - 1]?.id ?? null, next: rows[index + 1]?.id ?? null }
  }),

  /** The stages with how many stand in each and the first of them, the best first. */
  defineQuery('leads.board', async (ctx, input: Asked & { each: number }): Promise<LeadBoard> => {
    const query = await filtered(ctx, input)
    const counts = new Map((await query.groupBy('status').select('status').select(({ fn }) => fn.countAll<number>().as('n')).execute()).map(({ status, n }) => [status, Number(n)]))
    const firsts = await Promise.all(leadStatuses.map(async (status) => (await sorted(ctx, query.where('leadList.status', '=', status), []).select('leadList.id').limit(input.each).execute()).map(({ id }) => id)))
    const rows = new Map((await leadRows(ctx, firsts.flat())).map((row) => [row.id, row]))
    return { columns: leadStatuses.map((status, i) => ({ status, count: counts.get(status) ?? 0, rows: firsts[i]!.flatMap((id) => rows.get(id) ?? []) })) }
  }),

  defineQuery('leads.get', async (ctx, { id }: { id: string }): Promise<LeadView> => {
    const found = await ctx.from('lead').selectAll().where('id', '=', id).executeTakeFirst()
    if (!found) throw new AppError('not_found', { entity: 'lead', id })
    if (found.deletedAt !== null) throw new AppError('gone', { entity: 'lead', id })
    const row = decodeRow(lead, found) as Lead
    const age = ctx.now - row.createdAt
    const [listed] = await leadRows(ctx, [id])
    return {
      lead: row, row: listed!, scoreParts: [...scoreParts(row), { part: 'age', points: agePoints(age) }], urgencyParts: urgencyParts(row), steps: nextSteps(row),
      contact: row.contactId === null ? null : ((await contactBriefs(ctx, [row.contactId]))[0] ?? null), ...(await followUpsOf(ctx, 'leadId', id)),
      mayEdit: ctx.actor.kind === 'member' && (ctx.actor.role !== 'agent' || (row.agentId ?? row.createdBy) === ctx.actor.memberId),
    }
  }),

  /** Leads with this telephone, this e-mail or this name, while it is being typed; those alike in the former two first. */
  defineQuery('leads.alike', async (ctx, { phone, email, name = null, except }: { phone: string | null; email: string | null; name?: string | null; except: string | null }): Promise<LeadRow[]> => {
    const e164 = phone === null ? null : (parsePhone(phone)?.e164 ?? null)
    const address = email?.trim().toLowerCase() || null
    const folded = fold(name ?? '')
    const named = folded.length < 3 ? [] : (await searchCandidates({ executor: ctx.executor, dialect: ctx.dialect, agencyId: ctx.agencyId }, ['lead'], folded)).rows.map(({ entityId }) => entityId).filter((id) => id !== except).slice(0, 5)
    if (e164 === null && address === null) return leadRows(ctx, named)
    const rows = await ctx.from('lead').select('id').where('deletedAt', 'is', null).where('id', '!=', except ?? '')
      .where((where) => where.or([...(e164 ? [where('phoneE164', '=', e164)] : []), ...(address ? [where('email', '=', address)] : [])])).orderBy('createdAt', 'desc').limit(5).execute()
    return leadRows(ctx, [...new Set([...rows.map(({ id }) => id), ...named])].slice(0, 5))
  }),

  defineQuery('leads.statistics', async (ctx, input: Asked): Promise<LeadStatistics> => {
    const query = await filtered(ctx, input)
    const rows = await query.groupBy(['status', 'source', 'qualification']).select(['status', 'source', 'qualification'])
      .select(({ fn }) => [fn.countAll<number>().as('n'), fn.sum<number>('baseScore').as('base'), fn.sum<number>(agePointsNow(ctx)).as('aged'), fn.sum<number>('openValue').as('open')]).execute()
    const total = rows.reduce((sum, row) => sum + Number(row.n), 0)
    const by = <Value extends string>(valueOf: (row: (typeof rows)[number]) => Value) => {
      const counts: Partial<Record<Value, number>> = {}
      for (const row of rows) counts[valueOf(row)] = (counts[valueOf(row)] ?? 0) + Number(row.n)
      return counts
    }
    const byStatus = by(({ status }) => status)
    const sumOf = (column: 'base' | 'aged' | 'open'): number => rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0)
    return {
      openValue: sumOf('open'), total, byStatus, bySource: by(({ source }) => source), byQualification: by(({ qualification }) => qualification),
      averageScore: total === 0 ? null : Math.round(((sumOf('base') + sumOf('aged')) / total) * 10) / 10, conversionRate: total === 0 ? null : Math.round(((byStatus.won ?? 0) / total) * 1000) / 10,
    }
  }),
]

async function filtered(ctx: QueryContext, { filters, search, score: [least, most] = [null, null] }: Asked): Promise<ListQuery> {
  const condition = filters.length ? filterCondition(expressionBuilder<Tables, 'leadList'>(), 'leadList', filters, leadFilterFields, await readerOf(ctx)) : null
  let query = ctx.from('leadList')
  if (condition) query = query.where(condition as never)
  if (least !== null) query = query.where(scoreNow(ctx) as never, '>=', least as never)
  // The score ends at a hundred, its sum does not.
  if (most !== null && most < mostScore) query = query.where(scoreNow(ctx) as never, '<=', most as never)
  const found = await searchIds({ executor: ctx.executor, dialect: ctx.dialect, agencyId: ctx.agencyId }, 'lead', search, { table: 'lead_list', condition })
  return found ? query.where('leadList.id', 'in', found.ids.length ? found.ids : ['']) : query
}

const columns = {
  urgency: 'urgency', name: 'nameKey', createdAt: 'createdAt', updatedAt: 'updatedAt', statusAt: 'statusAt', nextActionOn: 'nextActionOn', budgetMax: 'budgetMax',
} as const satisfies Readonly<Record<Exclude<LeadSortField, 'score'>, keyof Tables['leadList']>>

function sorted(ctx: QueryContext, query: ListQuery, sort: readonly Sort[]): ListQuery {
  const wanted = sort.length ? sort : [{ field: 'score', direction: 'desc' } as const]
  const ordered = wanted.reduce((all, { field, direction }) => all.orderBy(field === 'score' ? (scoreNow(ctx) as never) : (`leadList.${columns[field as keyof typeof columns]}` as never), (order) => order[direction]().nullsLast()), query)
  return ordered.orderBy('leadList.createdAt', 'desc').orderBy('leadList.id')
}

/** The score with what its age adds, uncapped: the order is the same. */
function scoreNow(ctx: QueryContext): Expression<number> {
  return expressionBuilder<Tables, 'leadList'>()('leadList.baseScore', '+', agePointsNow(ctx))
}

function agePointsNow(ctx: QueryContext): Expression<number> {
  const builder = expressionBuilder<Tables, 'leadList'>()
  const [first, ...others] = freshness
  /* oxlint-disable promise/prefer-await-to-then -- the `then` of SQL's `case` */
  const begun = builder.case().when('leadList.createdAt', '>=', ctx.now - first.days * day).then(first.points as number)
  return others.reduce((all, { days, points: of }) => all.when('leadList.createdAt', '>=', ctx.now - days * day).then(of as number), begun).else(0).end()
  /* oxlint-enable promise/prefer-await-to-then */
}

/** What names these leads, in no order; those that are gone are left out. */
export async function leadBriefs(ctx: QueryContext, ids: readonly string[]): Promise<Pick<Lead, 'id' | 'name' | 'phone' | 'email' | 'wish' | 'status' | 'contactId'>[]> {
  if (!ids.length) return []
  return ctx.from('lead').select(['id', 'name', 'phone', 'email', 'wish', 'status', 'contactId']).where('id', 'in', ids).where('deletedAt', 'is', null).execute()
}

/** In the order of the ids; those that are not there are left out. */
export async function leadRows(ctx: QueryContext, ids: readonly string[]): Promise<LeadRow[]> {
  if (!ids.length) return []
  const rows = await ctx.from('lead')
    .leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'lead.agencyId').onRef('member.id', '=', 'lead.agentId'))
    .leftJoin('property', (join) => join.onRef('property.agencyId', '=', 'lead.agencyId').onRef('property.id', '=', 'lead.propertyId'))
    .selectAll('lead').select(['member.name as agentName', 'property.title as propertyTitle']).where('lead.id', 'in', ids).where('lead.deletedAt', 'is', null).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const found = byId.get(id)
    if (!found) return []
    const { agentName, propertyTitle } = found
    const row = decodeRow(lead, found) as Lead
    return [{ ...row, agentName, propertyTitle, score: leadScore(baseScore(row), ctx.now - row.createdAt), urgency: leadUrgency(row), steps: nextSteps(row) }]
  })
}
