import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestServer } from '../testing/open.ts'
import type { TestServer } from '../testing/open.ts'

const returnTo = 'https://app.example.sn/signed-in'
const client = 'digit-hab-mobile'

/** A whole OpenID provider (certified library): its own discovery, keys and sign-in. Whoever comes is Mariama. */
async function openProvider() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(url, {
    clients: [{ client_id: client, redirect_uris: [returnTo], response_types: ['id_token'], grant_types: ['implicit'], token_endpoint_auth_method: 'none' }],
    responseTypes: ['id_token'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] },
    // Google and Apple put the address into the token too.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/who' },
    cookies: { keys: ['for tests alone'] },
    jwks: { keys: [await exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey)] },
    ttl: { Interaction: 600, Grant: 600, IdToken: 600, Session: 600 },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, email: 'mariama@example.sn', email_verified: true, given_name: 'Mariama', family_name: 'Diallo' }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client!.clientId, accountId: context.oidc.session!.accountId! })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    void (request.url === '/who' ? provider.interactionFinished(request, response, { login: { accountId: 'mariama-1' } }) : answer(request, response))
  })
  return { url, close: () => new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  }) }
}

/** What a browser does: follows the provider's steps with its cookies until it is sent back with a token. */
async function signInAt(url: string, nonce: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = `${url}/auth?${new URLSearchParams({ client_id: client, redirect_uri: returnTo, response_type: 'id_token', scope: 'openid email profile', nonce }).toString()}`
  for (let step = 0; step < 10; step++) {
    const response = await fetch(next, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      cookies.set(name!, value!)
    }
    const location = response.headers.get('location')
    if (!location) throw new Error(`${response.status} ${await response.text()}`)
    if (location.startsWith(returnTo)) return new URLSearchParams(new URL(location).hash.slice(1)).get('id_token')!
    next = new URL(location, url).href
  }
  throw new Error('the provider never came to an end')
}

describe('sign-in with a real OpenID provider', () => {
  let provider: Awaited<ReturnType<typeof openProvider>>
  let server: TestServer
  beforeAll(async () => {
    provider = await openProvider()
    server = await openTestServer({ environment: { GOOGLE_ISSUER: provider.url, GOOGLE_CLIENT_IDS: client, APPLE_ISSUER: provider.url, APPLE_CLIENT_IDS: 'another-application' } })
  })
  afterAll(async () => {
    await server.close()
    await provider.close()
  })
  const nonce = async () => (await server.call('POST', '/api/auth/oauth/nonce/', { body: {} })).body.nonce as string

  it('lets in whom it names, with its own discovery, keys and nonce, once for each token', async () => {
    const token = await signInAt(provider.url, await nonce())
    const first = await server.call('POST', '/api/auth/oauth/google/', { body: { id_token: token } })
    expect(first.status, first.text).toBe(200)
    expect(first.body.user).toMatchObject({ email: 'mariama@example.sn', first_name: 'Mariama', last_name: 'Diallo', role: 'client', is_verified: true })
    expect((await server.call('GET', '/api/auth/me/', { token: first.body.access })).status).toBe(200)
    expect(await server.call('POST', '/api/auth/oauth/google/', { body: { id_token: token } })).toMatchObject({ status: 401, body: { code: 'identity_refused' } })
    const again = await server.call('POST', '/api/auth/oauth/google/', { body: { id_token: await signInAt(provider.url, await nonce()) } })
    expect(again.body.user.id).toBe(first.body.user.id)
  })

  it('refuses its token for another application, with a nonce that is not ours, and with one letter changed', async () => {
    const refused = { status: 401, body: { code: 'identity_refused' } }
    expect(await server.call('POST', '/api/auth/oauth/apple/', { body: { id_token: await signInAt(provider.url, await nonce()) } })).toMatchObject(refused)
    expect(await server.call('POST', '/api/auth/oauth/google/', { body: { id_token: await signInAt(provider.url, 'made-up-by-somebody') } })).toMatchObject(refused)
    const [head, body, signature] = (await signInAt(provider.url, await nonce())).split('.') as [string, string, string]
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
    const forged = `${head}.${Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url')}.${signature}`
    expect(await server.call('POST', '/api/auth/oauth/google/', { body: { id_token: forged } })).toMatchObject(refused)
  })

  it('says in words that a provider cannot be reached, and tries again the next time', async () => {
    const away = await openTestServer({ environment: { GOOGLE_ISSUER: 'http://127.0.0.1:9', GOOGLE_CLIENT_IDS: client } })
    try {
      expect(await away.call('POST', '/api/auth/oauth/google/', { body: { id_token: 'a.b.c' } })).toMatchObject({ status: 401, body: { code: 'identity_refused' } })
      expect(await away.call('POST', '/api/auth/oauth/apple/', { body: { id_token: 'a.b.c' } })).toMatchObject({ status: 501, body: { code: 'feature_off' } })
    } finally {
      await away.close()
    }
  })
})
