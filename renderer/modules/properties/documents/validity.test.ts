import { expect, it } from 'vitest'
import { validityOf } from './validity.ts'

it('counts a paper as good on its last day, and warns in time before', () => {
  const on = (day: string | null) => validityOf(day, '2026-11-23')
  expect([null, '2026-11-22', '2026-11-23', '2027-01-07', '2027-01-08', 'bientôt'].map(on)).toEqual([
    'none',
    'expired',
    'soon',
    'soon',
    'valid',
    'none',
  ])
})
