import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAccount } from '../identity/accounts.ts'
import { shoot } from '../testing/fuzz-wire.ts'
import type { Wire } from '../testing/fuzz-wire.ts'
import { openTestServer } from '../testing/open.ts'
import type { TestServer } from '../testing/open.ts'
import { testPassword } from '../testing/world.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(async () => server.close())

const plain: Wire = { method: 'GET', target: '/api/properties/', headers: [] }
const raw = (text: string): Wire => ({ ...plain, raw: Buffer.from(text, 'latin1') })

it.each([
  ['bytes that are no request', raw('\u0016\u0003\u0001 hello\r\n\r\n'), 400, 'body_unreadable'],
  ['a head of 20 kB', { ...plain, headers: [['X-Long', 'x'.repeat(20_000)] as const] }, 431, 'too_large'],
  ['no host', raw('GET /api/properties/ HTTP/1.1\r\nConnection: close\r\n\r\n'), 400, 'body_unreadable'],
  ['raw bytes in the address', { ...plain, target: '/api/properties/?a=\u00ff' }, 400, 'body_unreadable'],
])('%s: refused in the one shape', async (_what, wire, status, code) => {
  const heard = (await shoot(server.url, wire, 5000))!
  expect(heard.status).toBe(status)
  expect(JSON.parse(heard.text)).toEqual({ detail: expect.any(String), code, fields: {} })
  expect(heard.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(heard.headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/)
})

it('whoever expects the impossible gets the usual answer', async () => {
  const heard = (await shoot(server.url, { ...plain, headers: [['Expect', 'the-impossible']] }, 5000))!
  expect(heard.status).toBe(200)
})

it('a body whose sender went away half-way is not done as if it were empty', async () => {
  const { house } = server
  const { id } = await createAccount(house, { email: 'awa@example.sn', firstName: 'Awa', lastName: 'Diop', phone: null, password: testPassword, language: 'fr' })
  const { access } = await house.services.sessions.begin(id, { deviceName: null, userAgent: null, address: null })
  for (let n = 0; n < 5; n++) await shoot(server.url, { ...plain, method: 'POST', target: '/api/auth/logout/', headers: [['Content-Type', 'application/json'], ['Authorization', `Bearer ${access}`]], body: Buffer.from('{"refresh":'), cut: true }, 5000)
  expect((await server.call('GET', '/api/auth/me/', { token: access })).status).toBe(200)
})

it('slow senders and bodies of 10 MB do not hold the server', async () => {
  const { hostname, port } = new URL(server.url)
  const slow = Array.from({ length: 100 }, (_one, n) => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.on('error', () => {})
    // Half of them stop in the head, half in the body.
    socket.write(n % 2 ? 'GET /api/properties/ HTTP/1.1\r\nHost: x\r\nX-' : 'POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"em')
    return socket
  })
  const large = Array.from({ length: 8 }, () => shoot(server.url, { ...plain, method: 'POST', target: '/api/auth/login/', headers: [['Content-Type', 'application/json']], body: Buffer.alloc(10_000_000, ' ') }, 30_000))
  const began = performance.now()
  expect((await server.call('GET', '/api/properties/')).status).toBe(200)
  expect(performance.now() - began).toBeLessThan(3000)
  for (const heard of await Promise.all(large)) expect([heard!.status, JSON.parse(heard!.text).code]).toEqual([413, 'too_large'])
  expect((await server.call('GET', '/api/properties/')).status).toBe(200)
  for (const socket of slow) socket.destroy()
})
