import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openWorld } from '../../../server/testing/world.ts'
import type { Staff, World } from '../../../server/testing/world.ts'
import { confirmFactor, beginFactor } from '../../../server/identity/second-factor.ts'
import { accountById } from '../../../server/identity/accounts.ts'
import type { JoinProgress } from '../../../shared/contract/index.ts'
import type { TestPage } from '../testing/open-core.ts'
import { codeOf, openTestPost, until } from '../testing/open-post.ts'
import type { TestPost } from '../testing/open-post.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => {
  await world.server.close()
})

type Post = TestPost
const opened: Post[] = []

async function openPost(): Promise<Post> {
  const post = await openTestPost()
  opened.push(post)
  return post
}
afterEach(async () => {
  for (const post of opened.splice(0)) await post.stop()
})

async function joinAs(page: TestPage, who: Pick<Staff, 'email' | 'password'>, given: { server?: string; code?: string | null } = {}): Promise<JoinProgress[]> {
  const heard: JoinProgress[] = []
  for await (const step of await page.ask.setup.joinAgency({ server: world.server.url, email: who.email, password: who.password, ...given })) heard.push(step)
  return heard
}

/** A page of a post that has joined as this member. */
async function joined(who: Staff): Promise<{ post: Post; page: TestPage }> {
  const post = await openPost()
  const page = post.page()
  await joinAs(page, who)
  await allIsHere(page)
  return { post, page }
}

/** The agency with its history; until then the post works with what it has. */
const allIsHere = (page: TestPage): Promise<void> => until(async () => {
  const { arriving, exchangedAt } = await page.ask.sync.state({})
  return arriving === null && exchangedAt !== null
})

const villa = { title: 'Villa aux Almadies', kind: 'villa', transaction: 'sale', priceAmount: 90_000_000 }

describe('joining an agency', () => {
  it('an empty post receives the agency, says how far it is, and its member is signed in', async () => {
    const id = world.newId()
    await world.act(world.ours.admin, world.ours, 'property.create', { id, values: villa })
    const post = await openPost()
    const page = post.page()
    const heard = await joinAs(page, world.ours.agent)
    expect(heard[0]).toEqual({ kind: 'progress', done: 0, total: null })
    const [last, before] = [heard.at(-1)!, heard.at(-2)!]
    expect(last).toMatchObject({ kind: 'done', session: { member: { email: world.ours.agent.email, role: 'agent' }, agency: { name: world.ours.name } } })
    expect(before.kind === 'progress' && before.done > 0 && before.total! >= before.done).toBe(true)
    await allIsHere(page)
    expect(await post.differences()).toEqual([])
    expect((await page.ask.properties.get({ id })).property.title).toBe(villa.title)
    expect(await page.ask.sync.state({})).toMatchObject({ server: world.server.url, stopped: null, waitingCount: 0, waiting: [], exchangedAt: expect.any(Number) })
    expect(await page.ask.setup.state({})).toEqual({ state: 'ready', agencyName: world.ours.name, demo: null })
  })

  it('work begins with the first rows; the others and the history come afterwards, also after a restart in between', async () => {
    const id = world.newId()
    await world.act(world.ours.admin, world.ours, 'property.create', { id, values: { ...villa, title: 'Villa de quelqu’un d’autre' } })
    const post = await openPost()
    post.line.answer = 'first rows'
    expect((await joinAs(post.page(), world.ours.agent)).at(-1)).toMatchObject({ kind: 'done' })
    await post.restart()
    const page = post.page()
    await page.ask.session.signIn({ email: world.ours.agent.email, password: world.ours.agent.password })
    expect((await page.ask.sync.state({})).arriving).toMatchObject({ what: 'rows', done: expect.any(Number), total: expect.any(Number) })
    expect(await codeOf(page.ask.properties.get({ id }))).toBe('not_found')
    const mine = world.newId()
    await page.act('property.create', { id: mine, values: villa })
    post.line.answer = 'ours'
    await page.ask.sync.now({})
    await allIsHere(page)
    expect((await page.ask.properties.get({ id })).property.title).toBe('Villa de quelqu’un d’autre')
    await until(async () => (await page.ask.sync.state({})).waitingCount === 0)
    expect(await world.server.house.store.kysely.selectFrom('property').select('title').where('id', '=', mine).executeTakeFirst()).toEqual({ title: villa.title })
    expect(await post.differences()).toEqual([])
  })

  it('a wrong password, an account without an agency, a server that is away or a hotel’s page: said, and the post is as empty as before', async () => {
    const post = await openPost()
    const page = post.page()
    expect(await codeOf(joinAs(page, { email: world.ours.agent.email, password: 'pas le bon mot' }))).toBe('wrong_password')
    expect(await codeOf(joinAs(page, world.client))).toBe('not_of_agency')
    expect(await codeOf(joinAs(page, world.ours.agent, { server: 'http://example.sn' }))).toBe('invalid_input')
    for (const answer of ['nothing', 'portal'] as const) {
      post.line.answer = answer
      expect(await codeOf(joinAs(page, world.ours.agent))).toBe('server_unreachable')
    }
    expect(await page.ask.setup.state({})).toEqual({ state: 'empty', joining: null })
    post.line.answer = 'ours'
    await joinAs(page, world.ours.agent)
  })

  it('a post that holds an agency of its own joins no other, and asks no server', async () => {
    const post = await openPost()
    await post.found()
    expect(await codeOf(joinAs(post.page(), world.ours.agent))).toBe('agency_here')
    expect(post.line.asked).toEqual([])
  })

  it('where a second factor is on, a code is asked for', async () => {
    const { house } = world.server
    const account = await accountById(house, world.ours.colleague.accountId)
    const { secret } = await beginFactor(house, account)
    const [recovery] = await confirmFactor(house, account, new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() }))
    const post = await openPost()
    expect(await codeOf(joinAs(post.page(), world.ours.colleague))).toBe('code_needed')
    const heard = await joinAs(post.page(), world.ours.colleague, { code: recovery! })
    expect(heard.at(-1)).toMatchObject({ kind: 'done' })
  })

  it('the line breaks before the first rows came: nothing is lost, and the next try goes on and ends', async () => {
    const post = await openPost()
    const page = post.page()
    // At once with the answer: a post that only looks now and then whether it is time may be too late.
    post.line.after = (path) => {
      if (path === '/api/sync/hello/') post.line.answer = 'nothing'
    }
    expect(await codeOf(joinAs(page, world.ours.agent))).toBe('server_unreachable')
    post.line.after = null
    post.line.answer = 'ours'
    expect((await joinAs(page, world.ours.agent)).at(-1)).toMatchObject({ kind: 'done' })
  }, 30_000)
})

describe('in step', () => {
  it('what one post types the other has, by itself, and pages there hear of it', async () => {
    const [one, two] = [await joined(world.ours.agent), await joined(world.ours.manager)]
    const id = world.newId()
    const control = new AbortController()
    const notices = await two.page.ask.live.changes({}, { signal: control.signal })
    const heard = new Set<string>()
    const listening = (async () => {
      for await (const { entities } of notices) {
        for (const entity of entities) heard.add(entity)
        if (heard.has('property') && heard.has('sync')) return
      }
    })()
    expect(await one.page.act('property.create', { id, values: villa })).toMatchObject({ status: 'applied', seq: null })
    await until(async () => (await one.page.ask.sync.state({})).waitingCount === 0)
    // Nobody asks here: the server pokes.
    await listening
    control.abort()
    expect((await two.page.ask.properties.get({ id })).property).toMatchObject({ title: villa.title, reference: expect.stringMatching(/^LAG-\d+$/) })
  })

  it('without a network everything waits in words, and goes when it is back', async () => {
    const [one, two] = [await joined(world.ours.agent), await joined(world.ours.admin)]
    const id = world.newId()
    one.post.line.answer = 'nothing'
    await one.page.act('property.create', { id, values: villa })
    await one.page.act('property.update', { id, patch: { priceAmount: 80_000_000 } })
    const state = await one.page.ask.sync.now({})
    expect(state).toMatchObject({ stopped: 'away', waitingCount: 2, waiting: [
      { name: 'property.create', entity: 'property', entityId: id, title: villa.title, by: 'agent Diop', typedAt: expect.any(Number) }, { name: 'property.update', title: villa.title },
    ] })
    one.post.line.answer = 'ours'
    expect(await one.page.ask.sync.now({})).toMatchObject({ stopped: null, waitingCount: 0 })
    await two.page.ask.sync.now({})
    expect((await two.page.ask.properties.get({ id })).property.priceAmount).toBe(80_000_000)
  })

  it('goes on after a restart of the program, for whoever comes back with his token', async () => {
    const { post, page } = await joined(world.ours.agent)
    const { token } = (await page.ask.session.current({}))!
    await post.restart()
    const again = post.page()
    await again.ask.session.resume({ token })
    await again.act('property.create', { id: world.newId(), values: villa })
    await until(async () => (await again.ask.sync.state({})).waitingCount === 0)
    await until(async () => (await again.ask.sync.state({})).stopped === null)
    expect(await again.ask.sync.state({})).toMatchObject({ server: world.server.url, waitingCount: 0 })
  })

  it('fault 47: access that the server does not take any more is renewed once, in the middle of sending', async () => {
    const { post, page } = await joined(world.ours.agent)
    await until(async () => !(await page.ask.sync.state({})).working)
    post.line.asked.length = 0
    // The post's clock does not know that an hour has passed at the server.
    world.server.advance(2 * 3_600_000)
    await page.act('property.create', { id: world.newId(), values: villa })
    expect(await page.ask.sync.now({})).toMatchObject({ stopped: null, waitingCount: 0 })
    const renewals = post.line.asked.filter(({ path }) => path === '/api/auth/refresh/')
    expect(renewals).toHaveLength(1)
    // By its own clock it renews before the server has to say so.
    post.line.asked.length = 0
    post.now += 59.5 * 60_000
    await page.ask.session.unlock({ password: world.ours.agent.password })
    await page.ask.sync.now({})
    expect(post.line.asked[0]!.path).toBe('/api/auth/refresh/')
  })

  it('tokens lie in a file for this account of the system alone, and in no backup', async () => {
    const { post, page } = await joined(world.ours.admin)
    const file = join(post.directory, 'server-accounts.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const [{ refresh }] = JSON.parse(readFileSync(file, 'utf8')) as [{ refresh: string }]
    await page.ask.backup.create({})
    const folder = join(post.directory, 'backups')
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(refresh)).toBe(false)
  })
})

describe('signing in on a joined post', () => {
  const signIn = (post: Post, who: Pick<Staff, 'email' | 'password'>) => post.page().ask.session.signIn({ email: who.email, password: who.password })

  it('without a network, whoever the server knew here lately comes in; after thirty days, or for the first time, he needs it', async () => {
    const { post } = await joined(world.ours.agent)
    post.line.answer = 'nothing'
    expect(await signIn(post, world.ours.agent)).toMatchObject({ member: { email: world.ours.agent.email } })
    expect(await codeOf(signIn(post, { email: world.ours.agent.email, password: 'pas le bon mot' }))).toBe('wrong_password')
    expect(await codeOf(signIn(post, world.ours.manager))).toBe('sign_in_online')
    post.now += 31 * 86_400_000
    expect(await codeOf(signIn(post, world.ours.agent))).toBe('sign_in_online')
    post.line.answer = 'ours'
    expect(await signIn(post, world.ours.agent)).toMatchObject({ member: { email: world.ours.agent.email } })
    expect(await signIn(post, world.ours.manager)).toMatchObject({ member: { role: 'manager' } })
  })

  it('a password changed here is changed at the server, and needs it', async () => {
    const { post, page } = await joined(world.theirs.agent)
    const next = 'sept pirogues rouges'
    post.line.answer = 'nothing'
    expect(await codeOf(page.ask.session.changePassword({ current: world.theirs.agent.password, next }))).toBe('online_only')
    post.line.answer = 'ours'
    await page.ask.session.changePassword({ current: world.theirs.agent.password, next })
    expect(await codeOf(signIn(post, world.theirs.agent))).toBe('wrong_password')
    await signIn(post, { email: world.theirs.agent.email, password: next })
    post.line.answer = 'nothing'
    await signIn(post, { email: world.theirs.agent.email, password: next })
    expect(await codeOf(signIn(post, world.theirs.agent))).toBe('wrong_password')
  })

  it('a colleague added here has an account at the server, and comes in with the password he was given', async () => {
    const { post, page } = await joined(world.theirs.admin)
    const binta = { name: 'Binta Gueye', email: 'binta@teranga.sn', password: 'le tamarinier de la cour' }
    post.line.answer = 'nothing'
    expect(await codeOf(page.ask.team.add({ ...binta, phone: null, position: null, role: 'agent' }))).toBe('online_only')
    post.line.answer = 'ours'
    await page.ask.team.add({ ...binta, phone: null, position: 'Agent', role: 'agent' })
    expect((await page.ask.team.list({})).find(({ email }) => email === binta.email)).toMatchObject({ name: binta.name, role: 'agent', position: 'Agent' })
    expect(await codeOf(page.ask.team.add({ ...binta, phone: null, position: null, role: 'agent' }))).toBe('already_exists')
    const hers = post.page()
    expect(await signIn(post, binta)).toMatchObject({ member: { name: binta.name } })
    expect(await hers.ask.session.signIn({ email: binta.email, password: binta.password })).toMatchObject({ mustChangePassword: true })
    await hers.ask.session.changePassword({ current: binta.password, next: 'sept pirogues rouges' })
    expect(await hers.ask.sync.now({})).toMatchObject({ stopped: null })
    // Somebody who is no admin adds nobody.
    expect(await codeOf(hers.ask.team.add({ ...binta, email: 'x@teranga.sn', phone: null, position: null, role: 'admin' }))).toBe('forbidden')
  })

  it('somebody of another agency does not come in', async () => {
    const { post } = await joined(world.ours.agent)
    expect(await codeOf(signIn(post, world.theirs.admin))).toBe('not_of_agency')
  })

  it('fault 49: who is taken out of the agency is signed out at the next exchange, and comes in no more without a network', async () => {
    const { post, page } = await joined(world.theirs.colleague)
    await world.act(world.theirs.admin, world.theirs, 'member.setActive', { id: world.theirs.colleague.memberId, active: false })
    await page.ask.sync.now({})
    expect(await page.ask.session.current({})).toBe(null)
    expect(await codeOf(page.ask.core.dashboard({}))).toBe('not_signed_in')
    post.line.answer = 'nothing'
    expect(await codeOf(signIn(post, world.theirs.colleague))).toBe('sign_in_online')
  })

  it('fault 51: what somebody typed goes under his own name, also while another works on his post; who may see more receives it', async () => {
    const rate = 700
    await world.act(world.ours.admin, world.ours, 'agency.update', { id: world.ours.id, patch: { commissionRate: rate } })
    const { post, page } = await joined(world.ours.agent)
    const id = world.newId()
    post.line.answer = 'nothing'
    await page.act('property.create', { id, values: villa })
    expect((await page.ask.agency.get({})).commissionRate).toBe(null)
    post.line.answer = 'ours'
    const other = post.page()
    await other.ask.session.signIn({ email: world.ours.admin.email, password: world.ours.admin.password })
    await other.act('property.update', { id, patch: { priceAmount: 1 } })
    await until(async () => (await other.ask.sync.state({})).waitingCount === 0)
    const { kysely } = world.server.house.store
    expect(await kysely.selectFrom('change').select(['actorId', 'kind']).where('entityId', '=', id).where('n', '=', 0).orderBy('seq').execute()).toEqual([{ actorId: world.ours.agent.memberId, kind: 'create' }, { actorId: world.ours.admin.memberId, kind: 'update' }])
    await other.ask.sync.now({})
    expect((await other.ask.agency.get({})).commissionRate).toBe(rate)
  })
})

describe('leaving', () => {
  it('a post that was taken out stops and says so; what waits stays', async () => {
    const { page } = await joined(world.ours.manager)
    const { house } = world.server
    const device = await house.store.kysely.selectFrom('syncDevice').select('deviceId').where('agencyId', '=', world.ours.id).orderBy('createdAt', 'desc').executeTakeFirstOrThrow()
    await house.services.authority.revoke(world.ours.id, device.deviceId)
    await page.act('property.create', { id: world.newId(), values: villa })
    expect(await page.ask.sync.now({})).toMatchObject({ stopped: 'revoked', waitingCount: 1 })
    expect((await page.ask.core.dashboard({}))).toBeTruthy()
  })

  it('the post is wiped, after a question while something waits; its sessions at the server are over', async () => {
    const { post, page } = await joined(world.ours.agent)
    const file = join(post.directory, 'server-accounts.json')
    const [{ refresh }] = JSON.parse(readFileSync(file, 'utf8')) as [{ refresh: string }]
    post.line.answer = 'nothing'
    await page.act('property.create', { id: world.newId(), values: villa })
    expect(await codeOf(page.ask.sync.leave({ confirmed: false }))).toBe('commands_waiting')
    post.line.answer = 'ours'
    await page.ask.sync.leave({ confirmed: true })
    expect(await post.page().ask.setup.state({})).toEqual({ state: 'empty', joining: null })
    expect([existsSync(file), existsSync(join(post.directory, 'backups'))]).toEqual([false, false])
    expect((await world.server.call('POST', '/api/auth/refresh/', { body: { refresh } })).status).toBe(401)
    // Empty again, it may join again.
    expect((await joinAs(post.page(), world.ours.agent)).at(-1)).toMatchObject({ kind: 'done' })
  })

  it('a post that works alone has nothing to send or leave', async () => {
    const post = await openPost()
    const page = await post.found()
    expect(await page.ask.sync.state({})).toMatchObject({ server: null, waiting: [] })
    expect([await codeOf(page.ask.sync.now({})), await codeOf(page.ask.sync.leave({ confirmed: true }))]).toEqual(['rule_broken', 'rule_broken'])
  })
})
