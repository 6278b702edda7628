import { AppError } from '../../shared/values/error.ts'
import { newId, say } from '../house.ts'
import type { House } from '../house.ts'
import { accountById, isTaken } from './accounts.ts'
import { audit } from './audit.ts'
import { forgetTokens, spendToken } from './links.ts'

/** A letter to `email`, whose link proves that the account's person reads it. */
export async function askForProof(house: House, account: { id: string; language: string | null }, email: string): Promise<void> {
  await house.services.post.send({ kind: 'verify', to: email, accountId: account.id, language: account.language ?? 'fr' })
}

/** Makes an account by `work`; where somebody has the address already he gets a letter, so that he knows somebody tried. */
export async function tellingHolder<T>(house: House, { email, language }: { email: string; language: string }, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && error.code === 'already_exists' && error.params['field'] === 'email') await house.services.post.send({ kind: 'emailTaken', to: email.toLowerCase(), accountId: null, language })
    throw error
  }
}

/**
 * The address of the link becomes the account's, proven. Also the memberships carry it: agencies write to their people there.
 * Throws `link_invalid`, `already_exists` where another account has proven the address meanwhile.
 */
export async function proveEmail(house: House, token: string, address: string): Promise<{ accountId: string; email: string }> {
  const { accountId, email } = await spendToken(house, 'verify', token)
  const account = await accountById(house, accountId)
  try {
    await house.store.kysely.updateTable('account').set({ email, verifiedAt: house.clock(), updatedAt: house.clock() }).where('id', '=', accountId).execute()
  } catch (error) {
    if (isTaken(error)) throw new AppError('already_exists', { field: 'email' })
    throw error
  }
  await forgetTokens(house, 'verify', accountId)
  if (account.email !== email) await tellAgencies(house, accountId, { email })
  await audit(house, { action: 'email.proven', accountId, address, detail: { changed: account.email !== email } })
  return { accountId, email }
}

/** What an account says of itself also stands in its agencies' rows, by a command like everything there. */
export async function tellAgencies(house: House, accountId: string, facts: { email?: string; name?: string; phone?: string | null }): Promise<void> {
  const memberships = await house.store.kysely.selectFrom('member').select(['agencyId', 'id']).where('accountId', '=', accountId).where('deletedAt', 'is', null).execute()
  for (const { agencyId, id } of memberships) {
    await say(house, { kind: 'job', agencyId, name: 'account' }, 'member.update', { id, patch: facts }, { commandId: newId(house) })
  }
}
