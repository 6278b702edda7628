import { z } from 'zod'
import type { Language } from './money.ts'

/**
 * A day is text `YYYY-MM-DD` without a zone: a lease starts on the 1st wherever it is read. An instant is integer
 * milliseconds UTC. A zone is an IANA name (`Africa/Dakar`).
 */
export type Day = string

const dayShape = /^(\d{4})-(\d{2})-(\d{2})$/
const dayLength = 86_400_000

/** Days since 1970-01-01, or null when the text is no day of the calendar (years 1000 to 9999). */
function dayNumber(day: string): number | null {
  const parts = dayShape.exec(day)
  if (!parts || day < '1000') return null
  const time = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]))
  return new Date(time).toISOString().startsWith(day) ? time / dayLength : null
}

export function isDay(text: unknown): text is Day {
  return typeof text === 'string' && dayNumber(text) !== null
}

export const daySchema = z.string().refine(isDay, { error: 'not a day (YYYY-MM-DD)' })
export const instantSchema = z.int().min(0)

function numberOf(day: Day): number {
  const number = dayNumber(day)
  if (number === null) throw new RangeError(`not a day: ${day}`)
  return number
}

function dayFrom(number: number): Day {
  return new Date(number * dayLength).toISOString().slice(0, 10)
}

export function addDays(day: Day, count: number): Day {
  return dayFrom(numberOf(day) + count)
}

/** The same day of the month `count` months later, or the last of that month (31 January + 1 = 28 or 29 February). */
export function addMonths(day: Day, count: number): Day {
  const date = new Date(numberOf(day) * dayLength)
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + count
  const last = new Date(Date.UTC(0, 0, 1))
  last.setUTCFullYear(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 0)
  last.setUTCDate(Math.min(date.getUTCDate(), last.getUTCDate()))
  return last.toISOString().slice(0, 10)
}

/** Negative, zero or positive, for sorting. */
export function compareDays(a: Day, b: Day): number {
  return numberOf(a) - numberOf(b)
}

/** Days from `from` to `to`: 1 from today to tomorrow. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from)
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return ((((numberOf(day) + 3) % 7) + 7) % 7) + 1
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
      hourCycle: 'h23',
    })
    clocks.set(zone, clock)
  }
  return clock
}

function partsOf(instant: number, zone: string): Record<string, string> {
  return Object.fromEntries(clockOf(zone).formatToParts(instant).map((part) => [part.type, part.value]))
}

/** The local day on which an instant falls. */
export function dayOfInstant(instant: number, zone: string): Day {
  const parts = partsOf(instant, zone)
  return `${parts['year']!.padStart(4, '0')}-${parts['month']}-${parts['day']}`
}

/** The local time `HH:MM` of an instant. */
export function timeOfInstant(instant: number, zone: string): string {
  const parts = partsOf(instant, zone)
  return `${parts['hour']}:${parts['minute']}`
}

/** Milliseconds by which the zone's clock is ahead of UTC at an instant. */
function offsetAt(instant: number, zone: string): number {
  const parts = partsOf(instant, zone)
  const local = Date.UTC(Number(parts['year']), Number(parts['month']) - 1, Number(parts['day']),
    Number(parts['hour']), Number(parts['minute']), Number(parts['second']))
  return local - Math.floor(instant / 1000) * 1000
}

/** The instant of a local day and time (`HH:MM`); a time that a clock change skips is taken with the offset before it. */
export function instantOf(day: Day, time: string, zone: string): number {
  const clock = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  if (!clock) throw new RangeError(`not a time: ${time}`)
  const local = numberOf(day) * dayLength + (Number(clock[1]) * 60 + Number(clock[2])) * 60_000
  const earlier = offsetAt(local - dayLength, zone)
  const later = offsetAt(local + dayLength, zone)
  for (const offset of [earlier, later]) if (offsetAt(local - offset, zone) === offset) return local - offset
  return local - earlier
}

/** First instant of a local day, and of the next: `start <= t < end`. */
export function instantsOfDay(day: Day, zone: string): { start: number; end: number } {
  return { start: instantOf(day, '00:00', zone), end: instantOf(addDays(day, 1), '00:00', zone) }
}

const months: Record<Language, readonly string[]> = {
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
}
const nearDays: Record<Language, Readonly<Record<number, string>>> = {
  fr: { [-1]: 'hier', 0: 'aujourd’hui', 1: 'demain' },
  en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
}

/** `12 nov. 2026`; with `today`, the days around it by name. Months are ours so that every ICU writes them alike. */
export function formatDay(day: Day, options: { language: Language; today?: Day }): string {
  const { language, today } = options
  const near = today === undefined ? undefined : nearDays[language][daysBetween(today, day)]
  if (near !== undefined) return near
  numberOf(day)
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return `${language === 'fr' && date === 1 ? '1er' : date} ${months[language][month - 1]} ${year}`
}

/** `aujourd’hui 14:05`, `12 nov. 2026 14:05`, in the zone where it is read. */
export function formatInstant(instant: number, options: { language: Language; zone: string; now?: number }): string {
  const { language, zone, now } = options
  const today = now === undefined ? undefined : dayOfInstant(now, zone)
  const day = formatDay(dayOfInstant(instant, zone), today === undefined ? { language } : { language, today })
  return `${day} ${timeOfInstant(instant, zone)}`
}

/** What a price is for: the whole thing, or one stretch of time. */
export const pricePeriods = ['total', 'month', 'night', 'week', 'year'] as const
export type PricePeriod = (typeof pricePeriods)[number]
export const pricePeriodSchema = z.enum(pricePeriods)

const relativeShape = /^today(?:([+-])(\d{1,4}))?$/

/** A day written out, or relative to the day on which it is read (`today`, `today-7`, `today+30`) as saved views need. */
export type RelativeDay = string

/** Days from today of a relative day; null when the text is none. */
export function relativeDays(text: string): number | null {
  const parts = relativeShape.exec(text)
  if (!parts) return null
  const count = Number(parts[2] ?? 0)
  return parts[1] === '-' && count > 0 ? -count : count
}

/** The day meant by a written or relative day; throws RangeError for any other text. */
export function resolveDay(text: RelativeDay, today: Day): Day {
  const count = relativeDays(text)
  if (count !== null) return addDays(today, count)
  numberOf(text)
  return text
}
