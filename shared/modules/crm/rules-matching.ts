import type { Amenity } from '../properties/model-amenities.ts'
import type { PropertyKind, titleTypes } from '../properties/model.ts'
import { both, comparableArea, comparablePrice, judge, judgeArea, judgeBedrooms, judgeBudget, judgeFeatures, judgePlace, kindDistance, reach, titleDistance, toleranceFor } from './rules-matching-distances.ts'
import type { Judged, MatchFacts, Tolerance } from './rules-matching-distances.ts'
import { distanceFrom, knownPlace, nearestOf } from './rules-matching-place.ts'
import type { KnownPlace } from './rules-matching-place.ts'
import type { DealBreaker, WishedPlace, Wish } from './model-search.ts'

/**
 * Whether a property suits somebody, and why. Six criteria, each with a weight; what the client has not said neither gives nor
 * takes, so that full marks are always within reach, and what a property does not say gives nothing until somebody has asked.
 * The kind of contract is no criterion: who looks for a rent is shown no sale.
 */
export const criteria = ['budget', 'kind', 'place', 'size', 'features', 'financing'] as const
export type Criterion = (typeof criteria)[number]
export const weights: Readonly<Record<Criterion, number>> = { budget: 25, kind: 20, place: 20, size: 15, features: 10, financing: 10 }

/** `unsaid`: the client has no wish here; `unknown`: the property does not say. */
export type ReasonState = 'met' | 'close' | 'failed' | 'unknown' | 'unsaid'
/** The smallest change of the wish by which the criterion is met. */
export type WishChange =
  | { budgetMax: number } | { kinds: PropertyKind[] } | { places: WishedPlace[] }
  | { bedroomsMin?: number; bedroomsMax?: number; areaMin?: number; areaMax?: number } | { mustHave: Amenity[] } | { financing: 'cash' }
type Range = { low: number | null; high: number | null }
/** The numbers behind each judgement, for the sentence that says it. */
export type Reason = { state: ReasonState; points: number; weight: number; change: WishChange | null } & (
  | { criterion: 'budget'; wished: Range; found: number | null }
  | { criterion: 'kind'; wished: PropertyKind[]; found: PropertyKind }
  | { criterion: 'place'; wished: WishedPlace[]; found: WishedPlace; /** To the nearest of them; null where not known. */ kilometres: number | null; nearest: WishedPlace | null }
  | { criterion: 'size'; bedrooms: { wished: Range; found: number | null } | null; area: { wished: Range; found: number | null } | null }
  | { criterion: 'features'; wished: Amenity[]; missing: Amenity[] }
  | { criterion: 'financing'; wished: Wish['financing']; found: (typeof titleTypes)[number] | null }
)
/** `almost`: one thing stands against it, and not by far, or much has still to be asked. `no`: not to be shown. */
export type MatchGroup = 'match' | 'almost' | 'no'
export type Match = { score: number; group: MatchGroup; /** What rules it out whatever else it offers. */ brokenBy: DealBreaker[]; reasons: Reason[] }

/** From here on a property is worth saying. */
export const leastScore = 50

export function says(wish: Wish, criterion: Criterion): boolean {
  switch (criterion) {
    case 'budget':
      return wish.budgetMin !== null || wish.budgetMax !== null
    case 'kind':
      return wish.kinds.length > 0
    case 'place':
      return wish.places.length > 0
    case 'size':
      return saysBedrooms(wish) || saysArea(wish)
    case 'features':
      return wish.mustHave.length > 0
    case 'financing':
      // Rents are not lent for.
      return wish.transaction === 'sale' && wish.financing !== 'notSure'
  }
}
export const saysBedrooms = (wish: Wish): boolean => wish.bedroomsMin !== null || wish.bedroomsMax !== null
export const saysArea = (wish: Wish): boolean => wish.areaMin !== null || wish.areaMax !== null

export function brokenBy(wish: Wish, facts: Pick<MatchFacts, 'amenities' | 'furnished' | 'titleType'>): DealBreaker[] {
  return wish.dealBreakers.filter((breaker) => {
    switch (breaker) {
      case 'furnished':
        return facts.furnished === 'full'
      case 'unfurnished':
        return facts.furnished === 'none'
      case 'withoutTitle':
        return facts.titleType === 'none'
      default:
        return facts.amenities.includes(breaker)
    }
  })
}

/** Whole points of a hundred, of what the client has said. */
export function scoreOf(points: number, stated: number): number {
  // A hair below a half is rounding of the machine, not of the wish.
  return stated === 0 ? 0 : Math.round((100 * points) / stated + 1e-9)
}

export function groupOf({ score, failed, far, broken }: { score: number; failed: number; far: boolean; broken: boolean }): MatchGroup {
  if (broken || far || failed > 1) return 'no'
  if (failed === 0 && score >= leastScore) return 'match'
  return score >= leastScore / 2 ? 'almost' : 'no'
}

/** Judges one property for one wish, with the reasons. Null where they do not even speak of the same contract. */
export function matchOf(wish: Wish, facts: MatchFacts, tolerance: Tolerance = toleranceFor(wish), place: KnownPlace = knownPlace(facts)): Match | null {
  if (wish.transaction !== facts.transaction) return null
  const [reasons, broken]: [Reason[], DealBreaker[]] = [[], brokenBy(wish, facts)]
  let [points, stated, failed, far] = [0, 0, 0, false]
  for (const criterion of criteria) {
    const { reason, judged } = reasonOf(criterion, wish, facts, tolerance, place)
    reasons.push(reason)
    if (!judged) continue
    stated += reason.weight
    points += judged.closeness * reason.weight
    if (judged.state === 'failed') failed++
    far ||= judged.far
  }
  const score = scoreOf(points, stated)
  return { score, group: groupOf({ score, failed, far, broken: broken.length > 0 }), brokenBy: broken, reasons }
}

function reasonOf(criterion: Criterion, wish: Wish, facts: MatchFacts, tolerance: Tolerance, place: KnownPlace): { reason: Reason; judged: Judged | null } {
  const weight = weights[criterion]
  const isSaid = says(wish, criterion)
  const finish = (judged: Judged, details: object, change: () => WishChange | null): { reason: Reason; judged: Judged | null } => {
    const state: ReasonState = isSaid ? judged.state : 'unsaid'
    return {
      judged: isSaid ? judged : null,
      reason: { criterion, weight, state, points: isSaid ? rounded(judged.closeness * weight) : 0, change: state === 'failed' || state === 'close' ? change() : null, ...details } as Reason,
    }
  }
  switch (criterion) {
    case 'budget': {
      const price = facts.priceCurrency === wish.currency ? comparablePrice(facts) : null
      return finish(judgeBudget(wish, price, tolerance), { wished: { low: wish.budgetMin, high: wish.budgetMax }, found: price },
        () => (price !== null && wish.budgetMax !== null && price > wish.budgetMax ? { budgetMax: price } : null))
    }
    case 'kind':
      return finish(judge(isSaid ? kindDistance(wish.kinds, facts.kind) : 0, tolerance.kind, Math.max(reach.kind, tolerance.kind)), { wished: wish.kinds, found: facts.kind }, () => ({ kinds: [...wish.kinds, facts.kind] }))
    case 'place': {
      const nearest = nearestOf(wish.places.map((wished) => distanceFrom(wished)(place)), wish.places)
      const found = { region: facts.region, department: facts.department, commune: facts.commune, quartier: facts.quartier }
      return finish(judgePlace(nearest, tolerance), { wished: wish.places, found, kilometres: Number.isFinite(nearest.kilometres) ? rounded(nearest.kilometres) : null, nearest: nearest.wished },
        () => (Object.values(found).some((name) => name !== null) ? { places: [...wish.places, found] } : null))
    }
    case 'size': {
      const area = comparableArea(facts)
      const parts = [...(saysBedrooms(wish) ? [judgeBedrooms(wish, facts.bedrooms, tolerance)] : []), ...(saysArea(wish) ? [judgeArea(wish, area, tolerance)] : [])]
      return finish(both(parts.length ? parts : [judge(0, 0, 0)]), {
        bedrooms: saysBedrooms(wish) ? { wished: { low: wish.bedroomsMin, high: wish.bedroomsMax }, found: facts.bedrooms } : null,
        area: saysArea(wish) ? { wished: { low: wish.areaMin, high: wish.areaMax }, found: area } : null,
      }, () => ({ ...widened('bedrooms', wish.bedroomsMin, wish.bedroomsMax, facts.bedrooms), ...widened('area', wish.areaMin, wish.areaMax, area) }))
    }
    case 'features': {
      const wished = [...new Set(wish.mustHave)]
      const missing = wished.filter((amenity) => !facts.amenities.includes(amenity))
      return finish(judgeFeatures(wished.length, missing.length, tolerance), { wished, missing }, () => ({ mustHave: wished.filter((amenity) => !missing.includes(amenity)) }))
    }
    case 'financing':
      return finish(judge(titleDistance(wish.financing, facts.titleType), tolerance.financing, reach.financing), { wished: wish.financing, found: facts.titleType }, () => ({ financing: 'cash' }))
  }
}

function widened(name: 'bedrooms' | 'area', low: number | null, high: number | null, found: number | null): object {
  if (found === null) return {}
  return { ...(low !== null && found < low ? { [`${name}Min`]: found } : {}), ...(high !== null && found > high ? { [`${name}Max`]: found } : {}) }
}

const rounded = (value: number): number => Math.round(value * 100) / 100
