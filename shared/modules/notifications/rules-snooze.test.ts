import { expect, it } from 'vitest'
import { snoozedUntil } from './rules-snooze.ts'
import type { SnoozeChoice } from './rules-snooze.ts'

const at = (text: string): number => Date.parse(`${text}:00Z`)

it.each<[SnoozeChoice, string, string, string]>([
  ['hour', 'Africa/Dakar', '2026-11-23T09:20', '2026-11-23T10:20'],
  ['evening', 'Africa/Dakar', '2026-11-23T09:20', '2026-11-23T18:00'],
  ['evening', 'Africa/Dakar', '2026-11-23T18:00', '2026-11-24T18:00'],
  ['evening', 'Europe/Paris', '2026-11-23T09:20', '2026-11-23T17:00'],
  ['morning', 'Africa/Dakar', '2026-11-23T09:20', '2026-11-24T08:00'],
  ['morning', 'Africa/Dakar', '2026-11-23T00:20', '2026-11-24T08:00'],
  // A Monday, a Friday, a Sunday.
  ['week', 'Africa/Dakar', '2026-11-23T09:20', '2026-11-30T08:00'],
  ['week', 'Africa/Dakar', '2026-11-27T09:20', '2026-11-30T08:00'],
  ['week', 'Africa/Dakar', '2026-11-29T23:59', '2026-11-30T08:00'],
])('%s in %s, from %s: until %s', (choice, zone, now, until) => {
  expect(new Date(snoozedUntil(choice, at(now), zone)).toISOString()).toBe(new Date(at(until)).toISOString())
})
