import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { matchFactsOf, propertiesInMind } from './in-mind.ts'
import { mostSearches, mostTold } from './model-alert.ts'
import type { AlertTell } from './model-alert.ts'
import { clientSearch } from './model-search.ts'
import type { ClientSearch } from './model-search.ts'
import type { AlertRhythm } from './rules-alert.ts'
import { createPropertyTable } from './rules-matching-table.ts'
import type { Found } from './rules-matching-table.ts'

export type AlertRound = { upTo: number; tells: AlertTell[] }

/** Rows read between two pauses, in which others are answered. */
const atOnce = 500
/** An import is told as one: while it runs nothing is said, but for no longer than this (it may have died). */
const importEnds = 30 * 60_000

/** What of a property, and of a search, decides whether they suit: other edits are no news. */
const weighed = {
  property: new Set(['transaction', 'kind', 'priceAmount', 'priceCurrency', 'pricePeriod', 'surfaceArea', 'landArea', 'bedrooms', 'furnished', 'titleType', 'region', 'department', 'commune', 'quartier', 'latitude', 'longitude', 'status']),
  clientSearch: new Set([
    'state', 'transaction', 'budgetMin', 'budgetMax', 'currency', 'kinds', 'places', 'maxDistance', 'bedroomsMin', 'bedroomsMax', 'areaMin', 'areaMax', 'mustHave', 'dealBreakers', 'financing', 'alerts', 'contactId',
  ]),
}

/**
 * Whom the changes after a number of the log give something to be told: for each client his searches of this rhythm with the best
 * that came, and what he was to hear of and is gone. Null while an import runs. For the program itself: it changes nothing.
 */
export const alertRoundQuery = defineQuery('alerts.round', async (ctx, { rhythm, after }: { rhythm: AlertRhythm; after: number }): Promise<AlertRound | null> => {
  const head = (await ctx.from('agencySequence').select('seq').executeTakeFirst())?.seq ?? 0
  if (rhythm === 'immediate' && (await ctx.from('importBatch').select('id').where('state', '=', 'running').where('deletedAt', 'is', null).where('createdAt', '>', ctx.now - importEnds).executeTakeFirst())) return null
  const changed = await changedBetween(ctx, after, head)
  const found = new Map<string, Map<string, { total: number; properties: Found[] }>>()
  const add = (search: Pick<ClientSearch, 'id' | 'contactId'>, total: number, properties: readonly Found[]): void => {
    if (!properties.length) return
    const ofContact = found.get(search.contactId) ?? new Map<string, { total: number; properties: Found[] }>()
    found.set(search.contactId, ofContact)
    const there = ofContact.get(search.id)?.properties ?? []
    const all = [...there, ...properties.filter(({ id }) => !there.some((one) => one.id === id))]
    ofContact.set(search.id, { total: Math.max(total, all.length), properties: all })
  }
  await suitedByChanged(ctx, rhythm, changed, add)
  if (rhythm === 'immediate') await heldBack(ctx, changed.contacts, add)
  return { upTo: head, tells: await tellsOf(ctx, found, rhythm === 'immediate' ? await goneOf(ctx, changed.properties) : new Map()) }
})

type Changed = { properties: string[]; searches: Set<string>; contacts: string[] }
type Add = (search: Pick<ClientSearch, 'id' | 'contactId'>, total: number, properties: readonly Found[]) => void

async function changedBetween(ctx: QueryContext, after: number, upTo: number): Promise<Changed> {
  const [properties, searches, contacts] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (let seen = after; seen < upTo;) {
    const rows = await ctx.from('change').select(['seq', 'entity', 'entityId', 'kind', 'patch', 'before']).where('entity', 'in', ['property', 'propertyAmenity', 'clientSearch', 'contactConsent', 'contactPhone'])
      .where('seq', '>', seen).where('seq', '<=', upTo).orderBy('seq').orderBy('n').limit(atOnce).execute()
    const last = rows.at(-1)?.seq
    // All of a number or nothing of it: a command may change more rows than are read at once.
    const rest = rows.length === atOnce ? await ctx.from('change').select(['seq', 'entity', 'entityId', 'kind', 'patch', 'before']).where('seq', '=', last!).execute() : []
    for (const row of [...rows, ...rest]) {
      const patch = JSON.parse(row.patch) as Record<string, unknown>
      const whole = async (field: 'propertyId' | 'contactId', table: 'propertyAmenity' | 'contactConsent' | 'contactPhone'): Promise<string[]> => {
        const named = patch[field] ?? (row.before === null ? undefined : (JSON.parse(row.before) as Record<string, unknown>)[field])
        if (typeof named === 'string') return [named]
        const part = await ctx.from(table as 'propertyAmenity').select(field as 'propertyId').where('id', '=', row.entityId).executeTakeFirst()
        return part ? [(part as Record<string, string>)[field]!] : []
      }
      const weighs = (fields: ReadonlySet<string>): boolean => row.kind !== 'update' || Object.keys(patch).some((name) => fields.has(name))
      switch (row.entity) {
        case 'property':
          if (weighs(weighed.property)) properties.add(row.entityId)
          break
        case 'clientSearch':
          if (weighs(weighed.clientSearch)) searches.add(row.entityId)
          break
        case 'propertyAmenity':
          for (const id of await whole('propertyId', 'propertyAmenity')) properties.add(id)
          break
        case 'contactConsent':
        case 'contactPhone':
          for (const id of await whole('contactId', row.entity)) contacts.add(id)
      }
    }
    await ctx.pause()
    seen = rows.length === atOnce ? last! : upTo
  }
  return { properties: [...properties], searches, contacts: [...contacts] }
}

/** Each search of this rhythm against what changed; one that changed itself against everything. */
async function suitedByChanged(ctx: QueryContext, rhythm: AlertRhythm, { properties, searches }: Changed, add: Add): Promise<void> {
  const table = createPropertyTable()
  for (let from = 0; from < properties.length; from += atOnce) {
    for (const [id, facts] of await matchFactsOf(ctx, properties.slice(from, from + atOnce), ['available'])) table.put(id, facts)
    await ctx.pause()
  }
  if (!table.size && !searches.size) return
  for (let after = ''; ;) {
    let query = ctx.from('clientSearch').selectAll().where('alerts', '=', rhythm).where('state', 'in', ['active', 'paused']).where('deletedAt', 'is', null).where('id', '>', after)
    if (!table.size && searches.size <= atOnce) query = query.where('id', 'in', [...searches])
    const rows = await query.orderBy('id').limit(atOnce).execute()
    for (const row of rows) {
      const search = decodeRow(clientSearch, row) as ClientSearch
      const whole = search.state === 'active' && searches.has(search.id)
      const { match, counts } = (whole ? await propertiesInMind(ctx) : table).suiting(search, { limit: mostTold })
      add(search, counts.match, match)
    }
    if (rows.length < atOnce) return
    after = rows.at(-1)!.id
    await ctx.pause()
  }
}

/** What could not be said to these people before, because they had not agreed or had no telephone. */
async function heldBack(ctx: QueryContext, contactIds: readonly string[], add: Add): Promise<void> {
  for (let from = 0; from < contactIds.length; from += atOnce) {
    const rows = await ctx.from('alertTold').innerJoin('property', (join) => join.onRef('property.agencyId', '=', 'alertTold.agencyId').onRef('property.id', '=', 'alertTold.propertyId'))
      .select(['alertTold.contactId', 'alertTold.searchId', 'alertTold.propertyId', 'alertTold.score']).where('alertTold.contactId', 'in', contactIds.slice(from, from + atOnce)).where('alertTold.messageId', 'is', null)
      .where('alertTold.deletedAt', 'is', null).where('property.status', '=', 'available').where('property.deletedAt', 'is', null).execute()
    for (const { contactId, searchId, propertyId, score } of rows) if (searchId) add({ id: searchId, contactId }, 0, [{ id: propertyId, score }])
  }
}

/** Which of these are in a message that waits and cannot be had any more, by client. */
async function goneOf(ctx: QueryContext, properties: readonly string[]): Promise<Map<string, string[]>> {
  const gone = new Map<string, string[]>()
  for (let from = 0; from < properties.length; from += atOnce) {
    const rows = await ctx.from('alertTold').innerJoin('alertMessage', (join) => join.onRef('alertMessage.agencyId', '=', 'alertTold.agencyId').onRef('alertMessage.id', '=', 'alertTold.messageId'))
      .innerJoin('property', (join) => join.onRef('property.agencyId', '=', 'alertTold.agencyId').onRef('property.id', '=', 'alertTold.propertyId'))
      .select(['alertTold.contactId', 'alertTold.propertyId']).where('alertTold.propertyId', 'in', properties.slice(from, from + atOnce)).where('alertTold.deletedAt', 'is', null).where('alertMessage.state', '=', 'ready')
      .where((row) => row.or([row('property.status', '!=', 'available'), row('property.deletedAt', 'is not', null)])).execute()
    for (const { contactId, propertyId } of rows) gone.set(contactId, [...(gone.get(contactId) ?? []), propertyId])
  }
  return gone
}

/** One for each client, within what one command takes: the best of all his searches. */
async function tellsOf(ctx: QueryContext, found: ReadonlyMap<string, ReadonlyMap<string, { total: number; properties: Found[] }>>, gone: ReadonlyMap<string, string[]>): Promise<AlertTell[]> {
  const tells: AlertTell[] = []
  for (const contactId of new Set([...found.keys(), ...gone.keys()])) {
    const searches = [...(found.get(contactId) ?? new Map<string, { total: number; properties: Found[] }>())].slice(0, mostSearches)
    const each = Math.max(1, Math.floor(mostTold / Math.max(1, searches.length)))
    tells.push({
      contactId, gone: (gone.get(contactId) ?? []).slice(0, mostTold),
      found: searches.map(([searchId, { total, properties }]) => ({ searchId, total, properties: properties.toSorted((a, b) => b.score - a.score).slice(0, each) })),
    })
  }
  await ctx.pause()
  return tells
}
