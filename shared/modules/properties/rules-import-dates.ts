import { fold } from '../../values/fold.ts'
import { addDays, isDay, weekdayOf } from '../../values/period.ts'
import type { Day } from '../../values/period.ts'
import { isSilent, unreadable } from './rules-import-cells.ts'
import type { Read } from './rules-import-cells.ts'

const months = ['jan', 'fev', 'mar', 'avr', 'mai', 'jui', 'jul', 'aou', 'sep', 'oct', 'nov', 'dec']
const englishMonths: Readonly<Record<string, number>> = { feb: 2, apr: 4, may: 5, jun: 6, aug: 8 }
const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']
const englishWeekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function monthOf(word: string): number | null {
  if (word.startsWith('juil') || word.startsWith('july')) return 7
  if (word.startsWith('juin') || word.startsWith('june')) return 6
  const start = word.slice(0, 3)
  const index = months.indexOf(start)
  return index >= 0 ? index + 1 : englishMonths[start] ?? null
}

function day(year: number, month: number, date: number): Read<Day> {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  return isDay(text) ? text : unreadable
}

function fullYear(text: string): number {
  const year = Number(text)
  return text.length === 2 ? year + (year > 70 ? 1900 : 2000) : year
}

/**
 * The day a listing site or a person wrote: `14. janv., 07:38` (the last such day up to `today`), `7. déc. '24, 21:43`,
 * `Hier, 22:43`, `lundi, 12:24` (the last one before `today`), `31/12/2024`, `2024-12-31`, `12 mars 2024`. The time of
 * day is not kept: it serves nobody.
 */
export function readDay(cell: string, today: Day): Read<Day> {
  if (isSilent(cell)) return null
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(cell)
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ ,].*)?$/.exec(cell)
  // days first, as everywhere here
  if (numeric) return day(fullYear(numeric[3]!), Number(numeric[2]), Number(numeric[1]))
  const words = fold(cell).replace(/\b\d{1,2}(?: |h)\d{2}(?: \d{2})?$/, '').trim()
  if (/^(?:hier|yesterday)\b/.test(words)) return addDays(today, -1)
  if (/^(?:avant hier)\b/.test(words)) return addDays(today, -2)
  if (/^(?:aujourd hui|today)\b/.test(words)) return today
  const first = words.split(' ')[0] ?? ''
  const weekday = Math.max(weekdays.indexOf(first), englishWeekdays.indexOf(first)) + 1
  if (weekday > 0 && !/\d/.test(words)) return addDays(today, -(((weekdayOf(today) - weekday + 6) % 7) + 1))
  const written = /(?:^|\s)(\d{1,2})(?:er|st|nd|rd|th)? (\p{L}{3,})(?: (\d{4}|\d{2}))?$/u.exec(words)
  const month = written && monthOf(written[2]!)
  if (!written || !month) return unreadable
  if (written[3] !== undefined) return day(fullYear(written[3]), month, Number(written[1]))
  const year = Number(today.slice(0, 4))
  const thisYear = day(year, month, Number(written[1]))
  return typeof thisYear === 'string' && thisYear <= today ? thisYear : day(year - 1, month, Number(written[1]))
}
