import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../values/period.ts'
import { repeatUnits } from './model-follow-up.ts'
import { nextDue } from './rules-task.ts'

const every = (n: number, unit: (typeof repeatUnits)[number], until: string | null = null) => ({ every: n, unit, until })

describe('tasks that come back', () => {
  it.each([
    ['2026-11-05', every(1, 'month'), '2026-11-05', '2026-12-05'],
    ['2026-11-05', every(1, 'month'), '2026-11-28', '2026-12-05'],
    ['2026-01-31', every(1, 'month'), '2026-02-10', '2026-02-28'],
    ['2026-01-31', every(1, 'month'), '2026-02-28', '2026-03-31'],
    ['2026-11-02', every(2, 'week'), '2026-11-03', '2026-11-16'],
    ['2026-11-02', every(1, 'day'), '2026-11-20', '2026-11-21'],
    ['2024-02-29', every(1, 'year'), '2024-03-01', '2025-02-28'],
    ['2026-11-02', every(1, 'week', '2026-11-08'), '2026-11-02', null],
    ['2026-12-10', every(1, 'week'), '2026-12-01', '2026-12-17'],
  ] as const)('due %s, %j, done on %s: next %s', (due, repeat, today, next) => expect(nextDue(due, repeat, today)).toBe(next))

  it('comes after today and after the day it was due, and on no day that is not its own', () => {
    fc.assert(fc.property(fc.nat(3000), fc.nat(2000), fc.integer({ min: 1, max: 12 }), fc.constantFrom(...repeatUnits), (from, later, n, unit) => {
      const due = addDays('2020-01-01', from)
      const today = addDays(due, later - 100)
      const next = nextDue(due, every(n, unit), today)!
      expect(next > due && next > today).toBe(true)
      // The one before it is past: none was skipped that is still to come.
      expect(nextDue(due, every(n, unit), addDays(next, -1))).toBe(next)
    }))
  })
})
