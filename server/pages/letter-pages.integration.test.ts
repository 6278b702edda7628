import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '../identity/accounts.ts'
import { makeToken } from '../identity/links.ts'
import { openTestServer } from '../testing/open.ts'
import type { TestServer } from '../testing/open.ts'
import { another } from '../testing/things.ts'
import { testPassword } from '../testing/world.ts'

describe('the pages behind the links of letters', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await openTestServer()
  })
  afterAll(async () => server.close())

  const person = () => createAccount(server.house, { email: `${another()}@example.sn`, firstName: 'Awa', lastName: 'Ndiaye', phone: null, password: testPassword, language: 'fr' })
  const send = (path: string, fields: Record<string, string>) =>
    server.call('POST', path, { bytes: Buffer.from(new URLSearchParams(fields).toString()), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  const verified = async (id: string) => (await server.house.store.kysely.selectFrom('account').select('verifiedAt').where('id', '=', id).executeTakeFirstOrThrow()).verifiedAt !== null

  it('opening the link changes nothing; its button proves the address, once', async () => {
    const { id, email } = await person()
    const token = await makeToken(server.house, 'verify', id, email)
    const page = await server.call('GET', `/verify-email?uid=${id}&token=${token}`)
    expect([page.status, await verified(id)]).toEqual([200, false])
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.text).toContain('Confirmez votre adresse')
    expect(page.text).toContain(token)
    expect((await send('/verify-email', { token })).text).toContain('Votre adresse est confirmée.')
    expect(await verified(id)).toBe(true)
    const again = await send('/verify-email', { token })
    expect([again.status, again.text.includes('n’est plus valable')]).toEqual([400, true])
  })

  it('a new password: what is too weak or typed differently is asked again, with the form; then it opens', async () => {
    const { id, email } = await person()
    const token = await makeToken(server.house, 'reset', id, email)
    expect((await server.call('GET', `/reset-password?token=${token}`, { language: 'en' })).text).toContain('Once more')
    const differs = await send('/reset-password', { token, password: 'sept pirogues rouges', again: 'huit pirogues rouges' })
    expect([differs.status, differs.text.includes('Les deux saisies diffèrent'), differs.text.includes(token)]).toEqual([400, true, true])
    const weak = await send('/reset-password', { token, password: 'motdepasse1', again: 'motdepasse1' })
    expect([weak.status, weak.text.includes('trop facile'), weak.text.includes('<form')]).toEqual([400, true, true])
    expect((await send('/reset-password', { token, password: 'sept pirogues rouges', again: 'sept pirogues rouges' })).status).toBe(200)
    expect((await server.call('POST', '/api/auth/login/', { body: { email, password: 'sept pirogues rouges' } })).status).toBe(200)
  })

  it('what stands in the address never becomes part of the page', async () => {
    const page = await server.call('GET', `/reset-password?token=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(page.text).not.toContain('<script>')
    expect((await send('/reset-password', {})).status).toBe(400)
  })
})
