import { addDays, dayOfInstant, instantOf, weekdayOf } from '../../values/period.ts'

/** Until when something may be put off, with one key. */
export const snoozeChoices = ['hour', 'evening', 'morning', 'week'] as const
export type SnoozeChoice = (typeof snoozeChoices)[number]

const evening = '18:00'
const morning = '08:00'

/** The instant of each choice by the clock of `zone`. After six there is no evening left to wait for: the next one's is meant. */
export function snoozedUntil(choice: SnoozeChoice, now: number, zone: string): number {
  const today = dayOfInstant(now, zone)
  switch (choice) {
    case 'hour':
      return now + 3_600_000
    case 'evening': {
      const at = instantOf(today, evening, zone)
      return at > now ? at : instantOf(addDays(today, 1), evening, zone)
    }
    case 'morning':
      return instantOf(addDays(today, 1), morning, zone)
    case 'week':
      return instantOf(addDays(today, 8 - weekdayOf(today)), morning, zone)
  }
}
