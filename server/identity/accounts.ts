import { AppError } from '../../shared/values/error.ts'
import { emailSchema } from '../../shared/modules/auth/model.ts'
import type { PlatformTables } from '../../shared/database/schema-platform.ts'
import { newId } from '../house.ts'
import type { House } from '../house.ts'

export type AccountRow = PlatformTables['account']
export type NewAccount = { email: string; firstName: string; lastName: string; phone: string | null; password: string | null; language: string; /** Somebody else chose the password. */ mustChange?: boolean }

/** What a person is called where one name is shown. */
export const fullName = (person: { firstName: string | null; lastName: string | null; username?: string | null; email?: string }): string =>
  [person.firstName, person.lastName].filter(Boolean).join(' ') || person.username || person.email || ''

/** Makes an account; throws `already_exists` {field: email}, `weak_password` {why}. E-mails are compared without case. */
export async function createAccount(house: House, given: NewAccount): Promise<AccountRow> {
  const { kysely } = house.store
  const email = emailSchema.parse(given.email)
  const id = newId(house)
  const now = house.clock()
  const name = fullName({ ...given, email }) || email
  if (await kysely.selectFrom('account').select('id').where('email', '=', email).executeTakeFirst()) throw new AppError('already_exists', { field: 'email' })
  if (given.password !== null) await house.services.credentials.set(id, { email, name }, given.password, { mustChange: given.mustChange ?? false })
  const row = { email, name, firstName: given.firstName || null, lastName: given.lastName || null, phone: given.phone, language: given.language, updatedAt: now }
  const values = { id, createdAt: now, ...row }
  await kysely.insertInto('account').values({ ...values, signIns: 0 }).onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute()
  await giveUsername(house, id, email)
  return accountById(house, id)
}

/** The local part of the e-mail, and a number where somebody has it: as the replaced system made them. */
async function giveUsername(house: House, id: string, email: string): Promise<void> {
  const stem = email.split('@')[0]!.slice(0, 140)
  for (let n = 0; n < 20; n++) {
    const username = n === 0 ? stem : n < 10 ? `${stem}${n}` : `${stem}${house.random(3).toString('hex')}`
    try {
      await house.store.kysely.updateTable('account').set({ username }).where('id', '=', id).execute()
      return
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  throw new AppError('already_exists', { field: 'username' })
}

/** Whether a unique index refused a row, on either database. */
export function isTaken(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown }
    if (code === '23505' || (typeof code === 'string' && code.startsWith('SQLITE_CONSTRAINT'))) return true
  }
  return false
}

/** Throws `not_found`. */
export async function accountById(house: House, id: string): Promise<AccountRow> {
  const row = await house.store.kysely.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'account', id })
  return row
}

/** By e-mail, or by username where there is no @. */
export async function findAccount(house: House, emailOrUsername: string): Promise<AccountRow | null> {
  const by = emailOrUsername.trim().toLowerCase()
  return (await house.store.kysely.selectFrom('account').selectAll().where(by.includes('@') ? 'email' : 'username', '=', by).executeTakeFirst()) ?? null
}
