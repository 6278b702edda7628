import { describe, expect, it } from 'vitest'
import { filtersOf, groupsOf, namesOf, withPlace } from './place-groups.ts'
import type { PlaceGroup } from './place-groups.ts'

const point = (quartier: string | null, latitude: number, longitude: number) => ({
  id: `${quartier}${latitude}`, latitude, longitude, region: 'Dakar', commune: 'Ngor', quartier, transaction: 'rent' as const, kind: 'villa' as const,
  priceAmount: null, priceCurrency: 'XOF', title: 'x',
})
const group = (change: Partial<PlaceGroup>): PlaceGroup =>
  ({ key: '', region: 'Dakar', commune: null, quartier: null, count: 1, placedByQuartier: 0, latitude: 0, longitude: 0, ...change })

describe('properties by place', () => {
  it('counts those with and without coordinates at one point, and says how many were put there', () => {
    const { groups, nowhere } = groupsOf({
      points: [point('Almadies', 14.74, -17.52)],
      places: [{ region: 'Dakar', department: null, commune: 'Ngor', quartier: 'Almadies', count: 4 }, { region: null, department: null, commune: null, quartier: 'Nulle part', count: 2 }],
    }, ({ quartier }) => (quartier === 'Almadies' ? { latitude: 14.7442, longitude: -17.5175 } : null))
    expect(groups).toEqual([expect.objectContaining({ quartier: 'Almadies', count: 5, placedByQuartier: 4, latitude: 14.7442 })])
    expect(nowhere).toBe(2)
  })

  it('puts a quartier nobody knows in the middle of its own points', () => {
    const { groups } = groupsOf({ points: [point('Cité X', 14, -17), point('Cité X', 15, -16)], places: [] }, () => null)
    expect(groups[0]).toMatchObject({ latitude: 14.5, longitude: -16.5, count: 2 })
  })
})

describe('a click on a cluster', () => {
  it('opens the quartiers it holds', () => {
    expect(filtersOf([group({ quartier: 'Ngor' }), group({ quartier: 'Yoff' })])).toEqual([{ field: 'quartier', operator: 'in', value: ['Ngor', 'Yoff'] }])
  })

  it('keeps two quartiers of one name apart by their commune', () => {
    expect(filtersOf([group({ quartier: 'Liberté', commune: 'Thiès' })])).toEqual([
      { field: 'commune', operator: 'is', value: 'Thiès' }, { field: 'quartier', operator: 'is', value: 'Liberté' },
    ])
  })

  it('falls back to the level that all of them have', () => {
    expect(filtersOf([group({ commune: 'Ngor', quartier: 'Ngor' }), group({})])).toEqual([{ field: 'region', operator: 'is', value: 'Dakar' }])
  })

  it('does not open the quartiers of a commune for those that only name the commune', () => {
    expect(filtersOf([group({ commune: 'Thiès' })])).toEqual([{ field: 'commune', operator: 'is', value: 'Thiès' }, { field: 'quartier', operator: 'isEmpty' }])
  })

  it('replaces the places of the list and keeps its other filters', () => {
    const kept = { field: 'priceAmount', operator: 'atMost' as const, value: 1 }
    expect(withPlace([kept, { field: 'region', operator: 'is', value: 'Thiès' }], [{ field: 'quartier', operator: 'is', value: 'Ngor' }]))
      .toEqual([kept, { field: 'quartier', operator: 'is', value: 'Ngor' }])
  })
})

it('names the largest places first', () => {
  expect(namesOf([group({ quartier: 'Ngor' }), group({ quartier: 'Yoff', count: 3 }), group({ commune: 'Thiès', count: 2 })])).toEqual(['Yoff', 'Thiès', 'Ngor'])
})
