/** The two functions of topojson-client 3 that the map script uses; the package has no types of its own. */
declare module 'topojson-client' {
  import type { FeatureCollection, Geometry, MultiLineString } from 'geojson'

  type Topology = { readonly type: 'Topology'; readonly objects: Readonly<Record<string, unknown>> }
  export function feature(topology: Topology, object: unknown): FeatureCollection<Geometry, { name: string }>
  export function mesh(topology: Topology, object: unknown, filter: (a: unknown, b: unknown) => boolean): MultiLineString
}
