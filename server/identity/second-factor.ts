import { sha256 } from '../../shared/command/canonical.ts'
import { Secret, TOTP } from 'otpauth'
import { AppError } from '../../shared/values/error.ts'
import type { House } from '../house.ts'
import { seal, unseal } from './seal.ts'

/** Time-based one-time passwords (RFC 6238): six digits, thirty seconds, one step of tolerance either way. */
const period = 30
const digits = 6
const codesGiven = 10
const sixDigits = /^\d{6}$/

const totpOf = (secret: string, email: string): TOTP => new TOTP({ issuer: 'Digit-Hab', label: email, algorithm: 'SHA1', digits, period, secret: Secret.fromBase32(secret) })
const hashOf = (accountId: string, code: string): string => sha256(`${accountId} ${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`)

/** A new secret, not yet asked for: `confirmFactor` proves that the application has it. An unfinished one is replaced. */
export async function beginFactor(house: House, account: { id: string; email: string }): Promise<{ secret: string; uri: string }> {
  const known = await factorOf(house, account.id)
  if (known?.confirmedAt) throw new AppError('already_exists', { field: 'second_factor' })
  const secret = new Secret({ buffer: new Uint8Array(house.random(20)).buffer }).base32
  const row = { secret: seal(house.services.secrets.secondFactors, account.id, secret, house.random), createdAt: house.clock(), confirmedAt: null, lastStep: null }
  await house.store.kysely.insertInto('secondFactor').values({ accountId: account.id, ...row }).onConflict((conflict) => conflict.column('accountId').doUpdateSet(row)).execute()
  return { secret, uri: totpOf(secret, account.email).toString() }
}

/** From now on a sign-in asks for a code. Gives the recovery codes, which are shown this once. Throws `code_wrong`. */
export async function confirmFactor(house: House, account: { id: string; email: string }, code: string): Promise<string[]> {
  const known = await factorOf(house, account.id)
  if (!known || known.confirmedAt) throw new AppError('code_wrong')
  await spend(house, account, known.secret, code)
  await house.store.kysely.updateTable('secondFactor').set({ confirmedAt: house.clock() }).where('accountId', '=', account.id).execute()
  const codes = Array.from({ length: codesGiven }, () => house.random(6).toString('hex').replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3'))
  await house.store.kysely.deleteFrom('recoveryCode').where('accountId', '=', account.id).execute()
  await house.store.kysely.insertInto('recoveryCode').values(codes.map((one) => ({ accountId: account.id, hash: hashOf(account.id, one), usedAt: null }))).execute()
  return codes
}

export async function factorState(house: House, accountId: string): Promise<{ enabled: boolean; recoveryCodesLeft: number }> {
  const enabled = Boolean((await factorOf(house, accountId))?.confirmedAt)
  const { n } = await house.store.kysely.selectFrom('recoveryCode').select((row) => row.fn.countAll<number>().as('n')).where('accountId', '=', accountId).where('usedAt', 'is', null).executeTakeFirstOrThrow()
  return { enabled, recoveryCodesLeft: Number(n) }
}

/** At sign-in: nothing where no factor is on. Throws `code_needed`, `code_wrong`. A recovery code works once in place of a code. */
export async function checkFactor(house: House, account: { id: string; email: string }, code: string | null): Promise<void> {
  const known = await factorOf(house, account.id)
  if (!known?.confirmedAt) return
  if (code === null) throw new AppError('code_needed')
  if (sixDigits.test(code.replaceAll(/\s/g, ''))) return spend(house, account, known.secret, code)
  const used = await house.store.kysely.updateTable('recoveryCode').set({ usedAt: house.clock() }).where('accountId', '=', account.id).where('hash', '=', hashOf(account.id, code)).where('usedAt', 'is', null).returning('hash').executeTakeFirst()
  if (!used) throw new AppError('code_wrong')
}

export async function dropFactor(house: House, accountId: string): Promise<void> {
  await house.store.kysely.deleteFrom('secondFactor').where('accountId', '=', accountId).execute()
  await house.store.kysely.deleteFrom('recoveryCode').where('accountId', '=', accountId).execute()
}

async function factorOf(house: House, accountId: string) {
  return house.store.kysely.selectFrom('secondFactor').selectAll().where('accountId', '=', accountId).executeTakeFirst()
}

/** A code is good once: the step it belongs to must be later than the last that was used. */
async function spend(house: House, { id, email }: { id: string; email: string }, sealed: string, code: string): Promise<void> {
  const typed = code.replaceAll(/\s/g, '')
  // Anything else makes the library throw.
  if (!sixDigits.test(typed)) throw new AppError('code_wrong')
  const secret = unseal(house.services.secrets.secondFactors, id, sealed)
  const delta = totpOf(secret, email).validate({ token: typed, timestamp: house.clock(), window: 1 })
  if (delta === null) throw new AppError('code_wrong')
  const step = Math.floor(house.clock() / 1000 / period) + delta
  const taken = await house.store.kysely.updateTable('secondFactor').set({ lastStep: step }).where('accountId', '=', id).where((row) => row.or([row('lastStep', 'is', null), row('lastStep', '<', step)])).returning('accountId').executeTakeFirst()
  if (!taken) throw new AppError('code_wrong')
}
