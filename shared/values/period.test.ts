import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays, addMonths, compareDays, dayOfInstant, daySchema, daysBetween, formatDay, formatInstant, instantOf, instantsOfDay,
  isDay,
  pricePeriodSchema, relativeDays, resolveDay, timeOfInstant, weekdayOf,
} from './period.ts'

const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-12-31'),
  noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))

describe('days', () => {
  it('are days of the calendar only', () => {
    for (const text of ['2026-11-12', '2024-02-29',
      '1999-12-31']) expect(isDay(text) && daySchema.safeParse(text).success).toBe(true)
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '12/11/2026', '', '2026-11-12T00:00', '0999-01-01',
      '2026-00-10']) {
      expect(isDay(text)).toBe(false)
      expect(daySchema.safeParse(text).success).toBe(false)
    }
  })

  it('add and count back', () => {
    fc.assert(fc.property(day, fc.integer({ min: -50_000, max: 50_000 }), (start, count) => {
      const end = addDays(start, count)
      expect(daysBetween(start, end)).toBe(count)
      expect(Math.sign(compareDays(end, start))).toBe(Math.sign(count))
      expect(end > start).toBe(count > 0)
    }))
  })

  it('add months to the end of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28')
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
    expect(addMonths('2026-01-15', -13)).toBe('2024-12-15')
    fc.assert(fc.property(day, fc.integer({ min: -500, max: 500 }), (start, count) => {
      const end = addMonths(start, count)
      const monthOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
      expect(isDay(end)).toBe(true)
      expect(monthOf(end) - monthOf(start)).toBe(count)
      expect(Number(end.slice(8))).toBeLessThanOrEqual(Number(start.slice(8)))
    }))
  })

  it('know their weekday', () => {
    expect(['2026-11-23', '2026-11-28', '2026-11-29', '1969-12-31'].map(weekdayOf)).toEqual([1, 6, 7, 3])
  })

  it('refuse what is no day', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
    expect(() => formatDay('soon', { language: 'fr' })).toThrow(RangeError)
  })
})

describe('instants', () => {
  const noon = Date.UTC(2026, 10, 12, 12, 30)

  it('fall on the local day and time', () => {
    expect(dayOfInstant(Date.UTC(2026, 10, 12, 23, 30), 'Africa/Dakar')).toBe('2026-11-12')
    expect(dayOfInstant(Date.UTC(2026, 10, 12, 23, 30), 'Europe/Paris')).toBe('2026-11-13')
    expect(timeOfInstant(noon, 'Africa/Dakar')).toBe('12:30')
    expect(timeOfInstant(Date.UTC(2026, 10, 12), 'Africa/Dakar')).toBe('00:00')
  })

  it('come back from a day and a time, also around clock changes', () => {
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 1439 }),
      fc.constantFrom('Africa/Dakar', 'Europe/Paris', 'America/New_York', 'Africa/Lagos'),
      (date, minute, zone) => {
        fc.pre(date >= '1975')
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        const instant = instantOf(date, time, zone)
        // only a time that the clock skips may come back as another
        if (timeOfInstant(instant, zone) !== time) expect(instantsOfDay(date, zone).end - instantsOfDay(date,
          zone).start).toBe(23 * 3_600_000)
        else expect(dayOfInstant(instant, zone)).toBe(date)
      }))
    expect(() => instantOf('2026-11-12', '24:00', 'UTC')).toThrow(RangeError)
  })

  it('bound a day, which may have 23 or 25 hours', () => {
    const hours = (date: string) => (instantsOfDay(date, 'Europe/Paris').end - instantsOfDay(date,
      'Europe/Paris').start) / 3_600_000
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-12')]).toEqual([23, 25, 24])
    expect(instantsOfDay('2026-11-12', 'Africa/Dakar').start).toBe(Date.UTC(2026, 10, 12))
  })

  it('are shown short', () => {
    expect(formatInstant(noon, { language: 'fr', zone: 'Africa/Dakar', now: noon + 3_600_000 })).toBe('aujourd’hui 12:30')
    expect(formatInstant(noon, { language: 'en', zone: 'Africa/Dakar', now: noon + 86_400_000 })).toBe('yesterday 12:30')
    expect(formatInstant(noon, { language: 'fr', zone: 'Europe/Paris' })).toBe('12 nov. 2026 13:30')
  })
})

it('shows days by name when near and in one short form else', () => {
  const today = '2026-11-12'
  const fr = (text: string) => formatDay(text, { language: 'fr', today })
  expect(['2026-11-11', today, '2026-11-13', '2026-11-14', '2026-08-01'].map(fr)).toEqual(['hier', 'aujourd’hui', 'demain',
    '14 nov. 2026', '1er août 2026'])
  expect(formatDay('2026-11-01', { language: 'en', today })).toBe('1 Nov 2026')
  expect(formatDay(today, { language: 'fr' })).toBe('12 nov. 2026')
})

it('reads relative days on the day they are used', () => {
  expect([relativeDays('today'), relativeDays('today-7'), relativeDays('today+30'), relativeDays('2026-11-12'),
    relativeDays('today-')]).toEqual([0, -7, 30, null, null])
  expect(Object.is(relativeDays('today-0'), 0)).toBe(true)
  expect(resolveDay('today-12', '2026-11-12')).toBe('2026-10-31')
  expect(resolveDay('2026-11-12', '2000-01-01')).toBe('2026-11-12')
  expect(() => resolveDay('tomorrow', '2026-11-12')).toThrow(RangeError)
})

it('knows what a price is for', () => {
  expect(pricePeriodSchema.safeParse('month').success).toBe(true)
  expect(pricePeriodSchema.safeParse('day').success).toBe(false)
})
