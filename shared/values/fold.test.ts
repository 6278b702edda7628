import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowedSlips, createVocabulary, editDistance, fold, foldWords, nearWords, sortKey } from './fold.ts'

describe('folding', () => {
  it.each([
    ['Sacré-Cœur', 'sacre coeur'], ['Patte d‘oie', 'patte d oie'], ['  F4,  80 m²\n', 'f4 80 m2'], ['ÉTÉ', 'ete'],
    ['Ñdar', 'ndar'],
    ['Keur ndiaye lô', 'keur ndiaye lo'], ['Ŋoor', 'noor'], ['', ''], ['—', ''], ['STRASSE ß', 'strasse ss'],
    ['İstanbul', 'istanbul'],
  ])('folds %j', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text))
    }))
  })

  it('word by word gives what the whole text gives', () => {
    const whole = (text: string): string => text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}+/gu, '')
      .replace(/[œæßøłđðþŋɓɗƴ]/g, (letter) => fold(letter)).replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', ' ', ' ', 'é', 'Œ', 'Σ', 'σ', 'İ', '7', '-', '\u0301', '\u00a0', '\u00a8', '’', 'ﬁ', '²', '\n'), maxLength: 30 })
    fc.assert(fc.property(fc.oneof(letters, fc.string({ unit: 'binary', maxLength: 30 })), (text) => {
      // Twice: the second time its words are known.
      expect([fold(text), fold(text)]).toEqual([whole(text), whole(text)])
    }), { numRuns: 500 })
  })

  it('cuts into words, none for an empty text', () => {
    expect(foldWords('Villa R+1, à Mbour')).toEqual(['villa', 'r', '1', 'a', 'mbour'])
    expect(foldWords(' ')).toEqual([])
  })

  it('sorts numbers by size and words without accents', () => {
    const sorted = ['F10', 'f2', 'Étage 1', 'etage 02', 'Zac'].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    expect(sorted).toEqual(['Étage 1', 'etage 02', 'f2', 'F10', 'Zac'])
    expect(sortKey('Villa 007')).toBe(sortKey('villa 7'))
    expect(sortKey('lot 0')).toBe('lot 0000000000')
  })
})

/** The same distance, written the long way. */
function plainDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 },
    (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)))
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, table[i - 2]![j - 2]! + 1)
      table[i]![j] = cost
    }
  }
  return table[a.length]![b.length]!
}

describe('edit distance', () => {
  it.each([['mermoz', 'mermos', 1], ['almadies', 'almadeis', 1], ['ngor', 'ngr', 1], ['yoff', 'yof', 1],
    ['plateau', 'platau', 1], ['abc', 'abc', 0]])(
    '%s and %s', (a, b, distance) => {
      expect(editDistance(a, b, 2)).toBe(distance)
    })

  it('equals the plain algorithm up to the limit, and says limit + 1 beyond', () => {
    const word = fc.stringMatching(/^[abc]{0,9}$/)
    fc.assert(fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, max) => {
      expect(editDistance(a, b, max)).toBe(Math.min(plainDistance(a, b), max + 1))
    }), { numRuns: 2000 })
  })
})

describe('near words', () => {
  const vocabulary = createVocabulary(['almadies', 'almadies', 'mermoz', 'ngor', 'yoff', 'plateau', 'ouakam', 'medina', 'mbour',
    'mboro'])

  it.each([['almadie', 'almadies'], ['almaides', 'almadies'], ['mermos', 'mermoz'], ['ouakamm', 'ouakam'], ['nogr', 'ngor'],
    ['platteaux', 'plateau']])(
    'finds %s', (typed, meant) => {
      expect(nearWords(typed, vocabulary)[0]).toBe(meant)
    })

  it('leaves short words alone and allows one slip below seven letters', () => {
    expect([3, 4, 6, 7].map(allowedSlips)).toEqual([0, 1, 1, 2])
    expect(nearWords('ngo', vocabulary)).toEqual([])
    expect(nearWords('mermxx', vocabulary)).toEqual([])
  })

  it('puts the nearer first, then the more frequent, and stops at max', () => {
    const words = createVocabulary(['pikine', 'pikone', 'pikone', 'pikane'])
    expect(nearWords('pikune', words)).toEqual(['pikone', 'pikane', 'pikine'])
    expect(nearWords('pikune', words, { max: 1 })).toEqual(['pikone'])
  })

  it('forgets a word when its last use is removed', () => {
    const words = createVocabulary(['pikine', 'pikine'])
    words.remove('pikine')
    expect(words.has('pikine')).toBe(true)
    words.remove('pikine')
    words.remove('pikine')
    expect([words.has('pikine'), words.size, nearWords('pikinne', words)]).toEqual([false, 0, []])
  })

  it('finds what a full scan finds', () => {
    const word = fc.stringMatching(/^[abcd]{3,9}$/)
    fc.assert(fc.property(word, fc.uniqueArray(word, { maxLength: 40 }), (typed, words) => {
      const slips = allowedSlips(typed.length)
      const expected = words.filter((other) => other !== typed && slips > 0 && plainDistance(typed, other) <= slips)
      expect(nearWords(typed, createVocabulary(words), { max: 100 }).sort()).toEqual(expected.sort())
    }))
  })

  it('answers over 50,000 words many times as quickly as a look at each of them', () => {
    let state = 7
    const next = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
    const letters = 'aaabcdeeefghiiiklmnooprstuy'
    const list = Array.from({ length: 50_000 }, () => Array.from({ length: 4 + next(8) }, () => letters[next(letters.length)]).join(''))
    const words = createVocabulary(list)
    // The quickest of some is nearest to what it costs, whatever else the machine does; both in one run, so that its speed is of no account.
    const quickest = (times: number, act: () => void): number => Math.min(...Array.from({ length: times }, () => {
      const start = performance.now()
      act()
      return performance.now() - start
    }))
    const near = quickest(9, () => nearWords('almadeis', words))
    const scan = quickest(3, () => list.filter((other) => plainDistance('almadeis', other) <= allowedSlips(8)))
    expect(scan / near).toBeGreaterThan(10)
  })
})
