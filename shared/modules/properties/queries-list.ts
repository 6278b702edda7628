import { expressionBuilder } from 'kysely'
import type { OrderByModifiersCallbackExpression, SelectQueryBuilder } from 'kysely'
import type { QueryContext } from '../../command/query.ts'
import { filterCondition } from '../../database/filter-sql.ts'
import type { FilterReader } from '../../database/filter-sql.ts'
import type { Tables } from '../../database/schema.ts'
import { searchIds } from '../../database/search.ts'
import type { Filter, Sort } from '../../values/filter.ts'
import { readerOf } from '../auth/index.ts'
import { propertyFilterFields } from './model-filters.ts'
import type { PropertySortField } from './model-filters.ts'
import type { PropertyListRow, PropertyPage, PropertyTotals } from './model-views.ts'
import type { Transaction } from './model.ts'
import { wholeOrder } from './queries-order.ts'

/** The list of properties: everything here filters and sorts on the narrow table, and widens only the rows of one page. */

export type ListInput = { filters: readonly Filter[]; search: string }
export type SortedListInput = ListInput & { sort: readonly Sort[] }

type ListQuery = SelectQueryBuilder<Tables, 'propertyList', object>

/** The narrow rows that filters and search leave; `more` when the search found more than it gives. */
export async function filteredList(ctx: QueryContext, { filters, search }: ListInput): Promise<{ query: ListQuery; more: boolean; reader: FilterReader }> {
  const reader = await readerOf(ctx)
  const condition = filters.length ? filterCondition(expressionBuilder<Tables, 'propertyList'>(), 'propertyList', filters, propertyFilterFields, reader) : null
  let query = ctx.from('propertyList')
  if (condition) query = query.where(condition as never)
  const found = await searchIds({ executor: ctx.executor, dialect: ctx.dialect, agencyId: ctx.agencyId }, 'property', search, { table: 'property_list', condition })
  if (found) query = query.where('propertyList.id', 'in', found.ids.length ? found.ids : [''])
  return { query, more: found?.more ?? false, reader }
}

const sortColumns = {
  updatedAt: 'updatedAt', createdAt: 'createdAt', title: 'titleKey', quartier: 'quartierKey', kind: 'kind', transaction: 'transaction',
  status: 'status', priceAmount: 'priceAmount', surfaceArea: 'surfaceArea', bedrooms: 'bedrooms', reference: 'referenceKey',
} as const satisfies Readonly<Record<PropertySortField, keyof Tables['propertyList']>>

type Order = { column: (typeof sortColumns)[PropertySortField] | 'number'; modify: OrderByModifiersCallbackExpression }

/** What has no price stands last either way; rows that are equal stand as they came in, so that pages do not overlap. */
function orderOf(sort: readonly Sort[]): Order[] {
  const wanted = sort.length ? sort : [{ field: 'updatedAt', direction: 'desc' } as const]
  const orders: Order[] = wanted.map(({ field, direction }) => ({
    column: sortColumns[field as PropertySortField], modify: (order) => order[direction]().nullsLast(),
  }))
  return [...orders, { column: 'number', modify: (order) => order[wanted[0]!.direction]() }]
}

function sorted(query: ListQuery, sort: readonly Sort[]): ListQuery {
  return orderOf(sort).reduce((all, { column, modify }) => all.orderBy(`propertyList.${column}`, modify), query)
}

/** Down to here a page is read by walking the order; below it the whole order is found once and kept. */
const walkedTo = 1000

export async function propertyPage(ctx: QueryContext, input: SortedListInput & { offset: number; limit: number }): Promise<PropertyPage> {
  const { offset, limit } = input
  if (offset + limit > walkedTo) return { rows: await listRows(ctx, await idsOf(ctx, (await listInOrder(ctx, input)).slice(offset, offset + limit))) }
  const { query } = await filteredList(ctx, input)
  const ids = await sorted(query, input.sort).select('propertyList.id').offset(offset).limit(limit).execute()
  return { rows: await listRows(ctx, ids.map((row) => row.id)) }
}

/** The numbers of all rows that filters and search leave, in order. */
export async function listInOrder(ctx: QueryContext, { filters, search, sort }: SortedListInput): Promise<readonly number[]> {
  const { query, reader } = await filteredList(ctx, { filters, search })
  return wholeOrder(ctx, JSON.stringify([filters, search, sort, reader]), async () =>
    (await sorted(query, sort).select('propertyList.number').execute()).map((row) => Number(row.number)))
}

/** The ids of rows by their numbers, in this order; at most as many as one statement takes. */
export async function idsOf(ctx: QueryContext, numbers: readonly number[]): Promise<string[]> {
  if (!numbers.length) return []
  const rows = await ctx.from('propertyList').select(['number', 'id']).where('number', 'in', numbers).execute()
  const byNumber = new Map(rows.map((row) => [Number(row.number), row.id]))
  return numbers.flatMap((number) => byNumber.get(number) ?? [])
}

/** List rows of these properties, in this order; ids that are not there are left out. */
export async function listRows(ctx: QueryContext, ids: readonly string[]): Promise<PropertyListRow[]> {
  if (!ids.length) return []
  const rows = await ctx.from('property')
    .leftJoin('propertyPhoto as photo', (join) => join.onRef('photo.agencyId', '=', 'property.agencyId').onRef('photo.id', '=', 'property.primaryPhotoId'))
    .leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'property.agencyId').onRef('member.id', '=', 'property.agentId'))
    .leftJoin('contact', (join) => join.onRef('contact.agencyId', '=', 'property.agencyId').onRef('contact.id', '=', 'property.ownerId'))
    .select([
      'property.id', 'property.reference', 'property.title', 'property.kind', 'property.transaction', 'property.status', 'property.region',
      'property.commune', 'property.quartier', 'property.priceAmount', 'property.priceCurrency', 'property.pricePeriod', 'property.surfaceArea',
      'property.landArea', 'property.rooms', 'property.bedrooms', 'property.bathrooms', 'property.furnished', 'property.titleType', 'property.agentId',
      'property.ownerId', 'property.updatedAt', 'property.createdAt', 'property.publishedAt', 'property.availableFrom', 'property.isPublic',
      'property.isFeatured', 'property.versions', 'photo.fileId as photoFileId', 'member.name as agentName', 'contact.name as ownerName',
    ])
    .select((builder) => builder.selectFrom('propertyPhoto').whereRef('propertyPhoto.agencyId', '=', 'property.agencyId')
      .whereRef('propertyPhoto.propertyId', '=', 'property.id').where('propertyPhoto.deletedAt', 'is', null).select((count) => count.fn.countAll<number>().as('n')).as('photoCount'))
    .where('property.id', 'in', ids).where('property.deletedAt', 'is', null)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    return [{
      ...row, isPublic: row.isPublic === 1, isFeatured: row.isFeatured === 1, photoCount: Number(row.photoCount ?? 0),
      versions: JSON.parse(row.versions) as Record<string, number>,
    } as PropertyListRow]
  })
}

/**
 * Counts, sums and medians of what is filtered, in one pass: the database gives each price with how often it is asked
 * (the index is in that order), never the rows.
 */
export async function propertyTotals(ctx: QueryContext, input: ListInput): Promise<PropertyTotals> {
  const { query, more } = await filteredList(ctx, input)
  const groups = await query.groupBy(['transaction', 'priceAmount']).orderBy('transaction').orderBy('priceAmount')
    .select(['transaction', 'priceAmount'])
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('surfaceArea').as('area'), fn.count<number>('surfaceArea').as('measured')])
    .execute()
  const transactions = [...new Set(groups.map((group) => group.transaction))]
  return {
    count: groups.reduce((all, group) => all + Number(group.count), 0),
    more,
    withoutPrice: groups.reduce((all, group) => all + (group.priceAmount === null ? Number(group.count) : 0), 0),
    byTransaction: transactions.map((transaction) => {
      const mine = groups.filter((group) => group.transaction === transaction)
      const priced = mine.flatMap(({ priceAmount, count, area, measured }) =>
        priceAmount === null ? [] : [{ price: priceAmount, count: Number(count), area: Number(area ?? 0), measured: Number(measured) }])
      const area = priced.reduce((all, one) => all + one.area, 0)
      return {
        transaction: transaction as Transaction,
        count: mine.reduce((all, group) => all + Number(group.count), 0),
        sum: priced.reduce((all, one) => all + one.price * one.count, 0),
        median: medianOf(priced),
        pricePerSquareMetre: area > 0 ? Math.round(priced.reduce((all, one) => all + one.price * one.measured, 0) / area) : null,
      }
    }),
  }
}

/** The middle price, or the lower of the two in the middle: an amount that somebody really asks. Prices rise. */
function medianOf(prices: readonly { price: number; count: number }[]): number | null {
  let left = Math.floor((prices.reduce((all, one) => all + one.count, 0) - 1) / 2)
  for (const { price, count } of prices) {
    if (left < count) return price
    left -= count
  }
  return null
}

/** Where a row stands in the list as it is filtered and sorted, and who stands beside it. */
export async function propertyNeighbours(ctx: QueryContext, input: SortedListInput & { id: string }): Promise<{ index: number; previous: string | null; next: string | null } | null> {
  const row = await ctx.from('propertyList').select('number').where('id', '=', input.id).executeTakeFirst()
  if (!row) return null
  const numbers = await listInOrder(ctx, input)
  const index = numbers.indexOf(Number(row.number))
  if (index < 0) return null
  const beside = [numbers[index - 1], numbers[index + 1]]
  const ids = await Promise.all(beside.map(async (number) => (number === undefined ? null : ((await idsOf(ctx, [number]))[0] ?? null))))
  return { index, previous: ids[0]!, next: ids[1]! }
}

export async function placesInUse(ctx: QueryContext): Promise<{ region: string | null; commune: string | null; quartier: string | null; count: number }[]> {
  const rows = await ctx.from('propertyList').groupBy(['region', 'commune', 'quartier']).select(['region', 'commune', 'quartier']).select(({ fn }) => fn.countAll<number>().as('count')).execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) })).toSorted((a, b) => b.count - a.count)
}
