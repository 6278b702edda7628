import type { OrderByModifiersCallbackExpression, SelectQueryBuilder } from 'kysely'
import type { QueryContext } from '../../command/query.ts'
import { filterCondition } from '../../database/filter-sql.ts'
import type { Tables } from '../../database/schema.ts'
import { searchCondition } from '../../database/search.ts'
import type { Filter, Sort } from '../../values/filter.ts'
import { readerOf } from '../auth/index.ts'
import { propertyFilterFields } from './model-filters.ts'
import type { PropertySortField } from './model-filters.ts'
import type { PropertyListRow, PropertyPage, PropertyTotals } from './model-views.ts'
import type { PropertyStatus, Transaction } from './model.ts'

/** The list of properties: everything here filters and sorts on the narrow table, and widens only the rows of one page. */

export type ListInput = { filters: readonly Filter[]; search: string }
export type SortedListInput = ListInput & { sort: readonly Sort[] }

type ListQuery = SelectQueryBuilder<Tables, 'propertyList', object>

/** The narrow rows that filters and search leave. */
export async function filteredList(ctx: QueryContext, { filters, search }: ListInput): Promise<ListQuery> {
  const reader = await readerOf(ctx)
  const found = await searchCondition({ executor: ctx.executor, dialect: ctx.dialect, agencyId: ctx.agencyId }, 'property', search)
  let query = ctx.from('propertyList')
  if (filters.length) query = query.where((builder) => filterCondition(builder, filters, propertyFilterFields, reader) as never)
  if (found) query = query.where('propertyList.id', 'in', 'ids' in found ? (found.ids.length ? found.ids : ['']) : (found.matching as never))
  return query
}

const sortColumns = {
  updatedAt: 'updatedAt', createdAt: 'createdAt', title: 'titleKey', quartier: 'quartierKey', kind: 'kind', transaction: 'transaction',
  status: 'status', priceAmount: 'priceAmount', surfaceArea: 'surfaceArea', bedrooms: 'bedrooms', reference: 'reference',
} as const satisfies Readonly<Record<PropertySortField, keyof Tables['propertyList']>>

type Order = { column: (typeof sortColumns)[PropertySortField] | 'id'; modify: OrderByModifiersCallbackExpression }

/** What has no price stands last either way; rows that are equal stand in the order of their ids, so that pages do not overlap. */
function orderOf(sort: readonly Sort[]): Order[] {
  const wanted = sort.length ? sort : [{ field: 'updatedAt', direction: 'desc' } as const]
  const orders: Order[] = wanted.map(({ field, direction }) => ({
    column: sortColumns[field as PropertySortField], modify: (order) => order[direction]().nullsLast(),
  }))
  return [...orders, { column: 'id', modify: (order) => order[wanted[0]!.direction]() }]
}

function sorted(query: ListQuery, sort: readonly Sort[]): ListQuery {
  return orderOf(sort).reduce((all, { column, modify }) => all.orderBy(`propertyList.${column}`, modify), query)
}

export async function propertyPage(ctx: QueryContext, input: SortedListInput & { offset: number; limit: number }): Promise<PropertyPage> {
  const query = sorted(await filteredList(ctx, input), input.sort)
  const ids = await query.select('propertyList.id').offset(input.offset).limit(input.limit).execute()
  return { rows: await listRows(ctx, ids.map((row) => row.id)) }
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
    .where('property.id', 'in', ids)
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

export async function propertyTotals(ctx: QueryContext, input: ListInput): Promise<PropertyTotals> {
  const query = await filteredList(ctx, input)
  const groups = await query.groupBy(['transaction', 'status'])
    .select(['transaction', 'status'])
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('count'),
      fn.count<number>('priceAmount').as('priced'),
      fn.sum<number | null>('priceAmount').as('sum'),
      fn.sum<number | null>(eb.case().when('surfaceArea', '>', 0).then(eb.ref('priceAmount')).end()).as('measuredSum'),
      fn.sum<number | null>(eb.case().when('priceAmount', 'is not', null).then(eb.ref('surfaceArea')).end()).as('measuredArea'),
    ])
    .execute()
  const byTransaction = new Map<string, { count: number; priced: number; sum: number; measuredSum: number; measuredArea: number }>()
  const byStatus = new Map<string, number>()
  for (const group of groups) {
    const total = byTransaction.get(group.transaction) ?? { count: 0, priced: 0, sum: 0, measuredSum: 0, measuredArea: 0 }
    total.count += Number(group.count)
    total.priced += Number(group.priced)
    total.sum += Number(group.sum ?? 0)
    total.measuredSum += Number(group.measuredSum ?? 0)
    total.measuredArea += Number(group.measuredArea ?? 0)
    byTransaction.set(group.transaction, total)
    byStatus.set(group.status, (byStatus.get(group.status) ?? 0) + Number(group.count))
  }
  const transactions = [...byTransaction].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const medians = await Promise.all(transactions.map(([transaction, total]) => medianPrice(query, transaction, total.priced)))
  return {
    count: transactions.reduce((all, [, total]) => all + total.count, 0),
    withoutPrice: transactions.reduce((all, [, total]) => all + total.count - total.priced, 0),
    byTransaction: transactions.map(([transaction, total], i) => ({
      transaction: transaction as Transaction, count: total.count, sum: total.sum, median: medians[i]!,
      pricePerSquareMetre: total.measuredArea > 0 ? Math.round(total.measuredSum / total.measuredArea) : null,
    })),
    byStatus: [...byStatus].map(([status, count]) => ({ status: status as PropertyStatus, count })),
  }
}

/** The middle price, or the lower of the two in the middle: an amount somebody really asks. The rows stay in the database. */
async function medianPrice(query: ListQuery, transaction: string, priced: number): Promise<number | null> {
  if (priced === 0) return null
  const row = await query.where('transaction', '=', transaction).where('priceAmount', 'is not', null).select('priceAmount')
    .orderBy('priceAmount').offset(Math.floor((priced - 1) / 2)).limit(1).executeTakeFirst()
  return row?.priceAmount ?? null
}

/** Where a row stands in the list as it is filtered and sorted, and who stands beside it. */
export async function propertyNeighbours(ctx: QueryContext, input: SortedListInput & { id: string }): Promise<{ index: number; previous: string | null; next: string | null } | null> {
  const orders = orderOf(input.sort)
  const numbered = (await filteredList(ctx, input)).select('propertyList.id as id').select(({ fn }) => {
    type Over = { orderBy(column: string, modify: OrderByModifiersCallbackExpression): Over }
    const inOrder = <T>(over: T): T => orders.reduce<Over>((all, { column, modify }) => all.orderBy(`propertyList.${column}`, modify), over as Over) as T
    return [
      fn.agg<number>('row_number').over(inOrder).as('place'),
      fn.agg<string | null>('lag', ['propertyList.id']).over(inOrder).as('previous'),
      fn.agg<string | null>('lead', ['propertyList.id']).over(inOrder).as('next'),
    ]
  })
  const row = await ctx.executor.selectFrom(numbered.as('numbered')).selectAll().where('id', '=', input.id).executeTakeFirst()
  return row ? { index: Number(row.place) - 1, previous: row.previous, next: row.next } : null
}

export async function placesInUse(ctx: QueryContext): Promise<{ region: string | null; commune: string | null; quartier: string | null; count: number }[]> {
  const rows = await ctx.from('propertyList').groupBy(['region', 'commune', 'quartier']).select(['region', 'commune', 'quartier']).select(({ fn }) => fn.countAll<number>().as('count')).execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) })).toSorted((a, b) => b.count - a.count)
}
