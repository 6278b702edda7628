import { expressionBuilder } from 'kysely'
import type { AliasableExpression, Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { filterCondition } from '../../database/filter-sql.ts'
import { prepared } from '../../database/prepared.ts'
import { hiddenAgencies, isHidden, isPublished } from '../../database/published.ts'
import type { Tables } from '../../database/schema.ts'
import { searchRows } from '../../database/search.ts'
import type { FoundRow } from '../../database/search.ts'
import type { Executor } from '../../database/store.ts'
import { AppError } from '../../values/error.ts'
import type { Filter } from '../../values/filter.ts'
import { dayOfInstant } from '../../values/period.ts'
import type { Amenity } from './model-amenities.ts'
import { propertyFilterFields } from './model-filters.ts'
import type { PropertyKind } from './model.ts'
import { property } from './model.ts'
import type { Property } from './model.ts'

/**
 * Properties as people outside an agency see them, across agencies: what is published, without private fields. A member also
 * sees his own agency's, in whatever state. This file alone decides that; no route adds to it.
 */

type Builder = ExpressionBuilder<Tables, 'propertyList'>
type Condition = Expression<SqlBool>

export type CatalogueSort = { field: 'createdAt' | 'priceAmount' | 'surfaceArea' | 'viewCount'; direction: 'asc' | 'desc' }
export type CatalogueAsked = {
  filters: readonly Filter[]
  search: string
  /** A town by name: its region, its commune or its quartier is called so (or holds these letters). */
  city: { text: string; whole: boolean } | null
  agencyId: string | null
  /** Only what the asking member's own agency has. */
  ownOnly: boolean
  /** Only what he is the agent of. */
  mineOnly?: boolean
}

/** Rows that one walk along an index gives; the walks of one viewer never meet. */
type Walk = { conditions: Condition[]; /** Of a search: the rows themselves, all that it found. */ found: FoundRow[] | null }

const mayHidePrice = new Set(['priceAmount'])

async function walksOf(ctx: QueryContext, asked: CatalogueAsked, sort: readonly CatalogueSort[]): Promise<Walk[]> {
  const byPrice = sort.some(({ field }) => field === 'priceAmount')
  const { actor } = ctx
  const own = actor.kind === 'member' ? actor.agencyId : null
  const build: Builder = expressionBuilder<Tables, 'propertyList'>()
  const common: Condition[] = []
  if (asked.filters.length) {
    const today = dayOfInstant(ctx.now, 'Africa/Dakar')
    common.push(filterCondition(build, 'propertyList', asked.filters, propertyFilterFields, { memberId: actor.kind === 'member' ? actor.memberId : null, today, zone: 'Africa/Dakar' }))
  }
  if (asked.city) {
    const { text, whole } = asked.city
    const at = (field: 'region' | 'commune' | 'quartier') =>
      filterCondition(build, 'propertyList', [{ field, operator: whole ? 'is' : 'contains', value: text }], propertyFilterFields, { memberId: null, today: '', zone: '' })
    common.push(build.or([at('region'), at('commune'), at('quartier')]))
  }
  const walks: Walk[] = []
  const wantsOwn = own !== null && (asked.agencyId === null || asked.agencyId === own)
  if (wantsOwn) {
    const conditions = [build('propertyList.agencyId', '=', own), ...common]
    if (asked.mineOnly && actor.kind === 'member') conditions.push(build('propertyList.agentId', '=', actor.memberId))
    walks.push({ conditions, found: await searched(own, conditions) })
  }
  if (!asked.ownOnly && !asked.mineOnly) {
    const hidden = await hiddenAgencies(ctx.executor, ctx.now)
    const not = own === null ? hidden : [...hidden, own]
    const conditions = [isPublished as Condition, ...common]
    if (not.length === 1) conditions.push(build('propertyList.agencyId', '!=', not[0]!))
    else if (not.length) conditions.push(build('propertyList.agencyId', 'not in', not))
    if (asked.agencyId !== null) conditions.push(build('propertyList.agencyId', '=', asked.agencyId))
    // A price that is not shown may not be guessed by asking for it.
    if (byPrice || asked.filters.some(({ field }) => mayHidePrice.has(field))) conditions.push(build('propertyList.showPrice', '=', 1))
    walks.push({ conditions, found: await searched(null, conditions) })
  }
  return walks

  function searched(agencyId: string | null, conditions: Condition[]): Promise<FoundRow[] | null> {
    return searchRows({ executor: ctx.executor, dialect: ctx.dialect, agencyId }, 'property', asked.search, { table: 'property_list', condition: build.and(conditions), keys: sort.map((one) => keyOf(build, one)) })
  }
}

/** What a list is sorted by. */
function keyOf(build: Builder, { field }: CatalogueSort): AliasableExpression<number | null> {
  if (field !== 'viewCount') return build.ref(`propertyList.${field}`)
  return build.selectFrom('viewCount').whereRef('viewCount.agencyId', '=', 'propertyList.agencyId').whereRef('viewCount.entityId', '=', 'propertyList.id')
    .select((count) => count.fn.coalesce(count.fn.sum<number>('viewCount.count'), count.lit(0)).as('n')).$asScalar()
}

export type CataloguePage = CatalogueAsked & { sort: readonly CatalogueSort[]; offset: number; limit: number }

const usual: CatalogueSort = { field: 'createdAt', direction: 'desc' }

/** The numbers of the rows of one page, in order; of a search, which is read whole, also how many there are in all. */
async function numbersOf(ctx: QueryContext, input: CataloguePage): Promise<{ numbers: number[]; count: number | null }> {
  const sort = input.sort.length ? input.sort : [usual]
  const walks = await walksOf(ctx, input, sort)
  const single = walks.length === 1 && walks[0]!.found === null
  const parts = await Promise.all(walks.map(async ({ conditions, found }) => {
    if (found) return found
    let query = ctx.executor.selectFrom('propertyList').select('propertyList.number').where((row) => row.and(conditions as never))
      .select((row) => sort.map((one, i) => keyOf(row, one).as(`key${i}`)))
    // Every row has the time it was made: to say where nulls stand would keep PostgreSQL from walking the index backwards.
    for (const [i, { field, direction }] of sort.entries())
      query = field === 'createdAt' ? query.orderBy('propertyList.createdAt', direction) : query.orderBy(`key${i}` as never, (order) => order[direction]().nullsLast())
    query = query.orderBy('propertyList.number', sort[0]!.direction)
    return (await (single ? query.limit(input.limit).offset(input.offset) : query.limit(input.offset + input.limit)).execute()) as unknown as FoundRow[]
  }))
  const rows = single ? parts[0]! : parts.flat().toSorted((a, b) => compare(a, b, sort)).slice(input.offset, input.offset + input.limit)
  return { numbers: rows.map(({ number }) => Number(number)), count: countOfFound(walks) }
}

/** Null where rows are not at hand to be counted. */
function countOfFound(walks: readonly Walk[]): number | null {
  return walks.reduce<number | null>((all, { found }) => (all === null || found === null ? null : all + found.length), 0)
}

function compare(a: FoundRow, b: FoundRow, sort: readonly CatalogueSort[]): number {
  for (const [i, { direction }] of sort.entries()) {
    const [left, right] = [a[`key${i}`] ?? null, b[`key${i}`] ?? null]
    if (left === right) continue
    // What has none stands last either way.
    if (left === null) return 1
    if (right === null) return -1
    return (Number(left) - Number(right)) * (direction === 'asc' ? 1 : -1)
  }
  return (Number(a.number) - Number(b.number)) * (sort[0]!.direction === 'asc' ? 1 : -1)
}

export type CatalogueRow = Pick<Property, 'agencyId' | 'id' | 'reference' | 'title' | 'description' | 'kind' | 'transaction' | 'status' | 'region' | 'commune' | 'quartier'
  | 'priceAmount' | 'priceCurrency' | 'pricePeriod' | 'surfaceArea' | 'landArea' | 'rooms' | 'bedrooms' | 'bathrooms' | 'agentId' | 'createdAt' | 'updatedAt' | 'publishedAt'> & {
    isFeatured: boolean
    showPrice: boolean
    photoFileId: string | null
    agentName: string | null
    agencyName: string | null
  }

const rowsByNumber = new Map<number, ReturnType<typeof rowsOfLength>>()

/** The statement for so many rows: the text of a list in SQL has its length in it. */
const rowsOfLength = (length: number) => prepared<Record<string, number>>()((executor, value) => executor.selectFrom('propertyList')
  .innerJoin('property', (join) => join.onRef('property.agencyId', '=', 'propertyList.agencyId').onRef('property.id', '=', 'propertyList.id'))
  .innerJoin('agency', (join) => join.onRef('agency.agencyId', '=', 'property.agencyId').onRef('agency.id', '=', 'property.agencyId'))
  .leftJoin('propertyPhoto as photo', (join) => join.onRef('photo.agencyId', '=', 'property.agencyId').onRef('photo.id', '=', 'property.primaryPhotoId'))
  .leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'property.agencyId').onRef('member.id', '=', 'property.agentId'))
  .select(['propertyList.number', 'property.agencyId', 'property.id', 'property.reference', 'property.title', 'property.description', 'property.kind', 'property.transaction', 'property.status',
    'property.region', 'property.commune', 'property.quartier', 'property.priceAmount', 'property.priceCurrency', 'property.pricePeriod', 'property.surfaceArea', 'property.landArea',
    'property.rooms', 'property.bedrooms', 'property.bathrooms', 'property.agentId', 'property.createdAt', 'property.updatedAt', 'property.publishedAt', 'property.isFeatured',
    'property.showPrice', 'photo.fileId as photoFileId', 'member.name as agentName', 'agency.name as agencyName'])
  .where('propertyList.number', 'in', Array.from({ length }, (_, i) => value(`n${i}`))))

/** Rows of one statement. */
const mostAtOnce = 100

async function rowsOf(ctx: QueryContext, numbers: readonly number[]): Promise<CatalogueRow[]> {
  const rows = []
  for (let from = 0; from < numbers.length; from += mostAtOnce) {
    const some = numbers.slice(from, from + mostAtOnce)
    let read = rowsByNumber.get(some.length)
    if (!read) rowsByNumber.set(some.length, (read = rowsOfLength(some.length)))
    rows.push(...(await read(ctx.executor, Object.fromEntries(some.map((number, i) => [`n${i}`, number])))))
  }
  const own = ctx.actor.kind === 'member' ? ctx.actor.agencyId : null
  const byNumber = new Map(rows.map((row) => [Number(row.number), row]))
  return numbers.flatMap((number) => {
    const row = byNumber.get(number)
    if (!row) return []
    const hidden = row.showPrice !== 1 && row.agencyId !== own
    return [{ ...row, isFeatured: row.isFeatured === 1, showPrice: row.showPrice === 1, ...(hidden ? { priceAmount: null } : {}) } as CatalogueRow]
  })
}

/** A property whole, as whoever asks may see it. `own`: of his agency, with its private fields; else they are null. */
export type CatalogueRecord = {
  own: boolean
  property: Property
  agencyName: string
  agentName: string | null
  amenities: Amenity[]
  photos: { id: string; fileId: string; caption: string | null; createdAt: number; width: number | null; height: number | null }[]
  documents: { id: string; fileId: string; title: string; type: string; isPublic: boolean; bytes: number; mime: string; createdAt: number }[]
  views: number
}

async function recordOf(ctx: QueryContext, id: string): Promise<CatalogueRecord> {
  const { actor, executor } = ctx
  const own = actor.kind === 'member' ? actor.agencyId : null
  const there = await (own === null ? publishedById(executor, { id }) : seenById(executor, { id, own }))
  // An id is unique within an agency; should two have it, one's own comes first.
  const found = there.find((row) => row.agencyId === own) ?? there.find((row) => !isHidden(row, ctx.now))
  if (!found) throw new AppError('not_found', { entity: 'property', id })
  const isOwn = found.agencyId === own
  const [[row], amenities, photos, documents] = await Promise.all([
    propertyById(executor, found), amenitiesOf(executor, found), photosOf(executor, found), (isOwn ? documentsOf : publicDocumentsOf)(executor, found),
  ])
  if (!row) throw new AppError('not_found', { entity: 'property', id })
  const { agencyName, agentName, views, ...columns } = row
  const whole = decodeRow(property, columns) as Property
  return {
    own: isOwn, property: isOwn ? whole : outward(whole), agencyName, agentName, amenities: amenities.map((one) => one.amenity as Amenity), photos,
    documents: documents.map((one) => ({ ...one, isPublic: one.isPublic === 1 })), views: Number(views ?? 0),
  }
}

const publishedById = prepared<{ id: string }>()((executor, value) => byId(executor, value('id')).where(isPublished as never))
const seenById = prepared<{ id: string; own: string }>()((executor, value) => byId(executor, value('id')).where((row) => row.or([row('propertyList.agencyId', '=', value('own')), isPublished as never])))

function byId(executor: Executor, id: string) {
  return executor.selectFrom('propertyList').leftJoin('subscription', 'subscription.agencyId', 'propertyList.agencyId')
    .select(['propertyList.agencyId', 'propertyList.id', 'subscription.suspendedAt', 'subscription.endsAt']).where('propertyList.id', '=', id)
}

type Place = { agencyId: string; id: string }

const propertyById = prepared<Place>()((executor, value) => executor.selectFrom('property')
  .innerJoin('agency', (join) => join.onRef('agency.agencyId', '=', 'property.agencyId').onRef('agency.id', '=', 'property.agencyId'))
  .leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'property.agencyId').onRef('member.id', '=', 'property.agentId'))
  .selectAll('property').select(['agency.name as agencyName', 'member.name as agentName'])
  .select((row) => row.selectFrom('viewCount').select((count) => count.fn.sum<number | null>('viewCount.count').as('n'))
    .whereRef('viewCount.agencyId', '=', 'property.agencyId').whereRef('viewCount.entityId', '=', 'property.id').as('views'))
  .where('property.agencyId', '=', value('agencyId')).where('property.id', '=', value('id')))
const amenitiesOf = prepared<Place>()((executor, value) =>
  executor.selectFrom('propertyAmenity').select('amenity').where('agencyId', '=', value('agencyId')).where('propertyId', '=', value('id')).where('deletedAt', 'is', null))
const photosOf = prepared<Place>()((executor, value) => executor.selectFrom('propertyPhoto')
  .leftJoin('file', (join) => join.onRef('file.agencyId', '=', 'propertyPhoto.agencyId').onRef('file.id', '=', 'propertyPhoto.fileId'))
  .select(['propertyPhoto.id', 'propertyPhoto.fileId', 'propertyPhoto.caption', 'propertyPhoto.createdAt', 'file.width', 'file.height'])
  .where('propertyPhoto.agencyId', '=', value('agencyId')).where('propertyPhoto.propertyId', '=', value('id')).where('propertyPhoto.deletedAt', 'is', null)
  .orderBy('propertyPhoto.position').orderBy('propertyPhoto.id'))

/** Papers are for the agency; others see those it made public. */
const documentsOf = prepared<Place>()((executor, value) => documentRows(executor, value('agencyId'), value('id')))
const publicDocumentsOf = prepared<Place>()((executor, value) => documentRows(executor, value('agencyId'), value('id')).where('isPublic', '=', 1))

function documentRows(executor: Executor, agencyId: string, propertyId: string) {
  return executor.selectFrom('propertyDocument')
    .innerJoin('file', (join) => join.onRef('file.agencyId', '=', 'propertyDocument.agencyId').onRef('file.id', '=', 'propertyDocument.fileId'))
    .select(['propertyDocument.id', 'propertyDocument.fileId', 'title', 'type', 'isPublic', 'file.bytes', 'file.mime', 'propertyDocument.createdAt'])
    .where('propertyDocument.agencyId', '=', agencyId).where('propertyId', '=', propertyId).where('propertyDocument.deletedAt', 'is', null).orderBy('propertyDocument.createdAt', 'desc')
}

const privateFields = Object.keys(property.fields).filter((name) => property.fields[name as keyof typeof property.fields].visibility === 'private')

/** Without what its declaration calls private, nor a price that is not shown, nor who wrote it. */
function outward(whole: Property): Property {
  const hidden: Record<string, null> = Object.fromEntries(privateFields.map((name) => [name, null]))
  return { ...whole, ...hidden, createdBy: '', ...(whole.showPrice ? {} : { priceAmount: null, chargesAmount: null, depositMonths: null }) } as Property
}

export const catalogueQueries = [
  /** `count`: of all pages, where it is known by the way; else `catalogue.count` tells. */
  defineQuery('catalogue.page', async (ctx, input: CataloguePage): Promise<{ rows: CatalogueRow[]; count: number | null }> => {
    const { numbers, count } = await numbersOf(ctx, input)
    return { rows: await rowsOf(ctx, numbers), count }
  }),

  defineQuery('catalogue.count', async (ctx, input: CatalogueAsked): Promise<number> => {
    const walks = await walksOf(ctx, input, [])
    const found = countOfFound(walks)
    if (found !== null) return found
    const counts = await Promise.all(walks.map(({ conditions }) => ctx.executor.selectFrom('propertyList').select((count) => count.fn.countAll<number>().as('n')).where((row) => row.and(conditions as never)).executeTakeFirstOrThrow()))
    return counts.reduce((all, { n }) => all + Number(n), 0)
  }),

  defineQuery('catalogue.get', (ctx, input: { id: string }) => recordOf(ctx, input.id)),

  /** Rows of the named properties, in this order; those that may not be seen (any more) are left out. */
  defineQuery('catalogue.rows', async (ctx, input: { ids: readonly { agencyId: string; id: string }[] }): Promise<CatalogueRow[]> => {
    if (!input.ids.length) return []
    const own = ctx.actor.kind === 'member' ? ctx.actor.agencyId : null
    const hidden = new Set(await hiddenAgencies(ctx.executor, ctx.now))
    const rows = await ctx.executor.selectFrom('propertyList').select(['number', 'agencyId', 'id']).where('id', 'in', input.ids.map(({ id }) => id))
      .where((row) => (own === null ? (isPublished as never) : row.or([row('propertyList.agencyId', '=', own), isPublished as never]))).execute()
    const numbers = new Map(rows.filter((row) => row.agencyId === own || !hidden.has(row.agencyId)).map((row) => [`${row.agencyId} ${row.id}`, Number(row.number)]))
    return rowsOf(ctx, input.ids.flatMap(({ agencyId, id }) => numbers.get(`${agencyId} ${id}`) ?? []))
  }),

  /** How many of each kind are published. */
  defineQuery('catalogue.kinds', async (ctx): Promise<{ kind: PropertyKind; count: number }[]> => {
    const hidden = await hiddenAgencies(ctx.executor, ctx.now)
    let query = ctx.executor.selectFrom('propertyList').select(['kind']).select((count) => count.fn.countAll<number>().as('n')).where(isPublished as never).groupBy('kind')
    if (hidden.length) query = query.where('agencyId', 'not in', hidden)
    return (await query.execute()).map(({ kind, n }) => ({ kind: kind as PropertyKind, count: Number(n) })).toSorted((a, b) => b.count - a.count || a.kind.localeCompare(b.kind))
  }),

  /** How many there are: of a member's agency in any state, for the operator of all agencies, for everybody else what is published. */
  defineQuery('catalogue.totals', async (ctx): Promise<{ total: number; available: number }> => {
    const { actor } = ctx
    const inside = actor.kind === 'member' || actor.kind === 'operator'
    const hidden = inside ? [] : await hiddenAgencies(ctx.executor, ctx.now)
    let list = actor.kind === 'member' ? ctx.from('propertyList') : ctx.executor.selectFrom('propertyList')
    if (hidden.length) list = list.where('propertyList.agencyId', 'not in', hidden)
    const count = async (rows: typeof list): Promise<number> => Number((await rows.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n)
    const [total, available] = await Promise.all([count(inside ? list : list.where(isPublished)), count(inside ? list.where('propertyList.status', '=', 'available') : list.where(isPublished))])
    return { total, available }
  }),

  /** An agency's stock by status and kind; an agent's own. */
  defineQuery('properties.statistics', async (ctx) => {
    const mine = ctx.level === 'own' && ctx.actor.kind === 'member' ? ctx.actor.memberId : null
    let list = ctx.from('propertyList')
    if (mine) list = list.where('agentId', '=', mine)
    const groups = await list.groupBy(['status', 'kind', 'transaction']).select(['status', 'kind', 'transaction'])
      .select((row) => [row.fn.countAll<number>().as('n'), row.fn.count<number>('priceAmount').as('priced'), row.fn.sum<number | null>('priceAmount').as('total')]).execute()
    let viewed = ctx.from('viewCount').innerJoin('propertyList', (join) => join.onRef('propertyList.agencyId', '=', 'viewCount.agencyId').onRef('propertyList.id', '=', 'viewCount.entityId'))
    if (mine) viewed = viewed.where('propertyList.agentId', '=', mine)
    const views = await viewed.select((row) => row.fn.sum<number | null>('viewCount.count').as('n')).executeTakeFirst()
    return {
      groups: groups.map(({ status, kind, transaction, n, priced, total }) => ({ status, kind, transaction, count: Number(n), priced: Number(priced), total: Number(total ?? 0) })),
      views: Number(views?.n ?? 0),
    }
  }),
]
