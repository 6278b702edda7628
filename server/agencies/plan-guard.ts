import type { Change } from '../../shared/command/change.ts'
import type { Guard } from '../../shared/command/dispatch.ts'
import { countUsed, usageKinds } from '../../shared/modules/core/index.ts'
import type { UsageKind } from '../../shared/modules/core/index.ts'
import { AppError } from '../../shared/values/error.ts'
import { standingOf, subscriptionOf } from './subscriptions.ts'

const entities: Readonly<Record<string, UsageKind>> = { member: 'agents', property: 'properties', contact: 'clients' }

/** Whether a change may make one more: a row made or brought back, or somebody let in again. */
function growing(change: Change): UsageKind | null {
  const kind = entities[change.entity] ?? null
  return change.kind === 'create' || change.kind === 'restore' || (change.entity === 'member' && change.patch['active'] === true) ? kind : null
}

/**
 * What an agency's subscription allows, judged over what a command changed and not over its name: a property counts whether a form,
 * an import, an undo or a sync made it. Under the agency's lock nobody else adds one meanwhile, so that a plain count is exact.
 * An agency without subscription is no guest of the platform. The operator may act on one that is closed.
 */
export const planGuard: Guard = async ({ executor, actor, now, changes }) => {
  const subscription = await subscriptionOf(executor, actor.agencyId)
  if (!subscription) return
  const standing = standingOf(subscription, now)
  if (actor.kind !== 'operator') {
    if (standing === 'suspended') throw new AppError('agency_suspended')
    if (standing === 'expired') throw new AppError('plan_expired', { endedAt: subscription.endsAt })
  }
  for (const limit of usageKinds) {
    const max = subscription.limits[limit]
    const more = changes.filter((change) => growing(change) === limit).length
    if (max === null || more === 0) continue
    const used = await countUsed(executor, actor.agencyId, limit)
    if (used > max) throw new AppError('plan_limit', { limit, max, used: used - more })
  }
}
