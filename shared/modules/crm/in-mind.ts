import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { clientSearch } from './model-search.ts'
import type { ClientSearch } from './model-search.ts'
import type { MatchFacts } from './rules-matching-distances.ts'
import { createDistances, createPropertyTable, createWishTable } from './rules-matching-table.ts'

/**
 * What an agency can offer and what its clients look for, ready to be matched. Read whole when first asked, afterwards only what the
 * log says has changed since; both sides share their distances.
 */
type Mind = {
  properties: Side<ReturnType<typeof createPropertyTable>>
  wishes: Side<ReturnType<typeof createWishTable>>
}
type Table = { readonly size: number; remove(id: string): void; clear(): void }
type Side<T extends Table> = {
  table: T
  version: string | null
  seq: number
  /** Rows of predictions that may yet be taken back. */
  waiting: ReadonlySet<string>
}
/** Agencies at one executor; the one that nobody asked about longest is forgotten. */
const mostMinds = 8
const minds = new WeakMap<object, Map<string, Mind>>()
/** Rows read between two pauses, in which others are answered. */
const atOnce = 2000

function mindOf(ctx: QueryContext): Mind {
  const kept = minds.get(ctx.executor) ?? new Map<string, Mind>()
  minds.set(ctx.executor, kept)
  const distances = createDistances()
  const empty = { version: null, seq: 0, waiting: new Set<string>() }
  const mind = kept.get(ctx.agencyId) ?? { properties: { table: createPropertyTable(distances), ...empty }, wishes: { table: createWishTable(distances), ...empty } }
  kept.delete(ctx.agencyId)
  kept.set(ctx.agencyId, mind)
  if (kept.size > mostMinds) kept.delete(kept.keys().next().value!)
  return mind
}

/** Properties that can be had. */
export async function propertiesInMind(ctx: QueryContext): Promise<ReturnType<typeof createPropertyTable>> {
  const { properties } = mindOf(ctx)
  await renew(ctx, properties, {
    parts: { property: null, propertyAmenity: 'propertyId' },
    count: async () => Number((await ctx.from('propertyList').where('status', '=', 'available').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n),
    ids: async (after) => (await ctx.from('propertyList').where('status', '=', 'available').where('id', '>', after).orderBy('id').limit(atOnce).select('id').execute()).map((row) => row.id),
    take: async (ids) => {
      for (const [id, facts] of await matchFactsOf(ctx, ids, ['available'])) properties.table.put(id, facts)
    },
  })
  return properties.table
}

/** Searches that are under way. */
export async function wishesInMind(ctx: QueryContext): Promise<ReturnType<typeof createWishTable>> {
  const { wishes } = mindOf(ctx)
  await renew(ctx, wishes, {
    parts: { clientSearch: null },
    count: async () => Number((await ctx.from('clientSearch').where('state', '=', 'active').where('deletedAt', 'is', null).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n),
    ids: async (after) => (await ctx.from('clientSearch').where('state', '=', 'active').where('deletedAt', 'is', null).where('id', '>', after).orderBy('id').limit(atOnce).select('id').execute()).map((row) => row.id),
    take: async (ids) => {
      for (const row of await ctx.from('clientSearch').selectAll().where('id', 'in', ids).where('state', '=', 'active').where('deletedAt', 'is', null).execute()) wishes.table.put(row.id, decodeRow(clientSearch, row) as ClientSearch)
    },
  })
  return wishes.table
}

/** What a wish looks at in these properties, as far as they are there. */
export async function matchFactsOf(ctx: QueryContext, ids: readonly string[], statuses: readonly string[] | null = null): Promise<Map<string, MatchFacts>> {
  if (!ids.length) return new Map()
  let query = ctx.from('property').where('id', 'in', ids).where('deletedAt', 'is', null)
  if (statuses) query = query.where('status', 'in', statuses as never)
  const rows = await query.select([
    'id', 'transaction', 'kind', 'priceAmount', 'priceCurrency', 'pricePeriod', 'surfaceArea', 'landArea', 'bedrooms', 'furnished', 'titleType', 'region', 'department', 'commune', 'quartier', 'latitude', 'longitude',
  ]).execute()
  const amenities = new Map<string, MatchFacts['amenities'][number][]>()
  for (const { propertyId, amenity } of await ctx.from('propertyAmenity').where('propertyId', 'in', ids).where('deletedAt', 'is', null).select(['propertyId', 'amenity']).execute()) {
    const of = amenities.get(propertyId)
    if (of) of.push(amenity)
    else amenities.set(propertyId, [amenity])
  }
  return new Map(rows.map(({ id, ...facts }) => [id, { ...facts, amenities: amenities.get(id) ?? [] } as MatchFacts]))
}

type Source = {
  /** Entities whose changes matter, with the field that names the row they belong to; null: their own id does. */
  parts: Readonly<Record<string, string | null>>
  count(): Promise<number>
  ids(after: string): Promise<string[]>
  take(ids: readonly string[]): Promise<void>
}

async function renew<T extends Table>(ctx: QueryContext, side: Side<T>, source: Source): Promise<void> {
  const at = await ctx.from('agencySequence').select(['seq', 'localSeq']).executeTakeFirst()
  const version = `${at?.seq ?? 0}/${at?.localSeq ?? 0}`
  if (side.version === version) return
  if (side.version !== null) {
    const waiting = await changedRows(ctx, source, null)
    const stale = new Set([...side.waiting, ...waiting, ...(await changedRows(ctx, source, side.seq))])
    await takeAnew(ctx, side, source, [...stale])
    Object.assign(side, { version, seq: at?.seq ?? 0, waiting })
  }
  // Rows that came without their part of the log, when a copy is taken or taken anew.
  if (side.version !== null && side.table.size === (await source.count())) return
  side.table.clear()
  for (let after = '', ids = await source.ids(after); ids.length; ids = await source.ids(after)) {
    await source.take(ids)
    after = ids.at(-1)!
    await ctx.pause()
  }
  Object.assign(side, { version, seq: at?.seq ?? 0, waiting: await changedRows(ctx, source, null) })
}

async function takeAnew<T extends Table>(ctx: QueryContext, side: Side<T>, source: Source, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += atOnce) {
    const part = ids.slice(from, from + atOnce)
    for (const id of part) side.table.remove(id)
    await source.take(part)
    await ctx.pause()
  }
}

/** Rows that changes after a number of the log touched, or those that still wait. */
async function changedRows(ctx: QueryContext, { parts }: Source, after: number | null): Promise<Set<string>> {
  let query = ctx.from('change').where('entity', 'in', Object.keys(parts))
  query = after === null ? query.where('seq', 'is', null) : query.where('seq', '>', after)
  const ids = new Set<string>()
  for (const { entity, entityId, patch, before } of await query.select(['entity', 'entityId', 'patch', 'before']).execute()) {
    const owner = parts[entity]
    if (owner === null || owner === undefined) ids.add(entityId)
    else {
      // The part names its whole when it is made; when it goes and comes back it is looked up.
      const named = (JSON.parse(patch) as Record<string, unknown>)[owner] ?? (before === null ? undefined : (JSON.parse(before) as Record<string, unknown>)[owner])
      const whole = typeof named === 'string' ? named : (await ctx.from('propertyAmenity').select('propertyId').where('id', '=', entityId).executeTakeFirst())?.propertyId
      if (whole) ids.add(whole)
    }
  }
  return ids
}
