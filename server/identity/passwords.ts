import { requireStrong } from '../../shared/modules/auth/credentials.ts'
import { AppError } from '../../shared/values/error.ts'
import { invalidField } from '../http/errors.ts'
import type { House } from '../house.ts'
import { accountById } from './accounts.ts'
import type { AccountRow } from './accounts.ts'
import { audit } from './audit.ts'
import { forgetTokens, readToken, spendToken } from './links.ts'

/**
 * A letter with a link, if somebody has this address. Whoever asks is answered alike in any case, and in the same time: the
 * account is looked up when the letter goes out.
 */
export async function askForReset(house: House, email: string, language: string): Promise<void> {
  await house.services.post.send({ kind: 'reset', to: email, accountId: null, language })
}

/** The password behind a link of a letter. Throws `link_invalid`, `weak_password` {why}: then the link stays good. */
export async function resetPassword(house: House, token: string, password: string, address: string): Promise<void> {
  const { accountId } = await readToken(house, 'reset', token)
  const account = await accountById(house, accountId)
  if (account.inactive === 1) throw new AppError('link_invalid')
  requireStrong(account, password)
  await spendToken(house, 'reset', token)
  await house.services.credentials.set(accountId, account, password, { mustChange: false })
  await forgetTokens(house, 'reset', accountId)
  // Who reads the mail of the address has proven it.
  await house.store.kysely.updateTable('account').set({ verifiedAt: house.clock() }).where('id', '=', accountId).where('verifiedAt', 'is', null).execute()
  await changed(house, account, null, address)
}

/** Throws `invalid_input` for a wrong old password, `account_locked`, `weak_password`. The caller's own session goes on. */
export async function changePassword(house: House, caller: { accountId: string; sessionId: string }, given: { old: string; fresh: string }, address: string): Promise<void> {
  const account = await accountById(house, caller.accountId)
  await provePassword(house, account, given.old, 'old_password')
  await house.services.credentials.set(account.id, account, given.fresh, { mustChange: false })
  await changed(house, account, caller.sessionId, address)
}

/**
 * A password that somebody else chose, to be changed by its owner when he signs in. Throws `weak_password` {why}, and `forbidden` for
 * whoever runs the platform: an agency does not come to that by its team.
 */
export async function givePassword(house: House, caller: { accountId: string; sessionId: string }, accountId: string, fresh: string, { agencyId, address }: { agencyId: string; address: string }): Promise<void> {
  const account = await accountById(house, accountId)
  if (account.operator === 1) throw new AppError('forbidden', { action: 'team.setPassword' })
  await house.services.credentials.set(account.id, account, fresh, { mustChange: true })
  await house.services.sessions.endAll(account.id, 'password_changed', account.id === caller.accountId ? caller.sessionId : null)
  await audit(house, { action: 'password.given', accountId: caller.accountId, sessionId: caller.sessionId, agencyId, target: account.id, address })
  await house.services.post.send({ kind: 'passwordChanged', to: account.email, accountId: account.id, language: account.language ?? 'fr' })
}

/** Asked again before something that a found telephone must not be able to do. Throws `invalid_input` {field}, `account_locked`. */
export async function provePassword(house: House, account: Pick<AccountRow, 'email'>, password: string, field: string): Promise<void> {
  try {
    await house.services.credentials.check(account.email, password)
  } catch (error) {
    // A 401 would tell the client that its session is over.
    if (error instanceof AppError && error.code === 'wrong_password') throw invalidField(field, 'password_wrong')
    throw error
  }
}

async function changed(house: House, account: AccountRow, exceptSession: string | null, address: string): Promise<void> {
  await house.services.sessions.endAll(account.id, 'password_changed', exceptSession)
  await audit(house, { action: 'password.changed', accountId: account.id, sessionId: exceptSession, address })
  await house.services.post.send({ kind: 'passwordChanged', to: account.email, accountId: account.id, language: account.language ?? 'fr' })
}
