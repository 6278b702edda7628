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

/**
 * Finds the rows of one file that repeat an earlier row: by the judgement of rules-duplicates, or by saying exactly the
 * same where no place allows that judgement. Rows linked by the owner alone, with other prices or rooms, are the
 * several properties of one owner: said, not set aside. Candidates come from steps of price, so that ten thousand
 * flats of one quartier do not mean fifty million comparisons.
 */
export function createRepeatFinder(): RepeatFinder {
  const wholes = new Map<string, number>()
  const byPrice = new Map<string, { line: number; facts: PreparedFacts }[]>()
  const byPhone = new Map<string, { line: number; facts: PreparedFacts }[]>()
  const stepOf = (amount: number | null) => (amount === null ? -1 : amount <= 0 ? 0 : Math.floor(Math.log(amount) / step))
  const remember = (index: Map<string, { line: number; facts: PreparedFacts }[]>, key: string, entry: { line: number; facts: PreparedFacts }) => {
    const entries = index.get(key)
    if (entries) entries.push(entry)
    else index.set(key, [entry])
  }

  return {
    check(row, phones) {
      const plain = factsOf(row, phones)
      const whole = wholeOf(plain)
      const before = wholes.get(whole)
      // two rows that both say nearly nothing are not the same for it
      if (before !== undefined && (plain.priceAmount !== null || plain.surfaceArea !== null || plain.bedrooms !== null)) return { repeat: { line: before, judgement: null }, sameOwner: null }
      const facts = prepareDuplicate(plain)
      let sameOwner: number | null = null
      if (facts.key !== null) {
        const at = stepOf(facts.priceAmount)
        const near = facts.priceAmount === null ? [-1] : [at - 1, at, at + 1].filter((index) => index >= 0)
        const candidates = [...near.flatMap((index) => byPrice.get(`${facts.key}|${index}`) ?? []), ...phones.flatMap((phone) => byPhone.get(`${facts.key}|${phone}`) ?? [])]
        for (const candidate of candidates) {
          const judgement = judgePrepared(candidate.facts, facts)
          if (!judgement.duplicate) continue
          if (judgement.reasons.includes('title') || !judgement.contradicted) return { repeat: { line: candidate.line, judgement }, sameOwner: null }
          sameOwner ??= candidate.line
        }
        const entry = { line: row.line, facts }
        remember(byPrice, `${facts.key}|${at}`, entry)
        for (const phone of phones) remember(byPhone, `${facts.key}|${phone}`, entry)
      }
      wholes.set(whole, row.line)
      return { repeat: null, sameOwner }
    },
  }
}
