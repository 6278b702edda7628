import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openWorld } from '../../server/testing/world.ts'
import type { Staff, World } from '../../server/testing/world.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { reminderId } from '../../shared/modules/crm/index.ts'
import type { NoticePage } from '../../shared/modules/notifications/model.ts'
import { openTestCore } from './testing/open-core.ts'
import type { TestCore, TestPage } from './testing/open-core.ts'
import { openTestPost, until } from './testing/open-post.ts'
import type { TestPost } from './testing/open-post.ts'
import { databasePath } from './workspace.ts'

const minute = 60_000
const hour = 60 * minute
const all = { unread: false, topic: null, offset: 0, limit: 50 }
const kinds = ({ rows }: NoticePage): string[] => rows.map(({ kind, params }) => `${kind} ${String(params['name'])}`)

describe('with a server and several posts', () => {
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
  /** What the database of a post holds of notices, whoever asks. */
  function held(post: TestPost): { rows: number; changes: number } {
    const database = openSqlite(databasePath(post.directory), { readonly: true })
    try {
      const count = (sql: string) => (database.prepare(sql).get() as { n: number }).n
      return { rows: count('select count(*) as n from notification'), changes: count(`select count(*) as n from change where entity = 'notification'`) }
    } finally {
      database.close()
    }
  }

  it('a lead that the manager gives to an agent is told on the agent’s post alone: no other ever holds it, nor its history', async () => {
    const [boss, agent, colleague] = [await joined(world.ours.manager), await joined(world.ours.agent), await joined(world.ours.colleague)]
    const id = world.newId()
    await boss.page.act('lead.create', { id, name: 'Awa Ndiaye', source: 'website', agentId: world.ours.manager.memberId })
    boss.post.line.answer = 'nothing'
    await boss.page.act('lead.assign', { id, agentId: world.ours.agent.memberId })
    // Nobody but him, not even whoever told it.
    expect(kinds(await boss.page.ask.notifications.page(all))).toEqual([])
    boss.post.line.answer = 'ours'
    await boss.page.ask.sync.now({})
    await agent.page.ask.sync.now({})
    await colleague.page.ask.sync.now({})
    await until(async () => kinds(await agent.page.ask.notifications.page(all)).length > 0)
    expect(kinds(await agent.page.ask.notifications.page(all))).toEqual(['leadAssigned Awa Ndiaye'])
    await until(async () => held(boss.post).rows === 0)
    expect([held(boss.post), held(colleague.post)]).toEqual([{ rows: 0, changes: 0 }, { rows: 0, changes: 0 }])
    // What he does with it is his as well, and reaches his other post.
    const [notice] = (await agent.page.ask.notifications.page(all)).rows
    await agent.page.act('notification.mark', { ids: [notice!.id], read: true })
    await agent.page.ask.sync.now({})
    const other = await joined(world.ours.agent)
    await until(async () => (await other.page.ask.notifications.page(all)).rows[0]?.readAt !== undefined)
    expect((await other.page.ask.notifications.page(all)).rows[0]).toMatchObject({ id: notice!.id, readAt: expect.any(Number) })
    await boss.page.ask.sync.now({})
    expect(held(boss.post)).toEqual({ rows: 0, changes: 0 })
    // Taken back where it was not held, it goes where it was.
    const assigned = (await world.server.house.store.kysely.selectFrom('command').select('id').where('name', '=', 'lead.assign').executeTakeFirstOrThrow()).id
    expect((await boss.page.say('core.undo', { commandId: assigned })).code).toBeUndefined()
    await boss.page.ask.sync.now({})
    await agent.page.ask.sync.now({})
    expect(kinds(await agent.page.ask.notifications.page(all))).toEqual([])
  })

  it('what two posts of one member remind of without a network, and the server too, is told once', async () => {
    const [one, two] = [await joined(world.theirs.agent), await joined(world.theirs.agent)]
    const id = world.newId()
    const at = Date.now() + hour
    await one.page.act('task.create', { id, title: 'Rappeler le notaire', remindAt: at })
    await one.page.ask.sync.now({})
    await two.page.ask.sync.now({})
    const { house } = world.server
    for (const { post, page } of [one, two]) {
      post.line.answer = 'nothing'
      post.now = at + minute
      page.context.session!.touchedAt = post.now
      await until(async () => {
        await post.core.look()
        return (await page.ask.notifications.page(all)).count === 1
      })
      expect(kinds(await page.ask.notifications.page(all))).toEqual(['taskDue Rappeler le notaire'])
    }
    world.server.advance(hour + 2 * minute)
    await house.services.jobs.tick()
    const commandId = reminderId(world.theirs.id, { entity: 'task', id, at })
    const changes = () => house.store.kysely.selectFrom('change').select(['commandId', 'entity']).where('commandId', '=', commandId).execute()
    expect(await changes()).toHaveLength(1)
    for (const { post, page } of [one, two]) {
      post.line.answer = 'ours'
      await page.ask.sync.now({})
    }
    for (const { page } of [one, two]) {
      await page.ask.sync.now({})
      expect(kinds(await page.ask.notifications.page(all))).toEqual(['taskDue Rappeler le notaire'])
      expect(await page.ask.attention.count({ recordId: null })).toBe(0)
      expect((await page.ask.sync.state({})).waitingCount).toBe(0)
    }
    expect(await changes()).toHaveLength(1)
    // Read on one, it is not told again by the other.
    await one.page.act('notification.mark', { ids: (await one.page.ask.notifications.page(all)).rows.map((row) => row.id), read: true })
    await one.page.ask.sync.now({})
    await two.page.ask.sync.now({})
    await two.post.core.look()
    expect((await two.page.ask.notifications.unread({})).unread).toBe(0)
    // Put away here and taken up there, without having seen each other: nobody is asked to choose.
    const [notice] = (await one.page.ask.notifications.page(all)).rows
    for (const { post } of [one, two]) post.line.answer = 'nothing'
    await one.page.act('notification.snooze', { ids: [notice!.id], until: null })
    await one.page.act('notification.mark', { ids: [notice!.id], read: false })
    await two.page.act('notification.dismiss', { ids: [notice!.id] })
    for (const { post, page } of [one, two, one]) {
      post.line.answer = 'ours'
      await page.ask.sync.now({})
    }
    for (const { page } of [one, two]) {
      expect([(await page.ask.notifications.page(all)).count, await page.ask.conflicts.count({ recordId: null }), await page.ask.attention.count({ recordId: null })]).toEqual([0, 0, 0])
    }
  })
})

describe('notifications of the system', () => {
  let core: TestCore
  let admin: TestPage
  let agent: TestPage & { memberId: string }
  let shown: { title: string; body: string; click: (clicked: boolean) => void }[]
  beforeAll(async () => {
    shown = []
    core = await openTestCore({ notify: ({ title, body }) => new Promise((click) => void shown.push({ title, body, click })) })
    admin = await core.found()
    agent = await core.join(admin, 'Fatou', 'agent')
    await core.core.look()
  })
  afterAll(async () => core.end())
  afterEach(async () => {
    await agent.act('notification.markAll', { upTo: core.now + 48 * hour })
    shown.length = 0
  })
  let n = 0
  const give = async (name: string) => {
    core.now += 1000
    const id = `018f0000-0000-7000-8000-0000000000${String(10 + ++n)}`
    await admin.act('lead.create', { id, name, source: 'website', agentId: agent.memberId })
    await core.core.look()
    return id
  }

  it('say in the words of this computer what is new; a click opens the record in his window', async () => {
    const control = new AbortController()
    const changes = await agent.ask.live.changes({}, { signal: control.signal })
    const opened = (async () => {
      for await (const { open } of changes) if (open) return open
      return null
    })()
    const id = await give('Awa')
    await until(async () => shown.length === 1)
    expect(shown[0]).toMatchObject({ title: 'Nouveau prospect', body: 'Awa · par Awa Ndiaye' })
    await core.core.look()
    expect(shown).toHaveLength(1)
    shown[0]!.click(true)
    expect(await opened).toEqual({ entity: 'lead', id })
    control.abort()
  })

  it('not of what somebody does not want, nor in his hours of quiet: after those it comes', async () => {
    await agent.act('notification.setPreferences', { choices: [{ topic: 'leads', channel: 'native', enabled: false }] })
    await give('Binta')
    expect([shown, (await agent.ask.notifications.unread({})).unread]).toEqual([[], 1])
    await agent.act('notification.setPreferences', { choices: [{ topic: 'leads', channel: 'native', enabled: true }], quiet: { fromTime: '08:00', untilTime: '10:00' } })
    await give('Coumba')
    expect(shown).toEqual([])
    core.now = Date.UTC(2026, 10, 23, 10, 0)
    for (const page of [admin, agent]) page.context.session!.touchedAt = core.now
    await core.core.look()
    await until(async () => shown.length === 1)
    expect(shown[0]!.body).toContain('Coumba')
    await agent.act('notification.setPreferences', { choices: [], quiet: null })
  })

  it('of many at once in one line; of nothing that was there before somebody came; of nothing while his screen is locked', async () => {
    agent.context.session!.locked = true
    for (const name of ['A', 'B', 'C', 'D']) await give(name)
    expect(shown).toEqual([])
    agent.context.session!.locked = false
    await core.core.look()
    await until(async () => shown.length > 0)
    expect(shown.map(({ title }) => title)).toEqual(['Digit-Hab : 4 nouvelles notifications'])
    const later = core.page()
    await later.ask.session.signIn({ email: 'fatou@example.sn', password: 'le mot de passe n°5 du jour' })
    agent.context.session!.locked = true
    await core.core.look()
    expect(shown).toHaveLength(1)
    agent.context.session!.locked = false
    later.leave()
  })
})
