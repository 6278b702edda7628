import { z } from 'zod'
import type { Amenity } from '../properties/model-amenities.ts'
import { familyOf } from '../properties/model.ts'
import type { PropertyKind, Property } from '../properties/model.ts'
import type { Wish } from './model-search.ts'

/** How far a property lies beside a wish, criterion by criterion, and how much of its weight that leaves. */

/** How far beside the wish will still do. The sliders of the screen. */
export type Tolerance = {
  /** Share of the highest budget, 0.1 for a tenth above it. */
  budget: number
  /** 0: this kind alone; 1: its neighbours (a duplex for a flat); 2: its whole family. */
  kind: 0 | 1 | 2
  /** Kilometres around the wished places. */
  place: number
  bedrooms: number
  /** Share of the wished area. */
  area: number
  /** How many must-haves may be missing. */
  features: number
  /** 0: a title that a bank lends on at once; 1: one that is on its way there. */
  financing: 0 | 1
}
/** What the sliders may say; what is not said is as usual. */
export const toleranceSchema = z.strictObject({
  budget: z.number().min(0).max(1), kind: z.literal([0, 1, 2]), place: z.number().min(0).max(500), bedrooms: z.int().min(0).max(10), area: z.number().min(0).max(1), features: z.int().min(0).max(20), financing: z.literal([0, 1]),
}).partial()
export const usualTolerance: Tolerance = { budget: 0.1, kind: 1, place: 3, bedrooms: 1, area: 0.15, features: 0, financing: 1 }
/** Beyond this nobody is asked whether he would give way: no « presque » either. */
export const reach: Omit<Tolerance, 'financing'> & { financing: number } = { budget: 0.3, kind: 2, place: 10, bedrooms: 2, area: 0.35, features: 2, financing: 2 }
export const toleranceFor = ({ maxDistance }: Pick<Wish, 'maxDistance'>, moved: Partial<Tolerance> = {}): Tolerance => ({ ...usualTolerance, ...(maxDistance === null ? {} : { place: maxDistance }), ...moved })

/** What a wish looks at in a property. */
export type MatchFacts = Pick<Property,
  'transaction' | 'kind' | 'priceAmount' | 'priceCurrency' | 'pricePeriod' | 'surfaceArea' | 'landArea' | 'bedrooms' | 'furnished' | 'titleType' | 'region' | 'department' | 'commune' | 'quartier' | 'latitude' | 'longitude'
> & { amenities: readonly Amenity[] }

/** How well something suits that lies `distance` beside the wish: all, falling to half at the edge of what will do, nothing beyond. */
export function closeness(distance: number, tolerance: number): number {
  if (distance <= 0) return 1
  return distance <= tolerance ? 1 - (0.5 * distance) / tolerance : 0
}

// ---- how far beside the wish: 0 is inside, null where the property does not say

/** Amounts are compared in the unit people here say: a whole price, a month's rent, a night. Null in another currency. */
export function comparablePrice({ priceAmount, pricePeriod, transaction }: Pick<MatchFacts, 'priceAmount' | 'pricePeriod' | 'transaction'>): number | null {
  if (priceAmount === null || transaction === 'sale') return priceAmount
  const nights = { total: null, night: 1, week: 7, month: 30, year: 365 }[pricePeriod]
  if (nights === null) return null
  if (transaction === 'shortStay') return Math.round(priceAmount / nights)
  return { month: priceAmount, year: Math.round(priceAmount / 12), week: Math.round((priceAmount * 52) / 12), night: priceAmount * 30 }[pricePeriod as 'month']
}

/** The share by which a price is above the highest. */
export function budgetDistance({ budgetMax }: Pick<Wish, 'budgetMax'>, price: number): number {
  if (budgetMax !== null && price > budgetMax) return budgetMax === 0 ? Number.POSITIVE_INFINITY : (price - budgetMax) / budgetMax
  return 0
}
export const isBelowBudget = ({ budgetMin }: Pick<Wish, 'budgetMin'>, price: number): boolean => budgetMin !== null && price < budgetMin
/** A price below the lowest is no fault, and seldom what was meant. */
export const belowBudget = 0.8

const neighbours: readonly (readonly PropertyKind[])[] = [
  ['apartment', 'duplex', 'triplex', 'penthouse', 'loft'], ['studio', 'room'], ['villa', 'house', 'compound'],
  ['office', 'floor', 'commercial'], ['shop', 'store', 'commercial'], ['store', 'warehouse'],
]
export function kindDistance(kinds: readonly PropertyKind[], kind: PropertyKind): number {
  return Math.min(...kinds.map((wished) => (wished === kind ? 0 : neighbours.some((group) => group.includes(wished) && group.includes(kind)) ? 1 : familyOf(wished) === familyOf(kind) ? 2 : 3)))
}

export function bedroomsDistance({ bedroomsMin, bedroomsMax }: Pick<Wish, 'bedroomsMin' | 'bedroomsMax'>, found: number): number {
  return Math.max(0, (bedroomsMin ?? 0) - found, found - (bedroomsMax ?? Number.POSITIVE_INFINITY))
}

export function areaDistance({ areaMin, areaMax }: Pick<Wish, 'areaMin' | 'areaMax'>, found: number): number {
  if (areaMin !== null && found < areaMin) return (areaMin - found) / areaMin
  if (areaMax !== null && found > areaMax) return areaMax === 0 ? Number.POSITIVE_INFINITY : (found - areaMax) / areaMax
  return 0
}

/** Land is measured by its land, everything else by what is built. */
export const comparableArea = ({ kind, surfaceArea, landArea }: Pick<MatchFacts, 'kind' | 'surfaceArea' | 'landArea'>): number | null =>
  familyOf(kind) === 'land' ? (landArea ?? surfaceArea) : (surfaceArea ?? landArea)

/** Banks lend on a title deed or a registered lease; others are on their way there, or far from it (market page §4.6). */
export function titleDistance(financing: Wish['financing'], title: MatchFacts['titleType']): number | null {
  if (financing === 'cash') return 0
  if (title === null) return null
  return title === 'titreFoncier' || title === 'bail' ? 0 : title === 'inProgress' || title === 'acteDeCession' ? 1 : 2
}

/** The share of a criterion's weight, with its state. `far`: not even worth asking whether the client would give way. */
export type Judged = { closeness: number; state: 'met' | 'close' | 'failed' | 'unknown'; far: boolean }
export function judge(distance: number | null, tolerance: number, utmost: number): Judged {
  if (distance === null) return { closeness: 0, state: 'unknown', far: false }
  const share = closeness(distance, tolerance)
  return { closeness: share, state: distance <= 0 ? 'met' : share > 0 ? 'close' : 'failed', far: share === 0 && distance > utmost }
}

/** Two halves of one criterion: the worse of them is said. */
export function both(parts: readonly Judged[]): Judged {
  const order = ['met', 'close', 'unknown', 'failed'] as const
  return {
    closeness: parts.reduce((sum, part) => sum + part.closeness, 0) / parts.length,
    state: order[Math.max(...parts.map((part) => order.indexOf(part.state)))]!,
    far: parts.some((part) => part.far),
  }
}

export function judgeBudget(wish: Wish, price: number | null, tolerance: Tolerance): Judged {
  if (price === null) return judge(null, 0, 0)
  if (isBelowBudget(wish, price)) return { closeness: belowBudget, state: 'close', far: false }
  return judge(budgetDistance(wish, price), tolerance.budget, Math.max(reach.budget, tolerance.budget))
}

export function judgePlace({ kilometres, unsure }: { kilometres: number; unsure: boolean }, tolerance: Tolerance): Judged {
  const judged = judge(kilometres, tolerance.place, Math.max(reach.place, tolerance.place))
  return judged.state === 'failed' && unsure ? judge(null, 0, 0) : judged
}

export const judgeBedrooms = (wish: Wish, found: number | null, tolerance: Tolerance): Judged =>
  judge(found === null ? null : bedroomsDistance(wish, found), tolerance.bedrooms, Math.max(reach.bedrooms, tolerance.bedrooms))

export const judgeArea = (wish: Wish, found: number | null, tolerance: Tolerance): Judged =>
  judge(found === null ? null : areaDistance(wish, found), tolerance.area, Math.max(reach.area, tolerance.area))

/** Each must-have gives its share, as long as no more are missing than may be. */
export function judgeFeatures(wished: number, missing: number, tolerance: Tolerance): Judged {
  if (missing === 0) return { closeness: 1, state: 'met', far: false }
  if (missing <= tolerance.features) return { closeness: (wished - missing) / wished, state: 'close', far: false }
  return { closeness: 0, state: 'failed', far: missing > reach.features }
}
