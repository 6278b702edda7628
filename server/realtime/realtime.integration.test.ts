import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { createTestDatabase } from '../../.ci/postgres-database.ts'
import type { Change } from '../../shared/command/change.ts'
import { createDispatcher } from '../../shared/command/dispatch.ts'
import { openSqliteStore } from '../../shared/command/testing/stores.ts'
import { business } from '../../shared/modules/business.ts'
import { openHttpTransport } from '../../shared/sync/http-transport.ts'
import { joinServer } from '../../shared/sync/join.ts'
import { openLoop } from '../../shared/sync/loop.ts'
import { openPokeSocket } from '../../shared/sync/poke-socket.ts'
import { openPokes } from '../../shared/sync/poke.ts'
import { openPost } from '../../shared/sync/post.ts'
import { readConfig } from '../config.ts'
import { createServerLog } from '../log.ts'
import { openServer } from '../open.ts'
import { startServer } from '../testing/child.ts'
import type { Child } from '../testing/child.ts'
import { openWorld } from '../testing/world.ts'
import type { Staff, World } from '../testing/world.ts'

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

const later = (milliseconds: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}

/** Waits until it holds; far less than the minute after which a post would look by itself. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 500; n++) {
    if (await holds()) return
    await wait(20)
  }
  throw new Error('it did not come to be')
}

/** A desktop that exchanges by its loop, and is poked. */
async function desktop(world: World, url: string, staff: Staff) {
  const store = await openSqliteStore()
  opened.push(store)
  const agencyId = world.ours.id
  await joinServer(store, agencyId, { server: url, deviceId: world.newId(), incarnation: world.newId() })
  const dispatcher = createDispatcher({ store, business, clock: Date.now, mode: () => 'predict' })
  const token = async () => staff.token
  const post = openPost({ store, business, agencyId, transport: openHttpTransport({ server: url, token }), clock: Date.now, newId: world.newId, program: { schemaVersion: '0030', appVersion: '0.1.0', deviceName: '' } })
  const loop = openLoop({ exchange: post.exchange, later, random: Math.random, onState: () => {} })
  const connections: boolean[] = []
  const pokes = openPokes({ open: () => openPokeSocket(url, token), now: loop.now, cursor: post.cursor, clock: Date.now, later, onConnected: (connected) => void connections.push(connected) })
  opened.push({ close: async () => {
    pokes.close()
    await loop.close()
  } })
  await loop.now()
  await until(() => connections.at(-1) === true)
  return {
    connections, loop,
    say: async (name: string, input: unknown) => {
      await dispatcher.dispatch([{ commandId: world.newId(), name, version: business.commands.get(name)!.version, input, typedAt: Date.now(), deviceId: world.newId() }], { kind: 'member', agencyId, memberId: staff.memberId, role: staff.role })
      await loop.now()
    },
    nameOf: async (id: string) => (await store.kysely.selectFrom('contact').select('name').where('id', '=', id).executeTakeFirst())?.name ?? null,
  }
}

/** A bare socket and everything it is told; rejects with the code of a refusal. */
async function listen(url: string, token: string | null, options: { origin?: string; transport?: 'polling' } = {}): Promise<{ socket: Socket; heard: unknown[] }> {
  const socket = io(`${url}/sync`, { forceNew: true, reconnection: false, transports: [options.transport ?? 'websocket'], auth: token === null ? {} : { token }, ...(options.origin ? { extraHeaders: { origin: options.origin } } : {}) })
  opened.push(socket)
  const heard: unknown[] = []
  socket.onAny((...said) => void heard.push(said))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', (error) => reject(new Error((error as { data?: { code?: string } }).data?.code ?? 'refused')))
  })
  return { socket, heard }
}

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`the server tells posts that there is something, on ${kind}`, () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ postgresUrl, environment: { CORS_ORIGINS: 'https://app.example.sn' } })
  })
  afterAll(() => world.server.close())

  it('what one post types another has at once, without asking', async () => {
    const [one, two] = [await desktop(world, world.server.url, world.ours.agent), await desktop(world, world.server.url, world.ours.manager)]
    const id = world.newId()
    await one.say('contact.create', { id, name: 'Awa Ndiaye' })
    await until(async () => (await two.nameOf(id)) === 'Awa Ndiaye')
    await two.say('contact.update', { id, patch: { name: 'Awa Ndiaye Fall' } })
    await until(async () => (await one.nameOf(id)) === 'Awa Ndiaye Fall')
    expect([one.connections, two.connections]).toEqual([[true], [true]])
  })

  it('tells where the log stands and nothing else, to that agency alone, once for what comes together', async () => {
    const { url } = world.server
    const [ours, polling, theirs] = [await listen(url, world.ours.agent.token), await listen(url, world.ours.admin.token, { transport: 'polling' }), await listen(url, world.theirs.admin.token)]
    expect((await world.server.call('GET', '/metrics')).text).toMatch(/digit_hab_realtime_sockets 3\n/)
    const { dispatcher, store } = world.server.house
    const committed: (readonly Change[])[] = []
    const stop = dispatcher.onCommitted(({ changes }) => void committed.push(changes))
    await Promise.all(Array.from({ length: 10 }, (_, n) => world.act(world.ours.admin, world.ours, 'contact.create', { id: world.newId(), name: `Contact ${n}` })))
    stop()
    const { seq } = await store.kysely.selectFrom('agencySequence').select('seq').where('agencyId', '=', world.ours.id).executeTakeFirstOrThrow()
    for (const { heard } of [ours, polling]) await until(() => JSON.stringify(heard.at(-1)) === JSON.stringify(['poke', { head: seq }]))
    await wait(50)
    const before = [ours, polling].map(({ heard }) => heard.length)
    // The same ten within one moment: the first is told at once, the others together.
    for (const changes of committed) dispatcher.announce(world.ours.id, changes)
    await until(() => [ours, polling].every(({ heard }, i) => heard.length === before[i]! + 2))
    expect(theirs.heard).toEqual([])
  })

  it('refuses whoever has no agency or no good token, and pages of other origins', async () => {
    const { url } = world.server
    await expect(listen(url, null)).rejects.toThrow('token_invalid')
    await expect(listen(url, `${world.ours.agent.token.slice(0, -4)}AAAA`)).rejects.toThrow('token_invalid')
    await expect(listen(url, 'x'.repeat(9000))).rejects.toThrow('token_invalid')
    await expect(listen(url, world.client.token)).rejects.toThrow('forbidden')
    await expect(listen(url, world.ours.agent.token, { origin: 'https://elsewhere.example' })).rejects.toThrow('refused')
    await listen(url, world.ours.agent.token, { origin: 'https://app.example.sn' })
    const asked = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: 'https://app.example.sn' } })
    expect([asked.status, asked.headers.get('access-control-allow-origin'), asked.headers.get('content-security-policy')]).toEqual([200, 'https://app.example.sn', "default-src 'none';frame-ancestors 'none'"])
  })

  it('sends away whose session ended or who left, and keeps the others', async () => {
    const { house, url } = world.server
    const [leaver, stayer] = [await listen(url, world.ours.colleague.token), await listen(url, world.ours.agent.token)]
    expect((await world.server.call('POST', '/api/auth/logout/', { token: world.ours.colleague.token })).status).toBe(200)
    await house.services.realtime.look()
    await until(() => !leaver.socket.connected)
    expect(stayer.socket.connected).toBe(true)
  })

  it('an upgrade to anything else is answered as the request that it is', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      httpRequest(`${world.server.url}/health`, { headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA' } }, (response) => {
        response.resume()
        resolve(response.statusCode!)
      }).on('error', reject).end()
    })
    expect(status).toBe(200)
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')

describe('a server of sockets', () => {
  it('lets an account hold only so many', async () => {
    const world = await openWorld({ environment: { RATE_LIMIT_SCALE: '0.1' } })
    opened.push(world.server)
    const { url } = world.server
    for (let n = 0; n < 2; n++) await listen(url, world.ours.agent.token)
    await expect(listen(url, world.ours.agent.token)).rejects.toThrow('too_many_requests')
    await listen(url, world.ours.manager.token)
  })

  it('fault 38: ends at once with sockets open, and is found again by posts that missed something meanwhile', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'digit-hab-realtime-'))
    const world = await openWorld({ environment: { DATABASE_URL: `sqlite:${join(directory, 'server.sqlite')}` } })
    opened.push({ close: () => rmSync(directory, { recursive: true, force: true }) }, world.server)
    const { house } = world.server
    const open = (port: number) => openServer({ ...house.config, ...readConfig({ DATA: house.config.dataDirectory, PORT: String(port), RATE_LIMIT_SCALE: '0', JWT_SECRET: house.config.jwtSecret! }), database: house.config.database }, createServerLog('silent'))
    const first = await open(0)
    const { port } = first.server.address() as AddressInfo
    const two = await desktop(world, `http://127.0.0.1:${port}`, world.ours.manager)
    const begun = Date.now()
    await first.close()
    expect(Date.now() - begun).toBeLessThan(3000)
    await until(() => two.connections.at(-1) === false)
    const id = world.newId()
    await world.act(world.ours.admin, world.ours, 'contact.create', { id, name: 'Moussa Sow' })
    const second = await open(port)
    opened.push(second)
    await until(async () => (await two.nameOf(id)) === 'Moussa Sow')
    await until(() => two.connections.at(-1) === true)
  })
})

const postgres = inject('postgresUrl')
describe.runIf(postgres !== '')('two servers on one PostgreSQL', () => {
  it('what is said to one is told by the other, also after the line between them was cut', async () => {
    const database = await createTestDatabase(postgres)
    opened.push({ close: () => database.drop() })
    const world = await openWorld({ environment: { DATABASE_URL: database.url } })
    opened.push(world.server)
    const environment = { DATA: world.server.house.config.dataDirectory, DATABASE_URL: database.url, JWT_SECRET: world.server.house.config.jwtSecret!, LOG_LEVEL: 'silent' }
    const children: Child[] = await Promise.all([startServer(environment), startServer(environment)])
    try {
      const [one, two] = [await desktop(world, children[0]!.url, world.ours.agent), await desktop(world, children[1]!.url, world.ours.manager)]
      const id = world.newId()
      await one.say('contact.create', { id, name: 'Fatou Ba' })
      await until(async () => (await two.nameOf(id)) === 'Fatou Ba')
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query in ('listen digit_hab_heads', 'select 1')`.execute(world.server.house.store.kysely)
      await one.say('contact.update', { id, patch: { name: 'Fatou Ba Diop' } })
      await until(async () => (await two.nameOf(id)) === 'Fatou Ba Diop')
      await wait(1500)
      await one.say('contact.update', { id, patch: { name: 'Fatou Diop' } })
      await until(async () => (await two.nameOf(id)) === 'Fatou Diop')
    } finally {
      for (const child of children) child.signal('SIGTERM')
      for (const child of children) expect((await child.ended).code).toBe(0)
    }
  })
})
