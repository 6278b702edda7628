import { createHmac, timingSafeEqual } from 'node:crypto'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { AppError } from '../../shared/values/error.ts'
import type { Config, OidcConfig } from '../config.ts'
import { isTaken, createAccount, findAccount } from './accounts.ts'
import type { House } from '../house.ts'

export type ProviderName = 'google' | 'apple'
/** What a provider says of somebody, once it is proven that it says so. */
export type Person = { provider: ProviderName; subject: string; email: string | null; emailVerified: boolean; firstName: string; lastName: string }

declare module '../house.ts' {
  interface Services {
    readonly providers: Providers
  }
}
export type Providers = ReturnType<typeof openProviders>

/** How long a nonce that we gave may take to come back inside a token. */
const nonceLife = 10 * 60_000
const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() })

/**
 * Sign-in by Google or Apple. A token counts when its signature is by a key that the provider publishes now (OpenID Connect
 * Discovery), it is made out to us, by that issuer, in time, and holds a nonce that this house gave lately and nobody used.
 */
export function openProviders(house: Pick<House, 'config' | 'store' | 'clock' | 'random'>, key: Buffer) {
  const keys = new Map<string, Promise<{ issuer: string; keys: JWTVerifyGetKey }>>()

  async function discover({ issuer }: OidcConfig): Promise<{ issuer: string; keys: JWTVerifyGetKey }> {
    const known = keys.get(issuer)
    if (known) return known
    const found = (async () => {
      const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(8000) })
      const { issuer: says, jwks_uri: address } = discovery.parse(await response.json())
      return { issuer: says, keys: createRemoteJWKSet(new URL(address), { timeoutDuration: 8000, cooldownDuration: 30_000 }) }
    })()
    keys.set(issuer, found)
    try {
      return await found
    } catch (error) {
      // Not remembered: the next sign-in asks again.
      keys.delete(issuer)
      throw new AppError('identity_refused', { reason: 'provider' }, { cause: error })
    }
  }

  const sign = (text: string): string => createHmac('sha256', key).update(`nonce ${text}`).digest('base64url')

  return {
    /** For one sign-in: the client hands it to the provider, which puts it into the token. */
    nonce(): string {
      const text = `${house.clock().toString(36)}.${house.random(16).toString('base64url')}`
      return `${text}.${sign(text)}`
    },

    /** Throws `feature_off`, `identity_refused`. */
    async verify(provider: ProviderName, token: string): Promise<Person> {
      const config = (house.config satisfies Config)[provider]
      if (!config) throw new AppError('feature_off', { provider })
      const { issuer, keys: published } = await discover(config)
      let payload: JWTPayload
      try {
        ;({ payload } = await jwtVerify(token, published, {
          issuer: provider === 'google' ? [issuer, issuer.replace('https://', '')] : issuer, audience: [...config.clientIds], currentDate: new Date(house.clock()), clockTolerance: 30,
          algorithms: ['RS256', 'ES256'], requiredClaims: ['exp', 'iat', 'sub', 'nonce'],
        }))
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof TypeError) throw new AppError('identity_refused', {}, { cause: error })
        throw error
      }
      await this.spend(String(payload['nonce']))
      const text = (name: string): string => (typeof payload[name] === 'string' ? (payload[name] as string).trim().slice(0, 150) : '')
      return {
        provider, subject: payload.sub!, email: text('email').toLowerCase() || null, emailVerified: payload['email_verified'] === true || payload['email_verified'] === 'true',
        firstName: text('given_name') || text('name'), lastName: text('family_name'),
      }
    },

    /** A nonce is good once: it is kept until it would have ended anyway. */
    async spend(nonce: string): Promise<void> {
      const [at = '', random = '', signature = ''] = nonce.split('.')
      const [given, right] = [Buffer.from(signature), Buffer.from(sign(`${at}.${random}`))]
      const age = house.clock() - Number.parseInt(at, 36)
      if (given.length !== right.length || !timingSafeEqual(given, right) || !(age >= 0 && age < nonceLife)) throw new AppError('identity_refused', { reason: 'nonce' })
      const now = house.clock()
      const spent = await house.store.kysely.insertInto('idempotency').values({ scope: 'nonce', key: random, inputHash: '', status: 204, body: null, createdAt: now })
        .onConflict((conflict) => conflict.columns(['scope', 'key']).doNothing()).returning('key').executeTakeFirst()
      if (!spent) throw new AppError('identity_refused', { reason: 'nonce' })
    },
  }
}

/**
 * The account of somebody whom a provider has proven. Told by provider and subject; by e-mail only where both the provider and
 * we know that the address is his: an address alone would give anybody's account to whoever claims it.
 */
export async function accountOfPerson(house: House, person: Person, language: string): Promise<string> {
  const { kysely } = house.store
  const known = await kysely.selectFrom('identity').select('accountId').where('provider', '=', person.provider).where('subject', '=', person.subject).executeTakeFirst()
  if (known) return known.accountId
  if (!person.email || !person.emailVerified) throw new AppError('identity_refused', { reason: 'email' })
  const holder = await findAccount(house, person.email)
  if (holder && holder.verifiedAt === null) throw new AppError('identity_refused', { reason: 'unverified' })
  const account = holder ?? (await createAccount(house, { email: person.email, firstName: person.firstName, lastName: person.lastName, phone: null, password: null, language }))
  if (!holder) await kysely.updateTable('account').set({ verifiedAt: house.clock() }).where('id', '=', account.id).execute()
  try {
    await kysely.insertInto('identity').values({ provider: person.provider, subject: person.subject, accountId: account.id, email: person.email, createdAt: house.clock() }).execute()
  } catch (error) {
    if (!isTaken(error)) throw error
    return (await kysely.selectFrom('identity').select('accountId').where('provider', '=', person.provider).where('subject', '=', person.subject).executeTakeFirstOrThrow()).accountId
  }
  return account.id
}
