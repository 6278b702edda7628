import type { Store } from '../database/store.ts'
import { run } from './recorder-rows.ts'

/** Does what effects ask for, outside; throws when it could not, and is asked again. */
export type EffectHandlers = Readonly<Record<string, (payload: unknown, effect: { id: string; agencyId: string; commandId: string }) => Promise<void>>>

const mostAttempts = 8

/** A claim this old was made by a program that has died since. */
const claimEnds = 10 * 60_000

/**
 * Runs the effects that wait, oldest first, after their command was committed. Each is claimed before it is done, so that
 * two workers never do the same. One that fails waits for the next round, and after eight rounds is `failed` with its last
 * error, to be seen and sent again by a person. Returns how many were done.
 */
export async function runEffects(store: Store, handlers: EffectHandlers, clock: () => number, limit = 50): Promise<number> {
  const kinds = Object.keys(handlers)
  if (!kinds.length) return 0
  const stale = clock() - claimEnds
  const free = `(state = 'waiting' or (state = 'running' and done_at < ?))`
  const waiting = await run(store.kysely, store.dialect,
    `select * from effect where kind in (${kinds.map(() => '?').join(', ')}) and ${free} order by created_at, id limit ?`, [...kinds, stale, limit])
  let done = 0
  for (const effect of waiting) {
    const key = [effect['agencyId'], effect['id']]
    const claimed = await run(store.kysely, store.dialect,
      `update effect set state = 'running', attempts = attempts + 1, done_at = ? where agency_id = ? and id = ? and ${free} returning attempts`, [clock(), ...key, stale])
    if (!claimed.length) continue
    try {
      await handlers[effect['kind'] as string]!(JSON.parse(effect['payload'] as string), { id: effect['id'] as string, agencyId: effect['agencyId'] as string, commandId: effect['commandId'] as string })
      await run(store.kysely, store.dialect, `update effect set state = 'done', error = null, done_at = ? where agency_id = ? and id = ?`, [clock(), ...key])
      done++
    } catch (error) {
      const state = (claimed[0]!['attempts'] as number) >= mostAttempts ? 'failed' : 'waiting'
      await run(store.kysely, store.dialect, 'update effect set state = ?, error = ? where agency_id = ? and id = ?', [state, String(error), ...key])
    }
  }
  return done
}
