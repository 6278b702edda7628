import Supercluster from 'supercluster'
import type { PlaceGroup } from './place-groups.ts'

/** Some quartiers that lie too near one another to be told apart at this zoom, shown as one. */
export type MapCluster = {
  key: string
  latitude: number
  longitude: number
  count: number
  placedByQuartier: number
  groups: PlaceGroup[]
}

export type Box = { west: number; south: number; east: number; north: number }
type Sum = { count: number; placed: number; members: number[] }

/** From this zoom on every property with coordinates is a point of its own. */
export const singleZoom = 15
const radius = 56

/**
 * Clusters for any box and zoom. Each is a union of whole quartiers, counted by their properties, not by their points;
 * what lies at one point (quartiers known only by their town) stays one at every zoom.
 */
export function clusterIndex(groups: readonly PlaceGroup[]): (box: Box, zoom: number) => MapCluster[] {
  const index = new Supercluster<{ at: number }, Sum>({
    radius,
    extent: 256,
    maxZoom: 20,
    map: ({ at }) => ({ count: groups[at]!.count, placed: groups[at]!.placedByQuartier, members: [at] }),
    reduce: (sum, more) => {
      sum.count += more.count
      sum.placed += more.placed
      sum.members = [...sum.members, ...more.members]
    },
  })
  index.load(
    groups.map((group, at) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [group.longitude, group.latitude] },
      properties: { at },
    })),
  )
  return (box, zoom) =>
    index.getClusters([box.west, box.south, box.east, box.north], Math.round(zoom)).map((feature) => {
      const [longitude, latitude] = feature.geometry.coordinates as [number, number]
      const properties = feature.properties as Partial<Sum> & { at?: number }
      const members = (properties.members ?? [properties.at!]).map((at) => groups[at]!)
      return {
        key: members
          .map((group) => group.key)
          .sort()
          .join('~'),
        latitude,
        longitude,
        count: members.reduce((sum, group) => sum + group.count, 0),
        placedByQuartier: members.reduce((sum, group) => sum + group.placedByQuartier, 0),
        groups: members,
      }
    })
}
