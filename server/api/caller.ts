import type { Actor, Role } from '../../shared/values/actor.ts'
import { AppError } from '../../shared/values/error.ts'

/** Who asks, as read from the token and then from the database: a role taken away counts from the next request on. */
export type Anonymous = { readonly kind: 'anonymous' }
export type Account = {
  readonly kind: 'account'
  readonly accountId: string
  readonly sessionId: string
  readonly email: string
  readonly username: string
  readonly operator: boolean
  readonly verified: boolean
  readonly member: { readonly agencyId: string; readonly memberId: string; readonly role: Role } | null
  /** Its agency is suspended: until that ends a member sees what everybody sees, and no more. */
  readonly suspended: boolean
}
export type Caller = Anonymous | Account

export type CallerRole = Role | 'client' | 'operator'
export const roleOf = (account: Account): CallerRole => account.member?.role ?? (account.operator ? 'operator' : 'client')

/** The actor of commands and queries. A client and a stranger belong to no agency: the agency is that of what they touch. */
export function actorOf(caller: Caller, agencyId = ''): Actor {
  if (caller.kind === 'anonymous') return { kind: 'anonymous', agencyId }
  if (caller.member && !caller.suspended) return { kind: 'member', ...caller.member }
  return { kind: 'client', agencyId, accountId: caller.accountId, contactIds: [] }
}

export const memberActor = (caller: { member: NonNullable<Account['member']> }): Actor & { kind: 'member' } => ({ kind: 'member', ...caller.member })

/** The operator inside one agency. The reason is written down with what he does. */
export const operatorActor = (caller: Account, agencyId: string, reason: string): Actor => ({ kind: 'operator', agencyId, accountId: caller.accountId, reason })

/** Throws `not_signed_in`, `forbidden`, `agency_suspended`. */
export function mayCall(caller: Caller, access: 'anyone' | 'account' | 'member' | 'operator', action: string): void {
  if (access === 'anyone') return
  if (caller.kind === 'anonymous') throw new AppError('not_signed_in')
  if (access === 'member' && caller.suspended) throw new AppError('agency_suspended')
  if ((access === 'member' && !caller.member) || (access === 'operator' && !caller.operator)) throw new AppError('forbidden', { action })
}
