import { readFileSync } from 'node:fs'
import type { FeatureCollection, MultiPolygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { regions } from '../shared/values/place.ts'
import { mapBox, mapData, mapFile } from './map-data.ts'

const text = readFileSync(mapFile, 'utf8')
const map = JSON.parse(text) as FeatureCollection

function isInRing(point: Position, ring: readonly Position[]): boolean {
  let inside = false
  for (const [index, a] of ring.entries()) {
    const b = ring.at(index - 1)!
    const crosses = (a[1]! > point[1]!) !== (b[1]! > point[1]!)
    if (crosses && point[0]! < ((b[0]! - a[0]!) * (point[1]! - a[1]!)) / (b[1]! - a[1]!) + a[0]!) inside = !inside
  }
  return inside
}

function countryAt(longitude: number, latitude: number): string | null {
  for (const feature of map.features) {
    if (feature.properties?.['kind'] !== 'country') continue
    const polygons = (feature.geometry as MultiPolygon).coordinates
    if (polygons.some((rings) => rings.filter((ring) => isInRing([longitude, latitude],
      ring)).length % 2 === 1)) return String(feature.properties['code'])
  }
  return null
}

function positions(value: unknown): Position[] {
  if (!Array.isArray(value)) return []
  return typeof value[0] === 'number' ? [value as Position] : value.flatMap(positions)
}

describe('the outline of the country', () => {
  it('is what the script makes, byte for byte', () => {
    expect(mapData()).toBe(text)
  })

  it('is small and inside its box', () => {
    expect(text.length).toBeLessThan(150_000)
    const all = map.features.flatMap((feature) => positions((feature.geometry as MultiPolygon).coordinates))
    expect(all.length).toBeGreaterThan(1000)
    const isInBox = ([x, y]: Position) => x! >= mapBox.west && x! <= mapBox.east && y! >= mapBox.south && y! <= mapBox.north
    expect(all.every(isInBox)).toBe(true)
  })

  it('has Senegal, its neighbours, a coast and borders, and names its source', () => {
    expect(map.features.map((feature) => feature.properties?.['code'] ?? feature.properties?.['kind'])).toEqual(['GM', 'GN',
      'GW', 'ML', 'MR', 'SN', 'border', 'coast'])
    expect(text).toContain('Natural Earth')
    for (const feature of map.features) {
      expect(positions((feature.geometry as MultiPolygon).coordinates).length).toBeGreaterThan(20)
    }
  })

  it('holds the seats of all regions in Senegal, and places of neighbours in theirs', () => {
    for (const region of regions) expect(countryAt(region.longitude, region.latitude), region.name).toBe('SN')
    expect([countryAt(-14.76, 13.54), countryAt(-11.44, 14.44), countryAt(-15.1, 12.1), countryAt(-12.3, 11.9),
      countryAt(-13, 16.8), countryAt(-18, 14)])
      .toEqual(['GM', 'ML', 'GW', 'GN', 'MR', null])
  })

  it('closes every ring', () => {
    for (const feature of map.features) {
      if (feature.properties?.['kind'] !== 'country') continue
      for (const ring of (feature.geometry as MultiPolygon).coordinates.flat()) expect(ring.at(-1)).toEqual(ring[0])
    }
  })
})
