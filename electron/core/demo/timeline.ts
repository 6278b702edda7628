import { addDays, dayOfInstant } from '../../../shared/values/period.ts'
import type { Day } from '../../../shared/values/period.ts'
import type { PropertyStatus, Transaction } from '../../../shared/modules/properties/model.ts'
import type { Random } from './random.ts'

const minute = 60_000
const day = 86_400_000
export const zone = 'Africa/Dakar'

/** Days and hours before today. Nothing here looks at the day of the week: the same seed must tell the same story on any day. */
export type Calendar = {
  /** First instant of today. */
  start: number
  /** An instant so many days ago, `minutes` after midnight. */
  at(daysAgo: number, minutes: number): number
  /** A day from today: negative is past. */
  day(fromToday: number): Day
}

export function calendarOf(now: number): Calendar {
  const today = dayOfInstant(now, zone)
  // Dakar keeps the time of Greenwich all the year.
  const start = Math.floor(now / day) * day
  return { start, at: (daysAgo, minutes) => start - daysAgo * day + Math.round(minutes) * minute,
    day: (fromToday) => addDays(today, fromToday) }
}

/** A minute of the working day, half past eight to half past six. */
export const workingMinute = (random: Random): number => random.whole(510, 1110)

/** How long ago a listing came in: mostly the last weeks, the oldest eight months ago. */
export function listedDaysAgo(random: Random): number {
  return 1 + Math.min(239, Math.floor(-Math.log(1 - random.next()) * 62))
}

/** The moves a listing has made since it was on offer, in order. */
export function storyOf(transaction: Transaction, daysAgo: number, random: Random): PropertyStatus[] {
  if (daysAgo < 4) return random.chance(0.05) ? ['underOffer'] : []
  switch (transaction) {
    case 'sale':
      return random.weighted<PropertyStatus[]>([
        [[], 62], [['underOffer'], 11], [['underOffer', 'reserved'], 7], [['underOffer', 'reserved', 'sold'], 10],
          [['withdrawn'], 5], [['withdrawn', 'archived'], 3], [['underOffer', 'available'], 3],
      ])
    case 'rent':
      return random.weighted<PropertyStatus[]>([
        [[], 54], [['underOffer'], 5], [['reserved'], 7], [['reserved', 'rented'], 26], [['withdrawn'], 4],
          [['rented', 'archived'], 3], [['reserved', 'available'], 2],
      ])
    case 'shortStay':
      return random.weighted<PropertyStatus[]>([[[], 90], [['withdrawn'], 7], [['reserved'], 3]])
  }
}

/**
 * So many moments after a listing came in and before today, in order: days ago, each at least a little later than the one
 * before.
 */
export function momentsAfter(daysAgo: number, count: number, random: Random): number[] {
  return Array.from({ length: count }, () => random.between(0.1, 0.97)).sort((a, b) => a - b).map((part) => Math.max(1,
    Math.floor(daysAgo * (1 - part))))
}

/** So many moments of working days after an instant and before today, in order, each some minutes after the one before. */
export function momentsFrom({ start }: Calendar, at: number, count: number, random: Random): number[] {
  // Eight in the evening of yesterday: room for what comes out of it before midnight.
  const end = start - 4 * 60 * minute
  const parts = Array.from({ length: count }, () => random.next()).sort((a, b) => a - b)
  let before = at
  return parts.map((part) => {
    const raw = at + Math.max(0, end - at) * part
    const worked = Math.floor(raw / day) * day + workingMinute(random) * minute
    before = Math.max(worked, before + 7 * minute)
    return before
  })
}
