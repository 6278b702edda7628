import type { CatalogueAsked, CataloguePage, CatalogueRecord, CatalogueRow, CatalogueSort } from '../../../shared/modules/properties/index.ts'
import { countView } from '../../../shared/modules/properties/index.ts'
import type { PropertyKind, PropertyStatus, Transaction } from '../../../shared/modules/properties/model.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { Filter } from '../../../shared/values/filter.ts'
import { ask, newId, say } from '../../house.ts'
import type { House } from '../../house.ts'
import { translate } from '../../http/errors.ts'
import { actorOf } from '../caller.ts'
import type { Caller } from '../caller.ts'
import { Reply, written } from '../operation.ts'
import type { Call, HandlersOf } from '../operation.ts'
import { page } from '../values.ts'
import type { propertiesContract } from './contract.ts'
import { kindWords, ours, statusWords, transactionWords } from './fields.ts'
import { kindIcons } from './icons.ts'
import { presentRecord, presentRow } from './presenters.ts'
import { wantedOf } from './given.ts'

type ListQuery = { [K in keyof (typeof propertiesContract)['properties.list']['query']['_output']]?: (typeof propertiesContract)['properties.list']['query']['_output'][K] }

const sortFields = { price: 'priceAmount', surface_area: 'surfaceArea', created_at: 'createdAt', view_count: 'viewCount' } as const

function sortOf(ordering: string | undefined): CatalogueSort[] {
  return (ordering?.split(',') ?? []).map((one) => {
    const field = sortFields[one.replace('-', '') as keyof typeof sortFields]
    return { field, direction: one.startsWith('-') ? 'desc' : 'asc' }
  })
}

function askedOf(query: ListQuery): CatalogueAsked {
  const filters: Filter[] = []
  const range = (field: string, low: number | undefined, high: number | undefined, scale = 1) => {
    if (low !== undefined) filters.push({ field, operator: 'atLeast', value: scale === 1 ? Math.ceil(low) : low })
    if (high !== undefined) filters.push({ field, operator: 'atMost', value: scale === 1 ? Math.floor(high) : high })
  }
  const transaction = query.property_type_display ?? query.transaction
  if (query.property_type) filters.push({ field: 'kind', operator: 'is', value: ours(kindWords, query.property_type)! })
  if (query.status) filters.push({ field: 'status', operator: 'is', value: ours(statusWords, query.status)! })
  if (transaction) filters.push({ field: 'transaction', operator: 'is', value: ours(transactionWords, transaction)! })
  range('priceAmount', query.price__gte, query.price__lte)
  range('surfaceArea', query.surface_area__gte, query.surface_area__lte, 0)
  range('bedrooms', query.bedrooms__gte, query.bedrooms__lte)
  range('bathrooms', query.bathrooms__gte, query.bathrooms__lte)
  if (query.region) filters.push({ field: 'region', operator: 'is', value: query.region })
  if (query.quartier) filters.push({ field: 'quartier', operator: 'is', value: query.quartier })
  if (query.is_featured !== undefined) filters.push({ field: 'isFeatured', operator: 'is', value: query.is_featured })
  const city = query.city ? { text: query.city, whole: true } : query.city__icontains ? { text: query.city__icontains, whole: false } : null
  return { filters, search: query.search ?? '', city, agencyId: query.agency ?? null, ownOnly: false }
}

/** Whoever sees the same of the catalogue: a member his own agency's besides, everybody else what is published. */
const viewerOf = (actor: Actor): string => (actor.kind === 'member' ? `${actor.role} of ${actor.agencyId}` : 'anybody')

async function rowsAndCount(house: House, caller: Caller, asked: CatalogueAsked, sort: readonly CatalogueSort[], offset: number, limit: number): Promise<{ rows: CatalogueRow[]; count: number }> {
  const actor = actorOf(caller)
  const counting = asked.search ? null : house.services.remembered.of(`count ${viewerOf(actor)} ${JSON.stringify(asked)}`, () => ask<number>(house, actor, 'catalogue.count', asked))
  const [{ rows, count }, counted] = await Promise.all([pageOf(house, actor, { ...asked, sort, offset, limit }), counting])
  return { rows, count: count ?? counted ?? (await ask<number>(house, actor, 'catalogue.count', asked)) }
}

const pageOf = (house: House, actor: Actor, asked: CataloguePage) => ask<{ rows: CatalogueRow[]; count: number | null }>(house, actor, 'catalogue.page', asked)

async function recordFor({ house, caller }: { house: House; caller: Caller }, id: string): Promise<CatalogueRecord> {
  return ask<CatalogueRecord>(house, actorOf(caller), 'catalogue.get', { id })
}

type Member = Call<{ id: string }, unknown, unknown, 'member'>

/** A property that one may see but that is another agency's is as foreign as one that one may not see. Throws `not_found`. */
export async function ownProperty({ house, caller }: Pick<Member, 'house' | 'caller'>, id: string): Promise<CatalogueRecord> {
  const record = await recordFor({ house, caller }, id)
  if (!record.own) throw new AppError('not_found', { entity: 'property', id })
  return record
}

async function change(call: Call<{ id: string }, unknown, Parameters<typeof wantedOf>[0], 'member'>) {
  const { house, caller, params: { id }, body } = call
  const before = await ownProperty(call, id)
  const { patch, status, add, remove } = wantedOf(body, before.property.priceCurrency)
  // One act: what its last part would refuse, its first has not done.
  await say(house, actorOf(caller), 'property.edit', { id, patch, add, remove, to: status ?? null }, { deviceId: caller.sessionId })
  return presentRecord(house, await recordFor(call, id))
}

const average = (groups: readonly { priced: number; total: number }[]): number | null => {
  const priced = groups.reduce((all, group) => all + group.priced, 0)
  return priced === 0 ? null : Math.round(groups.reduce((all, group) => all + group.total, 0) / priced)
}

type Statistics = { groups: { status: PropertyStatus; kind: PropertyKind; transaction: Transaction; count: number; priced: number; total: number }[]; views: number }

export const propertiesHandlers: HandlersOf<typeof propertiesContract> = {
  // The page that all phones ask for when they start is written once, until somebody changes what is on it.
  'properties.list': ({ house, caller, query, request: { url } }) => house.services.remembered.of(`page ${viewerOf(actorOf(caller))} ${url}`, async () => {
    const offset = (query.page - 1) * query.page_size
    const { rows, count } = await rowsAndCount(house, caller, askedOf(query), sortOf(query.ordering), offset, query.page_size)
    return new Reply(200, written(page({ publicUrl: house.config.publicUrl, url }, query, count, rows.map((row) => presentRow(house, row)))))
  }),

  'properties.create': async ({ house, caller, body }) => {
    const { patch, status, add } = wantedOf(body)
    if (status && status !== 'available' && status !== 'draft') throw new AppError('move_not_allowed', { entity: 'property', from: 'draft', to: status, field: 'status' })
    const id = newId(house)
    await say(house, actorOf(caller), 'property.create', { id, values: patch, amenities: add, status: status === 'available' ? 'available' : 'draft' }, { deviceId: caller.sessionId })
    return presentRecord(house, await recordFor({ house, caller }, id))
  },

  'properties.get': async ({ house, caller, params }) => presentRecord(house, await recordFor({ house, caller }, params.id)),
  'properties.replace': change,
  'properties.update': change,

  'properties.delete': async (call) => {
    await ownProperty(call, call.params.id)
    await say(call.house, actorOf(call.caller), 'property.delete', { id: call.params.id }, { deviceId: call.caller.sessionId })
    return null
  },

  'properties.featured': async ({ house }) => {
    const filters: Filter[] = [{ field: 'isFeatured', operator: 'is', value: true }]
    const asked = { filters, search: '', city: null, agencyId: null, ownOnly: false, sort: [], offset: 0, limit: 20 }
    // What everybody sees, whoever asks.
    return (await pageOf(house, actorOf({ kind: 'anonymous' }), asked)).rows.map((row) => presentRow(house, row))
  },

  'properties.search': async ({ house, caller, query }) => {
    const { rows, count } = await rowsAndCount(house, caller, askedOf(query), sortOf(query.ordering), 0, query.limit)
    return { count, results: rows.map((row) => presentRow(house, row)) }
  },

  'properties.categories': async ({ house, language }) => {
    const t = translate(language)
    const kinds = await house.services.remembered.of('kinds', () => ask<{ kind: PropertyKind; count: number }[]>(house, actorOf({ kind: 'anonymous' }), 'catalogue.kinds', {}))
    const all = { id: 'all', label: t('server.allKinds'), icon: '🏠', count: kinds.reduce((sum, { count }) => sum + count, 0) }
    return [all, ...kinds.map(({ kind, count }) => ({ id: kindWords[kind], label: t(`server.kinds.${kind}`), icon: kindIcons[kind], count }))]
  },

  'properties.statistics': async ({ house, caller }) => {
    const { groups, views } = await ask<Statistics>(house, actorOf(caller), 'properties.statistics', {})
    const count = (status?: PropertyStatus): number => groups.filter((group) => status === undefined || group.status === status).reduce((all, group) => all + group.count, 0)
    const types: Record<string, number> = {}
    for (const { kind, count: n } of groups) types[kindWords[kind]] = (types[kindWords[kind]] ?? 0) + n
    const [sale, rent] = [average(groups.filter(({ transaction }) => transaction === 'sale')), average(groups.filter(({ transaction }) => transaction === 'rent'))]
    return {
      total_properties: count(), available_properties: count('available'), under_offer_properties: count('underOffer'), reserved_properties: count('reserved'), sold_properties: count('sold'),
      rented_properties: count('rented'), avg_price: sale ?? rent, avg_sale_price: sale, avg_rent_price: rent, total_views: views, property_types: types,
    }
  },

  'properties.mine': async ({ house, caller, query }) => {
    const { limit, ...rest } = query
    const asked = { ...askedOf(rest), ownOnly: true, mineOnly: caller.member.role === 'agent' }
    const { rows } = await pageOf(house, actorOf(caller), { ...asked, sort: [], offset: 0, limit })
    return rows.map((row) => presentRow(house, row))
  },

  'properties.viewed': async (call) => {
    const { house } = call
    const record = await recordFor(call, call.params.id)
    await countView(house.store, record.property.agencyId, record.property.id, house.clock())
    return { view_count: record.views + 1 }
  },
}
