import { setImmediate as nextTurn } from 'node:timers/promises'
import { runQuery } from '../../shared/command/query.ts'
import { rightOf } from '../../shared/modules/auth/index.ts'
import { queries } from '../../shared/modules/business.ts'
import { alertAgenciesDue, runAlerts } from '../../shared/modules/crm/index.ts'
import type { House } from '../house.ts'

/**
 * Tells what saved searches of every agency found. One agency that fails holds up no other: it is thrown at the end, where the
 * operator sees it, and comes round again. Returns how many clients were looked at.
 */
export async function tellAlerts({ store, reading, dispatcher, clock }: Pick<House, 'store' | 'reading' | 'dispatcher' | 'clock'>): Promise<number> {
  const ground = {
    store, dispatcher, clock,
    ask: (name: string, input: unknown, actor: Parameters<typeof rightOf>[0]) =>
      runQuery(queries.get(name)!, input, { executor: reading.kysely, dialect: reading.dialect, actor, now: clock(), rightOf, pause: nextTurn }),
  }
  const failures: unknown[] = []
  let looked = 0
  for (const { agencyId, zone } of await alertAgenciesDue(reading, clock())) {
    try {
      looked += await runAlerts(ground, agencyId, zone)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length) throw new AggregateError(failures, `alerts of ${failures.length} agencies could not be told: ${String(failures[0])}`)
  return looked
}
