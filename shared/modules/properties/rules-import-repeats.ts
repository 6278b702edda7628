import { fold } from '../../values/fold.ts'
import type { ImportRow } from './model-inputs.ts'
import { duplicateTolerance, judgePrepared, prepareDuplicate } from './rules-duplicates.ts'
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

/** Prices a tolerance apart fall into the same or neighbouring steps. */
const step = -Math.log(1 - duplicateTolerance)

export function factsOf(row: ImportRow, phones: readonly string[]): DuplicateFacts {
  const { title, kind, transaction, quartier = null, commune = null, priceAmount = null, surfaceArea = null, bedrooms = null } = row.values
  return { title, kind, transaction, quartier, commune, priceAmount, surfaceArea, bedrooms, ownerPhones: phones }
}

/** What a portal repeats when it shows one listing on several pages; the day is left out, "hier" moves with the page. */
function wholeOf(facts: DuplicateFacts): string {
  return [facts.transaction, facts.kind, fold(facts.quartier ?? facts.commune ?? ''), fold(facts.title), facts.priceAmount, facts.surfaceArea, facts.bedrooms, facts.ownerPhones?.join()].join('|')
}

type Known = { line: number; facts: PreparedFacts }

/**
 * Where an earlier row must stand to be one that `facts` may repeat: at the very same price, or near it with a telling
 * word or the surface in common, or under the same telephone. `near` says whether neighbouring steps are meant too (when
 * looking) or only its own (when being remembered).
 */
function shelves(facts: PreparedFacts, near: boolean): string[] {
  const { key, priceAmount, surfaceArea, slept, profile } = facts
  const around = (amount: number | null): number[] => {
    if (amount === null) return [-1]
    const at = amount <= 0 ? 0 : Math.floor(Math.log(amount) / step)
    return near ? [at - 1, at, at + 1] : [at]
  }
  const prices = around(priceAmount)
  const named: string[] = []
  if (priceAmount !== null) {
    // rooms that differ rule a repeat out, rooms unsaid do not
    const rooms = slept === null ? (near ? ['*'] : ['*', '?']) : near ? [`${slept}`, '?'] : ['*', `${slept}`]
    for (const room of rooms) named.push(`${key}|=${priceAmount}|${room}`)
  }
  const words = [...profile.telling, ...profile.figures].slice(0, 12)
  for (const price of prices) {
    for (const word of words) named.push(`${key}|${price}|${word}`)
    if (surfaceArea !== null) for (const surface of around(surfaceArea)) named.push(`${key}|${price}|m${surface}`)
  }
  for (const phone of facts.ownerPhones ?? []) named.push(`${key}|${phone}`)
  return named
}

/**
 * Finds the rows of one file that repeat an earlier row: by the judgement of rules-duplicates, or by saying exactly the
 * same where no place allows that judgement. Rows linked by the owner alone, with other prices or rooms, are the
 * several properties of one owner: said, not set aside. Earlier rows stand on shelves, so that ten thousand flats of one
 * quartier do not mean fifty million comparisons (a misspelt telling word is then only found at the very same price).
 */
export function createRepeatFinder(): RepeatFinder {
  const wholes = new Map<string, number>()
  const shelved = new Map<string, Known[]>()

  return {
    check(row, phones) {
      const plain = factsOf(row, phones)
      const whole = wholeOf(plain)
      const before = wholes.get(whole)
      // two rows that both say nearly nothing are not the same for it
      const telling = plain.priceAmount !== null || plain.surfaceArea !== null || plain.bedrooms !== null
      if (before !== undefined && telling) return { repeat: { line: before, judgement: null }, sameOwner: null }
      const facts = prepareDuplicate(plain)
      let sameOwner: number | null = null
      if (facts.key !== null) {
        const seen = new Set<Known>()
        for (const shelf of shelves(facts, true)) {
          for (const known of shelved.get(shelf) ?? []) {
            if (seen.has(known)) continue
            seen.add(known)
            const judgement = judgePrepared(known.facts, facts)
            if (!judgement.duplicate) continue
            if (judgement.reasons.includes('title') || !judgement.contradicted) return { repeat: { line: known.line, judgement }, sameOwner: null }
            sameOwner ??= known.line
          }
        }
        const known = { line: row.line, facts }
        for (const shelf of shelves(facts, false)) {
          const others = shelved.get(shelf)
          if (others) others.push(known)
          else shelved.set(shelf, [known])
        }
      }
      wholes.set(whole, row.line)
      return { repeat: null, sameOwner }
    },
  }
}
