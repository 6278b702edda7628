import { defineQuery } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { propertiesInMind } from './in-mind.ts'
import { clientSearch } from './model-search.ts'
import type { ClientSearch } from './model-search.ts'
import type { AgencyMatchRow, AgencyMatches, MatchedSearch } from './model-views.ts'
import { searchesOf } from './queries-clients.ts'
import type { Found } from './rules-matching-table.ts'

/** All clients against all properties: a part of it, for whoever works it out, and what was found. */
export const agencyMatchQueries = [
  /** The searches after an id, each against every property: for whoever works all of them out in the background. */
  defineQuery('matching.some', async (ctx, { after, limit, best }: { after: string; limit: number; best: number }): Promise<{ searched: number; last: string; found: MatchedSearch[] }> => {
    const rows = await ctx.from('clientSearch').selectAll().where('state', '=', 'active').where('deletedAt', 'is', null).where('id', '>', after).orderBy('id').limit(limit).execute()
    const table = await propertiesInMind(ctx)
    const found: MatchedSearch[] = []
    for (const row of rows) {
      const { match, almost, counts } = table.suiting(decodeRow(clientSearch, row) as ClientSearch, { limit: best })
      if (counts.match + counts.almost) found.push({ searchId: row.id, contactId: row.contactId, matches: counts.match, almost: counts.almost, best: [...match, ...almost].slice(0, best) })
      await ctx.pause()
    }
    return { searched: rows.length, last: rows.at(-1)?.id ?? '', found }
  }),

  /** What was worked out last, the most that can be sold first. */
  defineQuery('matching.overview', async (ctx, { mine, offset, limit }: { mine: boolean; offset: number; limit: number }): Promise<AgencyMatches> => {
    const memberId = mine && ctx.actor.kind === 'member' ? ctx.actor.memberId : null
    let query = ctx.from('agencyMatch').innerJoin('contact', (join) => join.onRef('contact.agencyId', '=', 'agencyMatch.agencyId').onRef('contact.id', '=', 'agencyMatch.contactId'))
      .innerJoin('clientSearch', (join) => join.onRef('clientSearch.agencyId', '=', 'agencyMatch.agencyId').onRef('clientSearch.id', '=', 'agencyMatch.searchId'))
      .leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'contact.agencyId').onRef('member.id', '=', 'contact.agentId')).where('contact.deletedAt', 'is', null).where('clientSearch.deletedAt', 'is', null)
    if (memberId) query = query.where((row) => row.or([row('contact.agentId', '=', memberId), row.and([row('contact.agentId', 'is', null), row('contact.createdBy', '=', memberId)])]))
    const { count, at } = await query.select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('agencyMatch.at').as('at')]).executeTakeFirstOrThrow()
    const rows = await query.select([
      'agencyMatch.searchId', 'agencyMatch.contactId', 'contact.name as contactName', 'member.name as agentName', 'agencyMatch.matches', 'agencyMatch.almost', 'agencyMatch.score',
      'agencyMatch.best',
    ]).orderBy('agencyMatch.score', 'desc').orderBy('agencyMatch.matches', 'desc').orderBy('agencyMatch.searchId').offset(offset).limit(limit).execute()
    const searches = await searchesOf(ctx, rows.map(({ searchId }) => searchId))
    const best = rows.map((row) => JSON.parse(row.best) as Found[])
    const ids = [...new Set(best.flat().map(({ id }) => id))]
    const titles = new Map((ids.length ? await ctx.from('property').select(['id', 'title', 'reference']).where('id', 'in', ids).where('deletedAt', 'is', null).execute() : []).map((row) => [row.id, row]))
    return {
      count: Number(count), at: at === null ? null : Number(at),
      rows: rows.map(({ searchId, ...row }, index) => ({ ...row, search: searches.get(searchId)!, best: best[index]!.flatMap(({ id, score }) => (titles.has(id) ? [{ ...titles.get(id)!, score }] : [])) }) as AgencyMatchRow),
    }
  }),
]
