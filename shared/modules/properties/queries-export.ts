import type { QueryContext } from '../../command/query.ts'
import type { MessageKey, Translate } from '../../language/index.ts'
import { currencyDecimals } from '../../values/money.ts'
import type { Currency } from '../../values/money.ts'
import { AppError } from '../../values/error.ts'
import { dayOfInstant } from '../../values/period.ts'
import { readerOf } from '../auth/index.ts'
import type { PropertyListRow } from './model-views.ts'
import { property } from './model.ts'
import { idsOf, listInOrder, listRows } from './queries-list.ts'
import type { SortedListInput } from './queries-list.ts'
import { pricePerSquareMetre } from './rules.ts'

/** At most this many rows leave in one file: what a spreadsheet opens without pain. */
const mostRows = 100_000
const pageOf = 500

type ExportInput = SortedListInput & { ids?: readonly string[] | null; columns: readonly string[]; language: 'fr' | 'en' }

/**
 * What is filtered, or only the rows of `ids`, as CSV for spreadsheets: UTF-8 with BOM, semicolons (as French Excel
 * expects), in words as on the screen, and cells that could run as a formula disarmed by an apostrophe.
 */
export async function exportProperties(ctx: QueryContext, input: ExportInput, t: Translate): Promise<{ name: string; text: string }> {
  const unknown = input.columns.filter((column) => !isColumn(column))
  if (unknown.length) throw new AppError('invalid_input', { field: 'columns', unknown })
  const { zone } = await readerOf(ctx)
  const lines = [input.columns.map((column) => cell(heading(column, t))).join(';')]
  const add = (rows: readonly PropertyListRow[]) => {
    for (const row of rows) lines.push(input.columns.map((column) => cell(inWords(row, column, t, zone))).join(';'))
  }
  if (input.ids) {
    for (let start = 0; start < input.ids.length; start += pageOf) add(await listRows(ctx, input.ids.slice(start, start + pageOf)))
  } else {
    const numbers = await listInOrder(ctx, input)
    for (let offset = 0; offset < Math.min(numbers.length, mostRows); offset += pageOf) {
      add(await listRows(ctx, await idsOf(ctx, numbers.slice(offset, offset + pageOf))))
      await ctx.pause()
    }
  }
  return { name: input.language === 'fr' ? 'biens.csv' : 'properties.csv', text: `\uFEFF${lines.join('\r\n')}\r\n` }
}

/** Columns of the list that are no field of a property. */
const otherHeadings: Readonly<Record<string, MessageKey>> = {
  agentName: 'property.agent', ownerName: 'property.owner', photoCount: 'property.photos', pricePerSquareMetre: 'property.pricePerSquareMetre', createdAt: 'property.createdAt', updatedAt: 'property.updatedAt',
}

function isColumn(column: string): boolean {
  return Object.hasOwn(property.fields, column) || Object.hasOwn(otherHeadings, column)
}

function heading(column: string, t: Translate): string {
  const label = (property.fields as Record<string, { label: string }>)[column]?.label ?? otherHeadings[column]
  return t(label as MessageKey)
}

const worded: Readonly<Record<string, string>> = {
  kind: 'property.kinds', transaction: 'property.transactions', status: 'property.statuses', pricePeriod: 'property.pricePeriods', furnished: 'property.furnishings',
  titleType: 'property.titleTypes',
}

/** A value as a person reads it; numbers stay numbers, amounts in whole units of their currency. */
function inWords(row: PropertyListRow, column: string, t: Translate, zone: string): unknown {
  const value = column === 'pricePerSquareMetre' ? pricePerSquareMetre(row) : row[column as keyof PropertyListRow]
  if (value === null || value === undefined || typeof value === 'object') return null
  const words = worded[column]
  if (words) return t(`${words}.${String(value)}` as MessageKey)
  if (typeof value === 'boolean') return t(value ? 'common.answer.yes' : 'common.answer.no')
  if (typeof value === 'number' && column.endsWith('At')) return dayOfInstant(value, zone)
  if (typeof value === 'number' && column.startsWith('price')) return value / 10 ** (currencyDecimals[row.priceCurrency as Currency] ?? 0)
  return value
}

function cell(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return ''
  const text = String(value)
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
