import type { PlatformTables } from '../../shared/database/schema-platform.ts'
import type { Executor } from '../../shared/database/store.ts'
import { AppError } from '../../shared/values/error.ts'
import type { House } from '../house.ts'

/** What an agency may use and what it uses: null limits are none. */
export type Limits = { agents: number | null; properties: number | null; clients: number | null }
export type Usage = { agents: number; properties: number; clients: number }
export type SubscriptionRow = PlatformTables['subscription']
export type SubscriptionState = 'active' | 'suspended' | 'expired' | 'unsubscribed'
export type Change = { plan: string; endsAt: number; maxAgents: number | null; maxProperties: number | null; maxClients: number | null }
type Writing = Pick<House, 'store' | 'clock'>

/** The same as hides an agency's properties (shared/database/published.ts): suspended, or past its end. */
export function subscriptionState(row: Pick<SubscriptionRow, 'suspendedAt' | 'endsAt'> | null, now: number): SubscriptionState {
  if (row === null) return 'unsubscribed'
  if (row.suspendedAt !== null) return 'suspended'
  return row.endsAt <= now ? 'expired' : 'active'
}

/** Counts for each of the agencies asked for: members who are agents, properties and people that were not removed. */
export async function usageOf(executor: Executor, agencyIds: readonly string[]): Promise<ReadonlyMap<string, Usage>> {
  const usage = new Map(agencyIds.map((id): [string, Usage] => [id, { agents: 0, properties: 0, clients: 0 }]))
  if (agencyIds.length === 0) return usage
  const ids = [...agencyIds]
  const [agents, properties, clients] = await Promise.all([
    executor.selectFrom('member').select((row) => ['agencyId', row.fn.countAll<number>().as('n')]).where('agencyId', 'in', ids)
      .where('role', '=', 'agent').where('active', '=', 1).where('deletedAt', 'is', null).groupBy('agencyId').execute(),
    executor.selectFrom('propertyList').select((row) => ['agencyId', row.fn.countAll<number>().as('n')]).where('agencyId', 'in', ids).groupBy('agencyId').execute(),
    executor.selectFrom('contact').select((row) => ['agencyId', row.fn.countAll<number>().as('n')]).where('agencyId', 'in', ids).where('deletedAt', 'is', null).groupBy('agencyId').execute(),
  ])
  for (const { agencyId, n } of agents) usage.get(agencyId)!.agents = Number(n)
  for (const { agencyId, n } of properties) usage.get(agencyId)!.properties = Number(n)
  for (const { agencyId, n } of clients) usage.get(agencyId)!.clients = Number(n)
  return usage
}

/** Gives an agency its plan, end and limits; one without a subscription gets its first. Throws `not_found` for an unknown plan. */
export async function changeSubscription({ store, clock }: Writing, agencyId: string, change: Change): Promise<void> {
  const { kysely } = store
  if (!(await kysely.selectFrom('plan').select('name').where('name', '=', change.plan).executeTakeFirst())) throw new AppError('not_found', { entity: 'plan', name: change.plan })
  const now = clock()
  const { plan, endsAt, maxAgents, maxProperties, maxClients } = change
  const values = { plan, endsAt, maxAgents, maxProperties, maxClients, updatedAt: now }
  await kysely.insertInto('subscription').values({ agencyId, licenseNumber: null, startsAt: now, suspendedAt: null, suspendedReason: null, createdAt: now, ...values })
    .onConflict((conflict) => conflict.column('agencyId').doUpdateSet(values)).execute()
}

/** From now on nobody sees its properties. Throws `move_not_allowed` where it is suspended already or has no subscription. */
export async function suspend({ store, clock }: Writing, agencyId: string, reason: string): Promise<void> {
  const now = clock()
  const done = await store.kysely.updateTable('subscription').set({ suspendedAt: now, suspendedReason: reason, updatedAt: now })
    .where('agencyId', '=', agencyId).where('suspendedAt', 'is', null).returning('agencyId').executeTakeFirst()
  if (!done) throw new AppError('move_not_allowed', { entity: 'subscription' })
}

/** Throws `move_not_allowed` where it is not suspended. */
export async function resume({ store, clock }: Writing, agencyId: string): Promise<void> {
  const done = await store.kysely.updateTable('subscription').set({ suspendedAt: null, suspendedReason: null, updatedAt: clock() })
    .where('agencyId', '=', agencyId).where('suspendedAt', 'is not', null).returning('agencyId').executeTakeFirst()
  if (!done) throw new AppError('move_not_allowed', { entity: 'subscription' })
}
