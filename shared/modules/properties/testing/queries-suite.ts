import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeRow } from '../../../command/recorder-rows.ts'
import { testId } from '../../../command/testing/desk.ts'
import type { OpenStore } from '../../../command/testing/stores.ts'
import type { Store } from '../../../database/store.ts'
import type { Actor } from '../../../values/actor.ts'
import type { Filter, Sort } from '../../../values/filter.ts'
import { fold, sortKey } from '../../../values/fold.ts'
import { addDays, dayOfInstant, instantsOfDay, resolveDay } from '../../../values/period.ts'
import { quartiersWithin } from '../../../values/place.ts'
import { openAgency } from '../../testing/agency.ts'
import type { TestAgency } from '../../testing/agency.ts'
import { propertyFilterFields, propertySortFields } from '../model-filters.ts'
import type { DuplicateCandidate, HistoryPage, MapView, PropertyListRow, PropertyPage, PropertyTotals, PropertyView,
  SimilarProperty } from '../model-views.ts'
import { furnishings, property, propertyKinds, titleTypes, transactions } from '../model.ts'
import type { Property } from '../model.ts'

const day = 86_400_000
const quartiers = ['Almadies', 'Sacré-Cœur', 'Sacré-Cœur 1', 'Sacré-Cœur 3', 'Ngor', 'Île de Gorée', null]

/** What a filter means, worked out in JavaScript on the rows themselves. */
function matches(row: Property, { field, operator, value }: Filter,
  reader: { me: string; today: string; zone: string }): boolean {
  const shown: Record<string, unknown> = { ...row, surfaceArea: row.surfaceArea ?? row.landArea,
    hasPhoto: row.primaryPhotoId !== null, hasCoordinates: row.latitude !== null }
  const kind = propertyFilterFields.find((one) => one.name === field)!.kind
  const held = shown[field] ?? null
  const many = (Array.isArray(value) ? value : [value]).flatMap((one) => (one === 'me' ? [reader.me] : kind === 'place'
    ? [...quartiersWithin(String(one))] : [one])) as unknown[]
  const start = (text: string) => instantsOfDay(resolveDay(text, reader.today), reader.zone).start
  const after = (text: string) => start(addDays(resolveDay(text, reader.today), 1))
  const moment = kind === 'instant'
  switch (operator) {
    case 'isEmpty': return held === null
    case 'isNotEmpty': return held !== null
    case 'is': return moment ? held !== null && (held as number) >= start(value as string)
      && (held as number) < after(value as string) : many.includes(held)
    case 'in': return many.includes(held)
    case 'isNot': case 'notIn': return !many.includes(held)
    case 'atLeast': return held !== null && (held as number) >= (value as number)
    case 'atMost': return held !== null && (held as number) <= (value as number)
    case 'between': {
      const [low, high] = value as [never, never]
      return held !== null && (moment ? (held as number) >= start(low) && (held as number) < after(high)
        : (held as number) >= low && (held as number) <= high)
    }
    case 'contains': return held !== null && fold(held as string).includes(fold(value as string))
    case 'since': return held !== null && (held as number) >= start(value as string)
    case 'before': return held !== null && (held as number) < start(value as string)
  }
}

const sortValue: Record<string, (row: Property) => string | number | null> = {
  updatedAt: (row) => row.updatedAt, createdAt: (row) => row.createdAt, title: (row) => sortKey(row.title),
    quartier: (row) => sortKey(row.quartier ?? row.commune ?? ''), kind: (row) => row.kind,
  transaction: (row) => row.transaction, status: (row) => row.status, priceAmount: (row) => row.priceAmount,
    surfaceArea: (row) => row.surfaceArea ?? row.landArea, bedrooms: (row) => row.bedrooms,
  reference: (row) => Number(row.reference!.split('-')[1]),
}
/** Below, equal or above, by all that was asked; unknown values last either way. */
function compare(a: Property, b: Property, sort: readonly Sort[]): number {
  for (const { field, direction } of sort) {
    const [x, y] = [sortValue[field]!(a), sortValue[field]!(b)]
    if (x === y) continue
    if (x === null || y === null) return x === null ? 1 : -1
    return (x < y ? -1 : 1) * (direction === 'asc' ? 1 : -1)
  }
  return 0
}

/** What the lists of properties answer, held against plain JavaScript over the same rows, on whichever database `open` gives. */
export function propertyQueriesSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`queries of properties on ${kind}`, () => {
    let store: Store
    let agency: TestAgency
    let rows: Property[]
    const runs = kind === 'SQLite' ? 30 : 20

    beforeAll(async () => {
      store = await open()
      agency = await openAgency(store)
      // A second agency with the same ids: nothing of it may ever be counted, summed or shown.
      const other = await openAgency(store, 'other')
      const sample = fc.sample(fc.record({
        title: fc.constantFrom('F2', 'F10', 'f3', 'Élan', 'elan', 'Zone', 'Appartement', 'Villa R+1'),
        kind: fc.constantFrom(...propertyKinds.slice(0, 6)), transaction: fc.constantFrom(...transactions),
          quartier: fc.constantFrom(...quartiers), commune: fc.constantFrom('Dakar-Plateau', 'Ngor', null),
        region: fc.constantFrom('Dakar', 'Thiès', null),
          priceAmount: fc.constantFrom(null, 0, 100_000, 250_000, 250_000, 300_001, 150_000_000),
          surfaceArea: fc.constantFrom(null, 20.5, 80, 80, 120.25),
        landArea: fc.constantFrom(null, 300), rooms: fc.constantFrom(null, 1, 3), bedrooms: fc.constantFrom(null, 0, 1, 2, 3),
          bathrooms: fc.constantFrom(null, 1), furnished: fc.constantFrom(...furnishings),
        titleType: fc.constantFrom(null, ...titleTypes.slice(0, 3)), agent: fc.constantFrom(0, 1, null), placed: fc.boolean(),
          isPublic: fc.boolean(), status: fc.constantFrom('draft', 'available'), days: fc.nat(40),
      }), { numRuns: 90, seed: 20_261_123 })
      const now = agency.now
      for (const desk of [agency, other])
        for (const [n, { agent, placed, status, days, ...values }] of sample.entries()) {
          desk.now = now - days * day - n * 977_000
          const agentId = agent === null ? null : [desk.fatou, desk.ibou][agent]!.memberId
          await desk.property(n, { ...values, agentId, ...(placed ? { latitude: 14.7 + n / 1000, longitude: -17.4 } : {}) },
            { status })
          if (n % 4 === 0) await desk.photo(n, testId('property', n))
        }
      agency.now = other.now = now
      await agency.act('property.delete', { id: testId('property', 7) })
      rows = (await store.kysely.selectFrom('property').selectAll().where('agencyId', '=', agency.agencyId)
        .where('deletedAt', 'is', null).execute()).map((row) => decodeRow(property, row) as Property)
    })
    afterAll(async () => store.close())

    const reader = () => ({ me: agency.fatou.memberId, today: dayOfInstant(agency.now, 'Africa/Dakar'), zone: 'Africa/Dakar' })
    const list = (input: object, actor: Actor = agency.fatou) => agency.ask<PropertyPage>('properties.page',
      { filters: [], search: '', sort: [], offset: 0, limit: 200, ...input }, actor)
    const idsOf = (page: { rows: { id: string }[] }) => page.rows.map((row) => row.id)
    const expected = (filters: readonly Filter[]) => {
      const read = reader()
      return rows.filter((row) => filters.every((filter) => matches(row, filter, read))).map((row) => row.id).toSorted()
    }

    it('shows every property that is there, and none that is deleted or of another agency', async () => {
      const page = await list({})
      expect(idsOf(page).toSorted()).toEqual(rows.map((row) => row.id).toSorted())
      expect(rows).toHaveLength(89)
      const seen = page.rows.find((row) => row.id === testId('property', 8))!
      const row = rows.find((one) => one.id === seen.id)!
      const { photoFileId, photoCount, agentName, ownerName, ...facts } = seen
      expect(facts).toEqual(Object.fromEntries(Object.keys(facts).map((name) => [name, row[name as keyof Property]])))
      expect({ photoFileId, photoCount, ownerName }).toEqual({ photoFileId: testId('file', 'of photo 8'), photoCount: 1,
        ownerName: null })
      expect(agentName).toBe(row.agentId === null ? null : row.agentId === agency.fatou.memberId ? 'Fatou Sarr' : 'Ibou Diop')
    })

    const filters: Filter[] = [
      { field: 'kind', operator: 'is', value: 'villa' }, { field: 'kind', operator: 'isNot', value: 'villa' },
        { field: 'kind', operator: 'in', value: ['villa', 'house'] },
      { field: 'kind', operator: 'notIn', value: ['villa', 'house'] }, { field: 'transaction', operator: 'is', value: 'rent' },
        { field: 'status', operator: 'is', value: 'available' },
      { field: 'region', operator: 'is', value: 'Thiès' }, { field: 'region', operator: 'isNot', value: 'Dakar' },
        { field: 'commune', operator: 'isEmpty' }, { field: 'commune', operator: 'isNotEmpty' },
      { field: 'commune', operator: 'contains', value: 'plateau' },
        { field: 'commune', operator: 'contains', value: 'dakar plateau' },
      { field: 'quartier', operator: 'is', value: 'Sacré-Cœur' },
      { field: 'quartier', operator: 'is', value: 'Sacré-Cœur 3' },
        { field: 'quartier', operator: 'isNot', value: 'Sacré-Cœur' },
      { field: 'quartier', operator: 'in', value: ['Sacré-Cœur', 'Ngor'] },
        { field: 'quartier', operator: 'notIn', value: ['Sacré-Cœur', 'Ngor'] }, { field: 'quartier', operator: 'isEmpty' },
      { field: 'quartier', operator: 'contains', value: 'coeur' },
        { field: 'quartier', operator: 'contains', value: 'SACRÉ-CŒUR' },
        { field: 'quartier', operator: 'contains', value: 'goree' },
      { field: 'quartier', operator: 'contains', value: 'île' }, { field: 'quartier', operator: 'contains', value: '%' },
        { field: 'quartier', operator: 'contains', value: '_' },
      { field: 'priceAmount', operator: 'is', value: 250_000 }, { field: 'priceAmount', operator: 'isNot', value: 250_000 },
        { field: 'priceAmount', operator: 'in', value: [0, 100_000] },
      { field: 'priceAmount', operator: 'notIn', value: [0, 100_000] },
        { field: 'priceAmount', operator: 'atLeast', value: 250_000 },
        { field: 'priceAmount', operator: 'atMost', value: 250_000 },
      { field: 'priceAmount', operator: 'between', value: [100_000, 250_000] }, { field: 'priceAmount', operator: 'isEmpty' },
        { field: 'priceAmount', operator: 'isNotEmpty' },
      { field: 'pricePeriod', operator: 'is', value: 'month' }, { field: 'surfaceArea', operator: 'atLeast', value: 80 },
        { field: 'surfaceArea', operator: 'between', value: [20.5, 120.25] },
      { field: 'surfaceArea', operator: 'is', value: 120.25 }, { field: 'surfaceArea', operator: 'isEmpty' },
        { field: 'rooms', operator: 'atLeast', value: 2.5 }, { field: 'rooms', operator: 'atMost', value: 1e300 },
      { field: 'bedrooms', operator: 'between', value: [0.5, 2.5] }, { field: 'bedrooms', operator: 'in', value: [0, 1.5] },
        { field: 'bedrooms', operator: 'is', value: 0 }, { field: 'bathrooms', operator: 'isEmpty' },
      { field: 'furnished', operator: 'notIn', value: ['none'] }, { field: 'titleType', operator: 'isNot', value: 'bail' },
        { field: 'titleType', operator: 'isEmpty' },
      { field: 'agentId', operator: 'is', value: 'me' }, { field: 'agentId', operator: 'isNot', value: 'me' },
        { field: 'agentId', operator: 'in', value: ['me', testId('member', 2)] },
      { field: 'agentId', operator: 'is', value: testId('member', 2) }, { field: 'agentId', operator: 'isEmpty' },
      { field: 'hasPhoto', operator: 'is', value: true }, { field: 'hasPhoto', operator: 'is', value: false },
        { field: 'hasCoordinates', operator: 'is', value: true }, { field: 'isPublic', operator: 'is', value: false },
      { field: 'isFeatured', operator: 'is', value: true },
      { field: 'importId', operator: 'isEmpty' }, { field: 'importId', operator: 'is', value: testId('batch') },
      { field: 'createdAt', operator: 'since', value: 'today-7' }, { field: 'createdAt', operator: 'before', value: 'today-7' },
        { field: 'createdAt', operator: 'is', value: 'today-3' },
      { field: 'createdAt', operator: 'between', value: ['today-10', 'today-5'] },
        { field: 'createdAt', operator: 'between', value: ['2026-11-01', '2026-11-15'] },
        { field: 'createdAt', operator: 'since', value: '2026-11-20' },
      { field: 'publishedAt', operator: 'since', value: 'today-7' }, { field: 'createdAt', operator: 'isEmpty' },
        { field: 'updatedAt', operator: 'isNotEmpty' }, { field: 'updatedAt', operator: 'before', value: 'today' },
    ]
    it.each(filters.map((filter) => [`${filter.field} ${filter.operator} ${JSON.stringify(filter.value) ?? ''}`,
      filter] as const))('%s', async (_words, filter) => {
      expect(idsOf(await list({ filters: [filter] })).toSorted()).toEqual(expected([filter]))
    })

    it('these filters between them use every field and every operator', () => {
      expect([...new Set(filters.map((filter) => filter.field))].toSorted()).toEqual(propertyFilterFields.map((field) =>
        field.name).toSorted())
      expect(new Set(filters.map((filter) => filter.operator)).size).toBe(12)
      expect(filters.filter((filter) => expected([filter]).length > 0 && expected([filter]).length < rows.length).length)
        .toBeGreaterThan(40)
    })

    it('Sacré-Cœur means its parts too, wanted or not', async () => {
      const named = (ids: string[]) => new Set(rows.filter((row) => ids.includes(row.id)).map((row) => row.quartier))
      expect(named(idsOf(await list({ filters: [{ field: 'quartier', operator: 'is', value: 'Sacré-Cœur' }] }))))
        .toEqual(new Set(['Sacré-Cœur', 'Sacré-Cœur 1', 'Sacré-Cœur 3']))
      expect(named(idsOf(await list({ filters: [{ field: 'quartier', operator: 'isNot', value: 'Sacré-Cœur' }] }))))
        .toEqual(new Set(['Almadies', 'Ngor', 'Île de Gorée', null]))
    })

    it('“me” is whoever reads', async () => {
      const mine = { filters: [{ field: 'agentId', operator: 'is', value: 'me' }] }
      expect(new Set((await list(mine, agency.ibou)).rows.map((row) => row.agentId))).toEqual(new Set([agency.ibou.memberId]))
      expect((await list(mine, { kind: 'job', agencyId: agency.agencyId, name: 'report' })).rows).toEqual([])
    })

    it('a day begins and ends where the agency is', async () => {
      const far = await openAgency(store, 'far')
      await far.act('agency.update', { id: far.agencyId, patch: { zone: 'Pacific/Auckland' } })
      far.now = Date.UTC(2026, 10, 22, 11, 30)
      await far.property('late', {})
      far.now = Date.UTC(2026, 10, 22, 10, 30)
      await far.property('early', {})
      const on = async (value: string) => (await far.ask<PropertyPage>('properties.page',
        { filters: [{ field: 'createdAt', operator: 'is', value }], search: '', sort: [], offset: 0, limit: 10 }))
        .rows.map((row) => row.title)
      expect(await on('2026-11-22')).toEqual(['Appartement early'])
      expect(await on('2026-11-23')).toEqual(['Appartement late'])
    })

    it('a filter that does not fit its field is refused by name', async () => {
      for (const filter of [{ field: 'notes', operator: 'is', value: 'x' }, { field: 'rooms', operator: 'contains', value: 'x' },
        { field: 'kind', operator: 'is', value: 'castle' }, { field: 'rooms', operator: 'between', value: [3, 1] },
        { field: 'createdAt', operator: 'since', value: 'yesterday' }, { field: '__proto__', operator: 'is', value: 'x' },
          { field: 'priceAmount', operator: 'is', value: 1.5 }] as const)
        await expect(list({ filters: [filter] }), JSON.stringify(filter)).rejects.toMatchObject({ code: 'invalid_input' })
    })

    const someFilters = fc.uniqueArray(fc.constantFrom(...filters), { maxLength: 3, selector: (filter) => filter.field })
    const someSort = fc.uniqueArray(fc.record({ field: fc.constantFrom(...propertySortFields),
      direction: fc.constantFrom('asc', 'desc') }), { minLength: 1, maxLength: 3, selector: (sort) => sort.field })

    it.each(propertySortFields.flatMap((field) => (['asc', 'desc'] as const).map((direction) =>
      [field, direction] as const)))('by %s %s: in order, what is unknown last', async (field, direction) => {
      const sort = [{ field, direction }]
      const page = await list({ sort })
      const inOrder = idsOf(page).map((id) => rows.find((row) => row.id === id)!)
      expect(inOrder).toHaveLength(rows.length)
      for (let n = 1; n < inOrder.length; n += 1) expect(compare(inOrder[n - 1]!, inOrder[n]!, sort), `${n}`)
        .toBeLessThanOrEqual(0)
    })

    it('pages of any size neither overlap nor leave anything out, whatever the filters and the order', async () => {
      await fc.assert(fc.asyncProperty(someFilters, someSort, fc.integer({ min: 3, max: 40 }), async (some, sort, size) => {
        const whole = idsOf(await list({ filters: some, sort }))
        expect(whole.toSorted()).toEqual(expected(some))
        const paged: string[] = []
        for (let offset = 0; offset < whole.length + size; offset += size) paged.push(...idsOf(await list({ filters: some, sort,
          offset, limit: size })))
        expect(paged).toEqual(whole)
        const inOrder = whole.map((id) => rows.find((row) => row.id === id)!)
        for (let n = 1; n < inOrder.length; n += 1) expect(compare(inOrder[n - 1]!, inOrder[n]!, sort)).toBeLessThanOrEqual(0)
      }), { numRuns: runs })
    })

    it('the newest first when nobody says otherwise', async () => {
      const page = await list({ limit: 5 })
      const times = page.rows.map((row) => row.updatedAt)
      expect(times).toEqual(rows.map((row) => row.updatedAt).toSorted((a, b) => b - a).slice(0, 5))
    })

    it('totals, sums and medians are those of the rows', async () => {
      await fc.assert(fc.asyncProperty(someFilters, async (some) => {
        const totals = await agency.ask<PropertyTotals>('properties.totals', { filters: some, search: '' }, agency.fatou)
        const ids = new Set(expected(some))
        const found = rows.filter((row) => ids.has(row.id))
        const present = transactions.filter((transaction) => found.some((row) => row.transaction === transaction))
        const naive = present.toSorted().map((transaction) => {
          const mine = found.filter((row) => row.transaction === transaction)
          const prices = mine.flatMap((row) => row.priceAmount ?? []).toSorted((a, b) => a - b)
          const measured = mine.filter((row) => row.priceAmount !== null && (row.surfaceArea ?? row.landArea) !== null)
          const area = measured.reduce((all, row) => all + (row.surfaceArea ?? row.landArea)!, 0)
          return {
            transaction, count: mine.length, sum: prices.reduce((all, price) => all + price, 0),
              median: prices.length ? prices[Math.floor((prices.length - 1) / 2)]! : null,
            pricePerSquareMetre: area > 0 ? Math.round(measured.reduce((all, row) => all + row.priceAmount!, 0) / area) : null,
          }
        })
        expect({ ...totals, byTransaction: totals.byTransaction.toSorted((a, b) => (a.transaction < b.transaction ? -1 : 1)) })
          .toEqual({ count: found.length, more: false, withoutPrice: found.filter((row) => row.priceAmount === null).length,
            byTransaction: naive })
      }), { numRuns: runs })
    })

    it('totals of nothing are nothing', async () => {
      expect(await agency.ask('properties.totals',
        { filters: [{ field: 'rooms', operator: 'atLeast', value: 400 }], search: '' }))
        .toEqual({ count: 0, more: false, withoutPrice: 0, byTransaction: [] })
    })

    it('neighbours are who stands beside a row in the list', async () => {
      await fc.assert(fc.asyncProperty(someFilters, someSort, fc.nat(88), async (some, sort, n) => {
        const whole = idsOf(await list({ filters: some, sort }))
        const { id } = rows[n]!
        const index = whole.indexOf(id)
        const found = await agency.ask('properties.neighbours', { filters: some, search: '', sort, id }, agency.fatou)
        expect(found).toEqual(index < 0 ? null : { index, previous: whole[index - 1] ?? null, next: whole[index + 1] ?? null })
      }), { numRuns: runs })
    })

    it('a page deep in the list is where the one above ends, and follows what changes', async () => {
      const many = await openAgency(store, 'deep')
      const ids: string[] = []
      for (let from = 0; from < 1_200; from += 200) {
        const batch = testId('batch', from)
        await many.act('importBatch.start', { id: batch, fileName: 'many.csv', rows: 200 })
        const part = Array.from({ length: 200 }, (_, i) => ({ id: testId('deep', from + i), line: i + 1,
          values: { title: `Villa ${from + i}`, kind: 'villa', transaction: 'sale', priceAmount: (from + i) * 1000 } }))
        await many.act('importBatch.addRows', { batchId: batch, rows: part })
        ids.push(...part.map((row) => row.id))
      }
      const page = async (offset: number) => (await many.ask<PropertyPage>('properties.page',
        { filters: [], search: '', sort: [{ field: 'priceAmount', direction: 'asc' }], offset, limit: 50 }))
        .rows.map((row) => row.id)
      for (const offset of [900, 949, 950, 951, 1_000, 1_150, 1_180, 1_200]) expect(await page(offset))
        .toEqual(ids.slice(offset, offset + 50))
      await many.act('property.update', { id: ids[0], patch: { priceAmount: 5_000_000 } })
      expect(await page(1_150)).toEqual([...ids.slice(1_151), ids[0]])
      await many.act('property.delete', { id: ids[500] })
      expect((await page(1_150)).length).toBe(49)
    })

    it('a search keeps within the filters, and totals and map follow it', async () => {
      const search = 'villa r'
      const found = rows.filter((row) => row.title === 'Villa R+1')
      const page = await list({ search, filters: [{ field: 'transaction', operator: 'is', value: 'rent' }] })
      expect(idsOf(page).toSorted()).toEqual(found.filter((row) => row.transaction === 'rent').map((row) => row.id).toSorted())
      expect((await agency.ask<PropertyTotals>('properties.totals', { filters: [], search })).count).toBe(found.length)
      const map = await agency.ask<MapView>('properties.map', { filters: [], search })
      expect(map.points.length + map.places.reduce((all, place) => all + place.count, 0) + map.unplaced).toBe(found.length)
      expect((await list({ search: 'nothing like this' })).rows).toEqual([])
    })

    it('the map keeps within the filters', async () => {
      await fc.assert(fc.asyncProperty(someFilters, async (some) => {
        const map = await agency.ask<MapView>('properties.map', { filters: some, search: '' }, agency.fatou)
        expect(map.points.length + map.places.reduce((all, place) => all + place.count, 0) + map.unplaced)
          .toBe(expected(some).length)
      }), { numRuns: runs })
    })

    it('the map has every point once, and counts the others by place', async () => {
      const map = await agency.ask<MapView>('properties.map', { filters: [], search: '' })
      expect(map.points.map((point) => point.id).toSorted()).toEqual(rows.filter((row) => row.latitude !== null)
        .map((row) => row.id).toSorted())
      for (const point of map.points) {
        const row = rows.find((one) => one.id === point.id)!
        expect(point).toEqual(Object.fromEntries(Object.keys(point).map((name) => [name, row[name as keyof Property]])))
      }
      const elsewhere = rows.filter((row) => row.latitude === null)
      const placed = elsewhere.filter((row) => row.quartier ?? row.commune ?? row.department ?? row.region)
      expect(map.places.reduce((all, place) => all + place.count, 0)).toBe(placed.length)
      expect(map.unplaced).toBe(elsewhere.length - placed.length)
      expect(map.truncated).toBe(false)
    })

    it('places in use are counted, the most used first', async () => {
      type Place = { region: string | null; commune: string | null; quartier: string | null; count: number }
      const places = await agency.ask<Place[]>('properties.places')
      expect(places.reduce((all, place) => all + place.count, 0)).toBe(rows.length)
      expect(places.map((place) => place.count)).toEqual(places.map((place) => place.count).toSorted((a, b) => b - a))
      const ngor = rows.filter((row) => row.quartier === 'Ngor' && row.commune === 'Ngor' && row.region === 'Dakar').length
      expect(places.find((place) => place.quartier === 'Ngor' && place.commune === 'Ngor'
        && place.region === 'Dakar')?.count ?? 0).toBe(ngor)
    })

    describe('one property', () => {
      it('is shown with all that belongs to it, and what the reader may do', async () => {
        const owner = await agency.contact('owner',
          { roles: ['owner', 'seller'], phones: [{ typed: '77 123 45 67', whatsapp: true }] })
        const id = await agency.property('whole', { ownerId: owner, notes: 'secret' }, { amenities: ['pool', 'guard'] },
          agency.fatou)
        await agency.photo('whole b', id, 'b')
        await agency.photo('whole a', id, 'a')
        const file = await agency.file('paper', { mime: 'application/pdf', width: null, height: null })
        await agency.act('propertyDocument.create',
          { id: testId('paper'), propertyId: id, fileId: file, type: 'title', title: 'TF' }, agency.fatou)
        const view = await agency.ask<PropertyView>('properties.get', { id }, agency.fatou)
        expect(view).toMatchObject({
          property: { id, notes: 'secret', versions: expect.any(Object) as object },
            owner: { id: owner, name: 'Contact owner',
            phones: [{ typed: '77 123 45 67', e164: '+221771234567', whatsapp: true }] },
          agent: { id: agency.fatou.memberId, name: 'Fatou Sarr' }, views: { total: 0, lastThirtyDays: 0 }, mayEdit: true,
            mayDelete: true,
        })
        expect(view.owner!.roles.toSorted()).toEqual(['owner', 'seller'])
        expect(view.amenities.toSorted()).toEqual(['guard', 'pool'])
        expect(view.photos.map((photo) => [photo.id, photo.position])).toEqual([[testId('photo', 'whole a'), 'a'],
          [testId('photo', 'whole b'), 'b']])
        expect(view.documents).toMatchObject([{ title: 'TF', isPublic: false, addedBy: 'Fatou Sarr',
          file: { mime: 'application/pdf' } }])
        expect(await agency.ask('properties.get', { id }, agency.ibou)).toMatchObject({ mayEdit: false, mayDelete: false })
        expect(await agency.ask('properties.get', { id }, agency.manager)).toMatchObject({ mayEdit: true, mayDelete: true })
        expect((await agency.ask<PropertyListRow[]>('properties.ofOwner', { contactId: owner }))
          .map((row) => [row.id, row.ownerName, row.photoCount])).toEqual([[id, 'Contact owner', 2]])
      })

      it('that is not there, or not any more, says so', async () => {
        await expect(agency.ask('properties.get', { id: testId('nobody') })).rejects.toMatchObject({ code: 'not_found' })
        for (const query of ['properties.get', 'properties.history', 'properties.similar']) await expect(agency.ask(query,
          { id: testId('property', 7), limit: 5, beforeSeq: null })).rejects.toMatchObject({ code: 'gone' })
      })
    })

    describe('history', () => {
      it('says who changed what, newest first, and what became of it', async () => {
        const id = await agency.property('storied', {}, {}, agency.fatou)
        agency.now += 1000
        const edit = await agency.act('property.update', { id, patch: { rooms: 4, title: 'Autre' } }, agency.manager)
        const amenity = await agency.act('property.setAmenities', { id, add: ['pool'], remove: [] }, agency.fatou)
        const undo = await agency.act('core.undo', { commandId: edit.commandId }, agency.fatou)
        const { entries, more } = await agency.ask<HistoryPage>('properties.history', { id, beforeSeq: null, limit: 50 },
          agency.fatou)
        expect(more).toBe(false)
        expect(entries.map((entry) => [entry.commandName, entry.kind, entry.actorName])).toEqual([
          ['core.undo', 'update', 'Fatou Sarr'], ['property.setAmenities', 'create', 'Fatou Sarr'],
            ['property.update', 'update', 'Moussa Fall'], ['property.create', 'create', 'Fatou Sarr'],
        ])
        expect(entries[2]).toMatchObject({ patch: { rooms: 4, title: 'Autre' },
          before: { rooms: null, title: 'Appartement storied' }, undoneBy: undo.commandId, undoes: null, rows: 1, mayUndo: true,
          seq: edit.seq })
        expect(entries[0]).toMatchObject({ undoes: edit.commandId, undoneBy: null })
        expect(entries[1]).toMatchObject({ entity: 'propertyAmenity', commandId: amenity.commandId })
        const redo = await agency.act('core.undo', { commandId: undo.commandId }, agency.fatou)
        const after = (await agency.ask<HistoryPage>('properties.history', { id, beforeSeq: null, limit: 50 }, agency.fatou))
          .entries
        expect(after.find((entry) => entry.commandId === edit.commandId)).toMatchObject({ undoneBy: null })
        expect(after.find((entry) => entry.commandId === undo.commandId)).toMatchObject({ undoneBy: redo.commandId })
      })

      it('offers undo only to whom it is allowed', async () => {
        const id = await agency.property('offered', {}, {}, agency.fatou)
        const offered = async (actor: Actor) => (await agency.ask<HistoryPage>('properties.history',
          { id, beforeSeq: null, limit: 50 }, actor)).entries.map((entry) => entry.mayUndo)
        expect([await offered(agency.fatou), await offered(agency.ibou), await offered(agency.manager)])
          .toEqual([[true], [false], [true]])
      })

      it('pages never cut a command in two, lose or repeat a line, however small they are', async () => {
        const id = await agency.property('long', {}, { amenities: ['pool', 'guard', 'elevator', 'garden', 'balcony'] })
        await agency.act('property.setAmenities', { id, add: ['terrace', 'parking', 'garage'], remove: ['pool'] })
        for (let n = 0; n < 5; n += 1) await agency.act('property.update', { id, patch: { rooms: n } })
        await agency.photo('long', id)
        const whole = (await agency.ask<HistoryPage>('properties.history', { id, beforeSeq: null, limit: 200 })).entries
        expect(whole.length).toBe(6 + 4 + 5 + 2)
        for (const limit of [1, 2, 3, 4, 5, 7, 16, 17, 18]) {
          const read: HistoryPage['entries'] = []
          for (let beforeSeq: number | null = null, more = true; more;) {
            const page: HistoryPage = await agency.ask<HistoryPage>('properties.history', { id, beforeSeq, limit })
            expect(page.entries.length, 'a page of more is never empty').toBeGreaterThan(0)
            read.push(...page.entries)
            more = page.more
            beforeSeq = page.entries.at(-1)!.seq
          }
          expect(read.map((entry) => `${entry.seq} ${entry.entityId}`), `pages of ${limit}`)
            .toEqual(whole.map((entry) => `${entry.seq} ${entry.entityId}`))
        }
      })
    })

    it('similar ones share the transaction and family, nearest first, each with its reasons', async () => {
      const subject = rows.find((row) => row.transaction === 'rent' && row.quartier !== null && row.priceAmount === 250_000)!
      const similar = await agency.ask<SimilarProperty[]>('properties.similar', { id: subject.id, limit: 8 })
      expect(similar.length).toBeGreaterThan(1)
      expect(similar.map((one) => one.distance)).toEqual(similar.map((one) => one.distance).toSorted((a, b) => a - b))
      for (const { row, reasons } of similar) {
        expect(row.id).not.toBe(subject.id)
        expect(row.transaction).toBe('rent')
        expect(reasons.map((reason) => reason.part).toSorted()).toEqual(['kind', 'place', 'price', 'size'])
      }
    })

    it('duplicates: the same title and price in the quartier, or the same owner’s telephone', async () => {
      const owner = await agency.contact('twice', { phones: [{ typed: '76 555 44 33' }] })
      const first = await agency.property('listed',
        { title: 'Villa basse angle Corniche 5 chambres', kind: 'villa', transaction: 'sale', quartier: 'Fann',
        priceAmount: 200_000_000, surfaceArea: 300, ownerId: owner })
      const probe = { id: null, title: 'VILLA BASSE ANGLE CORNICHE 5 CHAMBRES', kind: 'villa', transaction: 'sale',
        quartier: 'fann', commune: null, priceAmount: 203_000_000, surfaceArea: 298, bedrooms: null, ownerPhones: [] }
      const ask = async (more: object) => (await agency.ask<DuplicateCandidate[]>('properties.duplicates', { ...probe, ...more }))
        .map((one) => [one.row.id, one.reasons])
      expect(await ask({})).toEqual([[first, ['title']]])
      expect(await ask({ id: first })).toEqual([])
      expect(await ask({ priceAmount: 260_000_000 })).toEqual([])
      expect(await ask({ transaction: 'rent' })).toEqual([])
      expect(await ask({ quartier: 'Ngor' })).toEqual([])
      expect(await ask({ quartier: null })).toEqual([])
      expect((await ask({ title: 'Maison', priceAmount: 210_000_000, ownerPhones: ['+221 76 555 44 33'] })).map(([id]) => id))
        .toEqual([first])
      expect(await agency.ask('imports.repeats', { batchId: testId('batch'),
        rows: [{ ...probe, line: 9 }, { ...probe, line: 10, quartier: 'Ngor' }] }))
        .toEqual([{ line: 9, title: 'Villa basse angle Corniche 5 chambres',
        reference: expect.stringMatching(/^DKR-/) as string }])
      await agency.act('property.delete', { id: first })
      expect(await ask({})).toEqual([])
    })

    it('an export says it in words, in order, and disarms what could run', async () => {
      const id = await agency.property('formula', { title: '=HYPERLINK("http://x";"y")', kind: 'villa', transaction: 'rent',
        priceAmount: 150_000, quartier: 'Point E; "bis"', isPublic: false, titleType: 'bail' })
      const ask = (more: object) => agency.ask<{ name: string; text: string }>('properties.exportCsv',
        { filters: [], search: '', sort: [], ids: null,
        columns: ['title', 'kind', 'priceAmount', 'quartier', 'isPublic', 'agentName'], language: 'fr', ...more })
      const { text, name } = await ask({ ids: [id, testId('property', 7), testId('nobody')] })
      expect(name).toBe('biens.csv')
      expect(text.startsWith('\uFEFF')).toBe(true)
      expect(text.split('\r\n')[1]).toBe('"\'=HYPERLINK(""http://x"";""y"")";Villa;150000;"Point E; ""bis""";Non;Awa Ndiaye')
      expect(text.split('\r\n')).toHaveLength(3)
      expect((await ask({})).text.split('\r\n').length).toBeGreaterThan(80)
      for (const column of ['constructor', '__proto__', 'toString', 'secret']) await expect(ask({ columns: [column] }))
        .rejects.toMatchObject({ code: 'invalid_input' })
      await expect(agency.ask('properties.exportCsv', { filters: [], search: '', sort: [], columns: ['title'], language: 'fr' },
        agency.fatou)).rejects.toMatchObject({ code: 'forbidden' })
    })

    it('references sort by their number, past nine thousand too', async () => {
      const many = await openAgency(store, 'many')
      await many.property('first')
      await store.kysely.updateTable('counter').set({ value: 9998 }).where('agencyId', '=', many.agencyId)
        .where('name', '=', 'property').execute()
      for (const n of [1, 2, 3]) await many.property(n)
      const page = await many.ask<PropertyPage>('properties.page',
        { filters: [], search: '', sort: [{ field: 'reference', direction: 'asc' }], offset: 0, limit: 10 })
      expect(page.rows.map((row) => row.reference)).toEqual(['DKR-0001', 'DKR-9999', 'DKR-10000', 'DKR-10001'])
    })
  })
}
