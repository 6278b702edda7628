import { AppError } from '../../shared/values/error.ts'
import { emailSchema } from '../../shared/modules/auth/model.ts'
import type { PlatformTables } from '../../shared/database/schema-platform.ts'
import { newId, within } from '../house.ts'
import type { House } from '../house.ts'

export type AccountRow = PlatformTables['account']
export type NewAccount = { email: string; firstName: string; lastName: string; phone: string | null; password: string | null; language: string; /** Somebody else chose the password. */ mustChange?: boolean }

/** What a person is called where one name is shown. */
export const fullName = (person: { firstName: string | null; lastName: string | null; username?: string | null; email?: string }): string =>
  [person.firstName, person.lastName].filter(Boolean).join(' ') || person.username || person.email || ''

/** A person who is about to have an account: the password hashed already, because that takes a while. */
export type ComingAccount = Omit<NewAccount, 'password'> & { id: string; name: string; passwordHash: string | null; mustChange: boolean }

/** Throws `invalid_input` for what is no e-mail, `weak_password` {why}. */
export async function prepareAccount(house: House, given: NewAccount): Promise<ComingAccount> {
  const { password, mustChange = false, ...person } = given
  const read = emailSchema.safeParse(given.email)
  if (!read.success) throw new AppError('invalid_input', { fields: [{ path: 'email', problem: 'invalid_format' }] })
  const email = read.data
  const name = fullName({ ...given, email }) || email
  return { ...person, email, name, id: newId(house), passwordHash: password === null ? null : await house.services.credentials.hashOf({ email, name }, password), mustChange }
}

/** Writes it, in the transaction of `inside`. Throws `already_exists` {field: email}; e-mails are compared without case. */
export async function insertAccount(inside: House, coming: ComingAccount): Promise<AccountRow> {
  const { kysely } = inside.store
  const { id, email, name, phone, language } = coming
  if (await kysely.selectFrom('account').select('id').where('email', '=', email).executeTakeFirst()) throw new AppError('already_exists', { field: 'email' })
  const now = inside.clock()
  await kysely.insertInto('account').values({
    id, email, name, phone, language, firstName: coming.firstName || null, lastName: coming.lastName || null, username: await freeUsername(inside, email), createdAt: now, updatedAt: now, signIns: 0,
  }).execute()
  if (coming.passwordHash !== null) await inside.services.credentials.keep(kysely, id, coming.passwordHash, coming)
  return accountById(inside, id)
}

/** Makes an account; throws `already_exists` {field: email}, `weak_password` {why}. */
export async function createAccount(house: House, given: NewAccount): Promise<AccountRow> {
  const coming = await prepareAccount(house, given)
  return againIfTaken(() => house.store.kysely.transaction().execute((executor) => insertAccount(within(house, executor), coming)))
}

/** Two who take one e-mail or username at once: the second looks again, and is told in words or gets another username. */
export async function againIfTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isTaken(error)) throw error
    return work()
  }
}

/** The local part of the e-mail, and a number where somebody has it: as the replaced system made them. */
async function freeUsername({ store, random }: House, email: string): Promise<string> {
  const stem = email.split('@')[0]!.slice(0, 140)
  const wanted = [stem, ...Array.from({ length: 9 }, (_, n) => `${stem}${n + 1}`)]
  const taken = new Set((await store.kysely.selectFrom('account').select('username').where('username', 'in', wanted).execute()).map(({ username }) => username))
  return wanted.find((one) => !taken.has(one)) ?? `${stem}${random(6).toString('hex')}`
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
export async function accountById(house: Pick<House, 'store'>, id: string): Promise<AccountRow> {
  const row = await house.store.kysely.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'account', id })
  return row
}

/** By e-mail, or by username where there is no @. */
export async function findAccount(house: House, emailOrUsername: string): Promise<AccountRow | null> {
  const by = emailOrUsername.trim().toLowerCase()
  return (await house.store.kysely.selectFrom('account').selectAll().where(by.includes('@') ? 'email' : 'username', '=', by).executeTakeFirst()) ?? null
}
