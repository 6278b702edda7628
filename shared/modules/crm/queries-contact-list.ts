import { expressionBuilder } from 'kysely'
import type { AliasableExpression, Expression, SelectQueryBuilder, SqlBool } from 'kysely'
import type { QueryContext } from '../../command/query.ts'
import { filterCondition } from '../../database/filter-sql.ts'
import type { Tables } from '../../database/schema.ts'
import { AppError } from '../../values/error.ts'
import { checkFilters } from '../../values/filter.ts'
import type { Filter, Sort } from '../../values/filter.ts'
import { fold } from '../../values/fold.ts'
import { readerOf } from '../auth/index.ts'
import { contactFilterFields } from './model-filters.ts'
import type { ContactSortField } from './model-filters.ts'
import { financingPoints, inquiryPoints, interestPoints, lately, latelyPoints, priorityPoints, statusPoints } from './rules-client.ts'

type ListQuery = SelectQueryBuilder<Tables, 'contact', object>
type Builder = ReturnType<typeof expressionBuilder<Tables, 'contact'>>

/** The list of contacts as it is filtered and ordered: what stands in the row, what stands in rows of its own, and the score. */
export async function filteredContacts(ctx: QueryContext, query: ListQuery, filters: readonly Filter[]): Promise<ListQuery> {
  if (!filters.length) return query
  checkFilters(filters, contactFilterFields)
  const beside = new Set(['role', 'tag', 'score'])
  const own = filters.filter(({ field }) => !beside.has(field))
  let filtered = own.length ? query.where(filterCondition(expressionBuilder<Tables, 'contact'>(), 'contact', own, contactFilterFields, await readerOf(ctx)) as never) : query
  for (const filter of filters.filter(({ field }) => beside.has(field))) {
    const condition = filter.field === 'score' ? scoreCondition(ctx, filter) : await setCondition(ctx, filter)
    filtered = filtered.where(condition as never)
  }
  return filtered
}

export function sortedContacts(ctx: QueryContext, query: ListQuery, sort: readonly Sort[]): ListQuery {
  const wanted = sort.length ? sort : [{ field: 'updatedAt', direction: 'desc' } as const]
  const ordered = wanted.reduce((all, { field, direction }) => all.orderBy(sortedBy(ctx, field as ContactSortField) as never, (order) => order[direction]().nullsLast()), query)
  return ordered.orderBy('contact.updatedAt', 'desc').orderBy('contact.id')
}

function sortedBy(ctx: QueryContext, field: ContactSortField): Expression<unknown> | string {
  if (field === 'score') return scoreNow(ctx)
  if (field !== 'name') return `contact.${field}`
  const builder = expressionBuilder<Tables, 'contact'>()
  return builder.selectFrom('search').select('search.sortKey').whereRef('search.agencyId', '=', 'contact.agencyId').where('search.entity', '=', 'contact').whereRef('search.entityId', '=', 'contact.id').limit(1) as never
}

export async function scoresOf(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, number>> {
  if (!ids.length) return new Map()
  const rows = await ctx.from('contact').where('contact.id', 'in', ids).select('contact.id').select(scoreNow(ctx).as('score')).execute()
  return new Map(rows.map(({ id, score }) => [id, Number(score)]))
}

/** A role or a tag is a row of its own: has one of them, has none of them, has any. */
async function setCondition(ctx: QueryContext, { field, operator, value }: Filter): Promise<Expression<SqlBool>> {
  const builder = expressionBuilder<Tables, 'contact'>()
  const wanted = (Array.isArray(value) ? value : [value]).map(String)
  const [table, column] = field === 'role' ? (['contactRole', 'role'] as const) : (['contactTag', 'tag'] as const)
  const of = (rows: (all: SetRows) => SetRows): Expression<SqlBool> => builder.exists(rows(builder.selectFrom(table as 'contactTag').select(`${table as 'contactTag'}.id`)
    .whereRef(`${table as 'contactTag'}.agencyId`, '=', 'contact.agencyId').whereRef(`${table as 'contactTag'}.contactId`, '=', 'contact.id').where(`${table as 'contactTag'}.deletedAt`, 'is', null) as never))
  const any = of((rows) => rows)
  if (operator === 'isNotEmpty') return any
  if (operator === 'isEmpty') return builder.not(any)
  // "VIP" and "vip" are one tag.
  const spelled = field === 'role' ? wanted : await spellings(ctx, (tag) => (operator === 'contains' ? wanted.some((one) => tag.includes(fold(one))) : wanted.some((one) => tag === fold(one))))
  const one = of((rows) => rows.where(`${table}.${column}` as never, 'in', (spelled.length ? spelled : ['']) as never))
  return operator === 'isNot' || operator === 'notIn' ? builder.not(one) : one
}
type SetRows = SelectQueryBuilder<Tables, 'contact' | 'contactTag', { id: string }>

async function spellings(ctx: QueryContext, isMeant: (folded: string) => boolean): Promise<string[]> {
  const tags = await ctx.from('contactTag').select('tag').distinct().where('deletedAt', 'is', null).execute()
  return tags.map(({ tag }) => tag).filter((tag) => isMeant(fold(tag)))
}

function scoreCondition(ctx: QueryContext, { operator, value }: Filter): Expression<SqlBool> {
  const builder = expressionBuilder<Tables, 'contact'>()
  const score = scoreNow(ctx)
  const compare = (sign: '=' | '!=' | '>=' | '<=' | 'in' | 'not in', to: unknown): Expression<SqlBool> => builder(score as never, sign, to as never)
  switch (operator) {
    case 'is':
      return compare('=', value)
    case 'isNot':
      return compare('!=', value)
    case 'in':
      return compare('in', value)
    case 'notIn':
      return compare('not in', value)
    case 'atLeast':
      return compare('>=', value)
    case 'atMost':
      return compare('<=', value)
    case 'between':
      return builder.and([compare('>=', (value as number[])[0]), compare('<=', (value as number[])[1])])
    // Everybody has a score, if only nought.
    case 'isEmpty':
      return builder(builder.lit(1) as never, '=', builder.lit(0) as never)
    case 'isNotEmpty':
      return builder(builder.lit(1) as never, '=', builder.lit(1) as never)
    default:
      throw new AppError('invalid_input', { field: 'score', reason: 'operator', operator })
  }
}

/** `conversionParts` in SQL, for order and filters over all contacts; a test holds the two together. */
function scoreNow(ctx: QueryContext): AliasableExpression<number> {
  const builder = expressionBuilder<Tables, 'contact'>()
  const rows = (table: 'interest' | 'interaction' | 'clientSearch') => builder.selectFrom(table as 'interest').whereRef(`${table as 'interest'}.agencyId`, '=', 'contact.agencyId').whereRef(`${table as 'interest'}.contactId`, '=', 'contact.id').where(`${table as 'interest'}.deletedAt`, 'is', null)
  const most = (points: Expression<number>, limit: number): AliasableExpression<number> => chosen(builder, [[builder(points as never, '>', builder.lit(limit) as never), limit]], points)
  const counted = (query: ReturnType<typeof rows>, each: number): Expression<number> => builder(builder.lit(each) as never, '*', query.select(({ fn }) => fn.countAll<number>().as('n')) as never) as never
  const ofColumn = (column: 'contact.priority' | 'contact.clientStatus', points: Readonly<Record<string, number>>): Expression<number> =>
    chosen(builder, Object.entries(points).map(([name, value]) => [builder(column, '=', name as never), value]), builder.lit(0))
  const financing = rows('clientSearch').where('clientSearch.state' as never, '=', 'active' as never)
    .select(({ fn }) => fn.max(chosen(builder, Object.entries(financingPoints).map(([name, value]) => [builder('clientSearch.financing' as never, '=', name as never), value]), builder.lit(0)) as never).as('points'))
  const latest = rows('interest').where('interest.at', '>=', ctx.now - lately).select('interest.id').limit(1)
  const parts = [
    most(counted(rows('interest'), interestPoints.each), interestPoints.most), most(counted(rows('interaction').where('interaction.type' as never, '=', 'inquiry' as never), inquiryPoints.each), inquiryPoints.most),
    ofColumn('contact.priority', priorityPoints), ofColumn('contact.clientStatus', statusPoints), builder.fn.coalesce(financing as never, builder.lit(0)), chosen(builder, [[builder.exists(latest), latelyPoints]], builder.lit(0)),
  ] as Expression<number>[]
  return most(parts.reduce((sum, part) => builder(sum as never, '+', part as never) as never), 100)
}

/* oxlint-disable promise/prefer-await-to-then -- the `then` of SQL's `case` */
function chosen(builder: Builder, cases: readonly (readonly [Expression<SqlBool>, number])[], otherwise: Expression<number>): AliasableExpression<number> {
  const [first, ...others] = cases
  const begun = builder.case().when(first![0] as never).then(first![1])
  return others.reduce((all, [condition, points]) => all.when(condition as never).then(points) as never, begun).else(otherwise as never).end() as never
}
/* oxlint-enable promise/prefer-await-to-then */
