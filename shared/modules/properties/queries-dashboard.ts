import type { QueryContext } from '../../command/query.ts'
import type { Tables } from '../../database/schema.ts'
import { addDays, dayOfInstant, instantOf, weekdayOf } from '../../values/period.ts'
import { readerOf } from '../auth/index.ts'
import type { Dashboard } from '../core/index.ts'
import { listRows } from './queries-list.ts'

/** What properties bring to the first screen of the day. */
export async function propertyDashboard(ctx: QueryContext): Promise<Omit<Dashboard, 'contacts' | 'work'>> {
  const reader = await readerOf(ctx)
  const tally = await ctx.from('propertyTally').where('n', '>', 0).select(['status', 'transaction', 'hasPhoto', 'rentedIn', 'n']).execute()
  const countBy = (column: 'status' | 'transaction') => countedBy(tally, (line) => line[column]).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const byStatus = countBy('status')
  const withoutPhoto = tally.reduce((sum, { status, hasPhoto, n }) => sum + (hasPhoto === 0 && offered.includes(status) ? n : 0), 0)
  const recent = await ctx.from('propertyList').select('id').orderBy('updatedAt', 'desc').limit(6).execute()
  return {
    properties: {
      total: byStatus.reduce((all, [, count]) => all + count, 0),
      byStatus: byStatus.map(([status, count]) => ({ status, count })),
      byTransaction: countBy('transaction').map(([transaction, count]) => ({ transaction, count })),
    },
    toComplete: await toComplete(ctx, withoutPhoto),
    recent: await listRows(ctx, recent.map((row) => row.id)),
    expiringDocuments: await expiringDocuments(ctx, reader.today),
    listedPerWeek: await listedPerWeek(ctx, reader.today, reader.zone),
    medianRentByQuartier: await medianRents(ctx, tally),
    mostViewed: await mostViewed(ctx),
  }
}

type Line = Pick<Tables['propertyTally'], 'status' | 'transaction' | 'hasPhoto' | 'rentedIn' | 'n'>

function countedBy(tally: readonly Line[], nameOf: (line: Line) => string): [name: string, count: number][] {
  const counts = new Map<string, number>()
  for (const line of tally) counts.set(nameOf(line), (counts.get(nameOf(line)) ?? 0) + line.n)
  return [...counts]
}

/** What somebody may yet ask about. */
const offered: readonly string[] = ['draft', 'available']

async function toComplete(ctx: QueryContext, withoutPhoto: number): Promise<Dashboard['toComplete']> {
  const without = async (column: 'priceAmount' | 'quartier' | 'surfaceArea'): Promise<number> =>
    Number((await ctx.from('propertyList').where('propertyList.status', 'in', offered).where(column, 'is', null).select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count)
  const counts = [
    { kind: 'price', count: await without('priceAmount') }, { kind: 'photo', count: withoutPhoto }, { kind: 'place', count: await without('quartier') }, { kind: 'surface', count: await without('surfaceArea') },
  ] as const
  return counts.filter(({ count }) => count > 0)
}

async function expiringDocuments(ctx: QueryContext, today: string): Promise<Dashboard['expiringDocuments']> {
  const rows = await ctx.from('propertyDocument')
    .innerJoin('property', (join) => join.onRef('property.agencyId', '=', 'propertyDocument.agencyId').onRef('property.id', '=', 'propertyDocument.propertyId'))
    .select(['propertyDocument.id', 'propertyDocument.propertyId', 'property.title as propertyTitle', 'propertyDocument.title', 'propertyDocument.type', 'propertyDocument.validUntil'])
    .where('propertyDocument.validUntil', '<=', addDays(today, 45)).where('propertyDocument.deletedAt', 'is', null).where('property.deletedAt', 'is', null)
    .orderBy('propertyDocument.validUntil').limit(8).execute()
  return rows.map((row) => ({ ...row, validUntil: row.validUntil! }))
}

async function listedPerWeek(ctx: QueryContext, today: string, zone: string): Promise<Dashboard['listedPerWeek']> {
  const monday = addDays(today, -((weekdayOf(today) + 6) % 7))
  const weeks = Array.from({ length: 12 }, (_, i) => addDays(monday, (i - 11) * 7))
  return Promise.all(weeks.map(async (weekStart) => {
    const row = await ctx.from('propertyList').select(({ fn }) => fn.countAll<number>().as('count'))
      .where('publishedAt', '>=', instantOf(weekStart, '00:00', zone)).where('publishedAt', '<', instantOf(addDays(weekStart, 7), '00:00', zone)).executeTakeFirstOrThrow()
    return { weekStart, count: Number(row.count) }
  }))
}

/** The quartiers with most rents on offer, each with its middle rent. */
async function medianRents(ctx: QueryContext, tally: readonly Line[]): Promise<Dashboard['medianRentByQuartier']> {
  const rents = ctx.from('propertyList').where('transaction', '=', 'rent').where('pricePeriod', '=', 'month').where('priceAmount', 'is not', null).where('status', '!=', 'archived')
  const quartiers = countedBy(tally.filter(({ status, rentedIn }) => rentedIn !== '' && status !== 'archived'), ({ rentedIn }) => rentedIn)
    .toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).slice(0, 8)
  return Promise.all(quartiers.map(async ([quartier, count]) => {
    const middle = await rents.where('quartier', '=', quartier).select('priceAmount').orderBy('priceAmount').offset(Math.floor((count - 1) / 2)).limit(1).executeTakeFirstOrThrow()
    return { quartier, median: middle.priceAmount!, count }
  }))
}

/** Among so many of the most viewed are five that are still there. */
const viewedLookedAt = 50

async function mostViewed(ctx: QueryContext): Promise<Dashboard['mostViewed']> {
  const since = addDays(dayOfInstant(ctx.now, 'UTC'), -30)
  const viewed = await ctx.from('viewCount').where('day', '>', since).groupBy('entityId').select('entityId').select(({ fn }) => fn.sum<number>('count').as('views'))
    .orderBy('views', 'desc').orderBy('entityId').limit(viewedLookedAt).execute()
  if (!viewed.length) return []
  const there = new Map((await ctx.from('property').select(['id', 'title', 'quartier']).where('id', 'in', viewed.map((row) => row.entityId)).where('deletedAt', 'is', null).execute()).map((row) => [row.id, row]))
  return viewed.flatMap(({ entityId, views }) => {
    const row = there.get(entityId)
    return row ? [{ ...row, views: Number(views) }] : []
  }).slice(0, 5)
}
