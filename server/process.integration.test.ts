import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { createTestDatabase } from '../.ci/postgres-database.ts'
import { openSqlite } from '../shared/database/open-sqlite.ts'
import { postgresStore, sqliteStore } from '../shared/database/store.ts'
import { runServer, startServer } from './testing/child.ts'
import { request } from './testing/open.ts'
import { until } from './testing/until.ts'

const postgresUrl = inject('postgresUrl')
const directory = mkdtempSync(join(tmpdir(), 'digit-hab-process-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const secret = 'for tests alone, never anywhere else'
let count = 0
const environmentFor = (databaseUrl = ''): Record<string, string> =>
  ({ DATA: join(directory, String(++count)), JWT_SECRET: secret, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) })

/** Asks over a connection that is kept open, as a phone or a proxy does. */
function ask(agent: Agent, url: string, method: string, path: string, options: { token?: string; body?: unknown } = {}): Promise<{ status: number; leave: boolean; body: Record<string, unknown> }> {
  const text = options.body === undefined ? null : JSON.stringify(options.body)
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url + path, {
      method, agent, headers: { ...(options.token ? { authorization: `Bearer ${options.token}` } : {}), ...(text === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }) },
    }, (answer) => {
      let heard = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (heard += chunk))
        .once('end', () => resolve({ status: answer.statusCode!, leave: answer.headers.connection === 'close', body: JSON.parse(heard) as Record<string, unknown> }))
        .once('error', reject)
    })
    asked.once('error', reject)
    asked.end(text ?? undefined)
  })
}

const person = (n: number | string) => ({ email: `p${n}@example.sn`, password: 'quatre chevaux verts', password_confirm: 'quatre chevaux verts', first_name: 'Awa' })
/** Node stops a program of its own accord at SIGUSR2 unless it listens: here it makes a mistake instead. */
const mistake = (code: string): string => `data:text/javascript,process.on('SIGUSR2',()=>{${encodeURIComponent(code)}})`

const suite = (kind: string, able = true) => describe.runIf(able)(`the process of the server, on ${kind}`, () => {
  it('stops without losing a request: all that were taken are answered, and what was acknowledged is there', async () => {
    const database = kind === 'PostgreSQL' ? await createTestDatabase(postgresUrl) : null
    const environment: Record<string, string> = { ...environmentFor(database?.url), DRAIN_SECONDS: '3' }
    const child = await startServer(environment)
    const acknowledged: string[] = []
    const failures: unknown[] = []
    let ready = 0
    let afterSignal = 0
    let signalled = false
    let asked = 0

    // Each keeps one connection and asks until it is told to leave, as a proxy's would.
    async function work(): Promise<void> {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      for (;;) {
        const { email } = person(++asked)
        try {
          const answer = await ask(agent, child.url, 'POST', '/api/auth/register/', { body: person(asked) })
          if (answer.status !== 201) throw new Error(JSON.stringify(answer))
          acknowledged.push(email)
          if (signalled) afterSignal++
          if (answer.leave) break
        } catch (error) {
          failures.push(error)
          break
        }
      }
      agent.destroy()
    }
    const workers = Array.from({ length: 8 }, work)
    await until('some are under way', () => acknowledged.length >= 16)
    child.signal('SIGTERM')
    signalled = true
    // A newcomer is still heard while whoever balances requests learns of the end.
    await until('/ready says no', async () => (ready = (await request(child.url, 'GET', '/ready')).status) === 503)
    expect((await request(child.url, 'GET', '/ready')).body).toMatchObject({ code: 'restarting', fields: {} })
    expect((await request(child.url, 'GET', '/health')).status).toBe(200)
    await Promise.all(workers)
    expect(await child.ended).toEqual({ code: 0, signal: null })
    expect(ready).toBe(503)
    expect(failures).toEqual([])
    expect(afterSignal).toBeGreaterThanOrEqual(8)
    await expect(fetch(`${child.url}/health`)).rejects.toThrow()

    const store = database ? postgresStore(database.url) : sqliteStore(openSqlite(join(environment['DATA']!, 'digit-hab.sqlite'), { readonly: true }))
    const kept = new Set((await store.kysely.selectFrom('account').select('email').execute()).map(({ email }) => email))
    expect(acknowledged.filter((email) => !kept.has(email))).toEqual([])
    expect(kept.size).toBe(acknowledged.length)
    await store.close()
    await database?.drop()
  })
})

suite('SQLite')
suite('PostgreSQL', postgresUrl !== '')

describe('the process of the server', () => {
  it('ends at once when it is told twice', async () => {
    const child = await startServer(environmentFor())
    child.signal('SIGTERM')
    await until('it has heard', () => child.output().includes('"stopping"'))
    child.signal('SIGTERM')
    expect(await child.ended).toEqual({ code: 1, signal: null })
  })

  it.each([
    ['unhandledRejection', `Promise.reject(new Error('a promise nobody kept'))`, 'a promise nobody kept'],
    ['uncaughtException', `setImmediate(()=>{throw new Error('a throw nobody caught')})`, 'a throw nobody caught'],
  ])('writes down an %s and ends orderly, as failed', async (fault, code, words) => {
    const child = await startServer(environmentFor(), [mistake(code)])
    const body = JSON.stringify(person(fault))
    const underWay = connect(Number(new URL(child.url).port), '127.0.0.1')
    let heard = ''
    underWay.on('data', (chunk: Buffer) => (heard += chunk.toString()))
    underWay.write(`POST /api/auth/register/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 40)}`)
    await until('it is begun', async () => (await request(child.url, 'GET', '/metrics')).text.includes('digit_hab_http_requests_open 2'))
    child.signal('SIGUSR2')
    await until('it ends', () => child.output().includes('stopping after a fault'))
    underWay.write(body.slice(40))
    expect((await child.ended).code).toBe(1)
    expect(heard).toMatch(/^HTTP\/1\.1 201 /)
    underWay.destroy()
    const line = child.output().split('\n').find((one) => one.includes('"fatal"'))
    expect(JSON.parse(line!)).toMatchObject({ level: 'fatal', fault, msg: 'stopping after a fault', err: { message: words } })
  })

  it('says in words why it does not start', async () => {
    expect(await runServer([], { ...environmentFor(), PORT: 'abc', LOG_LEVEL: 'loud' })).toMatchObject({ code: 1, output: expect.stringMatching(/^The configuration is not usable:\n {2}- PORT .*\n {2}- LOG_LEVEL .*\n$/) })
    expect(await runServer([], environmentFor('postgres://nobody@127.0.0.1:1/none'))).toMatchObject({ code: 1, output: expect.stringMatching(/^The database cannot be reached: .*\n$/) })
    expect(await runServer(['dance'], {})).toMatchObject({ code: 2, output: expect.stringMatching(/^There is no command dance\./) })
  })
})
