import { receivePhoto } from '../../shared/files/receive.ts'
import { AppError } from '../../shared/values/error.ts'
import type { ReceivedFile } from '../api/operation.ts'
import { peopleAgency } from '../files/open-files.ts'
import type { House } from '../house.ts'
import { accountById, fullName, isTaken } from './accounts.ts'
import type { AccountRow } from './accounts.ts'
import { audit } from './audit.ts'
import { dropFactor } from './second-factor.ts'
import { tellAgencies } from './verification.ts'

export type AboutMe = Partial<Pick<AccountRow, 'username' | 'firstName' | 'lastName' | 'phone' | 'bio' | 'birthDate' | 'contactMethod' | 'language' | 'zone' | 'avatarSha256'>>

/** What somebody changes about himself. Throws `already_exists` {field: username}. */
export async function updateAbout(house: House, account: AccountRow, facts: AboutMe): Promise<AccountRow> {
  const name = fullName({ ...account, ...facts }) || account.email
  try {
    await house.store.kysely.updateTable('account').set({ ...facts, name, updatedAt: house.clock() }).where('id', '=', account.id).execute()
  } catch (error) {
    if (isTaken(error)) throw new AppError('already_exists', { field: 'username' })
    throw error
  }
  const told = { ...(name === account.name ? {} : { name }), ...(facts.phone === undefined || facts.phone === account.phone ? {} : { phone: facts.phone }) }
  if (Object.keys(told).length) await tellAgencies(house, account.id, told)
  return accountById(house, account.id)
}

/** A picture of a person, cleaned like every photo, under the people of the platform. Gives its content address. */
export async function keepAvatar(house: House, file: Pick<ReceivedFile, 'path' | 'name'>): Promise<string> {
  return (await receivePhoto(house.services.blobs, peopleAgency, file)).sha256
}

/**
 * Closes somebody's own account and forgets who it was; what an agency keeps of him as its client is the agency's to answer for.
 * Throws `member_of_agency`: whoever works in one is taken out of it first.
 */
export async function forgetAccount(house: House, accountId: string, address: string): Promise<void> {
  const { kysely } = house.store
  const works = await kysely.selectFrom('member').select('id').where('accountId', '=', accountId).where('active', '=', 1).where('deletedAt', 'is', null).executeTakeFirst()
  if (works) throw new AppError('member_of_agency')
  await house.services.sessions.endAll(accountId, 'signed_out')
  await dropFactor(house, accountId)
  await kysely.deleteFrom('identity').where('accountId', '=', accountId).execute()
  await kysely.deleteFrom('favourite').where('accountId', '=', accountId).execute()
  await kysely.deleteFrom('mail').where('accountId', '=', accountId).execute()
  await kysely.updateTable('account').set({
    email: `${accountId}@closed.invalid`, name: '', username: null, firstName: null, lastName: null, phone: null, bio: null, birthDate: null, contactMethod: null, avatarSha256: null, inactive: 1, verifiedAt: null,
    updatedAt: house.clock(),
  }).where('id', '=', accountId).execute()
  await audit(house, { action: 'account.closed', accountId, address })
}
