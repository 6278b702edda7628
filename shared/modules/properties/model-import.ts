import { z } from 'zod'
import { idSchema } from '../../values/id.ts'
import { kindSchema, statusSchema, transactionSchema } from './model.ts'

/** What a column of a listing file can mean for us. */
export const importTargets = [
  'ignore', 'title', 'description', 'kind', 'transaction', 'price', 'pricePeriod', 'place', 'region', 'commune', 'quartier', 'address', 'landmark',
  'latitude', 'longitude', 'surface', 'landArea', 'rooms', 'bedrooms', 'bathrooms', 'toilets', 'floor', 'yearBuilt', 'furnished', 'titleType',
  'amenities', 'ownerName', 'ownerPhone', 'availableFrom', 'date', 'sourceUrl', 'photoUrl', 'notes', 'reference',
] as const
export const importTargetSchema = z.enum(importTargets)
export type ImportTarget = z.infer<typeof importTargetSchema>

/** Everything the user may correct before importing. */
export const importChoices = z.strictObject({
  encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le']),
  delimiter: z.enum([',', ';', '\t', '|']),
  sheet: z.string().max(200).nullable(),
  headerLine: z.int().min(0).max(50),
  /** Column index -> meaning. */
  mapping: z.record(z.string().regex(/^\d{1,3}$/), importTargetSchema),
  /** Used where no column and no title says it. */
  defaultKind: kindSchema.nullable(),
  defaultTransaction: transactionSchema.nullable(),
  status: statusSchema.extract(['draft', 'available']),
  agentId: idSchema.nullable(),
})
export type ImportChoices = z.infer<typeof importChoices>

/** Why a row or a cell is not as it should be. Codes have their words in the catalogues (`import.problem.<code>`). */
export const importProblemCodes = [
  'missing_title', 'missing_kind', 'missing_transaction', 'missing_price', 'unreadable_price', 'unlikely_price', 'unreadable_surface', 'unlikely_surface',
  'unreadable_number', 'unlikely_number', 'unknown_place', 'unreadable_date', 'unreadable_coordinates', 'bad_phone', 'formula', 'too_long', 'duplicate_in_file', 'duplicate_in_agency',
  'empty_row', 'too_many_cells', 'refused',
] as const
export type ImportProblemCode = (typeof importProblemCodes)[number]

/** `error` rejects the row, `warning` imports it without that value, `duplicate` sets it aside. `line` counts from 1 in the file. */
export type ImportProblem = {
  line: number
  column: string | null
  code: ImportProblemCode
  severity: 'error' | 'warning' | 'duplicate'
  value: string | null
  params: Record<string, string | number>
}

export type ImportColumn = { index: number; name: string; target: ImportTarget; certainty: 'sure' | 'likely' | 'guess'; examples: string[] }

export type ImportPreview = {
  fileName: string
  sheets: string[]
  choices: ImportChoices
  columns: ImportColumn[]
  rows: number
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
