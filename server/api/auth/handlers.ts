import type { Request } from 'express'
import { emailSchema } from '../../../shared/modules/auth/model.ts'
import { AppError } from '../../../shared/values/error.ts'
import { accountById, createAccount, findAccount } from '../../identity/accounts.ts'
import type { AccountRow } from '../../identity/accounts.ts'
import { audit } from '../../identity/audit.ts'
import { recordConsent } from '../../identity/consents.ts'
import { provePassword } from '../../identity/passwords.ts'
import { accountOfPerson } from '../../identity/providers.ts'
import type { ProviderName } from '../../identity/providers.ts'
import { beginFactor, checkFactor, confirmFactor, dropFactor, factorState } from '../../identity/second-factor.ts'
import { askForProof, tellingHolder } from '../../identity/verification.ts'
import type { House } from '../../house.ts'
import { invalid, invalidField, translate } from '../../http/errors.ts'
import { roleOf } from '../caller.ts'
import type { Call, HandlersOf } from '../operation.ts'
import { phoneOf } from '../users/handlers.ts'
import { isoOf } from '../values.ts'
import type { authContract } from './contract.ts'
import { presentBriefUser } from './presenters.ts'

export const authHandlers: HandlersOf<typeof authContract> = {
  'auth.register': async ({ house, body, language, address, request }) => {
    if (body.password !== body.password_confirm) throw invalidField('password_confirm', 'mismatch')
    const made = await register(house, { email: body.email, firstName: body.first_name, lastName: body.last_name, phone: phoneOf(body.phone), password: body.password, language })
    for (const [purpose, given] of [['privacy', body.privacy_consent], ['marketing', body.marketing_consent]] as const)
      if (given) await recordConsent(house, made.id, { purpose, given, source: 'register', address })
    const { account, access, refresh } = await house.services.sessions.begin(made.id, deviceOf(request, body.device_name, address))
    await audit(house, { action: 'account.registered', accountId: made.id, sessionId: account.sessionId, address })
    return { message: translate(language)('server.registered'), user: presentBriefUser(made, 'client'), refresh, access }
  },

  'auth.login': async ({ house, body, address, request }) => {
    const named = body.email ?? body.username
    if (!named) throw invalid([{ path: 'email', problem: 'required' }])
    const known = await findAccount(house, named)
    // Somebody unknown takes as long and is counted like everybody else: the answer tells nothing about who has an account.
    const { accountId, mustChange } = await house.services.credentials.check(known?.email ?? strangerFor(named), body.password, () => checkFactor(house, known!, body.code))
    const row = await accountById(house, accountId)
    return { ...(await signIn(house, row, deviceOf(request, body.device_name, address))), must_change_password: mustChange }
  },

  'auth.refresh': async ({ house, body }) => {
    const { access, refresh } = await house.services.sessions.refresh(body.refresh)
    return { access, refresh }
  },

  'auth.logout': async ({ house, caller, body, language }) => {
    const named = body.refresh === undefined ? null : await house.services.sessions.sessionOfRefresh(body.refresh)
    await house.services.sessions.end(named?.accountId === caller.accountId ? named.id : caller.sessionId, 'signed_out')
    return { message: translate(language)('server.signedOut') }
  },

  'auth.verifyToken': async ({ house, body }) => {
    await house.services.sessions.callerOf(body.token)
    return {}
  },
  // `staff` and `superuser` are words of the replaced system: who manages an agency, and who runs the platform.
  'auth.verify': async ({ caller }) => ({
    valid: true, user_id: caller.accountId, username: caller.username, is_staff: caller.operator || (caller.member !== null && caller.member.role !== 'agent'), is_superuser: caller.operator,
  }),

  'auth.sessions': async ({ house, caller }) => (await house.services.sessions.list(caller.accountId)).map((one) => ({
    id: one.id, device_name: one.deviceName, user_agent: one.userAgent, address: one.address, created_at: isoOf(one.createdAt), used_at: isoOf(one.usedAt), current: one.id === caller.sessionId,
  })),
  'auth.endSession': async ({ house, caller, params, address }) => {
    const mine = await house.services.sessions.list(caller.accountId)
    if (!mine.some(({ id }) => id === params.id)) throw new AppError('not_found', { entity: 'session', id: params.id })
    await house.services.sessions.end(params.id, 'revoked')
    await audit(house, { action: 'session.ended', accountId: caller.accountId, sessionId: caller.sessionId, target: params.id, address })
    return null
  },
  'auth.endOthers': async ({ house, caller, language, address }) => {
    await house.services.sessions.endAll(caller.accountId, 'revoked', caller.sessionId)
    await audit(house, { action: 'session.othersEnded', accountId: caller.accountId, sessionId: caller.sessionId, address })
    return { message: translate(language)('server.othersSignedOut') }
  },

  'auth.factor': async ({ house, caller }) => {
    const { enabled, recoveryCodesLeft } = await factorState(house, caller.accountId)
    return { enabled, recovery_codes_left: recoveryCodesLeft }
  },
  'auth.beginFactor': async ({ house, caller, body }) => {
    const account = await accountById(house, caller.accountId)
    await provePassword(house, account, body.password, 'password')
    const { secret, uri } = await beginFactor(house, account)
    return { secret, otpauth_url: uri }
  },
  'auth.confirmFactor': async ({ house, caller, body, language, address }) => {
    const codes = await confirmFactor(house, await accountById(house, caller.accountId), body.code)
    await audit(house, { action: 'factor.on', accountId: caller.accountId, sessionId: caller.sessionId, address })
    return { message: translate(language)('server.factorOn'), recovery_codes: codes }
  },
  'auth.dropFactor': async ({ house, caller, body, language, address }) => {
    await provePassword(house, await accountById(house, caller.accountId), body.password, 'password')
    await dropFactor(house, caller.accountId)
    await audit(house, { action: 'factor.off', accountId: caller.accountId, sessionId: caller.sessionId, address })
    return { message: translate(language)('server.factorOff') }
  },

  'auth.nonce': async ({ house }) => ({ nonce: house.services.providers.nonce() }),
  'auth.google': async (call) => signInBy('google', call, {}),
  'auth.apple': async (call) => {
    const { firstName, lastName } = call.body.user_data?.name ?? {}
    return signInBy('apple', call, { firstName: firstName ?? '', lastName: lastName ?? '' })
  },
}

/** The address is proven by a letter; whoever has it already gets one too, so that he knows somebody tried. */
export async function register(house: House, given: Parameters<typeof createAccount>[1]): Promise<AccountRow> {
  const made = await tellingHolder(house, given, () => createAccount(house, given))
  await askForProof(house, made, made.email)
  return made
}

type Device = { deviceName: string | null; userAgent: string | null; address: string | null }

/** A session for somebody whose identity was proven. Throws `account_disabled`. */
async function signIn(house: House, row: AccountRow, device: Device) {
  if (row.inactive === 1) throw new AppError('account_disabled')
  const { account, access, refresh } = await house.services.sessions.begin(row.id, device)
  await audit(house, { action: 'session.begun', accountId: row.id, sessionId: account.sessionId, address: device.address })
  return { refresh, access, user: presentBriefUser(row, roleOf(account)) }
}

type ProviderBody = { id_token: string; code: string | null; device_name: string | null }

async function signInBy(provider: ProviderName, { house, body, language, request, address }: Call<unknown, unknown, ProviderBody>, names: { firstName?: string; lastName?: string }) {
  const person = await house.services.providers.verify(provider, body.id_token)
  const told = { ...person, firstName: person.firstName || (names.firstName ?? ''), lastName: person.lastName || (names.lastName ?? '') }
  const row = await accountById(house, await accountOfPerson(house, told, language))
  await checkFactor(house, row, body.code)
  return { message: translate(language)('server.signedIn'), ...(await signIn(house, row, deviceOf(request, body.device_name, address))) }
}

export function deviceOf(request: Request, deviceName: string | null, address: string): Device {
  return { deviceName, userAgent: request.get('user-agent')?.slice(0, 300) ?? null, address: address || null }
}

/** An address that nobody can have, for a username that nobody has and for what is no address. */
const strangerFor = (named: string): string => (emailSchema.safeParse(named).success ? named : `nobody.${named.replaceAll(/[\s@]/g, '').slice(0, 200)}@nobody.invalid`)
