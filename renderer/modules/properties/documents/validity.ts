import { daysBetween, isDay } from '../../../../shared/values/period.ts'

export type Validity = 'none' | 'valid' | 'soon' | 'expired'
/** Long enough to have a paper renewed by an administration. */
const soonDays = 45

/** A paper is good until the end of the day it names. */
export function validityOf(validUntil: string | null, today: string): Validity {
  if (validUntil === null || !isDay(validUntil)) return 'none'
  const left = daysBetween(today, validUntil)
  return left < 0 ? 'expired' : left <= soonDays ? 'soon' : 'valid'
}
