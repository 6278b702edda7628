import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { property } from '../../testing/things.ts'
import { openWorld } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`configuration, activity and figures, on ${kind}`, () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ postgresUrl })
  })
  afterAll(async () => world.server.close())

  const call = (method: string, path: string, token?: string, body?: unknown, language: 'fr' | 'en' = 'fr') => world.server.call(method, path, { token, language, ...(body === undefined ? {} : { body }) })

  it('what is public everybody reads, what is not only the operator, who alone writes', async () => {
    const { token } = world.operator
    const make = (body: object) => call('POST', '/api/configurations/', token, body)
    expect((await make({ key: 'visit.minutes', value: '45', value_type: 'integer', is_public: true })).body).toMatchObject({ key: 'visit.minutes', value: '45', value_type: 'integer', category: 'visit', is_public: true })
    expect((await make({ key: 'fees', value: { basic: [1, 2.5] } })).body).toMatchObject({ value: '{"basic":[1,2.5]}', value_type: 'json', is_public: false, category: '' })
    expect((await make({ key: 'fees', value: 1 })).body).toMatchObject({ code: 'already_exists', fields: { key: [expect.any(String)] } })
    expect((await make({ key: 'visit.off', value: 'oui', value_type: 'boolean' })).status).toBe(400)
    expect((await make({ key: '../etc', value: 1 })).status).toBe(400)
    expect((await make({ key: 'much', value: 'x'.repeat(10_001) })).status).toBe(400)
    expect((await make({ key: 'nothing' })).body.fields.value).toBeDefined()
    for (const [who, keys] of [[undefined, ['visit.minutes']], [world.client.token, ['visit.minutes']], [world.ours.admin.token, ['visit.minutes']], [token, ['fees', 'visit.minutes']]] as const) {
      expect((await call('GET', '/api/configurations/', who)).body).toMatchObject({ count: keys.length, results: keys.map((key) => ({ key })) })
      expect((await call('GET', '/api/configurations/public', who)).body).toEqual([expect.objectContaining({ key: 'visit.minutes' })])
      expect((await call('GET', '/api/configurations/fees/', who)).status).toBe(who === token ? 200 : 404)
    }
    expect((await call('PUT', '/api/configurations/fees/', token, { is_public: true, value: 12.5 })).body).toMatchObject({ value: '12.5', value_type: 'float', is_public: true })
    expect((await call('GET', '/api/configurations/fees/')).body).toMatchObject({ value: '12.5' })
    expect((await call('DELETE', '/api/configurations/fees/', token)).status).toBe(204)
    expect((await call('PATCH', '/api/configurations/fees/', token, { value: 1 })).status).toBe(404)
    const written = await world.server.house.store.kysely.selectFrom('audit').select(['action', 'target', 'accountId']).where('action', 'like', 'configuration.%').orderBy('at').orderBy('id').execute()
    expect(written.map(({ action, target }) => `${action} ${target}`)).toEqual(['configuration.made visit.minutes', 'configuration.made fees', 'configuration.changed fees', 'configuration.removed fees'])
    expect(new Set(written.map(({ accountId }) => accountId))).toEqual(new Set([world.operator.accountId]))
  })

  it('members see what was done in their agency, page by page; nobody sees another agency’s, nor rates that are not his to see', async () => {
    const asking = { world, agency: world.ours, owner: world.ours.agent, caller: 'agent' as const, token: undefined }
    const id = await property(asking, { title: 'Villa Teranga' })
    await call('PATCH', `/api/properties/${id}/`, world.ours.manager.token, { price: '90000000' })
    await call('PATCH', '/api/auth/agencies/me/', world.ours.admin.token, { commission_rate: 7 })
    const log = async (token: string, query = '', language: 'fr' | 'en' = 'fr') => (await call('GET', `/api/activity-logs/?${query}`, token, undefined, language)).body
    const seen = await log(world.ours.agent.token)
    expect(seen.results.slice(0, 2)).toMatchObject([
      { action: 'property.edit', component: 'properties', message: 'manager Diop a modifié Villa Teranga', user: world.ours.manager.accountId, metadata: { entity: 'property', entity_id: id } },
      { action: 'property.create', message: 'agent Diop a ajouté Villa Teranga', user: world.ours.agent.accountId },
    ])
    const all = await log(world.ours.manager.token, 'page_size=100', 'en')
    expect(all.results[0]).toMatchObject({ action: 'agency.update', component: 'admin', user: world.ours.admin.accountId })
    expect(all.count).toBe(seen.count + 1)
    const paged: string[] = []
    for (let page = 1; paged.length < all.count; page++) paged.push(...(await log(world.ours.manager.token, `page_size=2&page=${page}`)).results.map((one: { id: string }) => one.id))
    expect(paged).toEqual(all.results.map((one: { id: string }) => one.id))
    expect(JSON.stringify(await log(world.theirs.admin.token, 'page_size=100'))).not.toContain('Villa Teranga')
    expect((await call('GET', '/api/activity-logs/?page=99', world.ours.agent.token)).status).toBe(404)
  })

  it('a client sees his own acts on the platform, the operator everybody’s', async () => {
    const person = (await call('POST', '/api/auth/register/', undefined, { email: 'seen@example.sn', password: 'quatre chevaux verts', password_confirm: 'quatre chevaux verts', first_name: 'Awa', last_name: 'Ba' })).body
    const own = (await call('GET', '/api/activity-logs/', person.access)).body
    expect(own.results).toMatchObject([{ action: 'account.registered', component: 'auth', message: 'Compte ouvert', user: person.user.id, user_name: 'Awa Ba' }])
    expect(own.count).toBe(1)
    const everything = (await call('GET', '/api/activity-logs/?page_size=100', world.operator.token)).body
    expect(everything.results).toContainEqual(expect.objectContaining({ user: person.user.id, action: 'account.registered' }))
    expect(everything.results).toContainEqual(expect.objectContaining({ action: 'configuration.made', message: 'Valeur de configuration ajoutée' }))
  })

  it('figures are of one’s agency, for the operator of all, and for clients of what everybody sees', async () => {
    const asking = (agency: World['ours']) => ({ world, agency, owner: agency.agent, caller: 'agent' as const, token: undefined })
    await property(asking(world.ours), {}, 'draft')
    await property(asking(world.theirs))
    await property(asking(world.theirs), { isPublic: false })
    const stats = async (token: string) => (await call('GET', '/api/stats/', token)).body
    expect(await stats(world.ours.agent.token)).toMatchObject({ users: { total: 4, active: 4, verified: 4 }, properties: { total: 2, available: 1 }, system: { uptime: expect.any(Number) } })
    expect(await stats(world.operator.token)).toMatchObject({ properties: { total: 4, available: 3 } })
    expect((await stats(world.operator.token)).users.total).toBeGreaterThan(8)
    expect(await stats(world.client.token)).toMatchObject({ users: null, properties: { total: 2, available: 2 } })
    expect((await call('GET', '/api/health')).body).toMatchObject({ status: 'ok', database: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
    expect((await call('GET', '/api/version/')).body).toMatchObject({ version: expect.any(String) })
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
