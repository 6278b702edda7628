import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pricePeriods } from '../../values/period.ts'
import { propertyKinds } from './model.ts'
import { similarity, similarWeights } from './rules-similar.ts'
import type { SimilarFacts } from './rules-similar.ts'

const flat: SimilarFacts = {
  kind: 'apartment', region: 'Dakar', department: 'Dakar', commune: 'Ngor', quartier: 'Almadies', latitude: null, longitude: null,
  priceAmount: 900_000,
  pricePeriod: 'month', surfaceArea: 150, landArea: null, bedrooms: 3, rooms: 4,
}
const amount = fc.option(fc.integer({ min: 1, max: 2_000_000_000 }), { nil: null })
const places = [
  {
    region: 'Dakar', department: 'Dakar', commune: 'Ngor', quartier: 'Almadies',
  }, { region: 'Dakar', department: 'Dakar', commune: 'Ngor', quartier: 'Virage' },
  { region: 'Dakar', department: 'Rufisque', commune: null, quartier: 'Kounoune' }, {
    region: 'Thiès', department: 'Mbour', commune: 'Saly Portudal', quartier: 'Saly',
  },
  {
    region: 'Dakar', department: null, commune: null, quartier: null,
  }, { region: null, department: null, commune: null, quartier: null },
]
const facts: fc.Arbitrary<SimilarFacts> = fc.record({
  kind: fc.constantFrom(...propertyKinds),
  place: fc.constantFrom(...places),
  latitude: fc.constant(null),
  longitude: fc.constant(null),
  priceAmount: amount,
  pricePeriod: fc.constantFrom(...pricePeriods),
  surfaceArea: amount,
  landArea: amount,
  bedrooms: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
  rooms: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
}).map(({ place, ...rest }) => ({ ...place, ...rest }))

const part = (a: SimilarFacts, b: SimilarFacts, name: string) => similarity(a, b).reasons.find((reason) => reason.part === name)!

describe('similar properties', () => {
  it('the weights make a whole', () => {
    expect(Object.values(similarWeights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10)
  })

  it('a property that says everything is at no distance from itself', () => {
    expect(similarity(flat, { ...flat }).distance).toBe(0)
    expect(part(flat, flat, 'place').value).toBe('Almadies')
  })

  it('says why, nearest part first', () => {
    const { reasons } = similarity(flat, { ...flat, kind: 'duplex', priceAmount: 1_080_000, quartier: 'Ngor' })
    expect(reasons.map((reason) => reason.part)).toEqual(['size', 'place', 'price', 'kind'])
    expect(reasons.find((reason) => reason.part === 'price')!.value).toBe(180_000)
    expect(reasons.find((reason) => reason.part === 'place')!.value).toBe('Ngor')
    expect(reasons.find((reason) => reason.part === 'kind')!.value).toBe('duplex')
  })

  it('compares bedrooms where a surface is missing, and knows nothing where both are', () => {
    expect(part(
      flat, { ...flat, surfaceArea: null, bedrooms: 5 }, 'size',
    )).toEqual({ part: 'size', distance: 0.667, value: '+2' })
    expect(part(
      flat, { ...flat, surfaceArea: null, bedrooms: null, rooms: null }, 'size',
    )).toEqual({ part: 'size', distance: 0.5, value: null })
  })

  it('does not compare a price by night with one by month', () => {
    expect(part(
      flat, { ...flat, pricePeriod: 'night', priceAmount: 30_000 }, 'price',
    )).toEqual({ part: 'price', distance: 0.5, value: null })
  })

  it('is near in the next quartier, farther across the town, far in another region', () => {
    const to = (quartier: string, region = 'Dakar') => part(
      flat, { ...flat, quartier, region, commune: null, department: null }, 'place',
    ).distance
    expect(to('Ngor')).toBeLessThan(to('Ouakam'))
    expect(to('Ouakam')).toBeLessThan(to('Plateau'))
    expect(to('Plateau')).toBeLessThan(to('Saly', 'Thiès'))
    expect(to('Saly', 'Thiès')).toBe(1)
  })

  it('stays between 0 and 1 and is the same both ways', () => {
    fc.assert(fc.property(facts, facts, (a, b) => {
      const there = similarity(a, b)
      const back = similarity(b, a)
      expect(there.distance).toBe(back.distance)
      expect(there.distance).toBeGreaterThanOrEqual(0)
      expect(there.distance).toBeLessThanOrEqual(1)
      expect(there.reasons).toHaveLength(4)
      for (const reason of there.reasons) expect(part(b, a, reason.part).distance).toBe(reason.distance)
    }))
  })

  it('grows as the price, or the surface, moves away', () => {
    const factor = fc.double({ min: 1, max: 3, noNaN: true })
    fc.assert(fc.property(facts, fc.integer({ min: 1, max: 1_000_000 }), factor, factor, (a, amountOf, one, more) => {
      const [near, far] = [one, one * more]
      const from = { ...a, priceAmount: amountOf, surfaceArea: amountOf }
      for (const field of ['priceAmount', 'surfaceArea'] as const) {
        const at = (times: number) => similarity(from, { ...from, [field]: amountOf * times }).distance
        expect(at(far)).toBeGreaterThanOrEqual(at(near))
        expect(at(1 / far)).toBeGreaterThanOrEqual(at(1 / near))
      }
    }))
  })
})
