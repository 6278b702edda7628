import { foldPlace, kilometresBetween, pointOf, quartiersWithin, withHolders } from '../../values/place.ts'
import type { Point } from '../../values/place.ts'
import type { WishedPlace } from './model-search.ts'

/** Where a property is, as far as a wish looks at it. Degrees WGS 84. */
export type PlaceFacts = WishedPlace & { latitude: number | null; longitude: number | null }

const levels = ['quartier', 'commune', 'department', 'region'] as const
type Level = (typeof levels)[number]
/** Kilometres where no point of either is known: two quartiers of one commune, two communes of one department. */
const [withinCommune, withinDepartment] = [2, 8]

/** Names folded, what holds them filled in, and where that is. Two of the same key are equally far from everywhere. */
export type KnownPlace = { key: string; folded: Readonly<Record<Level, string | null>>; point: Point | null; /** Its own coordinates are known. */ precise: boolean }

const byNames = new Map<string, KnownPlace>()

function named(names: WishedPlace): KnownPlace {
  const typed = `${names.quartier ?? ''}/${names.commune ?? ''}/${names.department ?? ''}/${names.region ?? ''}`
  let known = byNames.get(typed)
  if (!known) {
    const held = withHolders(names)
    const folded = Object.fromEntries(levels.map((level) => [level, held[level] === null ? null : foldPlace(held[level])])) as Record<Level, string | null>
    known = { folded, point: pointOf(held), precise: false, key: levels.map((level) => folded[level] ?? '').join('/') }
    if (byNames.size >= mostNames) byNames.clear()
    byNames.set(typed, known)
  }
  return known
}
/** A whole country's names and their spellings are fewer. */
const mostNames = 20_000

/** Its own coordinates are taken on a grid of about a kilometre, so that many properties share one place. */
export function knownPlace(facts: PlaceFacts): KnownPlace {
  const known = named(facts)
  if (facts.latitude === null || facts.longitude === null) return known
  const point = { latitude: grid(facts.latitude), longitude: grid(facts.longitude) }
  return { folded: known.folded, point, precise: true, key: `${known.key}/${point.latitude}/${point.longitude}` }
}

const grid = (degrees: number): number => Math.round(degrees * 100) / 100

/**
 * Kilometres from a wished place to any other: 0 inside it, null where the other does not say enough, infinity where the two have
 * nothing in common. What depends on the wish alone is worked out once.
 */
export function distanceFrom(wished: WishedPlace): (place: KnownPlace) => number | null {
  const finest = levels.find((level) => wished[level] !== null)!
  const coarser = levels.slice(levels.indexOf(finest) + 1)
  const meant = new Set(finest === 'quartier' ? quartiersWithin(wished.quartier!).map(foldPlace) : [foldPlace(wished[finest]!)])
  const { folded: around, point: center } = named(wished)
  return ({ folded, point, precise }) => {
    const isElsewhere = (level: Level): boolean => around[level] !== null && folded[level] !== null && around[level] !== folded[level]
    const said = folded[finest]
    if (said !== null && meant.has(said) && !isElsewhere('region')) return 0
    // A property in "Dakar" may be in the Almadies or not: nobody knows before asking.
    if (said === null && !precise && !coarser.some(isElsewhere)) return null
    if (center && point) return kilometresBetween(center, point)
    if (folded.commune !== null && folded.commune === around.commune) return withinCommune
    if (folded.department !== null && folded.department === around.department) return withinDepartment
    return Number.POSITIVE_INFINITY
  }
}

export type Nearest = { kilometres: number; wished: WishedPlace | null; /** One of them may hold it, for all that is known. */ unsure: boolean }

/** How far it is to the nearest of several. */
export function nearestOf(distances: readonly (number | null)[], places: readonly WishedPlace[]): Nearest {
  const nearest: Nearest = { kilometres: Number.POSITIVE_INFINITY, wished: null, unsure: false }
  for (const [i, kilometres] of distances.entries()) {
    if (kilometres === null) nearest.unsure = true
    else if (kilometres < nearest.kilometres) Object.assign(nearest, { kilometres, wished: places[i] })
  }
  return nearest
}
