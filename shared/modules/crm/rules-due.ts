import { fold } from '../../values/fold.ts'
import { addDays, addMonths, compareDays, isDay, weekdayOf } from '../../values/period.ts'
import type { Day } from '../../values/period.ts'

/** A day as people say it: "demain 10h", "lundi", "12/11", "12 nov. à 9h30", "+3". Both languages are understood whichever is shown. */

export type Due = { day: Day; time: string | null }
/** `impossible`: it is written as a day or an hour, and there is none such (31/02, 25h). `unclear`: it is neither. */
export type DueProblem = 'impossible' | 'unclear'
export type DueReading = { due: Due } | { problem: DueProblem }

const near: Readonly<Record<string, number>> = { 'aujourd hui': 0, aujourdhui: 0, auj: 0, today: 0, demain: 1, tomorrow: 1, 'apres demain': 2 }
/** By what their names begin with, Monday first, as `weekdayOf` counts them. */
const weekdays = [/^(lun|lundi|mon|monday)$/, /^(mar|mardi|tue|tues|tuesday)$/, /^(mer|mercredi|wed|wednesday)$/, /^(jeu|jeudi|thu|thur|thursday)$/, /^(ven|vendredi|fri|friday)$/, /^(sam|samedi|sat|saturday)$/, /^(dim|dimanche|sun|sunday)$/]
const monthNames = [/^jan/, /^(fev|feb)/, /^mar/, /^(avr|apr)/, /^(mai|may)/, /^(juin|jun)/, /^(juil|jul)/, /^(aou|aug)/, /^sep/, /^oct/, /^nov/, /^dec/]

/** @param today the agency's local day. An hour alone is one of today. */
export function readDue(text: string, today: Day): DueReading {
  const hour = hourOf(text.trim())
  if (hour === null) return { problem: 'impossible' }
  const { rest, time } = hour
  const words = fold(rest)
  if (words === '') return time === null ? { problem: 'unclear' } : { due: { day: today, time } }
  const read = dayOf(rest, words, today)
  return 'problem' in read ? read : { due: { day: read.day, time } }
}

/** Takes "à 10h30", "10:30", "9 h" off the end; null where there is no such hour. */
function hourOf(text: string): { rest: string; time: string | null } | null {
  const found = /(?:^|\s)(?:(?:à|a|at)\s*)?(\d{1,2})\s*(?:h|:)\s*(\d{2})?$/i.exec(text)
  if (!found) return { rest: text, time: null }
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)]
  if (hour > 23 || minute > 59) return null
  return { rest: text.slice(0, found.index).trim(), time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` }
}

type DayReading = { day: Day } | { problem: DueProblem }

function dayOf(text: string, words: string, today: Day): DayReading {
  const away = near[words]
  if (away !== undefined) return { day: addDays(today, away) }
  const weekday = weekdays.findIndex((name) => name.test(words))
  if (weekday >= 0) return { day: addDays(today, ((weekday + 1 - weekdayOf(today) + 6) % 7) + 1) }
  const later = /^(?:\+\s*(\d{1,3})|(?:dans|in)\s+(\d{1,3})\s*(jours?|semaines?|mois|days?|weeks?|months?))$/.exec(text.toLowerCase())
  if (later) {
    const count = Number(later[1] ?? later[2])
    const unit = (later[3] ?? 'd')[0]!
    return { day: unit === 'm' ? addMonths(today, count) : addDays(today, unit === 's' || unit === 'w' ? 7 * count : count) }
  }
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(text)) return written(...(text.split('-').map(Number) as [number, number, number]))
  const figures = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?$/.exec(text)
  if (figures) return inYear(Number(figures[1]), Number(figures[2]), figures[3], today)
  const named = /^(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)(?: (\d{4}))?$/.exec(words)
  const month = named ? monthNames.findIndex((name) => name.test(named[2]!)) : -1
  return named && month >= 0 ? inYear(Number(named[1]), month + 1, named[3], today) : { problem: 'unclear' }
}

/** Without a year the next such day is meant. */
function inYear(date: number, month: number, year: string | undefined, today: Day): DayReading {
  if (year !== undefined) return written(year.length === 2 ? 2000 + Number(year) : Number(year), month, date)
  const present = Number(today.slice(0, 4))
  for (let of = present; of <= present + 4; of++) {
    const read = written(of, month, date)
    if ('day' in read && compareDays(read.day, today) >= 0) return read
  }
  return { problem: 'impossible' }
}

function written(year: number, month: number, date: number): DayReading {
  const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  return isDay(day) ? { day } : { problem: 'impossible' }
}
