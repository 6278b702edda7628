import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { property } from '../../../shared/modules/properties/model.ts'
import { property as makeProperty } from '../../testing/things.ts'
import { openWorld } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'
import { callers } from '../matrix.ts'
import type { CallerName } from '../matrix.ts'

type Made = { id: string; agencyId: string; published: boolean; price: number | null; created: number; quartier: string; title: string; kind: string }

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`who sees which properties, on ${kind}`, () => {
  let world: World
  const made: Made[] = []
  beforeAll(async () => {
    world = await openWorld({ postgresUrl })
    const options = fc.sample(fc.record({
      ours: fc.boolean(), isPublic: fc.boolean(), status: fc.constantFrom('draft', 'available', 'available') as fc.Arbitrary<'draft' | 'available'>, showPrice: fc.boolean(),
      price: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }), quartier: fc.constantFrom('Almadies', 'Ngor', 'Yoff'), kind: fc.constantFrom('villa', 'apartment'),
    }), { numRuns: 40, seed: 20261127 })
    for (const [n, { ours, isPublic, status, showPrice, price, quartier, kind: kindOf }] of options.entries()) {
      const agency = ours ? world.ours : world.theirs
      const title = `Bien ${n} ${quartier}`
      const id = await makeProperty({ world, agency, owner: agency.agent, caller: 'agent', token: undefined }, { title, isPublic, showPrice, priceAmount: price === null ? null : price * 1_000_000, quartier, commune: null, kind: kindOf }, status)
      made.push({ id, agencyId: agency.id, published: isPublic && status === 'available', price: price === null || (!showPrice && !ours) ? null : price * 1_000_000, created: n, quartier, title, kind: kindOf })
    }
  })
  afterAll(async () => world.server.close())

  const own = (caller: CallerName): boolean => ['agent', 'manager', 'admin'].includes(caller)
  const visible = (caller: CallerName): Made[] => made.filter((one) => one.published || (own(caller) && one.agencyId === world.ours.id))
  const list = async (caller: CallerName, query: string) => (await world.server.call('GET', `/api/properties/?page_size=100&${query}`, { token: world.tokenOf(caller) })).body
  const idsOf = (body: { results: { id: string }[] }): string[] => body.results.map(({ id }) => id)

  it.each(callers)('%s: the list is what the rule says, newest first, and every page of it once', async (caller) => {
    const expected = visible(caller).toReversed().map(({ id }) => id)
    expect(idsOf(await list(caller, ''))).toEqual(expected)
    const pages: string[] = []
    for (let page = 1; pages.length < expected.length; page++) {
      const { body } = await world.server.call('GET', `/api/properties/?page_size=7&page=${page}`, { token: world.tokenOf(caller) })
      expect(body.count).toBe(expected.length)
      expect(body.next === null).toBe(page * 7 >= expected.length)
      pages.push(...idsOf(body))
    }
    expect(pages).toEqual(expected)
    expect((await world.server.call('GET', '/api/properties/?page=99', { token: world.tokenOf(caller) })).status).toBe(404)
  })

  it.each(callers)('%s: one by one, what is not in the list is not there', async (caller) => {
    const seen = new Set(visible(caller).map(({ id }) => id))
    for (const { id } of made.slice(0, 20)) {
      const answer = await world.server.call('GET', `/api/properties/${id}/`, { token: world.tokenOf(caller) })
      expect(answer.status, id).toBe(seen.has(id) ? 200 : 404)
    }
  })

  it.each(['anonymous', 'manager'] as const)('%s: filters, orders and words mean what they say', async (caller) => {
    const all = visible(caller)
    const priced = (one: Made): number | null => (one.agencyId === world.ours.id && own(caller) ? one.price : one.price)
    const setOf = async (query: string) => idsOf(await list(caller, query)).toSorted()
    expect(await setOf('property_type=villa')).toEqual(all.filter((one) => one.kind === 'villa').map(({ id }) => id).toSorted())
    expect(await setOf('search=ngor')).toEqual(all.filter((one) => one.quartier === 'Ngor').map(({ id }) => id).toSorted())
    expect(await setOf('search=almadise')).toEqual(all.filter((one) => one.quartier === 'Almadies').map(({ id }) => id).toSorted())
    expect(await setOf('quartier=Yoff')).toEqual(all.filter((one) => one.quartier === 'Yoff').map(({ id }) => id).toSorted())
    expect(await setOf('city=Dakar')).toEqual(all.map(({ id }) => id).toSorted())
    expect(await setOf('city__icontains=almad')).toEqual(all.filter((one) => one.quartier === 'Almadies').map(({ id }) => id).toSorted())
    expect(await setOf(`agency=${world.theirs.id}`)).toEqual(all.filter((one) => one.agencyId === world.theirs.id).map(({ id }) => id).toSorted())
    const shown: { price: string | null }[] = (await list(caller, 'ordering=price')).results
    const prices = shown.map(({ price }) => price).filter((price): price is string => price !== null).map(Number)
    expect(prices).toEqual(prices.toSorted((a, b) => a - b))
    const cheap: { price: string }[] = (await list(caller, 'price__gte=10000000&price__lte=20000000.50')).results
    for (const { price } of cheap) expect(Number(price)).toBeGreaterThanOrEqual(10_000_000)
    expect(cheap.length).toBeLessThanOrEqual(all.filter((one) => (priced(one) ?? 0) >= 10_000_000 && (priced(one) ?? 0) <= 20_000_000).length)
  })

  it('a private word finds nothing outside the agency, and everything in it', async () => {
    expect(idsOf(await list('anonymous', `search=${world.ours.secret}`))).toEqual([])
    expect(idsOf(await list('agent', `search=${world.theirs.secret}`))).toEqual([])
    expect(idsOf(await list('agent', `search=${world.ours.secret}`)).length).toBe(made.filter((one) => one.agencyId === world.ours.id).length)
  })

  it('a price that is not shown is not told, not even by asking for it', async () => {
    const id = await makeProperty({ world, agency: world.theirs, owner: world.theirs.agent, caller: 'agent', token: undefined }, { title: 'Prix sur demande', showPrice: false, priceAmount: 77_000_000 })
    for (const caller of ['anonymous', 'client', 'admin', 'operator'] as const) {
      const { body } = await world.server.call('GET', `/api/properties/${id}/`, { token: world.tokenOf(caller) })
      expect(body.price).toBeNull()
      expect(idsOf(await list(caller, 'price__gte=77000000&price__lte=77000000'))).not.toContain(id)
      expect(idsOf(await list(caller, 'ordering=-price'))).not.toContain(id)
    }
    expect((await world.server.call('GET', `/api/properties/${id}/`, { token: world.theirs.agent.token })).body.price).toBe('77000000.00')
  })

  it('no field that is declared private is in what a stranger reads', async () => {
    const id = await makeProperty({ world, agency: world.theirs, owner: world.theirs.agent, caller: 'agent', token: undefined },
      { title: 'Secrets', latitude: 14.745, longitude: -17.513, plusCode: 'PLUSSECRET', nicad: 'NICADSECRET', sourceUrl: 'https://secret.example', ownerId: null })
    const { text, body } = await world.server.call('GET', `/api/properties/${id}/`)
    for (const secret of [world.theirs.secret, 'PLUSSECRET', 'NICADSECRET', 'secret.example', '14.745', '17.513']) expect(text).not.toContain(secret)
    const shown: Record<string, string> = { address: 'address_line1', landmark: 'landmark', latitude: 'latitude', longitude: 'longitude', plusCode: 'plus_code', titleNumber: 'title_number', ownerId: 'owner_id', notes: 'notes' }
    for (const [name, field] of Object.entries(property.fields)) if (field.visibility === 'private' && shown[name]) expect(body[shown[name]] || null, name).toBeNull()
  })

  it('an agency that is suspended, or past its subscription, shows nothing to others and keeps its own', async () => {
    const { kysely } = world.server.house.store
    const theirsShown = async () => (await list('client', `agency=${world.theirs.id}`)).count as number
    const before = await theirsShown()
    expect(before).toBeGreaterThan(0)
    await kysely.updateTable('subscription').set({ suspendedAt: 1 }).where('agencyId', '=', world.theirs.id).execute()
    world.server.advance(2000)
    expect(await theirsShown()).toBe(0)
    const id = made.find((one) => one.published && one.agencyId === world.theirs.id)!.id
    expect((await world.server.call('GET', `/api/properties/${id}/`)).status).toBe(404)
    await kysely.updateTable('subscription').set({ suspendedAt: null }).where('agencyId', '=', world.theirs.id).execute()
    world.server.advance(2000)
    expect(await theirsShown()).toBe(before)
  })

  it('amounts are exact texts, inputs may say them as text or number, and the place is found by its name', async () => {
    const send = (body: object) => world.server.call('POST', '/api/properties/', { token: world.ours.agent.token, body: { title: 'T', property_type: 'apartment', property_type_display: 'rent', ...body } })
    const made1 = await send({ price: '1234567', surface_area: 80.5, city: 'Sacré Coeur', has_wifi: true, has_pool: false })
    expect(made1.body).toMatchObject({ price: '1234567.00', full_price: '1 234 567 F CFA', surface_area: '80.50', city: 'Dakar', region: 'Dakar', has_wifi: true, has_pool: false, amenities: ['internet'], status: 'draft' })
    expect((await send({ price: '10.5' })).body).toMatchObject({ code: 'invalid_input', fields: { price: [expect.any(String)] } })
    expect((await send({ price: 'beaucoup' })).status).toBe(400)
    expect((await send({ status: 'sold' })).body).toMatchObject({ code: 'move_not_allowed' })
    expect((await send({ property_type: 'castle' })).body.fields.property_type).toBeDefined()
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
