import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeTexts } from './merge-text.ts'
import { mergeSuite } from './testing/merge-suite.ts'
import { openSqliteStore } from './testing/stores.ts'

mergeSuite('SQLite', openSqliteStore)

describe('two edits of one text', () => {
  const text = fc.string({ maxLength: 40 })

  it('give the same whoever comes first, or touch for both', () => {
    fc.assert(fc.property(text, text, text, (base, mine, theirs) => {
      expect(mergeTexts(base, mine, theirs)).toBe(mergeTexts(base, theirs, mine))
    }))
  })

  it('an edit meets no edit as itself', () => {
    fc.assert(fc.property(text, text, (base, mine) => {
      expect(mergeTexts(base, mine, base)).toBe(mine)
      expect(mergeTexts(base, mine, mine)).toBe(mine)
    }))
  })

  it('edits in two places of a text are both in it', () => {
    fc.assert(fc.property(text, text, text, text, fc.string({ minLength: 1, maxLength: 9 }), (before, between, after, left, right) => {
      const [head, tail] = [`${before}|`, `|${after}`]
      const base = `${head}A${between}~~~${between}B${tail}`
      const merged = mergeTexts(base, `${head}A${left}${between}~~~${between}B${tail}`, `${head}A${between}~~~${between}B${right}${tail}`)
      expect(merged === null || merged.includes('~~~')).toBe(true)
    }))
    expect(mergeTexts('Vue mer', 'Belle vue mer', 'Vue mer et jardin')).toBe('Belle vue mer et jardin')
    expect(mergeTexts('abc', 'abXc', 'abYc')).toBeNull()
  })
})
