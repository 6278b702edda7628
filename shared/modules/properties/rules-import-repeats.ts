import { fold } from '../../values/fold.ts'
import type { ImportRow } from './model-inputs.ts'
import { duplicateTolerance, isTellingFigure, judgePrepared, prepareDuplicate } from './rules-duplicates.ts'
import type { DuplicateFacts, DuplicateJudgement, PreparedFacts } from './rules-duplicates.ts'

export type Repeat = {
  /** Line of the earlier row. */
  line: number
  /** Null where the two rows say exactly the same. */
  judgement: DuplicateJudgement | null
}

export type RepeatFinder = {
  /** What the row repeats, if anything; a row that repeats nothing is remembered for those that follow. `phones` in E.164. */
  check(row: ImportRow, phones: readonly string[]): { repeat: Repeat | null; sameOwner: number | null }
}

export function factsOf(row: ImportRow, phones: readonly string[]): DuplicateFacts {
  const {
    title, kind, transaction, quartier = null, commune = null, priceAmount = null, surfaceArea = null, bedrooms = null,
  } = row.values
  return { title, kind, transaction, quartier, commune, priceAmount, surfaceArea, bedrooms, ownerPhones: phones }
}

/** What a portal repeats when it shows one listing on several pages; the day is left out, "hier" moves with the page. */
function wholeOf(facts: DuplicateFacts): string {
  const place = fold(facts.quartier ?? facts.commune ?? '')
  return [
    facts.transaction, facts.kind, place, fold(facts.title), facts.priceAmount, facts.surfaceArea, facts.bedrooms,
    facts.ownerPhones?.join(),
  ].join('|')
}

/** Prices a tolerance apart fall into the same or neighbouring steps. */
const step = -Math.log(1 - duplicateTolerance)

/** A shelf with more rows than this holds what the whole file has in common: it tells nothing, and is looked at no further. */
const fullShelf = 150

/**
 * So many rows are remembered with all they say, twice; of the others only that they were there. Whole portals come in
 * files of a million rows, and their likenesses are near each other.
 */
const remembered = 20_000

type Known = { line: number; facts: PreparedFacts }
type Shelves = Map<number, Known | Known[]>

/** 32 bits of FNV-1a: two shelves under one number only mean one comparison more. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value
}

/** 53 bits, for what must not be taken for each other: among a million rows, one chance in ten thousand of one mistake. */
function longHash(text: string): number {
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    low = Math.imul(low ^ code, 0x9e3779b1)
    high = Math.imul(high ^ code, 0x5f356495)
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  return 4294967296 * (2097151 & high) + (low >>> 0)
}

/**
 * Where an earlier row must stand to be one that `facts` may repeat: at the very same price, or near it with a telling
 * word or the surface in common, or under the same telephone. `near` says whether neighbouring steps are meant too (when
 * looking) or only its own (when being remembered).
 */
function shelvesOf(facts: PreparedFacts, near: boolean): number[] {
  const { key, priceAmount, surfaceArea, slept, profile } = facts
  const around = (amount: number | null): number[] => {
    if (amount === null) return [-1]
    const at = amount <= 0 ? 0 : Math.floor(Math.log(amount) / step)
    return near ? [at - 1, at, at + 1] : [at]
  }
  const named: number[] = []
  if (priceAmount !== null) {
    // rooms that differ rule a repeat out, rooms unsaid do not
    const rooms = slept === null ? (near ? ['*'] : ['*', '?']) : near ? [`${slept}`, '?'] : ['*', `${slept}`]
    for (const room of rooms) named.push(hash(`${key}|=${priceAmount}|${room}`))
  }
  const words = [...profile.telling, ...profile.figures.filter(isTellingFigure)].slice(0, 10)
  for (const price of around(priceAmount)) {
    for (const word of words) named.push(hash(`${key}|${price}|${word}`))
    if (surfaceArea !== null) for (const surface of around(surfaceArea)) named.push(hash(`${key}|${price}|m${surface}`))
  }
  for (const phone of facts.ownerPhones ?? []) named.push(hash(`${key}|${phone}`))
  return named
}

function put(shelves: Shelves, shelf: number, known: Known): void {
  const others = shelves.get(shelf)
  if (others === undefined) shelves.set(shelf, known)
  else if (!Array.isArray(others)) shelves.set(shelf, [others, known])
  else if (others.length < fullShelf) others.push(known)
}

/**
 * Finds the rows of one file that repeat an earlier row: by the judgement of rules-duplicates, or by saying exactly the
 * same where no place allows that judgement. Rows linked by the owner alone, with other prices or rooms, are the
 * several properties of one owner: said, not set aside. Earlier rows stand on shelves, so that ten thousand flats of one
 * quartier do not mean fifty million comparisons (a misspelt telling word is then only found at the very same price).
 */
export function createRepeatFinder(): RepeatFinder {
  const wholes = new Map<number, number>()
  let present: Shelves = new Map()
  let past: Shelves = new Map()
  let held = 0

  function near(facts: PreparedFacts): { repeat: Repeat | null; sameOwner: number | null } {
    let sameOwner: number | null = null
    const seen = new Set<Known>()
    for (const shelf of shelvesOf(facts, true)) {
      for (const shelves of [present, past]) {
        const found = shelves.get(shelf)
        for (const known of found === undefined ? [] : Array.isArray(found) ? found : [found]) {
          if (seen.has(known)) continue
          seen.add(known)
          const judgement = judgePrepared(known.facts, facts)
          if (!judgement.duplicate) continue
          if (judgement.reasons.includes('title') || !judgement.contradicted) return {
            repeat: { line: known.line, judgement }, sameOwner: null,
          }
          sameOwner ??= known.line
        }
      }
    }
    return { repeat: null, sameOwner }
  }

  return {
    check(row, phones) {
      const plain = factsOf(row, phones)
      const whole = longHash(wholeOf(plain))
      const before = wholes.get(whole)
      // two rows that both say nearly nothing are not the same for it
      const telling = plain.priceAmount !== null || plain.surfaceArea !== null || plain.bedrooms !== null
      if (before !== undefined && telling) return { repeat: { line: before, judgement: null }, sameOwner: null }
      const facts = prepareDuplicate(plain)
      const found = facts.key === null ? { repeat: null, sameOwner: null } : near(facts)
      if (found.repeat) return found
      if (facts.key !== null) {
        if (held === remembered) [past, present, held] = [present, new Map(), 0]
        const known = { line: row.line, facts }
        for (const shelf of shelvesOf(facts, false)) put(present, shelf, known)
        held++
      }
      wholes.set(whole, row.line)
      return found
    },
  }
}
