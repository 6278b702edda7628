import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { JWTPayload } from 'jose'

/** A provider of identities that says what a test wants: its discovery, its keys, its signature. */
export type Issuer = {
  readonly url: string
  /** @param claims beside those of a good token; one that is undefined is left out. */
  token(claims: JWTPayload, options?: { key?: 'published' | 'other' }): Promise<string>
  close(): Promise<void>
}

export const issuerClient = 'digit-hab-mobile'

/** @param clock milliseconds; the server's, where a test moves it. */
export async function openIssuer(clock: () => number = Date.now): Promise<Issuer> {
  const [published, other] = await Promise.all([generateKeyPair('RS256', { extractable: true }), generateKeyPair('RS256', { extractable: true })])
  const jwk = { ...(await exportJWK(published.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(request.url === '/jwks' ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/jwks` }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    token: (claims, { key = 'published' } = {}) => {
      const now = Math.floor(clock() / 1000)
      const payload: JWTPayload = { iss: url, aud: issuerClient, iat: now, exp: now + 600, ...claims }
      return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign((key === 'published' ? published : other).privateKey)
    },
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
