import { sql } from 'kysely'
import type { Expression, ExpressionBuilder, RawBuilder, SqlBool } from 'kysely'
import { AppError } from '../values/error.ts'
import type { Filter, FilterField } from '../values/filter.ts'
import { checkFilters } from '../values/filter.ts'
import { fold } from '../values/fold.ts'
import { addDays, instantsOfDay, resolveDay } from '../values/period.ts'
import { quartiersWithin } from '../values/place.ts'

/** Who reads, and when: what `me` and `today-7` mean in a filter. */
export type FilterReader = { memberId: string | null; today: string; zone: string }

// oxlint-disable-next-line typescript/no-explicit-any -- a builder over whichever table the list keeps
type Builder = ExpressionBuilder<any, any>

/**
 * Checked filters as one condition on the columns of `table`, a list's narrow one (a field is the column of the same name).
 * Something that is not known is neither this nor that: `isNot` and `notIn` keep rows without a value.
 */
export function filterCondition(
  builder: Builder, table: string, filters: readonly Filter[], fields: readonly FilterField[], reader: FilterReader,
): Expression<SqlBool> {
  checkFilters(filters, fields)
  return builder.and(filters.map((filter) => condition(builder, table, filter, fields.find((field) => field.name === filter.field)!, reader)))
}

function condition(builder: Builder, table: string, { operator, value }: Filter, field: FilterField, reader: FilterReader): Expression<SqlBool> {
  // The list may be joined with tables that have columns of the same names.
  const column = `${table}.${field.name}`
  if (operator === 'isEmpty') return builder(column, 'is', null)
  if (operator === 'isNotEmpty') return builder(column, 'is not', null)
  if (field.kind === 'day' || field.kind === 'instant') return moment(builder, column, operator, value as string | string[], field.kind, reader)
  if (field.kind === 'place' && operator !== 'contains') {
    // Sacré-Cœur means Sacré-Cœur 1 to 3 as well, wanted or not.
    const names = [...new Set((Array.isArray(value) ? value : [value]).map(String).flatMap((name) => quartiersWithin(name)))]
    return operator === 'is' || operator === 'in' ? builder(column, 'in', names) : builder.or([builder(column, 'not in', names), builder(column, 'is', null)])
  }
  const plain = (one: unknown): unknown => {
    if (field.kind === 'member' && one === 'me') return reader.memberId
    if (typeof one === 'boolean') return Number(one)
    // PostgreSQL takes a bare 2.5 beside a whole column for a badly written whole number.
    return typeof one === 'number' && !Number.isSafeInteger(one) ? sql<number>`cast(${one} as double precision)` : one
  }
  switch (operator) {
    case 'is':
      return builder(column, '=', plain(value))
    case 'isNot':
      return builder.or([builder(column, '!=', plain(value)), builder(column, 'is', null)])
    case 'in':
      return builder(column, 'in', (value as unknown[]).map(plain))
    case 'notIn':
      return builder.or([builder(column, 'not in', (value as unknown[]).map(plain)), builder(column, 'is', null)])
    case 'atLeast':
      return builder(column, '>=', plain(value))
    case 'atMost':
      return builder(column, '<=', plain(value))
    case 'between': {
      const [low, high] = value as [number, number]
      return builder.and([builder(column, '>=', plain(low)), builder(column, '<=', plain(high))])
    }
    case 'contains':
      // What is typed is folded to letters and digits: nothing of LIKE is left in it.
      return sql<SqlBool>`${withoutAccents(column)} like ${`%${fold(String(value))}%`}`
    case 'since':
    case 'before':
      throw new AppError('invalid_input', { field: column.split('.').at(-1), reason: 'operator', operator })
  }
}

const plainLetters = { a: 'àâäáãåÀÂÄÁÃÅ', c: 'çÇ', e: 'éèêëÉÈÊË', i: 'îïíìÎÏÍÌ', n: 'ñÑ', o: 'ôöóòõÔÖÓÒÕ', u: 'ùûüúÙÛÜÚ', oe: 'œŒ', ae: 'æÆ', ' ': '-\'’' }

/** The nearest that both databases come to `fold`: neither lowers an É, and neither has the other's functions. */
function withoutAccents(column: string): RawBuilder<string> {
  let text = sql<string>`lower(${sql.ref(column)})`
  for (const [plain, letters] of Object.entries(plainLetters)) for (const letter of letters) text = sql<string>`replace(${text}, ${sql.lit(letter)}, ${sql.lit(plain)})`
  return text
}

/** Days are local days of the agency; an instant lies in a day from its midnight to the next. */
function moment(builder: Builder, column: string, operator: Filter['operator'], value: string | string[], kind: 'day' | 'instant', reader: FilterReader): Expression<SqlBool> {
  const start = (day: string): string | number => (kind === 'day' ? day : instantsOfDay(day, reader.zone).start)
  const dayOf = (text: string): string => resolveDay(text, reader.today)
  const from = (text: string) => builder(column, '>=', start(dayOf(text)))
  const until = (text: string) => builder(column, '<', start(addDays(dayOf(text), 1)))
  switch (operator) {
    case 'since':
      return from(value as string)
    case 'before':
      return builder(column, '<', start(dayOf(value as string)))
    case 'is':
      return builder.and([from(value as string), until(value as string)])
    case 'between':
      return builder.and([from(value[0]!), until(value[1]!)])
    default:
      throw new AppError('invalid_input', { field: column.split('.').at(-1), reason: 'operator', operator })
  }
}
