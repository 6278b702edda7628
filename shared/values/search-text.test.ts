import { describe, expect, it } from 'vitest'
import { searchText, searchWords } from './search-text.ts'

describe('text kept to be searched', () => {
  it.each([
    ['Villa à Sacré-Cœur 3', 'villa a sacre coeur 3'],
    ['wakam', 'ouakam'],
    ['Aminata N’Diaye', 'aminata n diaye ndiaye'],
    ["M'Baye et Fils", 'm baye et fils mbaye'],
    ['+221771234567 77 123 45 67', '221771234567 77 123 45 67 771234567'],
    ['+33612345678 06 12 34 56 78', '33612345678 06 12 34 56 78 0612345678 612345678'],
    ['', ''],
  ])('%j is kept as %j', (text, kept) => {
    expect(searchText(text)).toBe(kept)
  })
})

describe('words of a search', () => {
  it.each([
    ['Sacré-Cœur, F4', ['sacre', 'coeur', 'f4']],
    ['(+221) 77 123-45.67', ['221771234567']],
    ['00221771234567', ['221771234567']],
    ['12 345', ['12', '345']],
    ["n'diaye", ['ndiaye']], ['M’Baye', ['mbaye']], ["villa d'angle", ['villa', 'd', 'angle']],
    ['!!!', []],
  ])('%j is read as %j', (typed, words) => {
    expect(searchWords(typed)).toEqual(words)
  })

  it('are at most twelve', () => {
    expect(searchWords('a b c d e f g h i j k l m n')).toHaveLength(12)
  })
})
