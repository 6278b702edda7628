import { foldPlace } from './place-spellings.ts'
import { quartierRows } from './places-quartiers.ts'
import { communeRows, departmentRows, regionRows } from './places-senegal.ts'

type Point = { readonly latitude: number; readonly longitude: number }
type MaybePoint = { readonly latitude: number | null; readonly longitude: number | null }

export type Region = Point & { readonly name: string }
/** `exact` is false where only the region's seat is known. */
export type Department = Point & { readonly name: string; readonly region: string; readonly exact: boolean }
export type Commune = MaybePoint & { readonly name: string; readonly department: string; readonly region: string }
export type Quartier = MaybePoint & {
  readonly name: string
  readonly commune: string | null
  readonly department: string
  readonly region: string
  /** The larger quartier that this one is a part of: Sacré-Cœur of Sacré-Cœur 3. */
  readonly within: string | null
}

export const regions: readonly Region[] = regionRows.map(([name, latitude, longitude]) => ({ name, latitude, longitude }))
const regionsByName = new Map(regions.map((region) => [region.name, region]))

export const departments: readonly Department[] = departmentRows.map(([name, region, latitude, longitude]) => {
  const seat = regionsByName.get(region)!
  const point = { latitude: latitude ?? seat.latitude, longitude: longitude ?? seat.longitude }
  return { name, region, ...point, exact: latitude !== undefined }
})
const departmentsByName = new Map(departments.map((department) => [department.name, department]))

export const communes: readonly Commune[] = communeRows.map(([name, department, latitude = null, longitude = null]) => (
  { name, department, region: departmentsByName.get(department)!.region, latitude, longitude }
))

export const allQuartiers: readonly Quartier[] = quartierRows.map(({ name, commune, department, point, within = null }) => ({
  name, commune, department, region: departmentsByName.get(department)!.region, within,
  latitude: point?.[0] ?? null, longitude: point?.[1] ?? null,
}))

export function departmentsOf(region: string): readonly Department[] {
  return departments.filter((department) => department.region === region)
}

export function communesOf(department: string): readonly Commune[] {
  return communes.filter((commune) => commune.department === department)
}

export function quartiersOf(commune: string): readonly Quartier[] {
  return allQuartiers.filter((quartier) => quartier.commune === commune)
}

/** Also those whose commune is not settled. */
export function quartiersOfDepartment(department: string): readonly Quartier[] {
  return allQuartiers.filter((quartier) => quartier.department === department)
}

/** A quartier and its parts: a filter on Sacré-Cœur means Sacré-Cœur 1, 2 and 3 too. */
export function quartiersWithin(name: string): readonly string[] {
  const names = [name]
  for (const found of names) {
    for (const quartier of allQuartiers) if (quartier.within === found) names.push(quartier.name)
  }
  return names
}

export type PointPrecision = 'quartier' | 'commune' | 'department' | 'region'
export type PlacePoint = Point & { readonly precision: PointPrecision }

type Named = { readonly name: string }
function byFoldedName<Entry extends Named>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [foldPlace(entry.name), entry]))
}
const known = {
  quartiers: byFoldedName(allQuartiers),
  communes: byFoldedName(communes),
  departments: byFoldedName(departments),
  regions: byFoldedName(regions),
}

function lookUp<Entry extends Named>(entries: ReadonlyMap<string, Entry>, name: string | null | undefined): Entry | undefined {
  return name ? entries.get(foldPlace(name)) : undefined
}

function pointOf(level: PointPrecision, place: MaybePoint | undefined): PlacePoint | null {
  return place && place.latitude !== null && place.longitude !== null
    ? { latitude: place.latitude, longitude: place.longitude, precision: level }
    : null
}

/** The best point known for a place named at any of its levels, and how precise it is; null when nothing is known. */
export function quartierPoint(
  quartier: string | null, commune: string | null = null, department: string | null = null, region: string | null = null,
): PlacePoint | null {
  let part = lookUp(known.quartiers, quartier)
  const named = part
  for (let point = pointOf('quartier', part); part; point = pointOf('quartier', part)) {
    if (point) return point
    part = lookUp(known.quartiers, part.within)
  }
  const holder = lookUp(known.communes, commune ?? named?.commune)
  const inCommune = pointOf('commune', holder)
  if (inCommune) return inCommune
  const district = lookUp(known.departments, department ?? holder?.department ?? named?.department)
  if (district?.exact) return pointOf('department', district)
  return pointOf('region', lookUp(known.regions, region ?? district?.region))
}

type Names = { region: string | null; department: string | null; commune: string | null; quartier: string | null }

/** The same place with what holds it, as far as that is known: Almadies lies in Ngor, in Dakar. What was said stays. */
export function withHolders({ region, department, commune, quartier }: Names): Names {
  const part = lookUp(known.quartiers, quartier)
  const holder = lookUp(known.communes, commune ?? part?.commune)
  const district = lookUp(known.departments, department ?? holder?.department ?? part?.department)
  return {
    quartier, commune: commune ?? part?.commune ?? null, department: department ?? holder?.department ?? part?.department ?? null,
    region: region ?? district?.region ?? holder?.region ?? part?.region ?? null,
  }
}
