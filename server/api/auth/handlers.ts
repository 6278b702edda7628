import type { Request } from 'express'
import { emailSchema } from '../../../shared/modules/auth/model.ts'
import { AppError } from '../../../shared/values/error.ts'
import { invalid, invalidField, translate } from '../../http/errors.ts'
import { accountById, createAccount, findAccount } from '../../identity/accounts.ts'
import { audit } from '../../identity/audit.ts'
import { roleOf } from '../caller.ts'
import type { Account } from '../caller.ts'
import type { House } from '../../house.ts'
import type { HandlersOf } from '../operation.ts'
import type { authContract } from './contract.ts'
import { presentBriefUser, presentUser } from './presenters.ts'

export const authHandlers: HandlersOf<typeof authContract> = {
  'auth.register': async ({ house, body, language, address, request }) => {
    if (body.password !== body.password_confirm) throw invalidField('password_confirm', 'mismatch')
    const made = await createAccount(house, { email: body.email, firstName: body.first_name, lastName: body.last_name, phone: body.phone, password: body.password, language })
    const { account, access, refresh } = await house.services.sessions.begin(made.id, deviceOf(request, body.device_name, address))
    await audit(house, { action: 'account.registered', accountId: made.id, sessionId: account.sessionId, address })
    return { message: translate(language)('server.registered'), user: presentBriefUser(made, 'client'), refresh, access }
  },

  'auth.login': async ({ house, body, address, request }) => {
    const named = body.email ?? body.username
    if (!named) throw invalid([{ path: 'email', problem: 'required' }])
    const known = await findAccount(house, named)
    // Somebody unknown takes as long and is counted like everybody else: the answer tells nothing about who has an account.
    const { accountId } = await house.services.credentials.check(known?.email ?? strangerFor(named), body.password)
    const row = await accountById(house, accountId)
    if (row.inactive === 1) throw new AppError('account_disabled')
    const { account, access, refresh } = await house.services.sessions.begin(accountId, deviceOf(request, body.device_name, address))
    await audit(house, { action: 'session.begun', accountId, sessionId: account.sessionId, address })
    return { refresh, access, user: presentBriefUser(row, roleOf(account)) }
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

  'auth.me': async ({ house, caller }) => userOf(house, caller),
}

async function userOf(house: House, account: Account) {
  const row = await accountById(house, account.accountId)
  const agency = account.member ? await house.reading.kysely.selectFrom('agency').select('name').where('agencyId', '=', account.member.agencyId).where('id', '=', account.member.agencyId).executeTakeFirst() : undefined
  return presentUser(row, { account, agencyName: agency?.name ?? null, avatar: null })
}

function deviceOf(request: Request, deviceName: string | null, address: string) {
  return { deviceName, userAgent: request.get('user-agent')?.slice(0, 300) ?? null, address: address || null }
}

/** An address that nobody can have, for a username that nobody has and for what is no address. */
const strangerFor = (named: string): string => (emailSchema.safeParse(named).success ? named : `nobody.${named.replaceAll(/[\s@]/g, '').slice(0, 200)}@nobody.invalid`)
