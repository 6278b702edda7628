import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDispatcher } from '../../../shared/command/dispatch.ts'
import { compareLogWithTables } from '../../../shared/command/fold.ts'
import { openSqliteStore } from '../../../shared/command/testing/stores.ts'
import { business } from '../../../shared/modules/business.ts'
import { openHttpTransport } from '../../../shared/sync/http-transport.ts'
import { joinServer } from '../../../shared/sync/join.ts'
import { openPost } from '../../../shared/sync/post.ts'
import { openWorld } from '../../testing/world.ts'
import type { Staff, World } from '../../testing/world.ts'

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`posts and the server over HTTP, on ${kind}`, () => {
  let world: World
  const opened: { close(): Promise<void> }[] = []
  beforeAll(async () => {
    world = await openWorld({ postgresUrl })
  })
  afterAll(async () => {
    for (const one of opened) await one.close()
    await world.server.close()
  })

  /** A desktop of one member: its own database, the same business, the server behind HTTP. */
  async function desktop(staff: Staff, reach: { online: boolean } = { online: true }) {
    const store = await openSqliteStore()
    opened.push(store)
    const agencyId = world.ours.id
    await joinServer(store, agencyId, { server: world.server.url, deviceId: world.newId(), incarnation: world.newId() })
    const dispatcher = createDispatcher({ store, business, clock: Date.now, mode: () => 'predict' })
    const transport = openHttpTransport({ server: world.server.url, token: async () => staff.token, fetch: async (...given) => {
      if (!reach.online) throw new TypeError('fetch failed')
      return fetch(...given)
    } })
    const post = openPost({ store, business, agencyId, transport, clock: Date.now, newId: world.newId, program: { schemaVersion: '0030', appVersion: '0.1.0', deviceName: staff.email } })
    return {
      store, post, reach,
      say: async (name: string, input: unknown) => {
        const { deviceId } = await store.kysely.selectFrom('syncState').select('deviceId').executeTakeFirstOrThrow()
        const [outcome] = await dispatcher.dispatch([{ commandId: world.newId(), name, version: business.commands.get(name)!.version, input, typedAt: Date.now(), deviceId: deviceId! }], { kind: 'member', agencyId, memberId: staff.memberId, role: staff.role })
        return outcome!
      },
      price: async (id: string) => (await store.kysely.selectFrom('property').select('priceAmount').where('id', '=', id).executeTakeFirst())?.priceAmount,
    }
  }

  it('a new post receives its agency and nothing of another; what one types the other has after an exchange', async () => {
    const [one, two] = [await desktop(world.ours.agent), await desktop(world.ours.manager)]
    const id = world.newId()
    await one.post.exchange()
    expect(await one.store.kysely.selectFrom('agency').select('id').execute()).toEqual([{ id: world.ours.id }])
    expect(await one.say('property.create', { id, values: { title: 'Villa', kind: 'villa', transaction: 'sale', priceAmount: 90_000_000 } })).toMatchObject({ status: 'applied', seq: null })
    for (const { post } of [one, two]) while ((await post.exchange()).more);
    expect(await two.price(id)).toBe(90_000_000)
    expect(await one.store.kysely.selectFrom('outbox').select('commandId').execute()).toEqual([])
    // The number without gaps came with the server's word.
    for (const { store } of [one, two]) {
      expect((await store.kysely.selectFrom('property').select('reference').where('id', '=', id).executeTakeFirstOrThrow()).reference).toMatch(/^LAG-\d+$/)
      expect(await compareLogWithTables(store, business)).toEqual([])
    }
    expect((await one.post.exchange())).toMatchObject({ sent: 0, waiting: 0, held: false })
  })

  it('two who change one price without a network: nothing is lost, a card shows both, somebody chooses', async () => {
    const [one, two] = [await desktop(world.ours.agent), await desktop(world.ours.admin)]
    const id = world.newId()
    await one.post.exchange()
    await one.say('property.create', { id, values: { title: 'Terrain', kind: 'land', transaction: 'sale', priceAmount: 10 } })
    await one.post.exchange()
    await two.post.exchange()
    one.reach.online = two.reach.online = false
    await one.say('property.update', { id, patch: { priceAmount: 20 } })
    await two.say('property.update', { id, patch: { priceAmount: 30 } })
    await expect(one.post.exchange()).rejects.toMatchObject({ stop: 'away' })
    expect([await one.price(id), await two.price(id)]).toEqual([20, 30])
    one.reach.online = two.reach.online = true
    await one.post.exchange()
    await two.post.exchange()
    await one.post.exchange()
    expect([await one.price(id), await two.price(id)]).toEqual([30, 30])
    const [card, ...more] = await one.store.kysely.selectFrom('conflict').select(['id', 'lost', 'state']).execute()
    expect([more, JSON.parse(card!.lost)]).toEqual([[], expect.objectContaining({ priceAmount: 20 })])
    await one.say('conflict.settle', { id: card!.id, take: 'lost' })
    await one.post.exchange()
    await two.post.exchange()
    expect([await one.price(id), await two.price(id)]).toEqual([20, 20])
  })

  it('what the server refuses is laid before the user with its reason, and what it showed is taken back', async () => {
    const [agent, admin] = [await desktop(world.ours.agent), await desktop(world.ours.admin)]
    const id = world.newId()
    await agent.post.exchange()
    await agent.say('property.create', { id, values: { title: 'Studio', kind: 'studio', transaction: 'rent', priceAmount: 100 } })
    await agent.post.exchange()
    await admin.post.exchange()
    // Offline the agent goes on with what is no longer his.
    await admin.say('property.update', { id, patch: { agentId: world.ours.colleague.memberId } })
    await admin.post.exchange()
    await agent.say('property.update', { id, patch: { priceAmount: 200 } })
    expect(await agent.price(id)).toBe(200)
    expect(await agent.post.exchange()).toMatchObject({ refused: 1 })
    expect(await agent.price(id)).toBe(100)
    expect(await agent.store.kysely.selectFrom('attention').select(['code', 'state']).execute()).toEqual([{ code: 'forbidden', state: 'open' }])
  })

  it('an agent never receives what is for the management', async () => {
    await world.act(world.ours.admin, world.ours, 'agency.update', { id: world.ours.id, patch: { commissionRate: 500 } })
    const rate = async (who: Staff) => {
      const { post, store } = await desktop(who)
      await post.exchange()
      return (await store.kysely.selectFrom('agency').select('commissionRate').executeTakeFirstOrThrow()).commissionRate
    }
    expect([await rate(world.ours.agent), await rate(world.ours.manager)]).toEqual([null, 500])
  })

  it('a post that was taken out exchanges no more, and somebody signed out is told so', async () => {
    const { post, store } = await desktop(world.ours.colleague)
    await post.exchange()
    const { deviceId } = await store.kysely.selectFrom('syncState').select('deviceId').executeTakeFirstOrThrow()
    expect((await world.server.call('POST', `/api/sync/posts/${deviceId}/revoke/`, { token: world.ours.admin.token, body: {} })).body).toMatchObject({ revoked_at: expect.any(String) })
    await expect(post.exchange()).rejects.toMatchObject({ stop: 'revoked' })
    const out = await desktop({ ...world.ours.agent, token: `${world.ours.agent.token.slice(0, -4)}AAAA` })
    await expect(out.post.exchange()).rejects.toMatchObject({ stop: 'signedOut' })
  })

  it('a page of a captive portal is no answer, and a large batch travels compressed', async () => {
    const transport = openHttpTransport({ server: 'http://portal.example', token: async () => 'x', fetch: async () => new Response('<html>Bienvenue</html>', { status: 200 }) })
    await expect(transport.pull({ deviceId: world.newId(), epoch: 'e', cursor: 0 })).rejects.toMatchObject({ stop: 'away' })
    const { post, say } = await desktop(world.ours.agent)
    await post.exchange()
    for (let n = 0; n < 60; n++) await say('contact.create', { id: world.newId(), name: `Contact ${n}`, notes: 'x'.repeat(200) })
    expect(await post.exchange()).toMatchObject({ sent: 60, refused: 0, waiting: 0 })
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
