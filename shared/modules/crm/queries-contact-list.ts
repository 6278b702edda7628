import { expressionBuilder } from 'kysely'
import type { Expression, SelectQueryBuilder, SqlBool } from 'kysely'
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
import type { ContactRole } from './model.ts'
import { mostScore, pointsBeside, scoreNow, sumNow } from './queries-contact-score.ts'

type ListQuery = SelectQueryBuilder<Tables, 'contact', object>

const names = (asked: readonly { field: string }[], wanted: string): boolean => asked.some(({ field }) => field === wanted)

const withScores = (ctx: QueryContext, query: ListQuery, only: readonly string[] | null): ListQuery =>
  query.leftJoin(pointsBeside(ctx, only).as('beside'), (join) => join.onRef('beside.contactId', '=', 'contact.id')) as unknown as ListQuery

/** The list of contacts as it is filtered: by what stands in the row, what stands in rows of its own, and the score. */
export async function filteredContacts(ctx: QueryContext, all: ListQuery, filters: readonly Filter[]): Promise<ListQuery> {
  if (!filters.length) return all
  const query = names(filters, 'score') ? withScores(ctx, all, null) : all
  checkFilters(filters, contactFilterFields)
  const beside = new Set(['role', 'tag', 'score'])
  const own = filters.filter(({ field }) => !beside.has(field))
  let filtered = own.length ? query.where(filterCondition(expressionBuilder<Tables, 'contact'>(), 'contact', own, contactFilterFields, await readerOf(ctx)) as never) : query
  for (const filter of filters.filter(({ field }) => beside.has(field))) {
    const condition = filter.field === 'score' ? scoreCondition(filter) : await setCondition(ctx, filter)
    filtered = filtered.where(condition as never)
  }
  return filtered
}

/** @param filters by which they are chosen already */
export function sortedContacts(ctx: QueryContext, query: ListQuery, filters: readonly Filter[], sort: readonly Sort[]): ListQuery {
  const wanted = sort.length ? sort : [{ field: 'updatedAt', direction: 'desc' } as const]
  const scored = names(wanted, 'score') && !names(filters, 'score') ? withScores(ctx, query, null) : query
  const named = names(wanted, 'name') ? withNames(scored) : scored
  const ordered = wanted.reduce((all, { field, direction }) => all.orderBy(sortedBy(field as ContactSortField) as never, (order) => order[direction]().nullsLast()), named)
  return ordered.orderBy('contact.updatedAt', 'desc').orderBy('contact.id')
}

/** The recorder keeps the words of every contact there is, under its name: the list is read in the order of those. */
const withNames = (query: ListQuery): ListQuery => query.innerJoin('search', (join) =>
  join.onRef('search.agencyId', '=', 'contact.agencyId').on('search.entity', '=', 'contact').onRef('search.entityId', '=', 'contact.id')) as unknown as ListQuery

const sortedBy = (field: ContactSortField): Expression<unknown> | string => (field === 'score' ? scoreNow() : field === 'name' ? 'search.sortKey' : `contact.${field}`)

export async function scoresOf(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, number>> {
  if (!ids.length) return new Map()
  const rows = await withScores(ctx, ctx.from('contact'), ids).where('contact.id', 'in', ids).select('contact.id').select(scoreNow().as('score')).execute()
  return new Map(rows.map(({ id, score }) => [id, Number(score)]))
}

/** A role or a tag is a row of its own: has one of them, has none of them, has any. */
async function setCondition(ctx: QueryContext, { field, operator, value }: Filter): Promise<Expression<SqlBool>> {
  const builder = expressionBuilder<Tables, 'contact'>()
  const wanted = (Array.isArray(value) ? value : [value]).map(String)
  const rows = field === 'role' ? ctx.from('contactRole') : ctx.from('contactTag')
  const set = (rows as SetRows).where('deletedAt', 'is', null).select('contactId')
  const among = (owners: SetOwners, sign: 'in' | 'not in'): Expression<SqlBool> => builder('contact.id', sign, owners as never)
  if (operator === 'isNotEmpty') return among(set, 'in')
  if (operator === 'isEmpty') return among(set, 'not in')
  // "VIP" and "vip" are one tag.
  const spelled = field === 'role' ? wanted : await spellings(ctx, (tag) => (operator === 'contains' ? wanted.some((one) => tag.includes(fold(one))) : wanted.some((one) => tag === fold(one))))
  const one = set.where((field === 'role' ? 'role' : 'tag') as 'tag', 'in', spelled.length ? spelled : [''])
  return among(one, operator === 'isNot' || operator === 'notIn' ? 'not in' : 'in')
}
type SetRows = SelectQueryBuilder<Tables, 'contactTag', object>
type SetOwners = SelectQueryBuilder<Tables, 'contactTag', { contactId: string }>

/** Contacts who have this role. */
export const withRole = (ctx: QueryContext, query: ListQuery, role: string): ListQuery =>
  query.where('contact.id', 'in', ctx.from('contactRole').where('role', '=', role as ContactRole).where('deletedAt', 'is', null).select('contactId'))

async function spellings(ctx: QueryContext, isMeant: (folded: string) => boolean): Promise<string[]> {
  const tags = await ctx.from('contactTag').select('tag').distinct().where('deletedAt', 'is', null).execute()
  return tags.map(({ tag }) => tag).filter((tag) => isMeant(fold(tag)))
}

function scoreCondition({ operator, value }: Filter): Expression<SqlBool> {
  const builder = expressionBuilder<Tables, 'contact'>()
  const score = scoreNow()
  const compare = (sign: '=' | '!=' | 'in' | 'not in', to: unknown): Expression<SqlBool> => builder(score as never, sign, to as never)
  const always = (yes: boolean): Expression<SqlBool> => builder(builder.lit(1) as never, '=', builder.lit(yes ? 1 : 0) as never)
  // The score ends at a hundred, its sum does not: told apart here rather than in each row.
  const atLeast = (least: number): Expression<SqlBool> => (least > mostScore ? always(false) : builder(sumNow() as never, '>=', least as never))
  const atMost = (most: number): Expression<SqlBool> => (most >= mostScore ? always(true) : builder(sumNow() as never, '<=', most as never))
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
      return atLeast(value as number)
    case 'atMost':
      return atMost(value as number)
    case 'between':
      return builder.and([atLeast((value as number[])[0]!), atMost((value as number[])[1]!)])
    // Everybody has a score, if only nought.
    case 'isEmpty':
      return always(false)
    case 'isNotEmpty':
      return always(true)
    default:
      throw new AppError('invalid_input', { field: 'score', reason: 'operator', operator })
  }
}
