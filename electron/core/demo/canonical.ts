import type { Store } from '../../../shared/database/store.ts'
import { business } from '../../../shared/modules/business.ts'
import { dayOfInstant, daysBetween, isDay } from '../../../shared/values/period.ts'
import { zone } from './timeline.ts'

/** Columns that hold an instant, and those that hold a day counted from today. */
const instants = new Set(['createdAt', 'updatedAt', 'deletedAt', 'publishedAt', 'typedAt', 'at', 'statusAt', 'convertedAt', 'completedAt', 'remindAt',
  'doneAt', 'sentAt'])
const days = new Set(['validUntil', 'issuedOn', 'availableFrom', 'day', 'dueOn', 'nextActionOn', 'until'])
/** Different on each computer, or a hash of what holds days; no part of the data. */
const leftOut = new Set(['deviceId', 'inputHash'])

type Rows = readonly Readonly<Record<string, unknown>>[]

/**
 * Rows as text that is equal whenever the data is: tables by name, rows by their text, instants and days as distances
 * from `now` (the day of the demonstration), so that the same seed gives the same text on any day.
 */
export function canonicalExport(tables: Readonly<Record<string, Rows>>, now: number): string {
  const start = Math.floor(now / 86_400_000) * 86_400_000
  const today = dayOfInstant(now, zone)

  function plain(key: string, value: unknown): unknown {
    if (value === null || value === undefined) return null
    // Milliseconds; what is smaller under the same name is the number of a change (`versions`).
    if (typeof value === 'number' && instants.has(key) && value > 100_000_000_000) return `T${value - start}`
    if (typeof value === 'string' && days.has(key) && isDay(value)) return `D${daysBetween(today, value)}`
    // Changes keep their rows as JSON text; what is in them counts as columns too.
    if (typeof value === 'string' && (value.startsWith('{') || value.startsWith('['))) return plain(key,
      parsed(value) ?? { text: value })
    if (Array.isArray(value)) return value.map((one: unknown) => plain(key, one))
    if (typeof value === 'object') return sorted(value)
    return value
  }

  function sorted(row: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(row).filter(([key]) => !leftOut.has(key)).sort(([a], [b]) => (a < b ? -1
      : 1)).map(([key, value]) => [key, plain(key, value)]))
  }

  return Object.keys(tables).sort().map((name) => [`# ${name}`,
    ...tables[name]!.map((row) => JSON.stringify(sorted(row))).sort()].join('\n')).join('\n')
}

/** Everything an agency's people made, with its history, as that text. */
export async function exportStore(store: Store, now: number): Promise<string> {
  const tables: Record<string, Rows> = {}
  for (const name of [...business.entities.keys(),
    'change'] as const) tables[name] = await store.kysely.selectFrom(name as 'property').selectAll().execute()
  return canonicalExport(tables, now)
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    // A description may begin with a bracket.
    return null
  }
}
