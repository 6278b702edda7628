import type { PlatformTables } from '../../shared/database/schema-platform.ts'
import type { Executor } from '../../shared/database/store.ts'
import type { UsageKind } from '../../shared/modules/core/index.ts'
import { AppError } from '../../shared/values/error.ts'
import type { House } from '../house.ts'

/** What an agency may use and what it uses: null limits are none. A subscription has limits of its own, taken from its plan as it began. */
export type Limits = Record<UsageKind, number | null>
export type Usage = Readonly<Record<UsageKind, number>>
export type Plan = { name: string; days: number; limits: Limits; features: Record<string, unknown> }
export type SubscriptionRow = PlatformTables['subscription']
export type Subscription = Pick<SubscriptionRow, 'agencyId' | 'plan' | 'licenseNumber' | 'startsAt' | 'endsAt' | 'suspendedAt' | 'suspendedReason'> & { limits: Limits; features: Record<string, unknown> }
export type SubscriptionState = 'active' | 'suspended' | 'expired' | 'unsubscribed'
export type Change = { plan: string; endsAt: number; maxAgents: number | null; maxProperties: number | null; maxClients: number | null }
type Writing = Pick<House, 'store' | 'clock'>

const day = 86_400_000

/** The same as hides an agency's properties (shared/database/published.ts): suspended, or past its end. */
export function subscriptionState(row: Pick<SubscriptionRow, 'suspendedAt' | 'endsAt'> | null, now: number): SubscriptionState {
  if (row === null) return 'unsubscribed'
  if (row.suspendedAt !== null) return 'suspended'
  return row.endsAt <= now ? 'expired' : 'active'
}

export const daysLeft = ({ endsAt }: Pick<Subscription, 'endsAt'>, now: number): number => Math.max(0, Math.ceil((endsAt - now) / day))

/** From the smallest to the largest. */
export async function plansOf(executor: Executor): Promise<Plan[]> {
  const rows = await executor.selectFrom('plan').selectAll().orderBy('position').orderBy('name').execute()
  return rows.map(({ name, days, maxAgents, maxProperties, maxClients, features }) => ({ name, days, limits: { agents: maxAgents, properties: maxProperties, clients: maxClients }, features: featuresOf(features) }))
}

const featuresOf = (text: string | null): Record<string, unknown> => JSON.parse(text || '{}') as Record<string, unknown>

/** Null for an agency that subscribed to nothing: a lone desktop's, on no platform. */
export async function subscriptionOf(executor: Executor, agencyId: string): Promise<Subscription | null> {
  return (await subscriptionsOf(executor, [agencyId])).get(agencyId) ?? null
}

export async function subscriptionsOf(executor: Executor, agencyIds: readonly string[]): Promise<ReadonlyMap<string, Subscription>> {
  if (agencyIds.length === 0) return new Map()
  const rows = await executor.selectFrom('subscription').leftJoin('plan', 'plan.name', 'subscription.plan').selectAll('subscription').select('plan.features').where('subscription.agencyId', 'in', [...agencyIds]).execute()
  return new Map(rows.map(({ maxAgents, maxProperties, maxClients, features, ...row }) => [row.agencyId, { ...row, limits: { agents: maxAgents, properties: maxProperties, clients: maxClients }, features: featuresOf(features) }]))
}

/** Counts for each of the agencies asked for, as the guard of writes counts them (shared/modules/core/usage.ts). */
export async function usageOf(executor: Executor, agencyIds: readonly string[]): Promise<ReadonlyMap<string, Usage>> {
  const usage = new Map(agencyIds.map((id): [string, Record<UsageKind, number>] => [id, { agents: 0, properties: 0, clients: 0 }]))
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

/**
 * A new agency's, in the transaction that founds it: the first plan, for its days. Which plan somebody would like is a matter between
 * him and the operator, who changes it. Throws `already_exists` for a license number that another agency has.
 */
export async function beginSubscription(executor: Executor, agencyId: string, licenseNumber: string | null, now: number): Promise<void> {
  const [first] = await plansOf(executor)
  if (!first) throw new AppError('feature_off', { feature: 'plans' })
  const taken = licenseNumber !== null && (await executor.selectFrom('subscription').select('agencyId').where('licenseNumber', '=', licenseNumber).executeTakeFirst())
  if (taken) throw new AppError('already_exists', { entity: 'agency', field: 'license_number' })
  const { agents: maxAgents, properties: maxProperties, clients: maxClients } = first.limits
  await executor.insertInto('subscription').values({
    agencyId, plan: first.name, licenseNumber, startsAt: now, endsAt: now + first.days * day, maxAgents, maxProperties, maxClients, suspendedAt: null, suspendedReason: null, createdAt: now, updatedAt: now,
  }).execute()
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

/** Until a founding is finished nobody sees its agency: the same as hides one that is suspended. */
const reasonOfFounding = 'founding'

/** The subscription of an agency on its way here: it holds the license number, and opens nothing yet. */
export async function reserveSubscription(executor: Executor, agencyId: string, licenseNumber: string | null, now: number): Promise<void> {
  await beginSubscription(executor, agencyId, licenseNumber, now)
  await executor.updateTable('subscription').set({ suspendedAt: now, suspendedReason: reasonOfFounding }).where('agencyId', '=', agencyId).execute()
}

/** The agency is here: its days are counted from now. */
export async function openSubscription(executor: Executor, agencyId: string, now: number): Promise<void> {
  const { startsAt, endsAt } = await executor.selectFrom('subscription').select(['startsAt', 'endsAt']).where('agencyId', '=', agencyId).executeTakeFirstOrThrow()
  await executor.updateTable('subscription').set({ startsAt: now, endsAt: now + (endsAt - startsAt), suspendedAt: null, suspendedReason: null, updatedAt: now }).where('agencyId', '=', agencyId).execute()
}

export async function dropSubscription(executor: Executor, agencyId: string): Promise<void> {
  await executor.deleteFrom('subscription').where('agencyId', '=', agencyId).execute()
}

/** Throws `move_not_allowed` where it is not suspended, or is still on its way here. */
export async function resume({ store, clock }: Writing, agencyId: string): Promise<void> {
  const done = await store.kysely.updateTable('subscription').set({ suspendedAt: null, suspendedReason: null, updatedAt: clock() })
    .where('agencyId', '=', agencyId).where('suspendedAt', 'is not', null)
    .where('agencyId', 'not in', (row) => row.selectFrom('founding').select('agencyId')).returning('agencyId').executeTakeFirst()
  if (!done) throw new AppError('move_not_allowed', { entity: 'subscription' })
}
