import type { MatchingProgress } from '../../../shared/contract/index.ts'
import type { MatchedSearch } from '../../../shared/modules/crm/model-views.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import type { CoreParts } from '../core.ts'

/** Searches that the reader is asked about at once, properties named of each, and rows written in one go: edits come between. */
const [atOnce, named, written] = [40, 3, 500]

/**
 * Every search of the agency against everything that can be had, worked out by the reader. Leaving the generator, or the signal,
 * stops it after those under way, and what was worked out before stands.
 */
export async function* runMatching(parts: CoreParts, actor: Actor & { kind: 'member' }, signal: AbortSignal | undefined): AsyncGenerator<MatchingProgress, void> {
  const { store, reader } = parts.desk().workspace
  const { agencyId } = actor
  const begun = parts.clock()
  const { count } = await store.kysely.selectFrom('clientSearch').where('agencyId', '=', agencyId).where('state', '=', 'active').where('deletedAt', 'is', null).select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const total = Number(count)
  const all: MatchedSearch[] = []
  let done = 0
  for (let after = ''; ;) {
    const { searched, last, found } = (await reader.ask('matching.some', { after, limit: atOnce, best: named }, actor)) as { searched: number; last: string; found: MatchedSearch[] }
    if (signal?.aborted) return
    all.push(...found)
    done += searched
    if (searched < atOnce) break
    after = last
    const elapsed = parts.clock() - begun
    yield { kind: 'progress', done, total: Math.max(total, done), millisecondsLeft: Math.round((elapsed / done) * Math.max(0, total - done)) }
  }
  const { kysely } = store
  const rows = all.map(({ searchId, contactId, matches, almost, best }) => ({ agencyId, searchId, contactId, matches, almost, score: matches ? (best[0]?.score ?? 0) : 0, best: JSON.stringify(best), at: begun }))
  for (let from = 0; from < rows.length; from += written)
    await kysely.insertInto('agencyMatch').values(rows.slice(from, from + written)).onConflict((conflict) => conflict.columns(['agencyId', 'searchId']).doUpdateSet((row) => ({
      contactId: row.ref('excluded.contactId'), matches: row.ref('excluded.matches'), almost: row.ref('excluded.almost'), score: row.ref('excluded.score'), best: row.ref('excluded.best'), at: row.ref('excluded.at'),
    }))).execute()
  await kysely.deleteFrom('agencyMatch').where('agencyId', '=', agencyId).where('at', '<', begun).execute()
  yield { kind: 'done', searches: done, matched: rows.filter(({ matches }) => matches > 0).length }
}
