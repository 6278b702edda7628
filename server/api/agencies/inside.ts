import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import { sayAll } from '../../house.ts'
import type { House } from '../../house.ts'
import { invalidField } from '../../http/errors.ts'
import { audit } from '../../identity/audit.ts'
import { operatorActor } from '../caller.ts'
import type { Account } from '../caller.ts'

/**
 * Who acts inside one agency: a member of it, or the operator, who says why. Throws `forbidden` for clients, `not_found` for people
 * of other agencies, `agency_suspended`.
 */
export function insideActor(caller: Account, agencyId: string, reason: string): Actor {
  if (caller.member?.agencyId === agencyId) {
    if (caller.suspended) throw new AppError('agency_suspended')
    return { kind: 'member', ...caller.member }
  }
  if (caller.member) throw new AppError('not_found', { entity: 'agency', id: agencyId })
  if (caller.operator) return operatorActor(caller, agencyId, reason)
  throw new AppError('forbidden', { action: 'agency.get' })
}

/**
 * One command inside an agency. The operator acts with a reason, which is written down with it. Throws `invalid_input` where he
 * says none.
 */
export async function inside(house: House, caller: Account, actor: Actor, act: { name: string; input: unknown; target: string; address: string }): Promise<void> {
  if (actor.kind === 'operator' && actor.reason === '') throw invalidField('reason', 'required')
  await sayAll(house, actor.agencyId, [{ actor, name: act.name, input: act.input }], {
    deviceId: caller.sessionId,
    ...(actor.kind === 'operator'
      ? { besides: (within) => audit(within, { action: act.name, accountId: caller.accountId, sessionId: caller.sessionId, agencyId: actor.agencyId, target: act.target, reason: actor.reason, address: act.address }) }
      : {}),
  })
}
