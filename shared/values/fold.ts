/**
 * Folding makes texts comparable as a reader would: no case, no accents, no punctuation. The same TypeScript runs on
 * SQLite and PostgreSQL, so that both find and sort alike (architecture §5).
 */
const ligatures: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ŋ: 'n', ɓ: 'b',
  ɗ: 'd', ƴ: 'y' }
const plainAscii = /^[a-z0-9]+(?: [a-z0-9]+)*$/

/** Words as they fold: an agency's texts are made of few different ones, and to look one up is quicker than to fold it. */
const foldedWords = new Map<string, string>()
const mostKnown = 20_000
const longestKnown = 40

/** `Sacré-Cœur, l'été` -> `sacre coeur l ete`. Idempotent. */
export function fold(text: string): string {
  if (plainAscii.test(text)) return text
  let folded = ''
  // Nothing of what follows looks across a space.
  for (const word of text.split(' ')) {
    const one = plainAscii.test(word) ? word : foldWord(word)
    if (one !== '') folded = folded === '' ? one : `${folded} ${one}`
  }
  return folded
}

function foldWord(word: string): string {
  if (word.length > longestKnown) return foldWhole(word)
  let folded = foldedWords.get(word)
  if (folded !== undefined) return folded
  folded = foldWhole(word)
  if (foldedWords.size >= mostKnown) foldedWords.clear()
  foldedWords.set(word, folded)
  return folded
}

function foldWhole(text: string): string {
  return text
    .normalize('NFKD').toLowerCase().normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[œæßøłđðþŋɓɗƴ]/g, (letter) => ligatures[letter]!)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

export function foldWords(text: string): string[] {
  const folded = fold(text)
  return folded === '' ? [] : folded.split(' ')
}

const digitWidth = 10

/** What a `sort_key` column holds: folded, with every run of digits padded so that F2 comes before F10. */
export function sortKey(text: string): string {
  return fold(text).replace(/[0-9]+/g, (digits) => digits.replace(/^0+(?=.)/, '').padStart(digitWidth, '0'))
}

/**
 * Number of typing slips between two words (insert, drop, replace, swap of neighbours; optimal string alignment),
 * or `max + 1` as soon as it is known to be more than `max`.
 */
export function editDistance(a: string, b: string, max: number): number {
  if (a === b) return 0
  const over = max + 1
  if (Math.abs(a.length - b.length) > max) return over
  let start = 0
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--
    endB--
  }
  const rows = endA - start
  const columns = endB - start
  if (rows === 0 || columns === 0) return Math.min(rows + columns, over)
  let beforePrevious = new Array<number>(columns + 1).fill(over)
  let previous = Array.from({ length: columns + 1 }, (_, column) => Math.min(column, over))
  let current = new Array<number>(columns + 1).fill(over)
  for (let row = 1; row <= rows; row++) {
    const letter = a.charCodeAt(start + row - 1)
    const from = Math.max(1, row - max)
    const to = Math.min(columns, row + max)
    current.fill(over)
    if (row <= max) current[0] = row
    let best = current[0]!
    for (let column = from; column <= to; column++) {
      const other = b.charCodeAt(start + column - 1)
      let cost = Math.min(
        previous[column]! + 1,
        current[column - 1]! + 1,
        previous[column - 1]! + (letter === other ? 0 : 1),
      )
      const swapped = row > 1 && column > 1
        && letter === b.charCodeAt(start + column - 2) && a.charCodeAt(start + row - 2) === other
      if (swapped) cost = Math.min(cost, beforePrevious[column - 2]! + 1)
      current[column] = cost
      if (cost < best) best = cost
    }
    // a later row can at best equal the best of this one (a swap reaches back one row, and costs one)
    if (best > max && Math.min(...previous) > max - 1) return over
    const spare = beforePrevious
    beforePrevious = previous
    previous = current
    current = spare
  }
  return Math.min(previous[columns]!, over)
}

/** Words grouped by length, each with the set of its letters as bits, so that most are ruled out by one comparison. */
export type Vocabulary = {
  readonly size: number
  has(word: string): boolean
  /** Counts the word once more; a word counts as often as it was added. */
  add(word: string): void
  remove(word: string): void
  readonly byLength: ReadonlyMap<number, { readonly words: readonly string[]; readonly letters: readonly number[] }>
  count(word: string): number
}

function letterBits(word: string): number {
  let bits = 0
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31)
  return bits
}

function bitCount(bits: number): number {
  let value = bits - ((bits >>> 1) & 0x55555555)
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333)
  return (((value + (value >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** `words` are folded single words; repeats count towards frequency, which breaks ties between equally near words. */
export function createVocabulary(words: Iterable<string> = []): Vocabulary {
  const counts = new Map<string, number>()
  const byLength = new Map<number, { words: string[]; letters: number[] }>()
  const vocabulary: Vocabulary = {
    get size() {
      return counts.size
    },
    has: (word) => counts.has(word),
    count: (word) => counts.get(word) ?? 0,
    byLength,
    add(word) {
      const known = counts.get(word) ?? 0
      counts.set(word, known + 1)
      if (known > 0) return
      let bucket = byLength.get(word.length)
      if (!bucket) byLength.set(word.length, bucket = { words: [], letters: [] })
      bucket.words.push(word)
      bucket.letters.push(letterBits(word))
    },
    remove(word) {
      const known = counts.get(word) ?? 0
      if (known > 1) counts.set(word, known - 1)
      if (known !== 1) return
      counts.delete(word)
      const bucket = byLength.get(word.length)!
      const index = bucket.words.indexOf(word)
      bucket.words.splice(index, 1)
      bucket.letters.splice(index, 1)
    },
  }
  for (const word of words) vocabulary.add(word)
  return vocabulary
}

/** How many slips a word of this length may hold before it is another word. */
export function allowedSlips(length: number): 0 | 1 | 2 {
  return length >= 7 ? 2 : length >= 4 ? 1 : 0
}

/**
 * Known words that a misspelt one may stand for, nearest first (then same first letter, most frequent, alphabetical),
 * at most `max`. The word itself is not among them. About a millisecond over 50,000 words.
 */
export function nearWords(word: string, vocabulary: Vocabulary, { max = 8 }: { max?: number } = {}): string[] {
  const slips = allowedSlips(word.length)
  if (slips === 0) return []
  const bits = letterBits(word)
  const found: { word: string; distance: number; first: number; count: number }[] = []
  for (let length = word.length - slips; length <= word.length + slips; length++) {
    const bucket = vocabulary.byLength.get(length)
    if (!bucket) continue
    const { words, letters } = bucket
    for (let index = 0; index < words.length; index++) {
      // one slip changes at most two letters of the set
      if (bitCount(bits ^ letters[index]!) > 2 * slips) continue
      const candidate = words[index]!
      const distance = editDistance(word, candidate, slips)
      if (distance === 0 || distance > slips) continue
      found.push({ word: candidate, distance, first: candidate[0] === word[0] ? 0 : 1, count: vocabulary.count(candidate) })
    }
  }
  found.sort((a, b) => a.distance - b.distance || a.first - b.first || b.count - a.count || (a.word < b.word ? -1 : 1))
  return found.slice(0, max).map((match) => match.word)
}
