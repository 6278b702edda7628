import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDispatcher } from '../../../shared/command/dispatch.ts'
import { openSqliteStore } from '../../../shared/command/testing/stores.ts'
import type { Store } from '../../../shared/database/store.ts'
import { business } from '../../../shared/modules/business.ts'
import { openHttpTransport } from '../../../shared/sync/http-transport.ts'
import { joinServer } from '../../../shared/sync/join.ts'
import { openPost } from '../../../shared/sync/post.ts'
import { openBadLine } from '../../testing/bad-line.ts'
import type { BadLine } from '../../testing/bad-line.ts'
import { openWorld } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

/** Faults 5, 7 to 10 and 13 of sync.md H, by TCP, under the transport as it is. */
describe('an exchange over a bad line', () => {
  let world: World
  let line: Awaited<ReturnType<typeof openBadLine>>
  let store: Store
  const patience = 400
  beforeAll(async () => {
    world = await openWorld()
    line = await openBadLine('127.0.0.1', Number(new URL(world.server.url).port))
    store = await openSqliteStore()
    await joinServer(store, world.ours.id, { server: 'line', deviceId: world.newId(), incarnation: world.newId() })
  })
  afterAll(async () => {
    await line.close()
    await store.close()
    await world.server.close()
  })

  it.each<[string, BadLine]>([
    ['fault 7: nothing goes out', 'outward'], ['fault 8: nothing comes back', 'inward'], ['fault 9: neither', 'both'], ['fault 10: a half-open socket', 'halfOpen'],
    ['fault 13: a slow trickle', 'trickle'], ['fault 5: an answer after the timeout', 'late'],
  ])('%s: it gives up in time, and afterwards everything arrives once', async (_name, how) => {
    const { agent } = world.ours
    const actor = { kind: 'member', agencyId: world.ours.id, memberId: agent.memberId, role: 'agent' } as const
    const dispatcher = createDispatcher({ store, business, clock: Date.now, mode: () => 'predict' })
    const open = (server: string, wait: number) => openPost({
      store, business, agencyId: world.ours.id, transport: openHttpTransport({ server, token: async () => agent.token, patience: wait }), clock: Date.now, newId: world.newId, checkEvery: Infinity,
      program: { schemaVersion: '0030', appVersion: '0.1.0', deviceName: 'Accueil' },
    })
    const post = open(`http://127.0.0.1:${line.port}`, patience)
    // What is late is what was typed: the greeting came through.
    line.be('good')
    await open(`http://127.0.0.1:${line.port}`, 10_000).exchange()
    const id = world.newId()
    await dispatcher.dispatch([{ commandId: world.newId(), name: 'property.create', version: 1, input: { id, values: { title: 'Villa', kind: 'villa', transaction: 'sale' } }, typedAt: Date.now(), deviceId: world.newId() }], actor)
    line.be(how)
    const began = performance.now()
    await expect(post.exchange()).rejects.toMatchObject({ stop: 'away' })
    expect(performance.now() - began).toBeLessThan(patience * 4)
    // Here it is there all the same.
    expect((await store.kysely.selectFrom('property').select('title').where('id', '=', id).execute())).toEqual([{ title: 'Villa' }])
    line.be('good')
    await open(`http://127.0.0.1:${line.port}`, 10_000).exchange()
    expect(await store.kysely.selectFrom('outbox').select('commandId').execute()).toEqual([])
    const { kysely } = world.server.house.store
    expect(await kysely.selectFrom('change').select('kind').where('entityId', '=', id).execute()).toEqual([{ kind: 'create' }])
  })

  it('fault 5, 8: a push that was decided while its answer was lost is not decided twice', async () => {
    const { agent } = world.ours
    let cut = false
    const transport = openHttpTransport({ server: `http://127.0.0.1:${line.port}`, token: async () => agent.token, patience })
    const post = openPost({
      store, business, agencyId: world.ours.id, clock: Date.now, newId: world.newId, checkEvery: Infinity, program: { schemaVersion: '0030', appVersion: '0.1.0', deviceName: 'Accueil' },
      transport: { ...transport, push: (message) => {
        if (cut) line.be('inward')
        return transport.push(message)
      } },
    })
    const dispatcher = createDispatcher({ store, business, clock: Date.now, mode: () => 'predict' })
    const [id, commandId] = [world.newId(), world.newId()]
    await dispatcher.dispatch([{ commandId, name: 'contact.create', version: 1, input: { id, name: 'Aïda Fall' }, typedAt: Date.now(), deviceId: world.newId() }], { kind: 'member', agencyId: world.ours.id, memberId: agent.memberId, role: 'agent' })
    cut = true
    await expect(post.exchange()).rejects.toMatchObject({ stop: 'away' })
    cut = false
    const { kysely } = world.server.house.store
    expect(await kysely.selectFrom('command').select('status').where('id', '=', commandId).execute()).toEqual([{ status: 'applied' }])
    line.be('good')
    expect(await post.exchange()).toMatchObject({ sent: 1, refused: 0 })
    expect(await kysely.selectFrom('contact').select('name').where('id', '=', id).execute()).toEqual([{ name: 'Aïda Fall' }])
    expect(await store.kysely.selectFrom('outbox').select('commandId').execute()).toEqual([])
  })
})
