import { describe, expect, it } from 'vitest'
import { filtersOf, groupsOf, namesOf, withPlace } from './place-groups.ts'
import type { PlaceGroup } from './place-groups.ts'

const point = (quartier: string | null, latitude: number, longitude: number) => ({
  id: `${quartier}${latitude}`,
  latitude,
  longitude,
  region: 'Dakar',
  commune: 'Ngor',
  quartier,
  transaction: 'rent' as const,
  kind: 'villa' as const,
  priceAmount: null,
  priceCurrency: 'XOF',
  title: 'x',
})
const group = (change: Partial<PlaceGroup>): PlaceGroup => ({
  key: '',
  region: 'Dakar',
  commune: null,
  quartier: null,
  count: 1,
  placedByQuartier: 0,
  latitude: 0,
  longitude: 0,
  ...change,
})

describe('properties by place', () => {
  it('counts those with and without coordinates at one point, and says how many were put there', () => {
    const { groups, nowhere } = groupsOf(
      {
        points: [point('Almadies', 14.74, -17.52)],
        places: [
          { region: 'Dakar', department: null, commune: 'Ngor', quartier: 'Almadies', count: 4 },
          { region: null, department: null, commune: null, quartier: 'Nulle part', count: 2 },
        ],
      },
      ({ quartier }) => (quartier === 'Almadies' ? { latitude: 14.7442, longitude: -17.5175 } : null),
    )
    expect(groups).toEqual([expect.objectContaining({ quartier: 'Almadies', count: 5, placedByQuartier: 4, latitude: 14.7442 })])
    expect(nowhere).toBe(2)
  })

  it('puts a quartier nobody knows in the middle of its own points', () => {
    const { groups } = groupsOf({ points: [point('Cité X', 14, -17), point('Cité X', 15, -16)], places: [] }, () => null)
    expect(groups[0]).toMatchObject({ latitude: 14.5, longitude: -16.5, count: 2 })
  })
})

describe('a click on a cluster', () => {
  const ngor = group({ commune: 'Ngor', quartier: 'Ngor' })
  const almadies = group({ commune: 'Ngor', quartier: 'Almadies' })
  const yoff = group({ commune: 'Yoff', quartier: 'Yoff' })
  const unnamed = group({ commune: 'Ngor' })
  const liberte = group({ region: 'Thiès', commune: 'Thiès', quartier: 'Liberté' })
  const otherLiberte = group({ commune: 'Sicap', quartier: 'Liberté' })

  it('opens the quartiers it holds', () => {
    expect(filtersOf([ngor, yoff], [ngor, almadies, yoff, unnamed])).toEqual([
      { field: 'quartier', operator: 'in', value: ['Ngor', 'Yoff'] },
    ])
  })

  it('says it as shortly as it can: a whole commune, a whole region', () => {
    expect(filtersOf([ngor, almadies], [ngor, almadies, yoff])).toEqual([{ field: 'commune', operator: 'is', value: 'Ngor' }])
    expect(filtersOf([ngor, almadies, yoff], [ngor, almadies, yoff, liberte])).toEqual([
      { field: 'region', operator: 'is', value: 'Dakar' },
    ])
  })

  it('keeps two quartiers of one name apart by their commune', () => {
    expect(filtersOf([otherLiberte], [otherLiberte, liberte, group({ commune: 'Sicap', quartier: 'Baobab' })])).toEqual([
      { field: 'commune', operator: 'is', value: 'Sicap' },
      { field: 'quartier', operator: 'is', value: 'Liberté' },
    ])
  })

  it('does not open the quartiers of a commune for those that only name the commune', () => {
    expect(filtersOf([unnamed], [ngor, unnamed])).toEqual([
      { field: 'commune', operator: 'is', value: 'Ngor' },
      { field: 'quartier', operator: 'isEmpty' },
    ])
  })

  it('shows at least them where no filter shows them alone', () => {
    expect(filtersOf([ngor, unnamed], [ngor, almadies, unnamed])).toEqual([
      { field: 'region', operator: 'is', value: 'Dakar' },
      { field: 'commune', operator: 'is', value: 'Ngor' },
    ])
  })

  it('replaces the places of the list and keeps its other filters', () => {
    const kept = { field: 'priceAmount', operator: 'atMost' as const, value: 1 }
    expect(
      withPlace(
        [kept, { field: 'region', operator: 'is', value: 'Thiès' }],
        [{ field: 'quartier', operator: 'is', value: 'Ngor' }],
      ),
    ).toEqual([kept, { field: 'quartier', operator: 'is', value: 'Ngor' }])
  })
})

it('names the largest places first', () => {
  expect(
    namesOf([group({ quartier: 'Ngor' }), group({ quartier: 'Yoff', count: 3 }), group({ commune: 'Thiès', count: 2 })]),
  ).toEqual(['Yoff', 'Thiès', 'Ngor'])
})
