import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import type { QueryContext } from '../../shared/command/query.ts'
import { decodeRow } from '../../shared/command/recorder-rows.ts'
import { clientSearch } from '../../shared/modules/crm/index.ts'
import { matchFactsOf } from '../../shared/modules/crm/in-mind.ts'
import type { ClientSearch } from '../../shared/modules/crm/model-search.ts'
import { matchOf } from '../../shared/modules/crm/rules-matching.ts'
import { createDistances, createPropertyTable, createWishTable } from '../../shared/modules/crm/rules-matching-table.ts'
import type { MatchFacts } from '../../shared/modules/crm/rules-matching-distances.ts'
import { figure } from '../figures.ts'
import type { Figure } from '../figures.ts'

/** Matches looked at of one client: more nobody reads. */
const limit = 20
/** The plain rule takes a whole second for one client. */
const plainRounds = 3

/** What the agency offers and seeks read into memory, then each side asked for the other. Milliseconds of the processor's work in this one process. */
export async function* inMemory(path: string, each: number, say: (line: string) => void): AsyncGenerator<Figure> {
  const { facts, searches } = await read(path)
  say(`${facts.size} properties to be had, ${searches.length} searches`)
  const distances = createDistances()
  const [properties, wishes] = [createPropertyTable(distances), createWishTable(distances)]
  const filled = once(() => {
    for (const [id, one] of facts) properties.put(id, one)
    for (const search of searches) wishes.put(search.id, search)
  })
  yield figure('modules', 'both sides made ready', 'ms', [filled], null)

  const some = spread(searches, each)
  const others = spread([...facts.values()], each)
  for (const search of some) properties.suiting(search, { limit })
  for (const one of others) wishes.suitedBy(one, { limit })
  yield figure('modules', 'one client against all properties', 'ms', some.map((search) => once(() => properties.suiting(search, { limit }))),
    some.slice(0, plainRounds).map((search) => once(() => { for (const one of facts.values()) matchOf(search, one) })))
  yield figure('modules', 'one property against all clients', 'ms', others.map((one) => once(() => wishes.suitedBy(one, { limit }))),
    others.slice(0, plainRounds).map((one) => once(() => { for (const search of searches) matchOf(search, one) })))

  let found = 0
  const all = once(() => { for (const search of searches) found += properties.suiting(search, { limit }).counts.match })
  say(`${found} matches`)
  yield figure('modules', 'all clients against all properties', 'ms', [all], null)
  yield figure('modules', 'of these one pair', 'ns', [(all * 1e6) / (searches.length * facts.size)], null)
}

/** Processor time of this process: others on the machine make it wait, and that is not its work. */
function once(act: () => void): number {
  const before = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const spread = <T>(all: readonly T[], count: number): T[] => Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor((i * all.length) / count)]!)

async function read(path: string): Promise<{ facts: Map<string, MatchFacts>; searches: ClientSearch[] }> {
  const store = sqliteStore(openSqlite(path))
  try {
    const { id: agencyId } = await store.kysely.selectFrom('agency').select('id').executeTakeFirstOrThrow()
    const from = (table: 'property') => store.kysely.selectFrom(table).where(`${table}.agencyId`, '=', agencyId)
    const ctx = { from, executor: store.kysely, dialect: store.dialect, agencyId } as unknown as QueryContext
    const facts = new Map<string, MatchFacts>()
    const ids = (await store.kysely.selectFrom('propertyList').where('agencyId', '=', agencyId).where('status', '=', 'available').orderBy('id').select('id').execute()).map(({ id }) => id)
    for (let at = 0; at < ids.length; at += 2000) for (const [id, one] of await matchFactsOf(ctx, ids.slice(at, at + 2000))) facts.set(id, one)
    const rows = await store.kysely.selectFrom('clientSearch').selectAll().where('agencyId', '=', agencyId).where('state', '=', 'active').where('deletedAt', 'is', null).execute()
    return { facts, searches: rows.map((row) => decodeRow(clientSearch, row) as ClientSearch) }
  } finally {
    await store.close()
  }
}
