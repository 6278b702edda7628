import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDispatcher } from '../../../shared/command/dispatch.ts'
import { compareLogWithTables } from '../../../shared/command/fold.ts'
import { openSqliteStore } from '../../../shared/command/testing/stores.ts'
import type { Outcome } from '../../../shared/contract/envelope.ts'
import type { Store } from '../../../shared/database/store.ts'
import { business } from '../../../shared/modules/business.ts'
import { checksumsOf } from '../../../shared/sync/checksum.ts'
import { openFounding } from '../../../shared/sync/found.ts'
import { openHttpFoundTransport, openHttpTransport } from '../../../shared/sync/http-transport.ts'
import { joinServer } from '../../../shared/sync/join.ts'
import { openPost } from '../../../shared/sync/post.ts'
import { TransportError } from '../../../shared/sync/transport.ts'
import type { FoundTransport } from '../../../shared/sync/transport.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { forgetFoundings } from '../../agencies/found-from-post.ts'
import { changeSubscription } from '../../agencies/subscriptions.ts'
import { createAccount } from '../../identity/accounts.ts'
import { another } from '../../testing/things.ts'
import { openWorld } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`a desktop that was alone founds its agency, on ${kind}`, () => {
  let world: World
  const opened: Store[] = []
  beforeAll(async () => {
    world = await openWorld({ postgresUrl })
  })
  afterAll(async () => {
    for (const one of opened) await one.close()
    await world.server.close()
  })

  /** Somebody new on the platform. */
  async function account(email = `${another()}@example.sn`) {
    const { house } = world.server
    const { id } = await createAccount(house, { email, firstName: 'Awa', lastName: 'Ndiaye', phone: null, password: null, language: 'fr' })
    return { id, email, token: (await house.services.sessions.begin(id, { deviceName: 'test', userAgent: null, address: null })).access }
  }

  /** A desktop of its own with an admin, an agent, and so many properties and contacts. */
  async function lone({ properties = 3, contacts = 3, licenseNumber = null as string | null, agentEmail = `${another()}@seule.sn` } = {}) {
    const store = await openSqliteStore()
    opened.push(store)
    const [agencyId, memberId, agentId, agentAccount, deviceId] = [world.newId(), world.newId(), world.newId(), world.newId(), world.newId()]
    const desk = { joined: false }
    const dispatcher = createDispatcher({ store, business, clock: Date.now, mode: () => (desk.joined ? 'predict' : 'decide') })
    const admin: Actor & { kind: 'member' } = { kind: 'member', agencyId, memberId, role: 'admin' }
    const say = async (name: string, input: unknown, actor: Actor = admin): Promise<Outcome> => {
      const [outcome] = await dispatcher.dispatch([{ commandId: world.newId(), name, version: business.commands.get(name)!.version, input, typedAt: Date.now(), deviceId }], actor)
      if (outcome!.status === 'rejected') throw new Error(`${name}: ${outcome!.code} ${JSON.stringify(outcome!.params)}`)
      return outcome!
    }
    await say('agency.found', { agencyId, name: 'Agence seule', licenseNumber, referencePrefix: 'SEU', admin: { memberId, accountId: world.newId(), email: `${another()}@seule.sn`, name: 'Awa Ndiaye' } }, { kind: 'job', agencyId, name: 'setup' })
    await say('member.create', { id: agentId, accountId: agentAccount, email: agentEmail, name: 'Ibou Fall', role: 'agent' })
    await say('agency.update', { id: agencyId, patch: { commissionRate: 500 } })
    const property = world.newId()
    await say('property.create', { id: property, values: { title: 'Villa', kind: 'villa', transaction: 'sale', priceAmount: 1 } })
    await say('property.update', { id: property, patch: { priceAmount: 2 } })
    const imported = world.newId()
    await say('importBatch.start', { id: imported, fileName: 'biens.csv', rows: properties })
    for (let from = 0; from < properties; from += 200)
      await say('importBatch.addRows', { batchId: imported, rows: Array.from({ length: Math.min(200, properties - from) }, (_, i) => ({ id: world.newId(), line: from + i + 2, values: { title: `Terrain ${from + i}`, kind: 'land', transaction: 'sale', notes: 'x'.repeat(150) } })) })
    for (let n = 0; n < contacts; n++) await say('contact.create', { id: world.newId(), name: `Contact ${n}` })
    return { store, desk, say, agencyId, memberId, agentId, agentAccount, agentEmail, deviceId, property, admin }
  }
  type Lone = Awaited<ReturnType<typeof lone>>

  const overHttp = (token: string): FoundTransport => openHttpFoundTransport({ server: world.server.url, token: async () => token })
  const foundingOf = ({ store, agencyId, memberId, desk, deviceId }: Lone, transport: FoundTransport, onProgress?: (progress: { upTo: number; head: number }) => void) => openFounding({
    store, business, agencyId, memberId, transport, server: world.server.url, deviceId, newId: world.newId, ...(onProgress ? { onProgress } : {}),
    onSealed: () => {
      desk.joined = true
    },
  })
  const exchangeOf = (store: Store, agencyId: string, token: string) => openPost({
    store, business, agencyId, transport: openHttpTransport({ server: world.server.url, token: async () => token }), clock: Date.now, newId: world.newId, program: { schemaVersion: '0030', appVersion: '0.1.0', deviceName: 'Accueil' },
  })
  const headOf = async (store: Store, agencyId: string): Promise<number> => Number((await store.kysely.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirstOrThrow()).seq)

  it('some thousand rows, cut off again and again; nobody sees them before the end, then everything goes on as one agency', async () => {
    const licenseNumber = `SN-${another()}`
    const alone = await lone({ properties: 3000, contacts: 200, licenseNumber })
    const who = await account()
    const { house } = world.server
    const whole = overHttp(who.token)
    const before = await headOf(alone.store, alone.agencyId)

    // Killed at the answer of each request, then before the next: each run is a new process over the same database.
    let [requests, killed, predicted] = [0, 0, 0]
    const cut = async (work: () => Promise<unknown>): Promise<unknown> => {
      if (++requests % 3 === 2) throw new TransportError('away')
      const answer = await work()
      if (requests % 3 === 1) throw new TransportError('away')
      return answer
    }
    const broken: FoundTransport = { begin: whole.begin, drop: whole.drop, part: (message) => cut(() => whole.part(message)), finish: (message) => cut(() => whole.finish(message)) }
    const seen: number[] = []
    let done = null
    for (let n = 0; n < 60 && !done; n++) {
      try {
        done = await foundingOf(alone, broken, ({ upTo }) => seen.push(upTo)).run()
      } catch (error) {
        if (!(error instanceof TransportError)) throw error
        killed++
        if (killed === 2) {
          expect(await headOf(house.store, alone.agencyId)).toBeGreaterThan(0)
          for (const token of [world.client.token, world.operator.token, world.ours.admin.token, undefined]) expect((await world.server.call('GET', `/api/agencies/${alone.agencyId}/`, token ? { token } : {})).status).toBe(404)
          expect((await world.server.call('GET', '/api/agencies/me/', { token: who.token })).status).toBe(403)
          // Meanwhile they go on working, and decide for themselves.
          expect(await alone.say('property.update', { id: alone.property, patch: { priceAmount: 3 } })).toMatchObject({ seq: before + 1 })
        }
        // Once it is sealed they predict.
        if (alone.desk.joined) {
          predicted++
          expect(await alone.say('property.update', { id: alone.property, patch: { priceAmount: 1000 + killed } })).toMatchObject({ seq: null })
        }
      }
    }
    expect(killed).toBeGreaterThan(3)
    expect(predicted).toBeGreaterThan(0)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(done).toMatchObject({ agencyId: alone.agencyId, withoutAccount: [] })

    const post = exchangeOf(alone.store, alone.agencyId, who.token)
    expect(await post.exchange()).toMatchObject({ refused: 0, waiting: 0 })
    // The numbers are those of the desktop, and go on from there.
    const [here, there] = [await checksumsOf(alone.store.kysely, business, alone.agencyId, 'all'), await checksumsOf(house.store.kysely, business, alone.agencyId, 'all')]
    expect(here).toEqual(there)
    expect(there.find(({ table }) => table === 'property')).toMatchObject({ count: 3001 })
    expect(await house.store.kysely.selectFrom('change').select(['seq', 'n', 'entityId']).where('agencyId', '=', alone.agencyId).where('seq', '<=', before).orderBy('seq').orderBy('n').execute())
      .toEqual(await alone.store.kysely.selectFrom('change').select(['seq', 'n', 'entityId']).where('agencyId', '=', alone.agencyId).where('seq', '<=', before).orderBy('seq').orderBy('n').execute())
    expect(await compareLogWithTables(alone.store, business)).toEqual([])
    // The first plan keeps what came and takes no more; with a larger one a new property gets the next number.
    await alone.say('property.create', { id: world.newId(), values: { title: 'De trop', kind: 'villa', transaction: 'sale' } })
    expect(await post.exchange()).toMatchObject({ refused: 1 })
    await changeSubscription(house, alone.agencyId, { plan: 'enterprise', endsAt: house.clock() + 86_400_000, maxAgents: null, maxProperties: null, maxClients: null })
    const fresh = world.newId()
    await alone.say('property.create', { id: fresh, values: { title: 'Neuve', kind: 'villa', transaction: 'sale' } })
    await post.exchange()
    const numbers = (await alone.store.kysely.selectFrom('property').select('reference').execute()).map(({ reference }) => reference)
    expect(new Set(numbers).size).toBe(3002)

    // The people: who brought it is its admin; the agent has an account without a password, and a second post receives everything.
    expect((await world.server.call('GET', '/api/agencies/me/', { token: who.token })).body).toMatchObject({ id: alone.agencyId, name: 'Agence seule' })
    const agent = await house.store.kysely.selectFrom('account').select(['id', 'email']).where('email', '=', alone.agentEmail).executeTakeFirstOrThrow()
    expect(agent.id).toBe(alone.agentAccount)
    expect(await house.store.kysely.selectFrom('credential').select('accountId').where('accountId', '=', agent.id).execute()).toEqual([])
    const { access } = await house.services.sessions.begin(agent.id, { deviceName: 'test', userAgent: null, address: null })
    const second = await openSqliteStore()
    opened.push(second)
    await joinServer(second, alone.agencyId, { server: world.server.url, deviceId: world.newId(), incarnation: world.newId() })
    await exchangeOf(second, alone.agencyId, access).exchange()
    expect((await second.kysely.selectFrom('property').select('id').execute()).length).toBe(3002)
    expect(await second.kysely.selectFrom('agency').select(['name', 'commissionRate']).execute()).toEqual([{ name: 'Agence seule', commissionRate: null }])
    expect(await house.store.kysely.selectFrom('subscription').select(['licenseNumber', 'suspendedAt']).where('agencyId', '=', alone.agencyId).execute()).toEqual([{ licenseNumber, suspendedAt: null }])
    // Its last word once more is answered as before.
    expect(await whole.begin({ protocol: 1, agencyId: alone.agencyId, memberId: alone.memberId, licenseNumber })).toMatchObject({ done: true })
  }, 180_000)

  it('is refused to who is of an agency, for an agency that is known, and for a license that another one has', async () => {
    const alone = await lone()
    await expect(foundingOf(alone, overHttp(world.ours.admin.token)).run()).rejects.toMatchObject({ code: 'already_exists' })
    const [one, two] = [await account(), await account()]
    const begin = (token: string, agencyId: string, licenseNumber: string | null) => overHttp(token).begin({ protocol: 1, agencyId, memberId: alone.memberId, licenseNumber })
    await expect(begin(one.token, world.theirs.id, null)).rejects.toMatchObject({ code: 'id_taken' })
    await expect(begin(one.token, alone.agencyId, 'LIC-lagune')).rejects.toMatchObject({ code: 'already_exists' })
    await expect(overHttp(one.token).begin({ protocol: 0, agencyId: alone.agencyId, memberId: alone.memberId, licenseNumber: null })).rejects.toMatchObject({ stop: 'tooOld' })
    expect(await begin(one.token, alone.agencyId, null)).toEqual({ upTo: 0, done: false })
    await expect(begin(two.token, alone.agencyId, null)).rejects.toMatchObject({ code: 'id_taken' })
    // Another's founding is not his to go on with or to drop; and a second of his own takes the place of the first.
    await expect(overHttp(two.token).drop({ agencyId: alone.agencyId })).rejects.toMatchObject({ code: 'not_found' })
    expect(await begin(one.token, world.newId(), null)).toEqual({ upTo: 0, done: false })
    expect(await world.server.house.store.kysely.selectFrom('founding').select('agencyId').where('agencyId', '=', alone.agencyId).execute()).toEqual([])
    expect(await world.server.house.store.kysely.selectFrom('subscription').select('agencyId').where('agencyId', '=', alone.agencyId).execute()).toEqual([])
  })

  it('takes no part out of order, none that says what no command could, and nobody who has an account', async () => {
    const alone = await lone()
    const who = await account()
    const parts: Parameters<FoundTransport['part']>[0][] = []
    const transport = overHttp(who.token)
    await expect(foundingOf(alone, { ...transport, part: async (message) => {
      parts.push(message)
      throw new TransportError('away')
    } }).run()).rejects.toMatchObject({ stop: 'away' })
    const whole = parts[0]!
    const send = (message: Partial<typeof whole>) => transport.part({ ...whole, ...message })
    const first = (change: object) => send({ changes: whole.changes.map((one, i) => (i === 0 ? { ...one, ...change } : one)) })
    await expect(send({ from: 2 })).rejects.toMatchObject({ code: 'conflict' })
    await expect(send({ changes: whole.changes.filter(({ seq }) => seq !== 2) })).rejects.toMatchObject({ code: 'conflict' })
    await expect(send({ changes: whole.changes.toReversed() })).rejects.toMatchObject({ code: 'conflict' })
    await expect(first({ entity: 'lease' })).rejects.toMatchObject({ code: 'unsupported_version' })
    await expect(first({ entityId: world.ours.id })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(first({ patch: { ...whole.changes[0]!.patch, name: 7 } })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(first({ patch: { ...whole.changes[0]!.patch, '"; drop table agency; --': 1 } })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(first({ kind: 'update', before: {} })).rejects.toMatchObject({ code: 'reference_missing' })
    await expect(send({ changes: whole.changes.map((one) => (one.entity === 'member' ? { ...one, patch: { ...one.patch, accountId: world.ours.agent.accountId } } : one)) })).rejects.toMatchObject({ code: 'id_taken' })
    // Nothing of it stayed; the good part is taken, and the same again does no harm.
    expect(await send({})).toEqual(await send({}))
    expect((await world.server.house.store.kysely.selectFrom('property').select('id').where('agencyId', '=', alone.agencyId).execute()).length).toBe(4)
    // A row that was altered on its way does not open.
    const { house } = world.server
    await house.store.kysely.updateTable('property').set({ title: 'Autre' }).where('agencyId', '=', alone.agencyId).where('id', '=', alone.property).execute()
    const finish = { agencyId: alone.agencyId, head: await headOf(alone.store, alone.agencyId), counters: [], sums: await checksumsOf(alone.store.kysely, business, alone.agencyId, 'all') }
    await expect(transport.finish(finish)).rejects.toMatchObject({ code: 'conflict' })
    await expect(transport.finish({ ...finish, head: 2 })).rejects.toMatchObject({ code: 'conflict' })
    // The desktop brings everything anew, and it opens.
    expect(await foundingOf(alone, transport).run()).toMatchObject({ withoutAccount: [] })
  })

  it('draws nobody into it who has an account already: he is named, and the rest goes on', async () => {
    const alone = await lone({ agentEmail: world.client.email })
    const who = await account()
    expect(await foundingOf(alone, overHttp(who.token)).run()).toMatchObject({ withoutAccount: [alone.agentId] })
    expect((await world.server.call('GET', '/api/agencies/me/', { token: world.client.token })).status).toBe(403)
    expect((await world.server.call('GET', '/api/agencies/me/', { token: who.token })).body).toMatchObject({ id: alone.agencyId })
  })

  it('forgets what nobody went on with for a month', async () => {
    const alone = await lone()
    const who = await account()
    const transport = overHttp(who.token)
    await expect(foundingOf(alone, { ...transport, finish: async () => {
      throw new TransportError('away')
    } }).run()).rejects.toMatchObject({ stop: 'away' })
    const { house } = world.server
    await house.store.kysely.updateTable('founding').set({ touchedAt: house.clock() - 31 * 86_400_000 }).where('agencyId', '=', alone.agencyId).execute()
    await forgetFoundings(house)
    for (const table of ['founding', 'subscription', 'change', 'command', 'property', 'member', 'agencySequence', 'search'] as const) expect(await house.store.kysely.selectFrom(table).select('agencyId').where('agencyId', '=', alone.agencyId).execute(), table).toEqual([])
    // The desktop was sealed and begins again by itself.
    expect(await foundingOf(alone, transport).run()).toMatchObject({ agencyId: alone.agencyId })
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
