import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amenityNames } from '../properties/model-amenities.ts'
import { energyClasses, furnishings, heatings, propertyKinds, titleTypes, transactions } from '../properties/model.ts'
import { createDistances, createPropertyTable, createWishTable } from './rules-matching-table.ts'
import { dealBreakerNames, financings } from './model-search.ts'
import type { Wish } from './model-search.ts'
import type { MatchFacts, Tolerance } from './rules-matching-distances.ts'
import { toleranceFor, usualTolerance } from './rules-matching-distances.ts'
import { criteria, matchOf, weights } from './rules-matching.ts'
import type { Criterion } from './rules-matching.ts'

const nowhere = { region: null, department: null, commune: null, quartier: null }
const almadies = { ...nowhere, region: 'Dakar', quartier: 'Almadies' }
const wish: Wish = {
  transaction: 'sale', budgetMin: 100_000_000, budgetMax: 150_000_000, currency: 'XOF', kinds: ['villa'], places: [almadies], maxDistance: null, bedroomsMin: 4, bedroomsMax: null, areaMin: 300, areaMax: null,
  mustHave: ['pool', 'garden'], dealBreakers: [], financing: 'mortgage',
}
const nothingSaid: Wish = {
  ...wish, budgetMin: null, budgetMax: null, kinds: [], places: [], bedroomsMin: null, areaMin: null, mustHave: [], financing: 'notSure',
}
const villa: MatchFacts = {
  transaction: 'sale', kind: 'villa', priceAmount: 140_000_000, priceCurrency: 'XOF', pricePeriod: 'total', surfaceArea: 350, landArea: 500, bedrooms: 5, furnished: 'none', titleType: 'titreFoncier',
  region: 'Dakar', department: 'Dakar', commune: 'Ngor', quartier: 'Almadies', latitude: null, longitude: null, amenities: ['pool', 'garden', 'guard'],
}
const reasonFor = (criterion: Criterion, given: Partial<Wish>, facts: Partial<MatchFacts>, tolerance: Partial<Tolerance> = {}) =>
  matchOf({ ...wish, ...given }, { ...villa, ...facts }, toleranceFor({ ...wish, ...given }, tolerance))!.reasons.find((reason) => reason.criterion === criterion)!

describe('does a property suit somebody?', () => {
  it('full marks are within reach, and the weights make a hundred', () => {
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBe(100)
    expect(matchOf(wish, villa)).toMatchObject({ score: 100, group: 'match', brokenBy: [] })
    expect(matchOf(wish, villa)!.reasons.map(({ state }) => state)).toEqual(criteria.map(() => 'met'))
  })

  it('who says nothing gets no points, and loses none of what he says elsewhere', () => {
    expect(matchOf(nothingSaid, villa)).toMatchObject({ score: 0, group: 'no' })
    expect(matchOf({ ...nothingSaid, budgetMax: 150_000_000 }, villa)).toMatchObject({ score: 100, group: 'match' })
  })

  it('who looks for a rent is shown no sale', () => expect(matchOf({ ...wish, transaction: 'rent' }, villa)).toBeNull())

  it.each([
    ['budget', {}, { priceAmount: 150_000_000 }, 'met', 25],
    ['budget', {}, { priceAmount: 157_500_000 }, 'close', 18.75],
    ['budget', {}, { priceAmount: 166_000_000 }, 'failed', 0],
    ['budget', {}, { priceAmount: 90_000_000 }, 'close', 20],
    ['budget', {}, { priceAmount: null }, 'unknown', 0],
    ['budget', {}, { priceCurrency: 'EUR' }, 'unknown', 0],
    ['kind', {}, { kind: 'house' }, 'close', 10],
    ['kind', {}, { kind: 'apartment' }, 'failed', 0],
    ['place', {}, { quartier: 'Ngor', commune: 'Ngor' }, 'close', undefined],
    ['place', {}, { region: 'Thiès', department: 'Mbour', commune: 'Saly Portudal', quartier: 'Saly' }, 'failed', 0],
    ['place', {}, { department: null, commune: null, quartier: null }, 'unknown', 0],
    ['place', { places: [{ ...nowhere, region: 'Dakar' }] }, {}, 'met', 20],
    ['size', {}, { bedrooms: 3 }, 'close', 11.25],
    ['size', {}, { bedrooms: 2 }, 'failed', undefined],
    ['size', {}, { bedrooms: null }, 'unknown', 7.5],
    ['size', {}, { surfaceArea: 270 }, 'close', 12.5],
    ['features', {}, { amenities: ['pool'] }, 'failed', 0],
    ['features', { mustHave: [] }, {}, 'unsaid', 0],
    ['financing', {}, { titleType: 'inProgress' }, 'close', 5],
    ['financing', {}, { titleType: 'deliberation' }, 'failed', 0],
    ['financing', {}, { titleType: null }, 'unknown', 0],
    ['financing', { financing: 'cash' }, { titleType: 'deliberation' }, 'met', 10],
    ['financing', { financing: 'notSure' }, {}, 'unsaid', 0],
  ] as const)('%s: %j with %j is %s', (criterion, given, facts, state, points) => {
    const reason = reasonFor(criterion, given as Partial<Wish>, facts as Partial<MatchFacts>)
    expect(reason.state).toBe(state)
    if (points !== undefined) expect(reason.points).toBe(points)
  })

  it('one thing that is missed, and not by far, is « presque »; two are not', () => {
    expect(matchOf(wish, { ...villa, priceAmount: 180_000_000 })!.group).toBe('almost')
    expect(matchOf(wish, { ...villa, priceAmount: 400_000_000 })!.group).toBe('no')
    expect(matchOf(wish, { ...villa, priceAmount: 180_000_000, bedrooms: 2 })!.group).toBe('no')
  })

  it('what somebody will not have rules it out, whatever else it offers', () => {
    expect(matchOf({ ...wish, dealBreakers: ['guard'] }, villa)).toMatchObject({ group: 'no', brokenBy: ['guard'], score: 100 })
    expect(matchOf({ ...wish, dealBreakers: ['withoutTitle', 'furnished'] }, { ...villa, titleType: 'none', furnished: 'full' })!.brokenBy).toEqual(['withoutTitle', 'furnished'])
  })

  it('rents by the year, the week and the night are compared by the month', () => {
    const rent = { transaction: 'rent', budgetMin: null, budgetMax: 500_000 } as const
    expect(reasonFor('budget', rent, { transaction: 'rent', priceAmount: 6_000_000, pricePeriod: 'year' }).state).toBe('met')
    expect(reasonFor('budget', rent, { transaction: 'rent', priceAmount: 150_000, pricePeriod: 'week' })).toMatchObject({ state: 'failed', found: 650_000 })
  })

  it('land is measured by its land', () => expect(reasonFor('size', { bedroomsMin: null, areaMin: 400 }, { kind: 'land', surfaceArea: null, landArea: 500 }).state).toBe('met'))
})

// ---- laws

const named = fc.constantFrom(almadies, { ...nowhere, region: 'Dakar', commune: 'Ngor' }, { ...nowhere, region: 'Dakar', department: 'Dakar', commune: 'Mermoz-Sacré-Cœur', quartier: 'Mermoz' },
  { ...nowhere, quartier: 'Saly' }, { ...nowhere, region: 'Thiès' }, { ...nowhere, region: 'Dakar' }, { ...nowhere, region: 'Kaolack', quartier: 'Nulle-Part' })
const amounts = fc.option(fc.integer({ min: 0, max: 300 }).map((n) => n * 1_000_000), { nil: null })
const rooms = fc.option(fc.integer({ min: 0, max: 8 }), { nil: null })
const areas = fc.option(fc.integer({ min: 0, max: 900 }), { nil: null })
const amenities = fc.uniqueArray(fc.constantFrom(...amenityNames.slice(0, 25), ...amenityNames.slice(-8)), { maxLength: 6 })
const ordered = <T extends object>(low: keyof T, high: keyof T) => (range: T): T => (range[low] !== null && range[high] !== null && (range[low] as number) > (range[high] as number) ? { ...range, [low]: range[high], [high]: range[low] } : range)
const wishes: fc.Arbitrary<Wish> = fc.record({
  transaction: fc.constantFrom(...transactions), budgetMin: amounts, budgetMax: amounts, currency: fc.constantFrom('XOF', 'EUR'), kinds: fc.uniqueArray(fc.constantFrom(...propertyKinds), { maxLength: 3 }),
  places: fc.array(named, { maxLength: 3 }), maxDistance: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }), bedroomsMin: rooms, bedroomsMax: rooms, areaMin: areas, areaMax: areas, mustHave: amenities,
  dealBreakers: fc.uniqueArray(fc.constantFrom(...dealBreakerNames), { maxLength: 2 }), financing: fc.constantFrom(...financings),
}).map(ordered('budgetMin', 'budgetMax')).map(ordered('bedroomsMin', 'bedroomsMax')).map(ordered('areaMin', 'areaMax'))
const properties: fc.Arbitrary<MatchFacts> = fc.record({
  transaction: fc.constantFrom(...transactions), kind: fc.constantFrom(...propertyKinds), priceAmount: amounts, priceCurrency: fc.constantFrom('XOF', 'XOF', 'EUR'), pricePeriod: fc.constantFrom('month', 'night', 'week', 'year', 'total'),
  surfaceArea: areas, landArea: areas, bedrooms: rooms, furnished: fc.constantFrom(...furnishings), titleType: fc.constantFrom(null, ...titleTypes), place: fc.oneof(named, fc.constant(nowhere)),
  at: fc.option(fc.record({ latitude: fc.double({ min: 14.6, max: 14.8, noNaN: true }), longitude: fc.double({ min: -17.5, max: -17.2, noNaN: true }) }), { nil: { latitude: null, longitude: null } }), amenities,
}).map(({ place, at, ...rest }) => ({ ...rest, ...place, ...at }))
const tolerances: fc.Arbitrary<Tolerance> = fc.record({
  budget: fc.constantFrom(0, 0.05, 0.1, 0.5), kind: fc.constantFrom(0, 1, 2), place: fc.constantFrom(0, 3, 12), bedrooms: fc.constantFrom(0, 1, 3), area: fc.constantFrom(0, 0.15, 0.5), features: fc.constantFrom(0, 1, 3), financing: fc.constantFrom(0, 1),
}) as fc.Arbitrary<Tolerance>
const pairs = fc.tuple(wishes, properties).map(([one, facts]) => [{ ...one, transaction: facts.transaction }, facts] as const)

describe('laws of matching', () => {
  it('a field that no criterion looks at never changes a score', () => {
    const unrelated = { title: 'Autre', notes: 'x', description: 'y', energyClass: energyClasses[0], heating: heatings[0], isFeatured: true, floor: '3', toilets: 9, yearBuilt: 1960, rooms: 12, reference: 'DKR-1', showPrice: false }
    fc.assert(fc.property(wishes, properties, (one, facts) => {
      expect(matchOf(one, { ...facts, ...unrelated } as MatchFacts)).toEqual(matchOf(one, facts))
    }))
  })

  it('a better value never lowers a score', () => {
    const nearer = (value: number | null, low: number | null, high: number | null, share: number): number | null => {
      if (value === null) return low ?? high
      const aim = low !== null && value < low ? low : high !== null && value > high ? high : value
      return Math.round(value + (aim - value) * share)
    }
    fc.assert(fc.property(pairs, fc.double({ min: 0, max: 1, noNaN: true }), ([one, facts], share) => {
      const price = { ...facts, pricePeriod: facts.transaction === 'sale' ? 'total' : facts.transaction === 'rent' ? 'month' : 'night', priceCurrency: one.currency } as const
      const before = matchOf(one, price)!.score
      const better: Partial<MatchFacts>[] = [
        { priceAmount: nearer(price.priceAmount, one.budgetMin, one.budgetMax, share) },
        { bedrooms: nearer(facts.bedrooms, one.bedroomsMin, one.bedroomsMax, share) },
        { surfaceArea: nearer(facts.surfaceArea, one.areaMin, one.areaMax, share), landArea: nearer(facts.landArea, one.areaMin, one.areaMax, share) },
        ...(one.kinds[0] ? [{ kind: one.kinds.includes(facts.kind) ? facts.kind : one.kinds[0] }] : []),
        ...(one.places[0] ? [{ ...one.places[0], latitude: null, longitude: null }] : []),
        { amenities: [...facts.amenities, ...one.mustHave.slice(0, 1)] },
        { titleType: 'titreFoncier' },
      ]
      // A better kind may be measured by another area.
      for (const change of better) if (change.kind === undefined || one.areaMin === null && one.areaMax === null) expect(matchOf(one, { ...price, ...change })!.score).toBeGreaterThanOrEqual(before)
    }), { numRuns: 500 })
  })

  it('more tolerance never lowers a score, nor takes a property off the list', () => {
    const rank = { no: 0, almost: 1, match: 2 }
    fc.assert(fc.property(pairs, tolerances, fc.constantFrom(...(Object.keys(usualTolerance) as (keyof Tolerance)[])), ([one, facts], tolerance, name) => {
      const [narrow, wide] = [matchOf(one, facts, tolerance)!, matchOf(one, facts, { ...tolerance, [name]: name === 'kind' ? 2 : name === 'financing' ? 1 : tolerance[name] * 1.5 + 1 } as Tolerance)!]
      expect(wide.score).toBeGreaterThanOrEqual(narrow.score)
      expect(rank[wide.group]).toBeGreaterThanOrEqual(rank[narrow.group])
    }), { numRuns: 500 })
  })

  it('the change that is offered makes its criterion fit', () => {
    fc.assert(fc.property(pairs, ([one, facts]) => {
      for (const { criterion, change } of matchOf(one, facts)!.reasons) {
        if (change === null) continue
        expect(matchOf({ ...one, ...change }, facts)!.reasons.find((reason) => reason.criterion === criterion)!.state).toMatch(/met|unsaid|unknown/)
      }
    }), { numRuns: 500 })
  })

  it('both directions agree with each other and with the reasons', () => {
    fc.assert(fc.property(fc.array(wishes, { minLength: 1, maxLength: 6 }), fc.array(properties, { minLength: 1, maxLength: 6 }), (all, facts) => {
      const distances = createDistances()
      const [table, clients] = [createPropertyTable(distances), createWishTable(distances)]
      for (const [i, one] of all.entries()) clients.put(`w${i}`, one)
      for (const [i, one] of facts.entries()) table.put(`p${i}`, one)
      for (const [w, one] of all.entries()) {
        const there = table.suiting(one)
        for (const [p, other] of facts.entries()) {
          const slow = matchOf(one, other)
          const back = clients.suitedBy(other)
          for (const group of ['match', 'almost'] as const) {
            const score = slow?.group === group ? slow.score : undefined
            expect(there[group].find(({ id }) => id === `p${p}`)?.score).toBe(score)
            expect(back[group].find(({ id }) => id === `w${w}`)?.score).toBe(score)
          }
        }
      }
    }), { numRuns: 300 })
  })
})
