import { amenityNames } from '../properties/model-amenities.ts'
import { propertyKinds, titleTypes, transactions } from '../properties/model.ts'
import { distanceFrom, knownPlace } from './rules-matching-place.ts'
import type { KnownPlace } from './rules-matching-place.ts'
import { areaDistance, bedroomsDistance, belowBudget, budgetDistance, closeness, comparableArea, comparablePrice, isBelowBudget, kindDistance, reach, titleDistance, toleranceFor } from './rules-matching-distances.ts'
import type { MatchFacts, Tolerance } from './rules-matching-distances.ts'
import { groupOf, says, saysArea, saysBedrooms, scoreOf, weights } from './rules-matching.ts'
import type { MatchGroup } from './rules-matching.ts'
import type { WishedPlace, Wish } from './model-search.ts'

/**
 * The same judgement as `matchOf`, over many: properties as columns of numbers, wishes made ready once, distances looked up. Held
 * in memory by whoever asks often (100,000 properties: about 10 MB).
 */
export type Found = { id: string; score: number }
export type Matches = { match: Found[]; almost: Found[]; counts: { match: number; almost: number } }

type Row = { distance: ReturnType<typeof distanceFrom>; kilometres: number[] }

/** Distances between the places that are wished and those where something is; many share them. */
export function createDistances() {
  const places: KnownPlace[] = []
  const codes = new Map<string, number>()
  const rows = new Map<string, Row>()
  const extendRow = ({ distance, kilometres }: Row): void => {
    for (let code = kilometres.length; code < places.length; code++) kilometres.push(distance(places[code]!) ?? Number.NaN)
  }
  return {
    codeOf(facts: MatchFacts): number {
      const place = knownPlace(facts)
      const known = codes.get(place.key)
      if (known !== undefined) return known
      codes.set(place.key, places.length)
      return places.push(place) - 1
    },
    /** Kilometres from a wished place by code; NaN where it is not known. */
    row(wished: WishedPlace): number[] {
      const key = [wished.region, wished.department, wished.commune, wished.quartier].join('/')
      let row = rows.get(key)
      if (!row) rows.set(key, (row = { distance: distanceFrom(wished), kilometres: [] }))
      extendRow(row)
      return row.kilometres
    },
    /** Tells every row of the places that were met since. */
    extend(): void {
      for (const row of rows.values()) extendRow(row)
    },
  }
}
export type Distances = ReturnType<typeof createDistances>

const maskWords = Math.ceil(amenityNames.length / 30)
const amenityBit = new Map<string, readonly [word: number, bit: number]>(amenityNames.map((name, i) => [name, [Math.floor(i / 30), 1 << i % 30]]))
const [furnishedBit, unfurnishedBit, untitledBit] = [1, 2, 4]
const titles = [null, ...titleTypes]

function masksOf(names: readonly string[]): number[] {
  const masks = Array.from({ length: maskWords }, () => 0)
  for (const name of names) {
    const at = amenityBit.get(name)
    if (at) masks[at[0]]! |= at[1]
  }
  return masks
}

function bitsIn(word: number): number {
  let [left, count] = [word, 0]
  for (; left; left &= left - 1) count++
  return count
}

/** One property as numbers. NaN stands for what it does not say. */
type Line = { transaction: number; kind: number; price: number; currency: string; area: number; bedrooms: number; title: number; place: number; traits: number; amenities: number[] }

function lineOf(facts: MatchFacts, distances: Distances): Line {
  return {
    transaction: transactions.indexOf(facts.transaction), kind: propertyKinds.indexOf(facts.kind), price: comparablePrice(facts) ?? Number.NaN, currency: facts.priceCurrency, area: comparableArea(facts) ?? Number.NaN,
    bedrooms: facts.bedrooms ?? Number.NaN, title: titles.indexOf(facts.titleType), place: distances.codeOf(facts),
    traits: (facts.furnished === 'full' ? furnishedBit : 0) | (facts.furnished === 'none' ? unfurnishedBit : 0) | (facts.titleType === 'none' ? untitledBit : 0), amenities: masksOf(facts.amenities),
  }
}

/** A wish made ready: what depends on it alone is worked out once. */
function compile(wish: Wish, tolerance: Tolerance, distances: Distances) {
  const said = (criterion: Parameters<typeof says>[1]): number => (says(wish, criterion) ? weights[criterion] : 0)
  const broken = wish.dealBreakers
  return {
    wish, tolerance, transaction: transactions.indexOf(wish.transaction),
    budget: said('budget'), kind: said('kind'), place: said('place'), size: said('size'), features: said('features'), financing: said('financing'),
    stated: said('budget') + said('kind') + said('place') + said('size') + said('features') + said('financing'),
    bedrooms: saysBedrooms(wish), area: saysArea(wish),
    kinds: propertyKinds.map((kind) => (wish.kinds.length ? kindDistance(wish.kinds, kind) : 0)),
    titles: titles.map((title) => titleDistance(wish.financing, title) ?? Number.NaN),
    mustHave: masksOf(wish.mustHave), mustHaveCount: new Set(wish.mustHave).size, breaking: masksOf(broken),
    breakingTraits: (broken.includes('furnished') ? furnishedBit : 0) | (broken.includes('unfurnished') ? unfurnishedBit : 0) | (broken.includes('withoutTitle') ? untitledBit : 0),
    rows: wish.places.map((place) => distances.row(place)),
    far: {
      budget: Math.max(reach.budget, tolerance.budget), kind: Math.max(reach.kind, tolerance.kind), place: Math.max(reach.place, tolerance.place), bedrooms: Math.max(reach.bedrooms, tolerance.bedrooms),
      area: Math.max(reach.area, tolerance.area),
    },
  }
}
type Ready = ReturnType<typeof compile>

const groups: readonly MatchGroup[] = ['no', 'almost', 'match']

/** Score and group of one property for one wish, as `matchOf` says them; -1 where they are nothing to each other. */
function evaluate(ready: Ready, line: Line): number {
  const { wish, tolerance, far } = ready
  if (ready.transaction !== line.transaction || (ready.breakingTraits & line.traits) !== 0) return -1
  for (let i = 0; i < maskWords; i++) if ((ready.breaking[i]! & line.amenities[i]!) !== 0) return -1
  let [points, failed] = [0, 0]
  if (ready.budget && line.currency === wish.currency && !Number.isNaN(line.price)) {
    const distance = budgetDistance(wish, line.price)
    const share = isBelowBudget(wish, line.price) ? belowBudget : closeness(distance, tolerance.budget)
    points += share * ready.budget
    if (share === 0) {
      if (distance > far.budget) return -1
      failed++
    }
  }
  if (ready.kind) {
    const distance = ready.kinds[line.kind]!
    const share = closeness(distance, tolerance.kind)
    points += share * ready.kind
    if (share === 0 && (distance > far.kind || ++failed > 1)) return -1
  }
  if (ready.place) {
    let [kilometres, unsure] = [Number.POSITIVE_INFINITY, false]
    for (const row of ready.rows) {
      const to = row[line.place]!
      if (Number.isNaN(to)) unsure = true
      else if (to < kilometres) kilometres = to
    }
    const share = closeness(kilometres, tolerance.place)
    points += share * ready.place
    if (share === 0 && !unsure && (kilometres > far.place || ++failed > 1)) return -1
  }
  if (ready.size) {
    let [shares, fails] = [0, false]
    if (ready.bedrooms && !Number.isNaN(line.bedrooms)) {
      const distance = bedroomsDistance(wish, line.bedrooms)
      const share = closeness(distance, tolerance.bedrooms)
      shares += share
      if (share === 0) {
        if (distance > far.bedrooms) return -1
        fails = true
      }
    }
    if (ready.area && !Number.isNaN(line.area)) {
      const distance = areaDistance(wish, line.area)
      const share = closeness(distance, tolerance.area)
      shares += share
      if (share === 0) {
        if (distance > far.area) return -1
        fails = true
      }
    }
    points += (shares / (ready.bedrooms && ready.area ? 2 : 1)) * ready.size
    if (fails && ++failed > 1) return -1
  }
  if (ready.features) {
    let missing = 0
    for (let i = 0; i < maskWords; i++) missing += bitsIn(ready.mustHave[i]! & ~line.amenities[i]!)
    if (missing <= tolerance.features) points += ((ready.mustHaveCount - missing) / ready.mustHaveCount) * ready.features
    else if (missing > reach.features || ++failed > 1) return -1
  }
  if (ready.financing) {
    const distance = ready.titles[line.title]!
    if (!Number.isNaN(distance)) {
      const share = closeness(distance, tolerance.financing)
      points += share * ready.financing
      if (share === 0 && (distance > reach.financing || ++failed > 1)) return -1
    }
  }
  const score = scoreOf(points, ready.stated)
  const group = groups.indexOf(groupOf({ score, failed, far: false, broken: false }))
  return group <= 0 ? -1 : score * 4 + group
}

/** Gathers the best of each group, the best score first, among equals the newest id. */
function gather(limit: number) {
  const byScore: Record<'match' | 'almost', string[][]> = { match: [], almost: [] }
  const counts = { match: 0, almost: 0 }
  const best = (name: 'match' | 'almost'): Found[] => {
    const found: Found[] = []
    for (let score = 100; score >= 0 && found.length < limit; score--) {
      const ids = byScore[name][score]
      if (ids) for (const id of ids.toSorted((a, b) => (a < b ? 1 : -1)).slice(0, limit - found.length)) found.push({ id, score })
    }
    return found
  }
  return {
    add(id: string, result: number): void {
      const name = groups[result % 4] as 'match' | 'almost'
      counts[name]++
      ;(byScore[name][Math.floor(result / 4)] ??= []).push(id)
    },
    done: (): Matches => ({ match: best('match'), almost: best('almost'), counts }),
  }
}

/** Properties that can be had now, ready to be asked who suits a wish. */
export function createPropertyTable(distances: Distances = createDistances()) {
  const lines = new Map<string, Line>()
  return {
    get size() {
      return lines.size
    },
    put(id: string, facts: MatchFacts): void {
      lines.set(id, lineOf(facts, distances))
    },
    remove: (id: string): void => void lines.delete(id),
    clear: (): void => lines.clear(),
    /** Those that suit, and those that nearly do; `limit` of each. */
    suiting(wish: Wish, { tolerance = {}, limit = 100 }: { tolerance?: Partial<Tolerance>; limit?: number } = {}): Matches {
      const ready = compile(wish, toleranceFor(wish, tolerance), distances)
      const found = gather(limit)
      for (const [id, line] of lines) {
        const result = evaluate(ready, line)
        if (result >= 0) found.add(id, result)
      }
      return found.done()
    },
  }
}

/** Wishes that are active, ready to be asked whom a property suits. */
export function createWishTable(distances: Distances = createDistances()) {
  const wishes = new Map<string, Ready>()
  return {
    get size() {
      return wishes.size
    },
    put(id: string, wish: Wish): void {
      wishes.set(id, compile(wish, toleranceFor(wish), distances))
    },
    remove: (id: string): void => void wishes.delete(id),
    clear: (): void => wishes.clear(),
    suitedBy(facts: MatchFacts, { limit = 100 }: { limit?: number } = {}): Matches {
      const line = lineOf(facts, distances)
      // A place that nobody asked about yet: every wished place learns how far it is.
      distances.extend()
      const found = gather(limit)
      for (const [id, ready] of wishes) {
        const result = evaluate(ready, line)
        if (result >= 0) found.add(id, result)
      }
      return found.done()
    },
  }
}
