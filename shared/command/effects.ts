import type { Store } from '../database/store.ts'
import { run } from './recorder-rows.ts'

/** Does what effects ask for, outside; throws when it could not, and is asked again. */
export type EffectHandlers = Readonly<Record<string, (payload: unknown, effect: { id: string; agencyId: string; commandId: string }) => Promise<void>>>

const mostAttempts = 8

/**
 * Runs the effects that wait, oldest first, after their command was committed. One that fails waits for the next round, and
 * after eight rounds is `failed` with its last error, to be seen and sent again by a person. Returns how many were done.
 */
export async function runEffects(store: Store, handlers: EffectHandlers, clock: () => number, limit = 50): Promise<number> {
  const waiting = await run(store.kysely, store.dialect, `select * from effect where state = 'waiting' order by created_at, id limit ?`, [limit])
  let done = 0
  for (const effect of waiting) {
    const handler = handlers[effect['kind'] as string]
    if (!handler) continue
    const key = [effect['agencyId'], effect['id']]
    try {
      await handler(JSON.parse(effect['payload'] as string), { id: effect['id'] as string, agencyId: effect['agencyId'] as string, commandId: effect['commandId'] as string })
      await run(store.kysely, store.dialect, `update effect set state = 'done', attempts = attempts + 1, error = null, done_at = ? where agency_id = ? and id = ?`, [clock(), ...key])
      done++
    } catch (error) {
      const state = (effect['attempts'] as number) + 1 >= mostAttempts ? 'failed' : 'waiting'
      await run(store.kysely, store.dialect, 'update effect set state = ?, attempts = attempts + 1, error = ? where agency_id = ? and id = ?', [state, String(error), ...key])
    }
  }
  return done
}
