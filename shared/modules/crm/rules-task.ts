import { addDays, addMonths, daysBetween } from '../../values/period.ts'
import type { Day } from '../../values/period.ts'
import type { Repeat } from './model-follow-up.ts'

/**
 * The next day of something that comes back, after `today`: counted from the day it was due, so that the rent reminder of the 5th
 * stays on the 5th however late it was done, and the 31st comes back where a month has one. Null where it has come to its end.
 */
export function nextDue(due: Day, { every, unit, until }: Repeat, today: Day): Day | null {
  const step = (times: number): Day => (unit === 'day' ? addDays(due, every * times) : unit === 'week' ? addDays(due, 7 * every * times) : addMonths(due, (unit === 'year' ? 12 : 1) * every * times))
  // Somebody away for weeks finds one of it waiting, not a pile.
  let times = Math.max(1, Math.floor(Math.max(0, daysBetween(due, today)) / (every * { day: 1, week: 7, month: 31, year: 366 }[unit])))
  while (step(times) <= today) times++
  const next = step(times)
  return until !== null && next > until ? null : next
}
