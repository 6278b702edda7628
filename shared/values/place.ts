import { z } from 'zod'
import { fold } from './fold.ts'
import { foldPlace } from './place-spellings.ts'
import { quartierPoint } from './gazetteer.ts'
import { countryName } from './country.ts'
import type { Language } from './money.ts'

export {
  allQuartiers, communes, communesOf, departments, departmentsOf, quartierPoint, quartiersOf, quartiersOfDepartment,
  quartiersWithin, regions, withHolders,
  type Commune, type Department, type PlacePoint, type PointPrecision, type Quartier, type Region,
} from './gazetteer.ts'
export { resolvePlace, type ResolvedPlace } from './place-resolve.ts'
export { foldPlace, marketSpellings } from './place-spellings.ts'
export { placesCredit } from './places-senegal.ts'

/**
 * Where something is: region > department > commune > quartier, then what people here go by: a landmark. Streets
 * rarely have numbers and a post code is never required (market page §4.5). Degrees WGS 84.
 */
export const placeSchema = z.object({
  /** ISO 3166-1, two capitals. */
  country: z.string().regex(/^[A-Z]{2}$/),
  region: z.string().trim().max(200).nullable(),
  department: z.string().trim().max(200).nullable(),
  commune: z.string().trim().max(200).nullable(),
  quartier: z.string().trim().max(200).nullable(),
  address: z.string().trim().max(200).nullable(),
  landmark: z.string().trim().max(300).nullable(),
  postalCode: z.string().trim().max(20).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  plusCode: z.string().trim().max(20).nullable(),
})
export type Place = z.infer<typeof placeSchema>

type Names = Pick<Place, 'region' | 'department' | 'commune' | 'quartier'>

/** `Almadies, Dakar`; outside Senegal the country follows when the reader's language is given. Empty when nothing is known. */
export function formatPlace(place: Partial<Names> & { country?: string }, language?: Language): string {
  const finest = place.quartier || place.commune || place.department
  const parts = [finest, place.region].filter((part): part is string => Boolean(part))
  const distinct = parts.filter((part, index) => index === 0 || foldPlace(part) !== foldPlace(parts[0]!))
  const isAbroad = place.country !== undefined && place.country !== 'SN'
  if (isAbroad && language !== undefined) distinct.push(countryName(place.country!, language))
  return distinct.join(', ')
}

/** Equal for two places known to be the same quartier (or, above it, the same town); null when only a region is known. */
export function placeKey(place: Partial<Names>): string | null {
  const finest = place.quartier || place.commune || place.department
  return finest ? `${foldPlace(place.region ?? '')}/${foldPlace(finest)}` : null
}

type Located = Partial<Names> & { latitude?: number | null; longitude?: number | null }
export type Point = { latitude: number; longitude: number }

/** Its own coordinates, else the best point known for its names. */
export function pointOf(place: Located): Point | null {
  const { latitude, longitude } = place
  if (typeof latitude === 'number' && typeof longitude === 'number') return { latitude, longitude }
  return quartierPoint(place.quartier ?? null, place.commune ?? null, place.department ?? null, place.region ?? null)
}

const earthRadius = 6371.0088

/** Kilometres on the sphere between the best known points of two places; null when one has none. */
export function placeDistance(a: Located, b: Located): number | null {
  const [from, to] = [pointOf(a), pointOf(b)]
  return from && to ? kilometresBetween(from, to) : null
}

export function kilometresBetween(from: Point, to: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const latitudes = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2
  const longitudes = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2
  const chord = latitudes + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * longitudes
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Whether a title says a place already, by the finest that is known of it: "Villa à NGOR". */
export function namesPlace(title: string, { quartier, commune, region }: Partial<Pick<Place, 'quartier' | 'commune' | 'region'>>): boolean {
  const words = ` ${fold(title)} `
  const names = quartier || commune ? [quartier, commune] : [region]
  return names.some((name) => name && words.includes(` ${fold(name)} `))
}
