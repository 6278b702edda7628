import type { PlatformTables } from '../../shared/database/schema-platform.ts'
import type { Executor } from '../../shared/database/store.ts'
import type { UsageKind } from '../../shared/modules/core/index.ts'
import { AppError } from '../../shared/values/error.ts'
import { isTaken } from '../identity/accounts.ts'
import { audit } from '../identity/audit.ts'
import type { House } from '../house.ts'
import { within } from '../house.ts'

/** What agencies may use of the platform, since when and for how long. A null limit is none. */
export type Limits = Readonly<Record<UsageKind, number | null>>
export type Plan = { name: string; days: number; limits: Limits; features: Record<string, unknown> }
export type Subscription = {
  agencyId: string
  plan: string
  licenseNumber: string | null
  startsAt: number
  endsAt: number
  suspendedAt: number | null
  suspendedReason: string | null
  /** As they count: the subscription's own where it has one, else the plan's. */
  limits: Limits
  features: Record<string, unknown>
}
export type Standing = 'active' | 'expired' | 'suspended'

const day = 86_400_000

export function standingOf({ suspendedAt, endsAt }: Pick<Subscription, 'suspendedAt' | 'endsAt'>, now: number): Standing {
  return suspendedAt !== null ? 'suspended' : endsAt <= now ? 'expired' : 'active'
}

export const daysLeft = ({ endsAt }: Pick<Subscription, 'endsAt'>, now: number): number => Math.max(0, Math.ceil((endsAt - now) / day))

/** From the smallest to the largest. */
export async function plansOf(executor: Executor): Promise<Plan[]> {
  return (await executor.selectFrom('plan').selectAll().orderBy('position').orderBy('name').execute()).map(planOf)
}

function planOf(row: PlatformTables['plan']): Plan {
  return { name: row.name, days: row.days, limits: { agents: row.maxAgents, properties: row.maxProperties, clients: row.maxClients }, features: JSON.parse(row.features || '{}') as Record<string, unknown> }
}

/** Null for an agency that subscribed to nothing: a lone desktop's, on no platform. */
export async function subscriptionOf(executor: Executor, agencyId: string): Promise<Subscription | null> {
  return (await subscriptionsOf(executor, [agencyId])).get(agencyId) ?? null
}

export async function subscriptionsOf(executor: Executor, agencyIds: readonly string[]): Promise<Map<string, Subscription>> {
  if (agencyIds.length === 0) return new Map()
  const rows = await executor.selectFrom('subscription').leftJoin('plan', 'plan.name', 'subscription.plan').selectAll('subscription')
    .select(['plan.maxAgents as planAgents', 'plan.maxProperties as planProperties', 'plan.maxClients as planClients', 'plan.features'])
    .where('subscription.agencyId', 'in', [...agencyIds]).execute()
  return new Map(rows.map((row) => [row.agencyId, {
    agencyId: row.agencyId, plan: row.plan, licenseNumber: row.licenseNumber, startsAt: row.startsAt, endsAt: row.endsAt, suspendedAt: row.suspendedAt, suspendedReason: row.suspendedReason,
    limits: { agents: row.maxAgents ?? row.planAgents, properties: row.maxProperties ?? row.planProperties, clients: row.maxClients ?? row.planClients },
    features: JSON.parse(row.features || '{}') as Record<string, unknown>,
  }]))
}

/**
 * A new agency's, in the transaction that founds it: the first plan, for its days. Which plan somebody would like is a matter between
 * him and the operator, who changes it. Throws `already_exists` for a license number that another agency has.
 */
export async function beginSubscription(executor: Executor, agencyId: string, licenseNumber: string, now: number): Promise<void> {
  const [first] = await plansOf(executor)
  if (!first) throw new AppError('feature_off', { feature: 'plans' })
  const taken = await executor.selectFrom('subscription').select('agencyId').where('licenseNumber', '=', licenseNumber).executeTakeFirst()
  if (taken) throw new AppError('already_exists', { entity: 'agency', field: 'license_number' })
  await executor.insertInto('subscription').values({
    agencyId, plan: first.name, licenseNumber, startsAt: now, endsAt: now + first.days * day, maxAgents: null, maxProperties: null, maxClients: null,
    suspendedAt: null, suspendedReason: null, createdAt: now, updatedAt: now,
  }).execute()
}

/** Who of the platform acts, and why. */
export type OperatorAct = { accountId: string; sessionId: string | null; reason: string; address: string | null }
export type SubscriptionPatch = { plan?: string; startsAt?: number; endsAt?: number; licenseNumber?: string | null; limits?: Partial<Limits> }

/**
 * Another plan, another end, limits of its own (null: the plan's). A new plan without an end runs for its days from now on.
 * Throws `not_found`, `reference_missing` for an unknown plan, `already_exists` for a license number that another agency has.
 */
export async function changeSubscription(house: House, agencyId: string, patch: SubscriptionPatch, by: OperatorAct): Promise<void> {
  const now = house.clock()
  await asTaken(() => house.store.kysely.transaction().execute(async (executor) => {
    const plan = patch.plan === undefined ? null : (await plansOf(executor)).find(({ name }) => name === patch.plan)
    if (plan === undefined) throw new AppError('reference_missing', { entity: 'subscription', field: 'plan' })
    const { limits = {} } = patch
    const changed = await executor.updateTable('subscription').set({
      ...(plan ? { plan: plan.name, endsAt: now + plan.days * day } : {}),
      ...(patch.startsAt === undefined ? {} : { startsAt: patch.startsAt }),
      ...(patch.endsAt === undefined ? {} : { endsAt: patch.endsAt }),
      ...(patch.licenseNumber === undefined ? {} : { licenseNumber: patch.licenseNumber }),
      ...(limits.agents === undefined ? {} : { maxAgents: limits.agents }),
      ...(limits.properties === undefined ? {} : { maxProperties: limits.properties }),
      ...(limits.clients === undefined ? {} : { maxClients: limits.clients }),
      updatedAt: now,
    }).where('agencyId', '=', agencyId).returning('agencyId').executeTakeFirst()
    if (!changed) throw new AppError('not_found', { entity: 'subscription', id: agencyId })
    await audit(within(house, executor), { ...by, action: 'subscription.changed', agencyId, detail: { ...patch } })
  }))
}

/** What the unique index refuses, in words. */
async function asTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isTaken(error)) throw new AppError('already_exists', { entity: 'agency', field: 'license_number' }, { cause: error })
    throw error
  }
}

/** Closes an agency until it is opened again: its people are refused, nothing of it is shown. Throws `not_found`. */
export async function suspendAgency(house: House, agencyId: string, by: OperatorAct): Promise<void> {
  await setSuspended(house, agencyId, { suspendedAt: house.clock(), suspendedReason: by.reason }, 'agency.suspended', by)
}

export async function resumeAgency(house: House, agencyId: string, by: OperatorAct): Promise<void> {
  await setSuspended(house, agencyId, { suspendedAt: null, suspendedReason: null }, 'agency.resumed', by)
}

async function setSuspended(house: House, agencyId: string, values: Pick<Subscription, 'suspendedAt' | 'suspendedReason'>, action: string, by: OperatorAct): Promise<void> {
  await house.store.kysely.transaction().execute(async (executor) => {
    const changed = await executor.updateTable('subscription').set({ ...values, updatedAt: house.clock() }).where('agencyId', '=', agencyId).returning('agencyId').executeTakeFirst()
    if (!changed) throw new AppError('not_found', { entity: 'subscription', id: agencyId })
    await audit(within(house, executor), { ...by, action, agencyId })
  })
}
