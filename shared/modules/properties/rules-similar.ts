import type { PricePeriod } from '../../values/period.ts'
import { placeDistance, placeKey } from '../../values/place.ts'
import type { SimilarReason } from './model-views.ts'
import { familyOf } from './model.ts'
import type { PropertyKind } from './model.ts'

/**
 * How near one property is to another in what a client weighs: kind, place, price, size. Each part is a distance from
 * 0 (same) to 1 (another wish altogether); the whole is their weighted mean. What is not known of one of the two
 * counts as half way, so that a listing is not rewarded for saying less.
 */
export type SimilarFacts = {
  kind: PropertyKind
  region: string | null
  department: string | null
  commune: string | null
  quartier: string | null
  latitude: number | null
  longitude: number | null
  /** Minor units, in one currency. */
  priceAmount: number | null
  pricePeriod: PricePeriod
  surfaceArea: number | null
  landArea: number | null
  bedrooms: number | null
  rooms: number | null
}

/** Place and price decide a visit here; within a budget and a quartier people give way on the kind and the size. */
export const similarWeights = { place: 0.35, price: 0.3, kind: 0.2, size: 0.15 } as const

export type Similarity = {
  /** 0 to 1. */
  distance: number
  /**
   * One for each part, nearest first. `value` is what the interface says with it, about the other property: kind -> its
   * kind; place -> the name of its place; price -> its price less the first's, in minor units; size -> its square metres
   * less the first's, or, as a text, the difference in bedrooms ('+1') where surfaces are unknown; null where nothing
   * can be said.
   */
  reasons: SimilarReason[]
}

const unknown = 0.5

export function similarity(a: SimilarFacts, b: SimilarFacts): Similarity {
  const parts: SimilarReason[] = [kindPart(a, b), placePart(a, b), pricePart(a, b), sizePart(a, b)]
  const distance = parts.reduce((sum, { part, distance: far }) => sum + similarWeights[part] * far, 0)
  return {
    distance: rounded(distance),
    reasons: parts.sort((one, other) => one.distance - other.distance || similarWeights[other.part] - similarWeights[one.part]),
  }
}

/** Kinds that stand in for each other more readily than others of their family. */
const neighbours: readonly (readonly PropertyKind[])[] = [
  ['apartment', 'duplex', 'triplex', 'penthouse', 'loft'], ['studio', 'room'], ['villa', 'house', 'compound'],
  ['office', 'floor'], ['shop', 'store', 'commercial'], ['store', 'warehouse'],
]

function kindPart(a: SimilarFacts, b: SimilarFacts): SimilarReason {
  const near = a.kind === b.kind ? 0
    : neighbours.some((group) => group.includes(a.kind) && group.includes(b.kind)) ? 0.3
      : familyOf(a.kind) === familyOf(b.kind) ? 0.6 : 1
  return { part: 'kind', distance: near, value: b.kind }
}

/** Beyond this a property is elsewhere: the other end of Dakar is some 15 km away. */
const farKilometres = 15

function placePart(a: SimilarFacts, b: SimilarFacts): SimilarReason {
  const key = placeKey(a)
  const value = b.quartier || b.commune || b.department || b.region
  if (key !== null && key === placeKey(b)) return { part: 'place', distance: 0, value }
  const kilometres = placeDistance(a, b)
  // the square root tells the next quartier from one three away, where the whole scale is the town
  if (kilometres !== null) return { part: 'place', distance: rounded(Math.min(Math.sqrt(kilometres / farKilometres), 1)), value }
  for (const [level, distance] of [['commune', 0.35], ['department', 0.6], ['region', 0.8]] as const) {
    if (a[level] !== null && a[level] === b[level]) return { part: 'place', distance, value }
  }
  return { part: 'place', distance: a.region === null || b.region === null ? unknown : 1, value }
}

function pricePart(a: SimilarFacts, b: SimilarFacts): SimilarReason {
  if (!a.priceAmount || !b.priceAmount || a.pricePeriod !== b.pricePeriod) return {
    part: 'price', distance: unknown, value: null,
  }
  return { part: 'price', distance: ratioDistance(a.priceAmount, b.priceAmount), value: b.priceAmount - a.priceAmount }
}

function sizePart(a: SimilarFacts, b: SimilarFacts): SimilarReason {
  const areaOfA = a.surfaceArea || a.landArea
  const areaOfB = b.surfaceArea || b.landArea
  if (areaOfA && areaOfB) return { part: 'size', distance: ratioDistance(areaOfA, areaOfB), value: rounded(areaOfB - areaOfA) }
  const slept = differenceOf(a.bedrooms, b.bedrooms) ?? differenceOf(a.rooms, b.rooms)
  if (slept !== null) return {
    part: 'size', distance: rounded(Math.min(Math.abs(slept) / 3, 1)), value: slept > 0 ? `+${slept}` : String(slept),
  }
  return { part: 'size', distance: unknown, value: null }
}

/** 0 for equal amounts, 1 for twice or half as much, by the logarithm so that both ways are equally far. */
function ratioDistance(a: number, b: number): number {
  return rounded(Math.min(Math.abs(Math.log(a / b)) / Math.LN2, 1))
}

function differenceOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : b - a
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
