import type { Change } from '../../shared/command/change.ts'
import type { Guard } from '../../shared/command/dispatch.ts'
import type { Executor } from '../../shared/database/store.ts'
import { countUsed, usageKinds } from '../../shared/modules/core/index.ts'
import type { UsageKind } from '../../shared/modules/core/index.ts'
import { notification, notificationPreference, quietHours } from '../../shared/modules/notifications/index.ts'
import { AppError } from '../../shared/values/error.ts'
import { subscriptionOf, subscriptionState } from './subscriptions.ts'
import type { Subscription } from './subscriptions.ts'

const entities: Readonly<Record<string, UsageKind>> = { member: 'agents', property: 'properties', contact: 'clients' }

/** What somebody is told, and what he does with it: it changes nothing of the agency, and its reminders go on. */
const ownMatters = new Set<string>([notification, notificationPreference, quietHours].map(({ name }) => name))

/** What a change may add one to: a row made or brought back, somebody let in again or made an agent. */
function growing({ entity, kind, patch }: Change): UsageKind | null {
  const counted = entities[entity] ?? null
  return kind === 'create' || kind === 'restore' || (entity === 'member' && (patch['active'] === true || patch['role'] === 'agent')) ? counted : null
}

/**
 * What an agency's subscription allows, judged over what a command changed and not over its name: a property counts whether a form,
 * an import, an undo or a sync made it. Under the agency's lock nobody else adds one meanwhile, so that a plain count is exact.
 * An agency without subscription is no guest of the platform. In one that is closed the operator and the program itself still act: a
 * person's new address, say, is his and not the agency's to refuse.
 */
export const planGuard: Guard = async ({ executor, actor, now, changes }) => {
  const subscription = await subscriptionHere(executor, actor.agencyId)
  if (!subscription) return
  const state = subscriptionState(subscription, now)
  const closable = actor.kind !== 'operator' && (actor.kind !== 'job' || actor.memberId !== undefined)
  if (closable) {
    if (state === 'suspended') throw new AppError('agency_suspended')
    if (state === 'expired' && !changes.every(({ entity }) => ownMatters.has(entity))) throw new AppError('plan_expired', { endedAt: subscription.endsAt })
  }
  for (const limit of usageKinds) {
    const max = subscription.limits[limit]
    const more = changes.filter((change) => growing(change) === limit).length
    if (max === null || more === 0) continue
    const used = await countUsed(executor, actor.agencyId, limit)
    if (used > max) throw new AppError('plan_limit', { limit, max, used: used - more })
  }
}

/** Read once for all commands of a transaction. */
async function subscriptionHere(executor: Executor, agencyId: string): Promise<Subscription | null> {
  let read = subscriptions.get(executor)
  if (read === undefined) subscriptions.set(executor, (read = await subscriptionOf(executor, agencyId)))
  return read
}

const subscriptions = new WeakMap<Executor, Subscription | null>()
