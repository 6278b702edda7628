import { defineQuery } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { matchFactsOf, propertiesInMind } from './in-mind.ts'
import { clientSearch } from './model-search.ts'
import type { ClientSearch } from './model-search.ts'
import type { ClientFigures, ClientOffer } from './model-views.ts'
import { clientsOf } from './queries-clients.ts'
import { matchOf } from './rules-matching.ts'

export const figureQueries = [
  /** What suits each of these clients, the best first: of all he looks for, each property once. A client may ask of himself. */
  defineQuery('clients.offers', async (ctx, { contactIds, propertyId, least, limit }: { contactIds: readonly string[]; propertyId: string | null; least: number; limit: number }): Promise<ClientOffer[]> => {
    const asked = ctx.actor.kind === 'client' ? contactIds.filter((id) => ctx.actor.kind === 'client' && ctx.actor.contactIds.includes(id)) : contactIds
    if (!asked.length) return []
    const searches = (await ctx.from('clientSearch').selectAll().where('contactId', 'in', asked).where('state', '=', 'active').where('deletedAt', 'is', null).orderBy('createdAt').orderBy('id').execute()).map((row) => decodeRow(clientSearch, row) as ClientSearch)
    const best = new Map<string, { search: ClientSearch; propertyId: string; score: number }>()
    const table = propertyId === null ? await propertiesInMind(ctx) : null
    for (const search of searches) {
      const found = table === null ? null : table.suiting(search, { limit })
      for (const { id, score } of found === null ? [{ id: propertyId!, score: 100 }] : [...found.match, ...found.almost]) {
        const key = `${search.contactId} ${id}`
        if (score >= least && score > (best.get(key)?.score ?? -1)) best.set(key, { search, propertyId: id, score })
      }
    }
    const chosen = propertyId === null
      ? [...Map.groupBy(best.values(), ({ search }) => search.contactId).values()].flatMap((of) => of.toSorted((a, b) => b.score - a.score || (a.propertyId < b.propertyId ? 1 : -1)).slice(0, limit))
      : searches.map((search) => ({ search, propertyId }))
    const facts = await matchFactsOf(ctx, [...new Set(chosen.map((one) => one.propertyId))])
    const offers = chosen.flatMap(({ search, propertyId: id }) => {
      const of = facts.get(id)
      const match = of && matchOf(search, of)
      return match ? [{ contactId: search.contactId, searchId: search.id, propertyId: id, score: match.score, reasons: match.reasons }] : []
    })
    return propertyId === null ? offers : offers.toSorted((a, b) => b.score - a.score).slice(0, 1)
  }),

  /** Figures of the clients and of what was said to them, for charts. @param marks instants UTC in order: a column stands between each and the next */
  defineQuery('clients.figures', async (ctx, { marks }: { marks: readonly number[] }): Promise<ClientFigures> => {
    const clients = clientsOf(ctx)
    const counted = async (from: number, to: number): Promise<number> =>
      Number((await clients.where('contact.createdAt', '>=', from).where('contact.createdAt', '<', to).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n)
    const overTime = await Promise.all(marks.slice(0, -1).map((from, i) => counted(from, marks[i + 1]!)))
    const byStatus = await clients.groupBy('contact.clientStatus').select('contact.clientStatus as status').select(({ fn }) => fn.countAll<number>().as('n')).execute()
    const talks = await ctx.from('interaction').where('deletedAt', 'is', null).where('at', '>=', marks[0]!).where('at', '<', marks.at(-1)!).groupBy('type').select('type').select(({ fn }) => fn.countAll<number>().as('n')).execute()
    return {
      overTime, byStatus: byStatus.map(({ status, n }) => ({ status: (status ?? 'prospect') as ClientFigures['byStatus'][number]['status'], count: Number(n) })),
      talks: talks.map(({ type, n }) => ({ type: type as ClientFigures['talks'][number]['type'], count: Number(n) })).toSorted((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
    }
  }),
]
