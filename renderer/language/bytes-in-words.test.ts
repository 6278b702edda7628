import { expect, it } from 'vitest'
import { createTranslator } from '../../shared/language/index.ts'
import { bytesInWords } from './bytes-in-words.ts'

it('says sizes by thousands, with one decimal where it tells something', () => {
  const t = createTranslator('fr')
  expect([0, 999, 1000, 3_456_789, 12_000_000, 2_500_000_000].map((bytes) => bytesInWords(bytes, t, 'fr'))).toEqual([
    '0 o',
    '999 o',
    '1 ko',
    '3,5 Mo',
    '12 Mo',
    '2,5 Go',
  ])
})
