import { hostname } from 'node:os'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openWorld } from '../../../server/testing/world.ts'
import type { Staff, World } from '../../../server/testing/world.ts'
import { openSqlite } from '../../../shared/database/open-sqlite.ts'
import type { TestPage } from '../testing/open-core.ts'
import { codeOf, openTestPost, until } from '../testing/open-post.ts'
import type { TestPost } from '../testing/open-post.ts'
import { databasePath } from '../workspace.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => {
  await world.server.close()
})
const opened: TestPost[] = []
afterEach(async () => {
  for (const post of opened.splice(0)) await post.stop()
})

async function joined(who: Staff): Promise<{ post: TestPost; page: TestPage }> {
  const post = await openTestPost()
  opened.push(post)
  const page = post.page()
  for await (const _ of await page.ask.setup.joinAgency({ server: world.server.url, email: who.email, password: who.password })) void _
  return { post, page }
}
const villa = { title: 'Villa aux Almadies', kind: 'villa', transaction: 'sale', priceAmount: 90_000_000 }

describe('what a post knows of its exchanges', () => {
  it('the latest are listed with what they did and how long they took, also after a start; those that did nothing are not', async () => {
    const { post, page } = await joined(world.ours.agent)
    const { token } = (await page.ask.session.current({}))!
    await page.ask.sync.now({})
    const [first] = await page.ask.sync.past({})
    expect(first).toMatchObject({ sent: 0, refused: 0, stopped: null, at: expect.any(Number) })
    expect(first!.received).toBeGreaterThan(0)
    post.now += 1000
    await page.act('property.create', { id: world.newId(), values: villa })
    await page.ask.sync.now({})
    expect((await page.ask.sync.past({}))[0]).toMatchObject({ sent: 1, received: expect.any(Number), refused: 0, stopped: null })
    post.line.answer = 'nothing'
    for (let n = 0; n < 3; n++) {
      post.now += 1000
      await page.ask.sync.now({})
    }
    post.line.answer = 'ours'
    post.now += 1000
    await page.ask.sync.now({})
    const said = (await page.ask.sync.past({})).map(({ sent, received, stopped }) => [sent, received > 0, stopped])
    expect(said).toEqual([[0, false, null], [0, false, 'away'], [1, true, null], [0, true, null]])
    await post.restart()
    const again = post.page()
    await again.ask.session.resume({ token })
    expect(await again.ask.sync.past({})).toHaveLength(4)
  })

  it('what differs: nothing; cannot be said while something waits or the server is away; rows that differ are named and taken anew', async () => {
    const { post, page } = await joined(world.ours.agent)
    const id = world.newId()
    await page.act('property.create', { id, values: villa })
    expect(await page.ask.sync.compare({})).toMatchObject({ kind: 'same', rows: expect.any(Number) })
    post.line.answer = 'nothing'
    expect(await codeOf(page.ask.sync.compare({}))).toBe('online_only')
    post.line.answer = 'ours'
    // By a hand that is none of ours.
    const database = openSqlite(databasePath(post.directory))
    database.prepare('update property set rooms = 77 where id = ?').run(id)
    database.close()
    const { kind, tables } = (await page.ask.sync.compare({})) as { kind: string; tables: { entity: string; here: number; there: number }[] }
    expect([kind, tables.map(({ entity }) => entity)]).toEqual(['different', ['property']])
    expect(tables[0]!.here).toBe(tables[0]!.there)
    await until(async () => (await page.ask.properties.get({ id })).property.rooms === null)
    await page.ask.sync.now({})
    expect(await page.ask.sync.compare({})).toMatchObject({ kind: 'same' })
    post.logged.splice(0)
  })

  it('posts of the agency, by the server: their names, who works there, how far behind; one that is taken out exchanges nothing more', async () => {
    const [boss, mate] = [await joined(world.theirs.admin), await joined(world.theirs.agent)]
    await mate.page.act('property.create', { id: world.newId(), values: villa })
    await mate.page.ask.sync.now({})
    const posts = await boss.page.ask.sync.posts({})
    expect(posts).toHaveLength(2)
    const [own, other] = [posts.find(({ here }) => here)!, posts.find(({ here }) => !here)!]
    expect(own).toMatchObject({ name: hostname(), by: 'Admin Diop', revokedAt: null, seenAt: expect.any(Number) })
    expect(other).toMatchObject({ name: hostname(), by: 'agent Diop' })
    // An agent sees his own.
    expect(await mate.page.ask.sync.posts({})).toMatchObject([{ id: other.id, here: true }])
    expect(await codeOf(mate.page.ask.sync.revokePost({ id: own.id }))).toBe('not_found')
    boss.post.line.answer = 'nothing'
    expect([await codeOf(boss.page.ask.sync.posts({})), await codeOf(boss.page.ask.sync.revokePost({ id: other.id }))]).toEqual(['online_only', 'online_only'])
    boss.post.line.answer = 'ours'
    await boss.page.ask.sync.revokePost({ id: other.id })
    expect((await boss.page.ask.sync.posts({})).find(({ id }) => id === other.id)).toMatchObject({ revokedAt: expect.any(Number) })
    expect(await mate.page.ask.sync.now({})).toMatchObject({ stopped: 'revoked' })
  })

  it('typed over what came meanwhile, in a form that was opened before: a card, as somebody else’s value was not seen', async () => {
    const { page } = await joined(world.ours.agent)
    const id = world.newId()
    await world.act(world.ours.admin, world.ours, 'property.create', { id, values: { ...villa, agentId: world.ours.agent.memberId } })
    await page.ask.sync.now({})
    const { versions } = (await page.ask.properties.get({ id })).property
    await world.act(world.ours.admin, world.ours, 'property.update', { id, patch: { rooms: 5 } })
    await page.ask.sync.now({})
    await page.ask.command({ envelopes: [{ commandId: world.newId(), name: 'property.update', version: 1, input: { id, patch: { rooms: 4 } }, base: { [`${id}/rooms`]: versions['rooms'] ?? 0 }, typedAt: Date.now(), deviceId: world.newId() }] })
    await page.ask.sync.now({})
    expect((await page.ask.conflicts.list({ recordId: id })).cards).toMatchObject([{ kept: { values: { rooms: 4 } }, lost: { values: { rooms: 5 } } }])
  })

  it('a card says on which post each value was typed, by its name, also without a network', async () => {
    const [one, two] = [await joined(world.ours.agent), await joined(world.ours.admin)]
    const id = world.newId()
    await one.page.act('property.create', { id, values: villa })
    await one.page.ask.sync.now({})
    await two.page.ask.sync.now({})
    const posts = await two.page.ask.sync.posts({})
    one.post.line.answer = 'nothing'
    const devices = await Promise.all([one, two].map(async ({ page }) => (await page.ask.session.current({}))!.deviceId))
    // As a form says it, of a field that nobody had written: what stood there is said by the database.
    const update = async ({ page }: { page: TestPage }, deviceId: string, priceAmount: number) =>
      (await page.ask.command({ envelopes: [{ commandId: world.newId(), name: 'property.update', version: 1, input: { id, patch: { priceAmount } }, base: {}, typedAt: Date.now(), deviceId }] }))[0]!
    await update(one, devices[0]!, 60_000_000)
    // Twice by the same hand: no card of its own.
    await update(one, devices[0]!, 70_000_000)
    await update(two, devices[1]!, 80_000_000)
    await two.page.ask.sync.now({})
    one.post.line.answer = 'ours'
    await one.page.ask.sync.now({})
    await two.page.ask.sync.now({})
    two.post.line.answer = 'nothing'
    const { cards } = await two.page.ask.conflicts.list({ recordId: id })
    expect(cards).toMatchObject([{ kept: { device: devices[0], deviceName: posts.find(({ here }) => !here)?.name }, lost: { device: devices[1], deviceName: hostname() } }])
  })

  it('an admin gives a colleague a new password at the server; without a network he is told so; by the former one nobody comes in here', async () => {
    const { post, page } = await joined(world.theirs.admin)
    const { colleague } = world.theirs
    const signIn = (password: string) => post.page().ask.session.signIn({ email: colleague.email, password })
    const his = post.page()
    await his.ask.session.signIn({ email: colleague.email, password: colleague.password })
    const fresh = 'sept pirogues rouges'
    post.line.answer = 'nothing'
    expect(await codeOf(page.ask.team.setPassword({ memberId: colleague.memberId, password: fresh }))).toBe('online_only')
    post.line.answer = 'ours'
    expect(await codeOf(page.ask.team.setPassword({ memberId: colleague.memberId, password: 'motdepasse' }))).toBe('weak_password')
    expect(await codeOf(page.ask.team.setPassword({ memberId: world.ours.agent.memberId, password: fresh }))).toBe('not_found')
    await page.ask.team.setPassword({ memberId: colleague.memberId, password: fresh })
    expect(await his.ask.session.current({})).toBe(null)
    expect(await codeOf(signIn(colleague.password))).toBe('wrong_password')
    post.line.answer = 'nothing'
    expect(await codeOf(signIn(colleague.password))).toBe('sign_in_online')
    post.line.answer = 'ours'
    expect(await signIn(fresh)).toMatchObject({ mustChangePassword: true })
  })

  it('too old for its server it only shows, and what waited is sent; heard again, or started anew without a network, it works', async () => {
    const { post, page } = await joined(world.ours.agent)
    const { token } = (await page.ask.session.current({}))!
    const id = world.newId()
    post.line.answer = 'nothing'
    await page.act('property.create', { id, values: villa })
    post.line.answer = 'newer'
    expect(await page.ask.sync.now({})).toMatchObject({ stopped: 'tooOld', waitingCount: 0 })
    const update = (target: TestPage) => target.say('property.update', { id, patch: { rooms: 4 } })
    expect(await update(page)).toMatchObject({ status: 'rejected', code: 'update_needed' })
    expect(await page.ask.properties.get({ id })).toMatchObject({ property: { rooms: null } })
    const [atServer] = await world.server.house.store.kysely.selectFrom('property').select('title').where('id', '=', id).execute()
    expect(atServer).toEqual({ title: villa.title })
    post.line.answer = 'nothing'
    await post.restart()
    const again = post.page()
    await again.ask.session.resume({ token })
    expect(await update(again)).toMatchObject({ status: 'applied' })
    post.line.answer = 'newer'
    await again.ask.sync.now({})
    expect(await update(again)).toMatchObject({ code: 'update_needed' })
    post.line.answer = 'ours'
    expect(await again.ask.sync.now({})).toMatchObject({ stopped: null, waitingCount: 0 })
    expect(await update(again)).toMatchObject({ status: 'applied' })
  })

  it('the post is not wiped before somebody has heard of what was refused', async () => {
    const { post, page } = await joined(world.ours.agent)
    const id = world.newId()
    await world.act(world.ours.admin, world.ours, 'property.create', { id, values: { ...villa, agentId: world.ours.agent.memberId } })
    await page.ask.sync.now({})
    post.line.answer = 'nothing'
    await page.act('property.update', { id, patch: { rooms: 4 } })
    await world.act(world.ours.admin, world.ours, 'property.update', { id, patch: { agentId: world.ours.admin.memberId } })
    post.line.answer = 'ours'
    expect(await page.ask.sync.now({})).toMatchObject({ waitingCount: 0, refusedCount: 1 })
    expect(await codeOf(page.ask.sync.leave({ confirmed: false }))).toBe('commands_waiting')
    await page.ask.sync.leave({ confirmed: true })
    expect(await post.page().ask.setup.state({})).toEqual({ state: 'empty', joining: null })
  })
})
