import { describe, expect, it } from 'vitest'
import { clusterIndex } from './clusters.ts'
import type { PlaceGroup } from './place-groups.ts'

const group = (quartier: string, count: number, latitude: number, longitude: number): PlaceGroup => ({
  key: quartier,
  region: 'Dakar',
  commune: null,
  quartier,
  count,
  placedByQuartier: 1,
  latitude,
  longitude,
})
const world = { west: -180, south: -85, east: 180, north: 85 }
const groups = [group('Almadies', 5, 14.7442, -17.5175), group('Ngor', 3, 14.7488, -17.515), group('Thiès', 2, 14.7894, -16.926)]

describe('clusters of the map', () => {
  it('count properties, not places, and lose none at any zoom', () => {
    const index = clusterIndex(groups)
    for (const zoom of [0, 6, 9, 12, 15, 19]) {
      expect(index(world, zoom).reduce((sum, cluster) => sum + cluster.count, 0)).toBe(10)
      expect(index(world, zoom).reduce((sum, cluster) => sum + cluster.placedByQuartier, 0)).toBe(3)
    }
  })

  it('hold neighbours together from afar and let them part near by', () => {
    const index = clusterIndex(groups)
    expect(
      index(world, 10)
        .map((cluster) => cluster.groups.map((one) => one.quartier))
        .toSorted((a, b) => b.length - a.length),
    ).toEqual([['Almadies', 'Ngor'], ['Thiès']])
    expect(index(world, 15)).toHaveLength(3)
  })

  it('keep together what is known to lie at one point only', () => {
    const index = clusterIndex([group('A', 1, 14.5, -17), group('B', 1, 14.5, -17)])
    expect(index(world, 19)).toHaveLength(1)
  })
})
