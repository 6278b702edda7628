import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { AppError } from '../../values/error.ts'
import { matchFactsOf, propertiesInMind, wishesInMind } from './in-mind.ts'
import type { ClientMatch, LatestMatches, MatchesView, PropertyMatch, SuitorsView } from './model-views.ts'
import { clientSearch } from './model-search.ts'
import type { ClientSearch, Wish } from './model-search.ts'
import { contactBriefs } from './queries.ts'
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
    const wish = given ?? (await readSearch(ctx, searchId))
    const found = (await propertiesInMind(ctx)).suiting(wish, { tolerance, limit })
    const ids = idsOf(found)
    const [facts, rows] = [await matchFactsOf(ctx, ids), new Map((await listRows(ctx, ids)).map((row) => [row.id, row]))]
    const shown = (group: Found[]): PropertyMatch[] => group.flatMap(({ id }) => {
      const [of, row] = [facts.get(id), rows.get(id)]
      const match = of && matchOf(wish, of, toleranceFor(wish, tolerance))
      return match && row ? [{ row, score: match.score, reasons: match.reasons }] : []
    })
    return { match: shown(found.match), almost: shown(found.almost), counts: found.counts }
  }),

  defineQuery('matching.clients', async (ctx, { propertyId, limit }: { propertyId: string; limit: number }): Promise<SuitorsView> => {
    const facts = await readFacts(ctx, propertyId)
    const found = (await wishesInMind(ctx)).suitedBy(facts, { limit })
    const ids = idsOf(found)
    const searches = ids.length ? (await ctx.from('clientSearch').selectAll().where('id', 'in', ids).execute()).map((row) => decodeRow(clientSearch, row) as ClientSearch) : []
    const byId = new Map(searches.map((search) => [search.id, search]))
    const briefs = new Map((await contactBriefs(ctx, [...new Set(searches.map(({ contactId }) => contactId))])).map((brief) => [brief.id, brief]))
    const shown = (group: Found[]): ClientMatch[] => group.flatMap(({ id }) => {
      const search = byId.get(id)
      const contact = search && briefs.get(search.contactId)
      const match = search && matchOf(search, facts)
      return match && contact ? [{ search, contact, score: match.score, reasons: match.reasons }] : []
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
