import { z } from 'zod'
import type { MessageKey, Translate } from '../language/index.ts'
import { AppError } from './error.ts'
import { formatMoney, parseAmount, type Currency, type Language } from './money.ts'
import { formatDay, isDay, relativeDays } from './period.ts'

/**
 * The one filter language of lists, saved views, REST and alerts (architecture §5). It knows nothing of columns: each
 * list offers its `FilterField`s, and one compiler (shared/database) turns checked filters into SQL.
 */
export const filterOperators = [
  'is', 'isNot', 'in', 'notIn', 'atLeast', 'atMost', 'between', 'contains', 'isEmpty', 'isNotEmpty', 'since', 'before',
] as const
export type FilterOperator = (typeof filterOperators)[number]

const single = z.union([z.string().max(200), z.number(), z.boolean()])

/**
 * `value` by operator: none for isEmpty and isNotEmpty; a list for in and notIn; `[low, high]`, both included, for
 * between; else one value. Amounts are integer minor units; days `YYYY-MM-DD` or relative (`today-7`); `since` a day
 * includes it, `before` does not; a member is an id, or `me` for whoever reads.
 */
export const filterSchema = z.object({
  field: z.string().min(1).max(64),
  operator: z.enum(filterOperators),
  value: z.union([single, z.array(z.union([z.string().max(200), z.number()])).max(100)]).nullish(),
})
export type Filter = z.infer<typeof filterSchema>
export type FilterValue = NonNullable<Filter['value']>

export const maxFilters = 20
export const filtersSchema = z.array(filterSchema).max(maxFilters)

export const sortSchema = z.object({ field: z.string().min(1).max(64), direction: z.enum(['asc', 'desc']) })
export type Sort = z.infer<typeof sortSchema>

export const filterKinds = ['enum', 'number', 'amount', 'text', 'day', 'instant', 'flag', 'member', 'place'] as const
export type FilterKind = (typeof filterKinds)[number]

export type FilterField = {
  readonly name: string
  readonly kind: FilterKind
  /** Key of its name in the catalogues. */
  readonly label: string
  /** The values of an enum. */
  readonly options?: readonly string[]
  /** Where the words of the options stand in the catalogues: those of `villa` are at `<optionLabels>.villa`. */
  readonly optionLabels?: string
  /** What stands behind a number (`m²`), or the currency of an amount (XOF when not said). */
  readonly unit?: string
}

const choice = ['is', 'isNot', 'in', 'notIn', 'isEmpty', 'isNotEmpty'] as const
const quantity = ['is', 'isNot', 'in', 'notIn', 'atLeast', 'atMost', 'between', 'isEmpty', 'isNotEmpty'] as const
const moment = ['is', 'since', 'before', 'between', 'isEmpty', 'isNotEmpty'] as const

export const operatorsOf: Readonly<Record<FilterKind, readonly FilterOperator[]>> = {
  enum: choice,
  member: choice,
  place: [...choice, 'contains'],
  text: [...choice, 'contains'],
  number: quantity,
  amount: quantity,
  day: moment,
  instant: moment,
  flag: ['is'],
}

function fits(value: unknown, field: FilterField): boolean {
  switch (field.kind) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'amount':
      return Number.isSafeInteger(value)
    case 'flag':
      return typeof value === 'boolean'
    case 'day':
    case 'instant':
      return typeof value === 'string' && (isDay(value) || relativeDays(value) !== null)
    case 'enum':
      return typeof value === 'string' && (field.options?.includes(value) ?? value !== '')
    case 'text':
    case 'place':
    case 'member':
      return typeof value === 'string' && value.trim() !== ''
  }
}

function isOrdered(low: string | number | undefined, high: string | number | undefined): boolean {
  if (low === undefined || high === undefined) return false
  // a written and a relative day cannot be compared without knowing today
  if (typeof low === 'string' && typeof high === 'string') {
    const [from, to] = [relativeDays(low), relativeDays(high)]
    if (from !== null && to !== null) return from <= to
    return from !== null || to !== null || low <= high
  }
  return low <= high
}

export type FilterProblem = 'unknown_field' | 'operator' | 'value'

/** What is wrong with one filter, or null. */
export function filterProblem(filter: Filter, field: FilterField | undefined): FilterProblem | null {
  if (!field) return 'unknown_field'
  const { operator, value } = filter
  if (!operatorsOf[field.kind].includes(operator)) return 'operator'
  if (operator === 'isEmpty' || operator === 'isNotEmpty') return value === undefined || value === null ? null : 'value'
  if (operator === 'in' || operator === 'notIn') {
    return Array.isArray(value) && value.length > 0 && value.every((one) => fits(one, field)) ? null : 'value'
  }
  if (operator === 'between') {
    const pair = Array.isArray(value) && value.length === 2 && value.every((one) => fits(one, field))
    return pair && isOrdered(value[0], value[1]) ? null : 'value'
  }
  return fits(value, field) ? null : 'value'
}

/** Gives the filters back when each fits its field; else throws `invalid_input` naming the field and what is wrong. */
export function checkFilters(filters: readonly Filter[], fields: readonly FilterField[]): readonly Filter[] {
  if (filters.length > maxFilters) throw new AppError('invalid_input', { field: 'filters', reason: 'too_many', max: maxFilters })
  for (const filter of filters) {
    const problem = filterProblem(filter, fields.find((field) => field.name === filter.field))
    if (problem) throw new AppError('invalid_input', { field: filter.field, reason: problem, operator: filter.operator })
  }
  return filters
}

/** Throws `invalid_input` when the list does not sort by that field. */
export function checkSort(sort: Sort, sortable: readonly string[]): Sort {
  if (!sortable.includes(sort.field)) throw new AppError('invalid_input', { field: sort.field, reason: 'not_sortable' })
  return sort
}

/** Words of a value that only the reader knows: the name of a member, of an import. Null when not known. */
export type FilterNames = (value: string, field: FilterField) => string | null

/** Labels come as data; that each is in the catalogues is tested where the fields are declared. */
const asKey = (key: string) => key as MessageKey

function valueInWords(
  value: string | number | boolean, field: FilterField, translate: Translate, language: Language, names?: FilterNames,
): string {
  switch (field.kind) {
    case 'amount': {
      const money = { amount: value as number, currency: (field.unit ?? 'XOF') as Currency }
      const short = formatMoney(money, { language, short: true })
      return parseAmount(short, money.currency) === money.amount ? short : formatMoney(money, { language })
    }
    case 'number': {
      const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value as number)
      return field.unit === undefined ? number : `${number}\u00a0${field.unit}`
    }
    case 'flag':
      return translate(value === true ? 'filter.yes' : 'filter.no')
    case 'day':
    case 'instant': {
      const days = relativeDays(String(value))
      if (days === null) return formatDay(String(value), { language })
      if (days === 0) return translate('filter.today')
      return translate(days < 0 ? 'filter.days_ago' : 'filter.in_days', { count: Math.abs(days) })
    }
    case 'enum':
      return names?.(String(value), field)
        ?? (field.optionLabels === undefined ? String(value) : translate(asKey(`${field.optionLabels}.${String(value)}`)))
    case 'member':
      return value === 'me' ? translate('filter.me') : (names?.(String(value), field) ?? translate('filter.someone'))
    case 'text':
    case 'place':
      return names?.(String(value), field) ?? String(value)
  }
}

const sentences = {
  is: 'filter.is', isNot: 'filter.is_not', in: 'filter.is', notIn: 'filter.is_not', atLeast: 'filter.at_least',
  atMost: 'filter.at_most',
  between: 'filter.between', contains: 'filter.contains', isEmpty: 'filter.is_empty', isNotEmpty: 'filter.is_not_empty',
  since: 'filter.since', before: 'filter.before',
} as const satisfies Record<FilterOperator, MessageKey>

/** `Prix ≤ 150 M`, `Quartier : Almadies, Ngor`. The filter must have passed `checkFilters`. */
export function filterInWords(
  filter: Filter, field: FilterField, translate: Translate, language: Language, names?: FilterNames,
): string {
  const label = translate(asKey(field.label))
  const values = Array.isArray(filter.value) ? filter.value : [filter.value ?? []].flat()
  const words = values.map((value) => valueInWords(value, field, translate, language, names))
  if (filter.operator === 'between') return translate('filter.between', { label, low: words[0], high: words[1] })
  return translate(sentences[filter.operator], { label, value: words.join(', ') })
}
