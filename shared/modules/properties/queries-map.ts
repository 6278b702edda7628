import type { QueryContext } from '../../command/query.ts'
import type { MapView } from './model-views.ts'
import { filteredList } from './queries-list.ts'
import type { ListInput } from './queries-list.ts'

const mostPoints = 20_000

/** What is filtered, for the map: each property that has coordinates, and the others counted by place. */
export async function propertyMap(ctx: QueryContext, input: ListInput): Promise<MapView> {
  const { query } = await filteredList(ctx, input)
  // A cross join keeps SQLite from reading every property first; the list's own filters leave few of them.
  const joined = query.crossJoin('property').whereRef('property.agencyId', '=', 'propertyList.agencyId').whereRef('property.id', '=', 'propertyList.id')
  const points = await joined.where('propertyList.hasCoordinates', '=', 1)
    .select([
      'property.id', 'property.latitude', 'property.longitude', 'property.transaction', 'property.kind', 'property.priceAmount', 'property.priceCurrency', 'property.title',
      'property.region', 'property.commune', 'property.quartier',
    ])
    .limit(mostPoints + 1).execute()
  const places = await joined.where('propertyList.hasCoordinates', '=', 0).groupBy(['property.region', 'property.department', 'property.commune', 'property.quartier'])
    .select(['property.region', 'property.department', 'property.commune', 'property.quartier']).select(({ fn }) => fn.countAll<number>().as('count')).execute()
  const named = places.map((place) => ({ ...place, count: Number(place.count) }))
  const isPlaced = (place: (typeof named)[number]) => Boolean(place.quartier ?? place.commune ?? place.department ?? place.region)
  return {
    points: points.slice(0, mostPoints).map((point) => ({ ...point, latitude: point.latitude!, longitude: point.longitude! })) as MapView['points'],
    places: named.filter(isPlaced),
    unplaced: named.filter((place) => !isPlaced(place)).reduce((all, place) => all + place.count, 0),
    truncated: points.length > mostPoints,
  }
}
