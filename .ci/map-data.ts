/**
 * Makes resources/map/senegal.json, the outline that the offline map draws: Senegal and its neighbours inside a box,
 * their coast and the borders between them, out of world-atlas (Natural Earth 1:10m, public domain). Run it again after
 * a change here with `npx node .ci/map-data.ts`; the same input gives the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Feature, FeatureCollection, LineString, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'

export const mapBox = { west: -18.2, south: 11.8, east: -11, north: 17 } as const
export const mapFile = fileURLToPath(new URL('../resources/map/senegal.json', import.meta.url))

const credit =
  'Made with Natural Earth. Free vector and raster map data @ naturalearthdata.com (public domain), by way of world-atlas.'
/** 0.001 degree is about 110 m, finer than the source. */
const decimals = 3
const isoCodes: Readonly<Record<string, string>> = {
  Senegal: 'SN', Gambia: 'GM', 'Guinea-Bissau': 'GW', Guinea: 'GN', Mali: 'ML', Mauritania: 'MR',
}

type Side = { readonly inside: (point: Position) => boolean; readonly cut: (a: Position, b: Position) => Position }

function crossing(axis: 0 | 1, value: number) {
  return (a: Position, b: Position): Position => {
    const share = (value - a[axis]!) / (b[axis]! - a[axis]!)
    return axis === 0 ? [value, a[1]! + share * (b[1]! - a[1]!)] : [a[0]! + share * (b[0]! - a[0]!), value]
  }
}

const sides: readonly Side[] = [
  { inside: (point) => point[0]! >= mapBox.west, cut: crossing(0, mapBox.west) },
  { inside: (point) => point[0]! <= mapBox.east, cut: crossing(0, mapBox.east) },
  { inside: (point) => point[1]! >= mapBox.south, cut: crossing(1, mapBox.south) },
  { inside: (point) => point[1]! <= mapBox.north, cut: crossing(1, mapBox.north) },
]

/** What of a closed ring lies in the box, closed along the box's sides (Sutherland-Hodgman). */
function clipRing(ring: readonly Position[]): Position[] {
  let points = ring.slice(0, -1)
  for (const side of sides) {
    const kept: Position[] = []
    for (const [index, point] of points.entries()) {
      const before = points.at(index - 1)!
      if (side.inside(point) !== side.inside(before)) kept.push(side.cut(before, point))
      if (side.inside(point)) kept.push(point)
    }
    points = kept
  }
  return points.length < 3 ? [] : [...points, points[0]!]
}

/** The stretches of a line inside the box. */
function clipLine(line: readonly Position[]): Position[][] {
  let pieces: Position[][] = [[...line]]
  for (const side of sides) {
    const kept: Position[][] = []
    for (const piece of pieces) {
      let current: Position[] = []
      for (const [index, point] of piece.entries()) {
        const before = piece[index - 1]
        if (before && side.inside(point) !== side.inside(before)) current.push(side.cut(before, point))
        if (side.inside(point)) current.push(point)
        else {
          if (current.length > 1) kept.push(current)
          current = []
        }
      }
      if (current.length > 1) kept.push(current)
    }
    pieces = kept
  }
  return pieces
}

function rounded(points: readonly Position[]): Position[] {
  const result: Position[] = []
  for (const point of points) {
    const [x, y] = [Number(point[0]!.toFixed(decimals)), Number(point[1]!.toFixed(decimals))]
    const last = result.at(-1)
    if (!last || last[0] !== x || last[1] !== y) result.push([x, y])
  }
  return result
}

function clipPolygons(geometry: Polygon | MultiPolygon): Position[][][] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons
    .map((rings) => rings.map((ring) => rounded(clipRing(ring))).filter((ring) => ring.length > 3))
    .filter((rings) => rings.length > 0)
}

function clipMesh(lines: MultiLineString): Position[][] {
  return lines.coordinates.flatMap(clipLine).map(rounded).filter((line) => line.length > 1)
}

export type MapKind = 'country' | 'border' | 'coast'
type MapProperties = { kind: MapKind; code?: string; name?: string }

export function mapData(): string {
  const source = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json')
  const topology = JSON.parse(readFileSync(source, 'utf8')) as Parameters<typeof feature>[0]
  const countries = topology.objects['countries']
  const features: Feature<MultiPolygon | MultiLineString | LineString, MapProperties>[] = []
  for (const country of feature(topology, countries).features) {
    const code = isoCodes[country.properties.name]
    if (code === undefined || (country.geometry.type !== 'Polygon' && country.geometry.type !== 'MultiPolygon')) continue
    const coordinates = clipPolygons(country.geometry)
    const properties = { kind: 'country' as const, code, name: country.properties.name }
    features.push({ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates } })
  }
  features.sort((a, b) => (a.properties.code! < b.properties.code! ? -1 : 1))
  const lines = (kind: MapKind, filter: (a: unknown, b: unknown) => boolean) => {
    const coordinates = clipMesh(mesh(topology, countries, filter))
    features.push({ type: 'Feature', properties: { kind }, geometry: { type: 'MultiLineString', coordinates } })
  }
  lines('border', (a, b) => a !== b)
  lines('coast', (a, b) => a === b)
  const collection: FeatureCollection & { credit: string } = {
    type: 'FeatureCollection', bbox: [mapBox.west, mapBox.south, mapBox.east, mapBox.north], credit, features,
  }
  return `${JSON.stringify(collection)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(mapFile, mapData())
