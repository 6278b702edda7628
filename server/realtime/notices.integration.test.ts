import { setTimeout as wait } from 'node:timers/promises'
import { io } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { WebSocket } from 'ws'
import { createTestDatabase } from '../../.ci/postgres-database.ts'
import { startServer } from '../testing/child.ts'
import type { Child } from '../testing/child.ts'
import { openCutLine } from '../testing/cut-line.ts'
import { until } from '../testing/until.ts'
import { openWorld } from '../testing/world.ts'
import type { Staff, World } from '../testing/world.ts'

type Frame = { type: string; [key: string]: unknown }
type Notice = { id: string; title: string; message: string; object_id: string; priority: string }

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

/** A mobile client; `closed` once it was sent away: with which code and word. */
function client(url: string, { token = null, cursor = null, path = '/ws/notifications/', headers = {} }: { token?: string | null; cursor?: string | null; path?: string; headers?: Record<string, string> } = {}) {
  const address = new URL(path, url.replace('http', 'ws'))
  if (token) address.searchParams.set('token', token)
  if (cursor) address.searchParams.set('cursor', cursor)
  const socket = new WebSocket(address, { headers })
  opened.push({ close: () => socket.terminate() })
  const heard: Frame[] = []
  const state: { closed: [number, string] | null } = { closed: null }
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as Frame))
  socket.on('close', (code, reason) => (state.closed = [code, reason.toString()]))
  // Not even upgraded: the close that follows says so.
  socket.on('error', () => undefined)
  const told = () => heard.filter(({ type }) => type === 'notification').map(({ notification }) => notification as Notice)
  return {
    socket, heard, state, told,
    say: (frame: object) => socket.send(JSON.stringify(frame)),
    /** Where it was told up to. */
    cursor: () => heard.findLast((frame) => typeof frame['cursor'] === 'string')!['cursor'] as string,
    unread: () => heard.findLast(({ type }) => type === 'unread_notifications') as (Frame & { count: number; notifications: Notice[] }) | undefined,
  }
}
type Client = ReturnType<typeof client>
const entered = (one: Client) => until('let in', () => one.unread() !== undefined)

const give = async (world: World, to: Staff, title: string): Promise<string> => {
  const id = world.newId()
  await world.act(world.ours.manager, world.ours, 'task.create', { id, title, assigneeId: to.memberId })
  return id
}

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`notifications as they come, on ${kind}`, () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ postgresUrl, environment: { CORS_ORIGINS: 'https://app.example.sn' } })
  })
  afterAll(() => world.server.close())

  it('says what is unread, then each as it comes, to whom it was told alone, in his words', async () => {
    const { url } = world.server
    await give(world, world.ours.agent, 'Avant')
    const [mine, colleague, theirs] = [client(url, { token: world.ours.agent.token }), client(url, { token: world.ours.colleague.token }), client(url, { token: world.theirs.agent.token })]
    for (const one of [mine, colleague, theirs]) await entered(one)
    expect(mine.unread()).toMatchObject({ count: 1, notifications: [{ title: 'Nouvelle tâche', type: 'info', has_content: true, object_type: 'task' }] })
    const task = await give(world, world.ours.agent, 'Rappeler M. Sow')
    await until('told', () => mine.told().length === 1)
    expect(mine.told()[0]).toMatchObject({ title: 'Nouvelle tâche', message: 'Rappeler M. Sow · par manager Diop', priority: 'normal', object_id: task, read: false })
    await wait(100)
    expect([colleague.told(), theirs.told()]).toEqual([[], []])
  })

  it('marks as read, lists again, answers a ping, and says what it does not understand', async () => {
    const mine = client(world.server.url, { token: world.ours.admin.token })
    await entered(mine)
    await give(world, world.ours.admin, 'À lire')
    await until('told', () => mine.told().length === 1)
    mine.say({ type: 'mark_read', notification_id: mine.told()[0]!.id })
    await until('read', () => mine.heard.at(-1)?.type === 'unread_count' && mine.heard.at(-1)?.['count'] === 0)
    mine.say({ type: 'get_notifications' })
    await until('listed', () => mine.heard.at(-1)?.type === 'unread_notifications' && mine.unread()!.count === 0)
    mine.say({ type: 'ping', timestamp: '2026-11-28T10:00:00Z' })
    await until('answered', () => mine.heard.at(-1)?.type === 'pong')
    expect(mine.heard.at(-1)).toEqual({ type: 'pong', timestamp: '2026-11-28T10:00:00Z' })
    for (const junk of ['{', 'null', '[]', '{"type":"burn"}', '{"type":"mark_read"}', '{"type":"mark_read","notification_id":"x"}']) {
      const before = mine.heard.length
      mine.socket.send(junk)
      await until(junk, () => mine.heard.length > before)
      expect(mine.heard.at(-1), junk).toMatchObject({ type: 'error', code: 'invalid_input' })
    }
    mine.say({ type: 'mark_read', notification_id: world.newId() })
    await until('refused', () => mine.heard.at(-1)?.['code'] === 'not_found')
    expect(mine.state.closed).toBeNull()
  })

  it('lets in by header and by first frame too; refuses no token, a bad one, another’s address, other origins', async () => {
    const { url } = world.server
    const { token, accountId } = world.ours.agent
    const byHeader = client(url, { headers: { authorization: `Bearer ${token}` }, path: `/ws/notifications/${accountId}/` })
    const byFrame = client(url)
    await until('open', () => byFrame.socket.readyState === WebSocket.OPEN)
    byFrame.say({ type: 'auth', token })
    for (const one of [byHeader, byFrame]) await entered(one)
    const own = client(url, { token: world.client.token })
    await entered(own)
    expect(own.unread()).toMatchObject({ count: 0, notifications: [] })
    const refused = [client(url, { token: 'x' }), client(url, { token: `${token.slice(0, -4)}AAAA` }), client(url, { token, path: `/ws/notifications/${world.ours.manager.accountId}/` }), client(url, { token, headers: { origin: 'https://elsewhere.example' } })]
    const hasty = client(url)
    await until('open', () => hasty.socket.readyState === WebSocket.OPEN)
    hasty.say({ type: 'get_notifications' })
    for (const one of [...refused, hasty]) await until('sent away', () => one.state.closed !== null)
    expect([...refused, hasty].map(({ state }) => state.closed)).toEqual([[1008, 'token_invalid'], [1008, 'token_invalid'], [1008, 'forbidden'], [1006, ''], [1008, 'not_signed_in']])
    expect([...refused, hasty].map(({ heard }) => heard)).toEqual([[], [], [], [], []])
    await entered(client(url, { token, headers: { origin: 'https://app.example.sn' } }))
  })

  it('a line that was cut is taken up where it was: each that came meanwhile once, none lost, none twice', async () => {
    const line = await openCutLine('127.0.0.1', Number(new URL(world.server.url).port))
    opened.push(line)
    const url = `http://127.0.0.1:${line.port}`
    const { colleague } = world.ours
    let one = client(url, { token: colleague.token })
    await entered(one)
    const all: string[] = []
    for (let round = 0; round < 3; round++) {
      await give(world, colleague, `Tour ${round}, avant`)
      await until('told', () => one.told().some(({ message }) => message.startsWith(`Tour ${round}, avant`)))
      all.push(...one.told().map(({ message }) => message.split(' · ')[0]!))
      line.cut()
      await until('cut', () => one.state.closed !== null)
      // More than are shown at once.
      for (let n = 0; n < 30; n++) await give(world, colleague, `Tour ${round}, ${n}`)
      line.mend()
      one = client(url, { token: colleague.token, cursor: one.cursor() })
      await entered(one)
      await until('all told', () => one.told().length >= 30)
    }
    await wait(100)
    all.push(...one.told().map(({ message }) => message.split(' · ')[0]!))
    const expected = [0, 1, 2].flatMap((round) => [`Tour ${round}, avant`, ...Array.from({ length: 30 }, (_, n) => `Tour ${round}, ${n}`)])
    expect(all.toSorted()).toEqual(expected.toSorted())
  })

  it('sends away whose session ended', async () => {
    const session = await world.server.house.services.sessions.begin(world.ours.agent.accountId, { deviceName: 'other', userAgent: null, address: null })
    const [leaver, stayer] = [client(world.server.url, { token: session.access }), client(world.server.url, { token: world.ours.agent.token })]
    for (const one of [leaver, stayer]) await entered(one)
    expect((await world.server.call('POST', '/api/auth/logout/', { token: session.access })).status).toBe(200)
    await world.server.house.services.realtime.look()
    await until('sent away', () => leaver.state.closed !== null)
    expect([leaver.state.closed, stayer.state.closed]).toEqual([[1008, 'token_invalid'], null])
  })

  it('Socket.IO says the same, and is taken up from its cursor', async () => {
    const connect = (auth: object) => {
      const socket = io(`${world.server.url}/notifications`, { forceNew: true, reconnection: false, transports: ['websocket'], auth })
      opened.push(socket)
      const heard: [string, Record<string, unknown>][] = []
      socket.onAny((event: string, payload: Record<string, unknown>) => void heard.push([event, payload]))
      return { socket, heard, told: () => heard.filter(([event]) => event === 'notification').map(([, { notification }]) => (notification as Notice).message.split(' · ')[0]) }
    }
    const { token } = world.ours.manager
    const tell = (title: string) => world.act(world.ours.admin, world.ours, 'task.create', { id: world.newId(), title, assigneeId: world.ours.manager.memberId })
    const first = connect({ token })
    await until('let in', () => first.heard.some(([event]) => event === 'unread_notifications'))
    await tell('Une')
    await until('told', () => first.told().length === 1)
    const cursor = first.heard.findLast(([, { cursor: at }]) => typeof at === 'string')![1]['cursor']
    first.socket.disconnect()
    await tell('Deux')
    const second = connect({ token, cursor })
    await until('told', () => second.told().length === 1)
    expect(second.told()).toEqual(['Deux'])
    second.socket.emit('ping', { timestamp: 5 })
    await until('answered', () => second.heard.some(([event, payload]) => event === 'pong' && payload['timestamp'] === 5))
    const refused = connect({ token: 'x' })
    let code = ''
    refused.socket.on('connect_error', (error) => (code = error.message))
    await until('refused', () => code !== '')
    expect(code).toBe('token_invalid')
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')

it('a server ends at once with lines open, and says why', async () => {
  const world = await openWorld()
  const one = client(world.server.url, { token: world.ours.agent.token })
  await entered(one)
  const begun = Date.now()
  await world.server.close()
  expect(Date.now() - begun).toBeLessThan(4000)
  await until('told', () => one.state.closed !== null)
  expect(one.state.closed![0]).toBe(1001)
})

const postgres = inject('postgresUrl')
describe.runIf(postgres !== '')('two servers on one PostgreSQL', () => {
  it('what is done at one is told by the other, and a client goes on at the other where it was', async () => {
    const database = await createTestDatabase(postgres)
    opened.push({ close: () => database.drop() })
    const world = await openWorld({ environment: { DATABASE_URL: database.url } })
    opened.push(world.server)
    const environment = { DATA: world.server.house.config.dataDirectory, DATABASE_URL: database.url, JWT_SECRET: world.server.house.config.jwtSecret!, LOG_LEVEL: 'silent' }
    const children: Child[] = await Promise.all([startServer(environment), startServer(environment)])
    try {
      const { agent } = world.ours
      const here = client(children[0]!.url, { token: agent.token })
      await entered(here)
      await give(world, agent, 'Une')
      await until('told', () => here.told().length === 1)
      here.socket.terminate()
      await give(world, agent, 'Deux')
      const there = client(children[1]!.url, { token: agent.token, cursor: here.cursor() })
      await until('told', () => there.told().length === 1)
      expect(there.told()[0]!.message).toMatch(/^Deux/)
    } finally {
      for (const child of children) child.signal('SIGTERM')
      for (const child of children) expect((await child.ended).code).toBe(0)
    }
  })
})
