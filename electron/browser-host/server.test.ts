import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startBrowserHost } from './server.ts'
import type { BrowserHost } from './server.ts'

let base = ''
let host: BrowserHost
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'digit-hab-browser-host-'))
  mkdirSync(join(base, 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(base, 'renderer', 'index.html'), '<!doctype html>the page')
  writeFileSync(join(base, 'renderer', 'assets', 'main-1.js'), 'x()')
  writeFileSync(join(base, 'settings.json'), 'private')
  host = await startBrowserHost({
    root: join(base, 'renderer'),
    ports: [0],
    log: () => undefined,
    serve: (wire) => wire.onMessage((message) => wire.send(`heard ${String(message)}`)),
  })
})
afterEach(async () => {
  await host.stop()
  rmSync(base, { recursive: true })
})

type Asked = { path?: string; method?: string; headers?: Record<string, string>; body?: string }
/** node:http, as fetch may not set Host or Origin; the path goes out as it is. */
function ask({ path = '/', method = 'GET', headers = {}, body }: Asked) {
  return new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; text: string }>((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
const origin = () => `http://127.0.0.1:${host.port}`
const token = () => host.url.split('#token=')[1]!
const bring = (value: unknown, headers: Record<string, string> = { origin: origin() }) =>
  ask({ path: '/session', method: 'POST', headers, body: JSON.stringify({ token: value }) })
const cookieOf = (answer: { headers: Record<string, unknown> }) => String((answer.headers['set-cookie'] as string[])[0])

function upgrade(headers: Record<string, string>, path = '/core') {
  return new Promise<string>((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
    socket.on('open', () => socket.send('hello'))
    socket.on('message', (data) => {
      resolve(String(data as Buffer))
      socket.close()
    })
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)))
    socket.on('error', () => undefined)
  })
}

describe('the browser host', () => {
  it('listens on this computer only, and its start address carries the token in the part that is never sent', () => {
    expect(host.url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${host.port}/#token=[\\w-]{43}$`))
  })

  it('serves the page and its files with the safe headers', async () => {
    const page = await ask({})
    expect([page.status, page.text, page.headers['content-type']]).toEqual([200, '<!doctype html>the page', 'text/html; charset=utf-8'])
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin', 'cache-control': 'no-store' })
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${host.port}`)
    expect((await ask({ path: '/assets/main-1.js' })).headers['cache-control']).toContain('immutable')
  })

  it.each(['/missing.js', '/../settings.json', '/%2e%2e/settings.json', '/..%2f..%2fsettings.json', '/assets', '/core', '/http://evil/', '//etc/passwd'])(
    'answers 404 with the same headers for %s', async (path) => {
      const answer = await ask({ path })
      expect([answer.status, answer.text]).toEqual([404, ''])
      expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
    })

  it('gives a strict cookie for the token, once', async () => {
    const first = await bring(token())
    expect(first.status).toBe(204)
    expect(cookieOf(first)).toMatch(new RegExp(`^digit-hab-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`))
    expect((await bring(token())).status).toBe(401)
  })

  it('does not use the token up when somebody looks at the address or guesses', async () => {
    await ask({})
    for (const wrong of ['x', '', null, 7, ['a'], token().slice(1)]) expect((await bring(wrong)).status).toBe(401)
    expect((await ask({ path: '/session', method: 'POST', headers: { origin: origin() }, body: '{' })).status).toBe(401)
    expect((await bring(token())).status).toBe(204)
  })

  it('tells a page whether it is known', async () => {
    expect((await ask({ path: '/session' })).status).toBe(401)
    const cookie = cookieOf(await bring(token())).split(';')[0]!
    expect((await ask({ path: '/session', headers: { cookie } })).status).toBe(204)
    expect((await ask({ path: '/session', headers: { cookie: `${cookie}x` } })).status).toBe(401)
  })

  it('refuses another name for this computer (DNS rebinding)', async () => {
    for (const name of ['evil.example', `evil.example:${host.port}`, '127.0.0.1', '127.0.0.1:1', `127.0.0.1.evil.example:${host.port}`]) {
      expect((await ask({ headers: { host: name } })).status).toBe(403)
    }
    expect((await ask({ headers: { host: `localhost:${host.port}` } })).status).toBe(200)
  })

  it('refuses what another site asks', async () => {
    expect((await ask({ headers: { origin: 'https://evil.example' } })).status).toBe(403)
    expect((await ask({ headers: { origin: 'null' } })).status).toBe(403)
    expect((await ask({ headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await bring(token(), { origin: 'http://127.0.0.1:1' })).status).toBe(403)
    expect((await bring(token(), {})).status).toBe(403)
    expect((await bring(token(), { 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await bring(token(), { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' })).status).toBe(403)
    expect((await bring(token(), { 'sec-fetch-site': 'same-origin' })).status).toBe(204)
  })

  it('opens the socket only for a known browser of our own origin', async () => {
    const cookie = cookieOf(await bring(token())).split(';')[0]!
    expect(await upgrade({ cookie, origin: origin() })).toBe('heard hello')
    expect(await upgrade({ origin: origin() })).toBe('401')
    expect(await upgrade({ cookie })).toBe('403')
    expect(await upgrade({ cookie, origin: 'https://evil.example' })).toBe('403')
    expect(await upgrade({ cookie, origin: `http://localhost:${host.port}` })).toBe('403')
    expect(await upgrade({ cookie, origin: origin(), host: 'evil.example' })).toBe('403')
    expect(await upgrade({ cookie, origin: origin() }, '/other')).toBe('404')
  })

  it('takes the next port when the first is in use', async () => {
    const other = await startBrowserHost({ root: base, ports: [host.port, 0], log: () => undefined, serve: () => undefined })
    expect(other.port).not.toBe(host.port)
    await other.stop()
  })

  it('stops at once even with a socket open', async () => {
    const cookie = cookieOf(await bring(token())).split(';')[0]!
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/core`, { headers: { cookie, origin: origin() } })
    await new Promise((resolve) => socket.once('open', resolve))
    const began = performance.now()
    const closed = new Promise((resolve) => socket.once('close', resolve))
    await host.stop()
    await closed
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
