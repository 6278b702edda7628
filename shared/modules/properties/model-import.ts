import { z } from 'zod'
import { idSchema } from '../../values/id.ts'
import { kindSchema, statusSchema, transactionSchema } from './model.ts'

/** What a column of a listing file can mean for us. `ignore` columns are kept only in the file of rejected rows. */
export const importTargets = [
  'ignore', 'title', 'description', 'kind', 'transaction', 'price', 'pricePeriod', 'place', 'region', 'commune', 'quartier', 'address', 'landmark',
  'latitude', 'longitude', 'surface', 'landArea', 'rooms', 'bedrooms', 'bathrooms', 'toilets', 'floor', 'yearBuilt', 'furnished', 'titleType',
  'amenities', 'ownerName', 'ownerPhone', 'availableFrom', 'date', 'sourceUrl', 'photoUrl', 'notes', 'reference',
] as const
export const importTargetSchema = z.enum(importTargets)
export type ImportTarget = z.infer<typeof importTargetSchema>

/** Everything the user may correct before importing. */
export const importChoices = z.strictObject({
  encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le', 'utf-16be']),
  delimiter: z.enum([',', ';', '\t', '|']),
  sheet: z.string().max(200).nullable(),
  /** Which row of the table (blank lines not counted) holds the names of the columns, from 1; 0 where the file has none. */
  headerLine: z.int().min(0).max(50),
  /** Column index from 0 -> meaning. A column that is not named is ignored. */
  mapping: z.record(z.string().regex(/^\d{1,3}$/), importTargetSchema),
  /** Used where no column, no title and no address of a page says it. */
  defaultKind: kindSchema.nullable(),
  defaultTransaction: transactionSchema.nullable(),
  status: statusSchema.extract(['draft', 'available']),
  agentId: idSchema.nullable(),
})
export type ImportChoices = z.infer<typeof importChoices>

/** Why a row or a cell is not as it should be. Codes have their words in the catalogues (`import.problem.<code>`). */
export const importProblemCodes = [
  // the row is rejected
  'missing_title', 'missing_kind', 'missing_transaction', 'not_a_listing', 'too_long', 'too_many_cells', 'broken_quotes', 'empty_row', 'refused',
  // the row is set aside
  'duplicate_in_file', 'duplicate_in_agency',
  // imported without that value
  'unreadable_price', 'unlikely_price', 'unreadable_surface', 'unlikely_surface', 'unreadable_number', 'unlikely_number', 'unreadable_date',
  'unreadable_coordinates', 'unreadable_choice', 'bad_phone',
  // imported, but worth a look
  'missing_price', 'surprising_price', 'price_per_metre', 'sale_by_price', 'rent_by_price', 'unknown_place', 'formula', 'same_owner',
] as const
export type ImportProblemCode = (typeof importProblemCodes)[number]

/** `error` rejects the row, `warning` imports it (the words of the code say whether without the value), `duplicate` sets it aside. */
export type ImportProblem = {
  /** Line of the file on which the row begins, from 1; row number in a workbook. */
  line: number
  /** Name of the column as the file says it; null when it is about the whole row. */
  column: string | null
  code: ImportProblemCode
  severity: 'error' | 'warning' | 'duplicate'
  /** What the file says there, at most 200 characters. */
  value: string | null
  params: Record<string, string | number>
}

export type ImportColumn = { index: number; name: string; target: ImportTarget; certainty: 'sure' | 'likely' | 'guess'; examples: string[] }

export type ImportPreview = {
  fileName: string
  sheets: string[]
  choices: ImportChoices
  columns: ImportColumn[]
  /** Rows in the whole file, the header and what stands before it not counted. */
  rows: number
  /** How many of them, from the first, were looked at for `counts`, `sample` and `problems`: a very large file is not read twice. */
  judged: number
  /** First rows as they will be, beside what the file says. */
  sample: { line: number; cells: string[]; values: Record<string, unknown> | null; problems: ImportProblem[] }[]
  counts: { ready: number; duplicates: number; rejected: number; warnings: number }
  /** At most 500, the worst first; the counts are of all. */
  problems: ImportProblem[]
}

export type ImportReport = {
  batchId: string
  state: 'done' | 'cancelled'
  rows: number
  imported: number
  duplicates: number
  rejected: number
  /** Rows not reached because the import was cancelled. */
  notReached: number
  problems: ImportProblem[]
}
