import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { AppError } from '../../values/error.ts'
import { matchFactsOf, propertiesInMind, wishesInMind } from './in-mind.ts'
import type { ClientMatch, LatestMatches, MatchesView, PropertyMatch, SuitorsView, Between, SearchPage, Whose } from './model-views.ts'
import { clientSearch } from './model-search.ts'
import type { ClientSearch, Wish } from './model-search.ts'
import { searchesOf } from './queries-clients.ts'
import { contactBriefs, contactsFound, mayEditContact } from './queries.ts'
import type { MatchFacts, Tolerance } from './rules-matching-distances.ts'
import { toleranceFor } from './rules-matching-distances.ts'
import { matchOf } from './rules-matching.ts'
import type { Match } from './rules-matching.ts'
import type { Found, Matches } from './rules-matching-table.ts'

/**
 * Which properties suit somebody, and whom a property suits: found in memory, the reasons worked out for what is shown.
 * @param listRows how the list of properties shows them: that module knows this one already
 */
export const createMatchingQueries = (listRows: (ctx: QueryContext, ids: readonly string[]) => Promise<PropertyMatch['row'][]>) => [
  defineQuery('matching.properties', async (ctx, { searchId, wish: given, tolerance, limit }: { searchId: string | null; wish: Wish | null; tolerance: Partial<Tolerance>; limit: number }): Promise<MatchesView> => {
    const search = searchId === null ? null : await readSearch(ctx, searchId)
    const wish = given ?? search!
    const found = (await propertiesInMind(ctx)).suiting(wish, { tolerance, limit })
    const ids = idsOf(found)
    const [facts, rows] = [await matchFactsOf(ctx, ids), new Map((await listRows(ctx, ids)).map((row) => [row.id, row]))]
    const between = search && (await betweenOf(ctx, ids.map((propertyId) => ({ contactId: search.contactId, propertyId }))))
    const shown = (group: Found[]): PropertyMatch[] => group.flatMap(({ id }) => {
      const [of, row] = [facts.get(id), rows.get(id)]
      const match = of && matchOf(wish, of, toleranceFor(wish, tolerance))
      return match && row ? [{ row, score: match.score, reasons: match.reasons, between: between && between(search.contactId, id) }] : []
    })
    const whose = search && (await whoseAre(ctx, [search])).get(search.id)
    return { whose: whose ?? null, match: shown(found.match), almost: shown(found.almost), counts: found.counts }
  }),

  defineQuery('matching.clients', async (ctx, { propertyId, limit }: { propertyId: string; limit: number }): Promise<SuitorsView> => {
    const facts = await readFacts(ctx, propertyId)
    const found = (await wishesInMind(ctx)).suitedBy(facts, { limit })
    const ids = idsOf(found)
    const searches = [...(await searchesOf(ctx, ids)).values()]
    const whose = await whoseAre(ctx, searches)
    const between = await betweenOf(ctx, searches.map(({ contactId }) => ({ contactId, propertyId })))
    const shown = (group: Found[]): ClientMatch[] => group.flatMap(({ id }) => {
      const one = whose.get(id)
      const match = one && matchOf(one.search, facts)
      return match ? [{ ...one, score: match.score, reasons: match.reasons, between: between(one.search.contactId, propertyId) }] : []
    })
    return { match: shown(found.match), almost: shown(found.almost), counts: found.counts }
  }),

  /** Properties that came on offer in the last seven days and suit somebody, the latest first. */
  defineQuery('matching.latest', async (ctx, { limit }: { limit: number }): Promise<LatestMatches> => {
    const offered = await ctx.from('propertyList').where('status', '=', 'available').where('publishedAt', '>=', ctx.now - 7 * 86_400_000).orderBy('publishedAt', 'desc').orderBy('id').select('id').limit(4 * limit).execute()
    const wishes = await wishesInMind(ctx)
    const facts = await matchFactsOf(ctx, offered.map(({ id }) => id))
    const counted: { id: string; match: number; almost: number }[] = []
    for (const { id } of offered) {
      if (counted.length === limit) break
      const { counts } = wishes.suitedBy(facts.get(id)!, { limit: 0 })
      if (counts.match > 0) counted.push({ id, ...counts })
    }
    const rows = new Map((await listRows(ctx, counted.map(({ id }) => id))).map((row) => [row.id, row]))
    return { rows: counted.flatMap(({ id, match, almost }) => (rows.has(id) ? [{ row: rows.get(id)!, match, almost }] : [])) }
  }),

  /** One against one; null where the one is to sell and the other to let. */
  defineQuery('matching.score', async (ctx, { searchId, propertyId }: { searchId: string; propertyId: string }): Promise<Match | null> =>
    matchOf(await readSearch(ctx, searchId), await readFacts(ctx, propertyId))),
]

/** Searches, of those whose name or words hold what is typed; the latest first. */
export const searchQueries = [
  defineQuery('searches.page', async (ctx, { search, state, offset, limit }: { search: string; state: ClientSearch['state'] | null; offset: number; limit: number }): Promise<SearchPage> => {
    let query = ctx.from('clientSearch').innerJoin('contact', (join) => join.onRef('contact.agencyId', '=', 'clientSearch.agencyId').onRef('contact.id', '=', 'clientSearch.contactId'))
      .where('clientSearch.deletedAt', 'is', null).where('contact.deletedAt', 'is', null)
    if (state !== null) query = query.where('clientSearch.state', '=', state)
    const found = await contactsFound(ctx, search)
    if (found) query = query.where('contact.id', 'in', found.length ? found : [''])
    const { count } = await query.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    const rows = (await query.selectAll('clientSearch').orderBy('clientSearch.updatedAt', 'desc').orderBy('clientSearch.id').offset(offset).limit(limit).execute()).map((row) => decodeRow(clientSearch, row) as ClientSearch)
    const briefs = new Map((await contactBriefs(ctx, [...new Set(rows.map(({ contactId }) => contactId))])).map((brief) => [brief.id, brief]))
    return { count: Number(count), rows: rows.flatMap((row) => { const contact = briefs.get(row.contactId); return contact ? [{ ...row, contact }] : [] }) }
  }),
]

/** These searches by id, as far as whose they are is there. */
async function whoseAre(ctx: QueryContext, searches: readonly ClientSearch[]): Promise<Map<string, Whose>> {
  const ids = [...new Set(searches.map(({ contactId }) => contactId))]
  const briefs = new Map((await contactBriefs(ctx, ids)).map((brief) => [brief.id, brief]))
  const owners = new Map((await ctx.from('contact').select(['id', 'agentId', 'createdBy']).where('id', 'in', [...ids, '']).execute()).map((row) => [row.id, row]))
  return new Map(searches.flatMap((search) => {
    const [contact, owner] = [briefs.get(search.contactId), owners.get(search.contactId)]
    return contact && owner ? [[search.id, { search, contact, mayEdit: mayEditContact(ctx, owner) }] as const] : []
  }))
}

/** How far it went between these people and these properties, and when one was last proposed. */
async function betweenOf(ctx: QueryContext, pairs: readonly { contactId: string; propertyId: string }[]): Promise<(contactId: string, propertyId: string) => Between> {
  const [contacts, properties] = [[...new Set(pairs.map(({ contactId }) => contactId)), ''], [...new Set(pairs.map(({ propertyId }) => propertyId)), '']]
  const interests = await ctx.from('interest').select(['contactId', 'propertyId', 'step', 'state', 'at']).where('contactId', 'in', contacts).where('propertyId', 'in', properties).where('deletedAt', 'is', null).execute()
  const told = await ctx.from('interaction').select(['contactId', 'propertyId']).select(({ fn }) => fn.max('at').as('at')).where('contactId', 'in', contacts).where('propertyId', 'in', properties)
    .where('type', '=', 'message').where('status', '=', 'completed').where('deletedAt', 'is', null).groupBy(['contactId', 'propertyId']).execute()
  const key = (contactId: string | null, propertyId: string | null): string => `${contactId}/${propertyId}`
  const [steps, messages] = [new Map(interests.map((row) => [key(row.contactId, row.propertyId), row])), new Map(told.map((row) => [key(row.contactId, row.propertyId), Number(row.at)]))]
  return (contactId, propertyId) => {
    const row = steps.get(key(contactId, propertyId))
    return { interest: row ? { step: row.step, state: row.state, at: row.at } : null, proposedAt: messages.get(key(contactId, propertyId)) ?? null }
  }
}

const idsOf = ({ match, almost }: Matches): string[] => [...match, ...almost].map(({ id }) => id)

async function readSearch(ctx: QueryContext, id: string | null): Promise<ClientSearch> {
  const row = id === null ? undefined : await ctx.from('clientSearch').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'clientSearch', id })
  if (row.deletedAt !== null) throw new AppError('gone', { entity: 'clientSearch', id })
  return decodeRow(clientSearch, row) as ClientSearch
}

async function readFacts(ctx: QueryContext, propertyId: string): Promise<MatchFacts> {
  const facts = (await matchFactsOf(ctx, [propertyId])).get(propertyId)
  if (!facts) throw new AppError('not_found', { entity: 'property', id: propertyId })
  return facts
}
