import type { MapView } from '../../../../shared/modules/properties/model-views.ts'
import type { Filter } from '../../../../shared/values/filter.ts'

/**
 * Properties of one quartier, as one point of the map. Clusters are unions of these, so that a click on a cluster can
 * open exactly the list it counted.
 */
export type PlaceGroup = {
  key: string
  region: string | null
  commune: string | null
  quartier: string | null
  count: number
  /** Of `count`: those without coordinates, put here because they say they are in this quartier. */
  placedByQuartier: number
  latitude: number
  longitude: number
}

export type Named = { region: string | null; department: string | null; commune: string | null; quartier: string | null }
export type Position = { latitude: number; longitude: number }
/** Where a place is said to be, when we know it: a quartier's point, else that of what holds it. */
export type Locate = (place: Named) => Position | null

export function groupsOf(view: Pick<MapView, 'points' | 'places'>, locate: Locate): { groups: PlaceGroup[]; nowhere: number } {
  const sums = new Map<
    string,
    { group: PlaceGroup; department: string | null; latitude: number; longitude: number; points: number }
  >()
  const at = (place: Omit<Named, 'department'>, department: string | null) => {
    const key = [place.region, place.commune, place.quartier].map((part) => part ?? '').join('|')
    let sum = sums.get(key)
    if (!sum) {
      const { region, commune, quartier } = place
      sums.set(
        key,
        (sum = {
          group: { key, region, commune, quartier, count: 0, placedByQuartier: 0, latitude: 0, longitude: 0 },
          department,
          latitude: 0,
          longitude: 0,
          points: 0,
        }),
      )
    }
    return sum
  }
  for (const point of view.points) {
    const sum = at(point, null)
    sum.group.count++
    sum.points++
    sum.latitude += point.latitude
    sum.longitude += point.longitude
  }
  for (const place of view.places) {
    const sum = at(place, place.department)
    sum.group.count += place.count
    sum.group.placedByQuartier += place.count
  }
  const groups: PlaceGroup[] = []
  let nowhere = 0
  for (const { group, department, latitude, longitude, points } of sums.values()) {
    const position =
      locate({ ...group, department }) ?? (points > 0 ? { latitude: latitude / points, longitude: longitude / points } : null)
    if (position) groups.push({ ...group, ...position })
    else nowhere += group.count
  }
  return { groups, nowhere }
}

const distinct = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null && value !== ''))] as string[]

function oneOf(field: 'region' | 'commune' | 'quartier', values: string[]): Filter {
  return values.length === 1 ? { field, operator: 'is', value: values[0]! } : { field, operator: 'in', value: values }
}

/** At most as many values as one filter takes. */
const mostValues = 100

/**
 * The filters that show these groups out of `all`: the shortest that shows them and no others. Where none does (a
 * quartier beside properties that only name its commune), the finest that shows at least them.
 */
export function filtersOf(groups: readonly PlaceGroup[], all: readonly PlaceGroup[]): Filter[] {
  if (groups.length === 0) return []
  const levels = ['region', 'commune', 'quartier'] as const
  const candidates: Filter[][] = []
  for (const [index, field] of levels.entries()) {
    if (!groups.every((group) => group[field])) continue
    const values = distinct(groups.map((group) => group[field]))
    if (values.length > mostValues) continue
    const holder = levels[index - 1]
    const finer = levels[index + 1]
    candidates.push([oneOf(field, values)])
    // the same quartier name in two communes is two places
    const holders = holder && groups.every((group) => group[holder]) ? distinct(groups.map((group) => group[holder])) : []
    if (holder && holders.length > 0 && holders.length <= mostValues)
      candidates.push([oneOf(holder, holders), oneOf(field, values)])
    if (finer && groups.every((group) => !group[finer]))
      candidates.push([oneOf(field, values), { field: finer, operator: 'isEmpty' }])
  }
  if (groups.every((group) => !group.region && !group.commune && !group.quartier))
    candidates.push([
      { field: 'region', operator: 'isEmpty' },
      { field: 'quartier', operator: 'isEmpty' },
    ])
  const exact = candidates.find((filters) => all.filter((group) => shows(filters, group)).length === groups.length)
  return exact ?? candidates.at(-1) ?? []
}

function shows(filters: readonly Filter[], group: PlaceGroup): boolean {
  return filters.every(({ field, operator, value }) => {
    const own = group[field as 'region' | 'commune' | 'quartier']
    return operator === 'isEmpty' ? !own : own !== null && (Array.isArray(value) ? value.includes(own) : value === own)
  })
}

/** Filters of the list with its places replaced by those of the cluster. */
export function withPlace(filters: readonly Filter[], place: readonly Filter[]): Filter[] {
  const fields = new Set(['region', 'commune', 'quartier'])
  return [...filters.filter((filter) => !fields.has(filter.field)), ...place]
}

/** Quartiers, or regions when seen from afar; those with most properties first. Groups without any place have no name. */
export function namesOf(groups: readonly PlaceGroup[], coarse = false): string[] {
  const counts = new Map<string, number>()
  for (const group of groups) {
    const name = coarse && group.region ? group.region : (group.quartier ?? group.commune ?? group.region)
    if (name) counts.set(name, (counts.get(name) ?? 0) + group.count)
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name)
}
