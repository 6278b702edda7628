import type { QueryContext } from '../../command/query.ts'
import type { PropertyListRow } from './model-views.ts'
import { propertyPage } from './queries-list.ts'
import type { SortedListInput } from './queries-list.ts'

/** At most this many rows leave in one file: what a spreadsheet opens without pain. */
const mostRows = 100_000
const pageOf = 500

/**
 * What is filtered, as CSV for spreadsheets: UTF-8 with BOM, semicolons (as French Excel expects), and cells that could run
 * as a formula disarmed by an apostrophe.
 */
export async function exportProperties(ctx: QueryContext, input: SortedListInput & { columns: readonly string[]; language: 'fr' | 'en' }, headings: (column: string) => string): Promise<{ name: string; text: string }> {
  const lines = [input.columns.map((column) => cell(headings(column))).join(';')]
  for (let offset = 0; offset < mostRows; offset += pageOf) {
    const { rows } = await propertyPage(ctx, { ...input, offset, limit: pageOf })
    for (const row of rows) lines.push(input.columns.map((column) => cell(row[column as keyof PropertyListRow])).join(';'))
    if (rows.length < pageOf) break
  }
  return { name: input.language === 'fr' ? 'biens.csv' : 'properties.csv', text: `\uFEFF${lines.join('\r\n')}\r\n` }
}

function cell(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return ''
  const text = String(value)
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
