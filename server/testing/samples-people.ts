import { Secret, TOTP } from 'otpauth'
import type { OperationName } from '../api/index.ts'
import { createAccount } from '../identity/accounts.ts'
import { recordConsent } from '../identity/consents.ts'
import { makeToken } from '../identity/links.ts'
import { beginFactor } from '../identity/second-factor.ts'
import { another } from './things.ts'
import type { Asking, Sample } from './things.ts'
import { givePassword, testPassword } from './world.ts'

type Somebody = { id: string; email: string; sessionId: string; token?: string; refresh: string }

/** An account of its own for operations that change the caller, with a session; an anonymous caller stays one. */
export async function somebody({ world, caller }: Asking): Promise<Somebody> {
  const { house } = world.server
  const email = `${another()}@example.sn`
  const account = await createAccount(house, { email, firstName: 'Fatou', lastName: 'Sow', phone: null, password: null, language: 'fr' })
  await givePassword(house, account)
  const { id } = account
  if (caller === 'operator') await house.store.kysely.updateTable('account').set({ operator: 1 }).where('id', '=', id).execute()
  const { access, refresh, account: session } = await house.services.sessions.begin(id, { deviceName: 'Téléphone', userAgent: null, address: null })
  return { id, email, sessionId: session.sessionId, refresh, ...(caller === 'anonymous' ? {} : { token: access }) }
}

async function asSomebody(asking: Asking, sampleOf: (who: Somebody) => Omit<Sample, 'token'> = () => ({})): Promise<Sample> {
  const who = await somebody(asking)
  return { ...sampleOf(who), ...(who.token === undefined ? {} : { token: who.token }) }
}

export function codeOf(secret: string, now: number): string {
  return new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) }).generate({ timestamp: now })
}

async function providerToken({ world }: Asking): Promise<string> {
  return world.issuer.token({ sub: another(), email: `${another()}@example.sn`, email_verified: true, given_name: 'Aminata', family_name: 'Ba', nonce: world.server.house.services.providers.nonce() })
}

/** The person whom the matrix asks about: oneself where the caller is meant. */
const isAboutSelf = ({ world, agency, owner }: Asking): boolean => agency === world.ours && owner === world.ours.agent

export const peopleSamples = {
  'auth.verifyToken': async ({ world }: Asking) => ({ body: { token: world.client.token } }),
  'auth.verify': () => ({}),
  'auth.sessions': () => ({}),
  'auth.endSession': async (asking: Asking) => {
    const who = await somebody(asking)
    // A session of somebody else is not there for the caller.
    return isAboutSelf(asking) ? { params: { id: who.sessionId }, ...(who.token === undefined ? {} : { token: who.token }) } : { params: { id: who.sessionId } }
  },
  'auth.endOthers': (asking: Asking) => asSomebody(asking),
  'auth.factor': () => ({}),
  'auth.beginFactor': (asking: Asking) => asSomebody(asking, () => ({ body: { password: testPassword } })),
  'auth.confirmFactor': async (asking: Asking) => {
    const who = await somebody(asking)
    const { house } = asking.world.server
    const { secret } = await beginFactor(house, who)
    return { body: { code: codeOf(secret, house.clock()) }, ...(who.token === undefined ? {} : { token: who.token }) }
  },
  'auth.dropFactor': (asking: Asking) => asSomebody(asking, () => ({ body: { password: testPassword } })),
  'auth.nonce': () => ({}),
  'auth.google': async (asking: Asking) => ({ body: { id_token: await providerToken(asking) } }),
  'auth.apple': async (asking: Asking) => ({ body: { id_token: await providerToken(asking), user_data: { name: { firstName: 'Aminata', lastName: 'Ba' } } } }),
  'users.me': () => ({}),
  'users.updateMe': (asking: Asking) => asSomebody(asking, () => ({ body: { first_name: 'Aïda', phone: '77 123 45 67', bio: 'Conseillère', date_of_birth: '1990-05-04', preferred_contact_method: 'phone', timezone: 'Africa/Dakar' } })),
  'users.list': () => ({ query: { page_size: '5', search: 'diop' } }),
  'users.create': () => ({ body: { email: `${another()}@example.sn`, password: testPassword, password_confirm: testPassword, first_name: 'Moussa', last_name: 'Fall' } }),
  'users.get': ({ owner }: Asking) => ({ params: { id: owner.accountId } }),
  'users.update': ({ owner }: Asking) => ({ params: { id: owner.accountId }, body: { bio: 'Conseiller aux Almadies' } }),
  'users.close': async (asking: Asking) => {
    const { world, caller, owner } = asking
    if (!isAboutSelf(asking)) return { params: { id: owner.accountId } }
    if (caller === 'agent' || caller === 'manager' || caller === 'admin') return { params: { id: world.ours[caller].accountId } }
    const who = await somebody(asking)
    return { params: { id: who.id }, ...(who.token === undefined ? {} : { token: who.token }) }
  },
  'users.changePassword': (asking: Asking) => asSomebody(asking, () => ({ body: { old_password: testPassword, new_password: 'sept pirogues rouges', new_password_confirm: 'sept pirogues rouges' } })),
  'users.requestReset': ({ world }: Asking) => ({ body: { email: world.client.email } }),
  'users.confirmReset': async (asking: Asking) => {
    const who = await somebody(asking)
    const token = await makeToken(asking.world.server.house, 'reset', who.id, who.email)
    return { body: { uid: who.id, token, new_password: 'sept pirogues rouges', new_password_confirm: 'sept pirogues rouges' } }
  },
  'users.requestProof': () => ({}),
  'users.confirmProof': async (asking: Asking) => {
    const who = await somebody(asking)
    return { body: { token: await makeToken(asking.world.server.house, 'verify', who.id, who.email) } }
  },
  'users.changeEmail': (asking: Asking) => asSomebody(asking, () => ({ body: { email: `${another()}@example.sn`, password: testPassword } })),
  'users.consents': async (asking: Asking) => {
    const who = await somebody(asking)
    await recordConsent(asking.world.server.house, who.id, { purpose: 'privacy', given: true, source: 'test', address: '' })
    return who.token === undefined ? {} : { token: who.token }
  },
  'users.consent': () => ({ body: { purpose: 'marketing', given: true } }),
  'profiles.list': () => ({}),
  'profiles.get': ({ owner }: Asking) => ({ params: { id: owner.accountId } }),
} satisfies Partial<Record<OperationName, (asking: Asking) => Sample | Promise<Sample>>>
