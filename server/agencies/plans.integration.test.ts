import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Outcome } from '../../shared/contract/envelope.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { fileUrl } from '../files/links.ts'
import { newId, say } from '../house.ts'
import { photo } from '../testing/samples-files.ts'
import { property } from '../testing/things.ts'
import { openWorld } from '../testing/world.ts'
import type { TestAgency, World } from '../testing/world.ts'
import { changeSubscription, resume, suspend } from './subscriptions.ts'
import type { Change } from './subscriptions.ts'

const day = 86_400_000

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`what an agency may use, on ${kind}`, () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ postgresUrl })
  })
  afterAll(async () => world.server.close())

  const subscribe = (agency: TestAgency, change: Partial<Change>) => changeSubscription(world.server.house, agency.id,
    { plan: 'premium', endsAt: world.server.house.clock() + 30 * day, maxAgents: null, maxProperties: null, maxClients: null, ...change })
  const count = async (agencyId: string) => Number((await world.server.house.store.kysely.selectFrom('property').select(({ fn }) => fn.countAll<number>().as('n')).where('agencyId', '=', agencyId).where('deletedAt', 'is', null).executeTakeFirstOrThrow()).n)
  const post = (body: object = {}, token = world.ours.agent.token) =>
    world.server.call('POST', '/api/properties/', { token, body: { title: 'Studio à Yoff', property_type: 'studio', property_type_display: 'rent', ...body } })
  const asking = (agency: TestAgency) => ({ world, agency, owner: agency.agent, caller: 'agent' as const, token: undefined })
  /** The command dispatched as it is, for its outcome. */
  const outcome = async (agency: TestAgency, name: string, input: unknown, commandId = world.newId(), version = 1): Promise<Outcome> => {
    const actor: Actor = { kind: 'member', agencyId: agency.id, memberId: agency.admin.memberId, role: 'admin' }
    return (await world.server.house.dispatcher.dispatch([{ commandId, name, version, input, typedAt: world.server.house.clock(), deviceId: commandId }], actor))[0]!
  }

  it('of 200 who add a property at the same moment exactly as many succeed as the plan allows, and the others are told how many there are', async () => {
    await subscribe(world.ours, { maxProperties: 100 })
    const answers = await Promise.all(Array.from({ length: 200 }, () => post()))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(100)
    const refused = answers.filter(({ status }) => status !== 201)
    expect(refused.every(({ status, body }) => status === 403 && body.code === 'plan_limit')).toBe(true)
    expect(await count(world.ours.id)).toBe(100)
    expect(await outcome(world.ours, 'property.create', { id: world.newId(), values: { title: 'Un de trop', kind: 'villa', transaction: 'sale' } })).toMatchObject({ status: 'rejected', code: 'plan_limit', params: { limit: 'properties', max: 100, used: 100 } })
  })

  it('neither an import nor an undo goes round it, and what was refused may come again under its id once there is room', async () => {
    const batchId = world.newId()
    const rows = (n: number) => Array.from({ length: n }, (_, i) => ({ id: world.newId(), line: i + 1, values: { title: `Ligne ${i}`, kind: 'land', transaction: 'sale' } }))
    expect(await outcome(world.ours, 'importBatch.start', { id: batchId, fileName: 'liste.csv', rows: 3 })).toMatchObject({ status: 'applied' })
    const imported = { batchId, rows: rows(3) }
    const commandId = world.newId()
    expect(await outcome(world.ours, 'importBatch.addRows', imported, commandId)).toMatchObject({ code: 'plan_limit', params: { limit: 'properties', max: 100, used: 100 } })
    const ids = (await world.server.house.store.kysely.selectFrom('property').select('id').where('agencyId', '=', world.ours.id).limit(3).execute()).map(({ id }) => id)
    const removal = world.newId()
    expect(await outcome(world.ours, 'property.deleteMany', { ids }, removal)).toMatchObject({ status: 'applied' })
    expect(await outcome(world.ours, 'importBatch.addRows', imported, commandId)).toMatchObject({ status: 'applied' })
    expect(await outcome(world.ours, 'core.undo', { commandId: removal })).toMatchObject({ code: 'plan_limit' })
    expect(await count(world.ours.id)).toBe(100)
    await subscribe(world.ours, { maxProperties: 103 })
    expect(await outcome(world.ours, 'core.undo', { commandId: removal })).toMatchObject({ status: 'applied' })
    expect(await count(world.ours.id)).toBe(103)
  })

  it('counts contacts and agents the same way: also an agent let in again, or a manager made one', async () => {
    await subscribe(world.theirs, { maxClients: 2, maxAgents: 2 })
    const { theirs } = world
    const contacts = await Promise.all(Array.from({ length: 8 }, (_, i) => outcome(theirs, 'contact.create', { id: world.newId(), name: `Client ${i}` })))
    expect(contacts.map(({ code }) => code ?? 'applied').toSorted()).toEqual(['applied', 'applied', ...Array.from({ length: 6 }, () => 'plan_limit')])
    const colleague = () => ({ id: world.newId(), accountId: world.newId(), email: `${world.newId()}@teranga.sn`, name: 'Awa Ba', role: 'agent' as const })
    expect(await outcome(theirs, 'member.create', colleague())).toMatchObject({ code: 'plan_limit', params: { limit: 'agents', max: 2, used: 2 } })
    expect(await outcome(theirs, 'member.setActive', { id: theirs.colleague.memberId, active: false })).toMatchObject({ status: 'applied' })
    expect(await outcome(theirs, 'member.create', colleague())).toMatchObject({ status: 'applied' })
    expect(await outcome(theirs, 'member.setActive', { id: theirs.colleague.memberId, active: true })).toMatchObject({ code: 'plan_limit' })
    expect(await outcome(theirs, 'member.setRole', { id: theirs.manager.memberId, role: 'agent' })).toMatchObject({ code: 'plan_limit' })
    await subscribe(theirs, {})
    expect(await outcome(theirs, 'member.setActive', { id: theirs.colleague.memberId, active: true })).toMatchObject({ status: 'applied' })
  })

  it('200 writers of twenty agencies at once: each agency has exactly what its plan allows', async () => {
    const { house } = world.server
    const agencies = Array.from({ length: 20 }, () => newId(house))
    for (const [n, agencyId] of agencies.entries()) {
      const job: Actor = { kind: 'job', agencyId, name: 'test' }
      await say(house, job, 'agency.found', { agencyId, name: `Agence ${n}`, referencePrefix: 'AA', admin: { memberId: newId(house), accountId: newId(house), email: `admin${n}@many.sn`, name: 'Admin' } })
      await changeSubscription(house, agencyId, { plan: 'trial', endsAt: house.clock() + day, maxAgents: 1, maxProperties: 5, maxClients: 1 })
    }
    const outcomes = await Promise.all(agencies.flatMap((agencyId) => Array.from({ length: 10 }, async () => {
      const commandId = newId(house)
      const envelope = { commandId, name: 'property.create', version: 1, input: { id: newId(house), values: { title: 'Parcelle', kind: 'land', transaction: 'sale' } }, typedAt: house.clock(), deviceId: commandId }
      return (await house.dispatcher.dispatch([envelope], { kind: 'job', agencyId, name: 'test' }))[0]!.code ?? 'applied'
    })))
    expect(Object.fromEntries([...Map.groupBy(outcomes, (code) => code)].map(([code, all]) => [code, all.length]))).toEqual({ applied: 100, plan_limit: 100 })
    for (const agencyId of agencies) expect(await count(agencyId)).toBe(5)
  })

  it('past its end an agency reads what is its own and writes nothing; renewed, it writes again', async () => {
    await subscribe(world.ours, { endsAt: world.server.house.clock() - 1 })
    const { token } = world.ours.admin
    expect((await post()).body).toMatchObject({ code: 'plan_expired' })
    expect((await world.server.call('GET', '/api/properties/my_properties/', { token })).body.length).toBeGreaterThan(100)
    expect((await world.server.call('GET', '/api/auth/agencies/me/', { token })).body).toMatchObject({ is_active: false })
    expect((await world.server.call('GET', '/api/auth/agencies/me/subscription/', { token })).body).toMatchObject({ active: false, days_remaining: 0 })
    expect((await world.server.call('PATCH', '/api/auth/agencies/me/', { token, body: { city: 'Thiès' } })).body).toMatchObject({ code: 'plan_expired' })
    expect((await world.server.call('GET', `/api/auth/agencies/${world.ours.id}/`)).status).toBe(404)
    await subscribe(world.ours, {})
    expect((await post()).status).toBe(201)
    expect((await world.server.call('GET', `/api/auth/agencies/${world.ours.id}/`)).status).toBe(200)
  })

  it('suspended, its people see what everybody sees, nobody sees anything of it, and the operator still acts on it', async () => {
    const { house } = world.server
    const id = await property(asking(world.ours))
    const { token } = world.ours.admin
    const { fileId } = await photo(asking(world.ours), id)
    const link = new URL(fileUrl(house, { agencyId: world.ours.id, fileId, variant: 'thumb' }))
    const opened = async () => (await world.server.call('GET', link.pathname + link.search)).status
    expect(await opened()).toBe(200)
    const seen = async (of?: string) => (await world.server.call('GET', `/api/properties/${id}/`, { token: of })).status
    expect([await seen(), await seen(token)]).toEqual([200, 200])
    await suspend(house, world.ours.id, 'Facture impayée')
    world.server.advance(2000)
    expect([await seen(), await seen(world.client.token), await seen(token), await opened()]).toEqual([404, 404, 404, 404])
    for (const path of ['/api/properties/my_properties/', '/api/auth/agencies/me/', '/api/agencies/me/team/', `/api/auth/agencies/${world.ours.id}/users/`])
      expect((await world.server.call('GET', path, { token })).body, path).toMatchObject({ code: 'agency_suspended' })
    expect((await post()).body).toMatchObject({ code: 'agency_suspended' })
    // Also where no route stands before it.
    expect(await outcome(world.ours, 'contact.create', { id: world.newId(), name: 'Refusé' })).toMatchObject({ code: 'agency_suspended' })
    expect((await world.server.call('GET', '/api/properties/?page_size=100', { token })).body.results.filter(({ agency_id: of }: { agency_id: string }) => of === world.ours.id)).toEqual([])
    expect((await world.server.call('GET', '/api/auth/agencies/?page_size=100')).body.results.map((one: { id: string }) => one.id)).not.toContain(world.ours.id)
    const toggled = await world.server.call('POST', `/api/auth/agencies/${world.ours.id}/agents/${world.ours.colleague.accountId}/toggle-active/`, { token: world.operator.token, body: { is_active: false, reason: 'Compte usurpé' } })
    expect(toggled.body).toMatchObject({ is_active: false })
    expect((await world.server.call('GET', '/api/auth/agencies/?page_size=100', { token: world.operator.token })).body.results).toContainEqual(expect.objectContaining({ id: world.ours.id, is_active: false }))
    await resume(house, world.ours.id)
    world.server.advance(2000)
    expect([await seen(), await seen(token)]).toEqual([200, 200])
    expect(await house.store.kysely.selectFrom('audit').select(['action', 'reason', 'accountId']).where('action', '=', 'member.setActive').execute()).toEqual([{ action: 'member.setActive', reason: 'Compte usurpé', accountId: world.operator.accountId }])
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
