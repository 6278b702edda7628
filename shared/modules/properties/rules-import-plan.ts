import { parsePhone } from '../../values/phone.ts'
import type { ImportChoices, ImportColumn, ImportProblem } from './model-import.ts'
import { importRow } from './model-inputs.ts'
import type { ImportRow } from './model-inputs.ts'
import { createRepeatFinder } from './rules-import-repeats.ts'
import { createRowReader } from './rules-import-row.ts'
import { isPlaceholderPhone } from './rules-import-values.ts'
import type { ImportContext } from './rules-import-row.ts'
import type { TableRecord } from './rules-import-table.ts'

/**
 * A row that is not imported, with the user's own cells, for the file he can mend. `row` is there where it could be
 * imported all the same.
 */
export type SetAsideRow = { line: number; cells: string[]; row: ImportRow | null; problems: ImportProblem[] }

export type PlannedRow = SetAsideRow & { outcome: 'ready' | 'duplicate' | 'rejected' }

/** Some rows of a file, each in exactly one of the three lists: `rows` = ready + duplicates + rejected. */
export type ImportChunk = {
  rows: number
  ready: ImportRow[]
  /** The user's own cells of each ready row, for what turns out later not to fit. */
  readyCells: string[][]
  duplicates: SetAsideRow[]
  rejected: SetAsideRow[]
  /** Of all these rows, in the order of the file. */
  problems: ImportProblem[]
}

/** One command takes at most this many rows, and its envelope at most 256 kB (architecture §5). */
export const chunkRows = 200
export const chunkCharacters = 180_000

export type ImportPlanner = {
  /** Records must come in the order of the file, the header first. Answers what became of the rows that are now certain. */
  push(record: TableRecord): PlannedRow[]
}

/**
 * Judges the rows of one file, one after the other: what each becomes, and which repeat an earlier one. Nothing is ever
 * left out: every record after the header becomes exactly one planned row, except an unbroken run of records without a
 * single filled cell at the very end, which spreadsheets leave behind.
 */
export function createPlanner(
  columns: readonly ImportColumn[],
  choices: Pick<ImportChoices, 'headerLine' | 'defaultKind' | 'defaultTransaction'>,
  context: ImportContext,
): ImportPlanner {
  const read = createRowReader(columns, choices, context)
  const repeats = createRepeatFinder()
  let seen = 0
  let blank: TableRecord[] = []

  function judge(given: TableRecord): PlannedRow {
    const record = { ...given, cells: given.cells.map(readable) }
    const { line, cells } = record
    const { row, problems } = read(record)
    if (row === null) return { line, cells, outcome: 'rejected', row: null, problems }
    const checked = importRow.safeParse(row)
    if (!checked.success) {
      const field = checked.error.issues[0]?.path.join('.') ?? ''
      problems.push({ line, column: null, code: 'refused', severity: 'error', value: null, params: { field } })
      return { line, cells, outcome: 'rejected', row: null, problems }
    }
    const phone = row.owner?.phone ? parsePhone(row.owner.phone)?.e164 : undefined
    const { repeat, sameOwner } = repeats.check(row, phone === undefined || isPlaceholderPhone(phone) ? [] : [phone])
    if (repeat) {
      problems.push({
        line, column: null, code: 'duplicate_in_file', severity: 'duplicate', value: row.values.title.slice(0, 200),
        params: { first: repeat.line },
      })
      return { line, cells, outcome: 'duplicate', row, problems }
    }
    if (sameOwner !== null) problems.push({
      line, column: null, code: 'same_owner', severity: 'warning', value: row.owner?.phone ?? null, params: { first: sameOwner },
    })
    return { line, cells, outcome: 'ready', row, problems }
  }

  return {
    push(record) {
      seen++
      if (seen <= choices.headerLine) return []
      if (!record.broken && record.cells.every((cell) => cell.trim() === '')) {
        blank.push(record)
        return []
      }
      const due = blank
      blank = []
      return [...due.map(judge), judge(record)]
    },
  }
}

/** Signs that no text has and no database keeps (NUL, halves of a letter): what is left of a file damaged on its way. */
function readable(cell: string): string {
  return /[\0\ud800-\udfff]/.test(cell) ? cell.replaceAll('\0', '').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd') : cell
}

export function emptyChunk(): ImportChunk {
  return { rows: 0, ready: [], readyCells: [], duplicates: [], rejected: [], problems: [] }
}

/** Gathers planned rows into chunks that fit one command each. `add` answers the chunk that is full. */
export function createChunker(): { add(planned: PlannedRow): ImportChunk | null; rest(): ImportChunk | null } {
  let chunk = emptyChunk()
  let characters = 0
  const take = (): ImportChunk => {
    const full = chunk
    chunk = emptyChunk()
    characters = 0
    return full
  }
  return {
    add(planned) {
      const { line, cells, outcome, row, problems } = planned
      const weight = row === null ? 0 : charactersOf(row)
      const full = chunk.rows >= chunkRows || (chunk.rows > 0 && characters + weight > chunkCharacters) ? take() : null
      chunk.rows++
      characters += weight
      chunk.problems.push(...problems)
      if (outcome === 'ready') {
        chunk.ready.push(row!)
        chunk.readyCells.push(cells)
      }
      else if (outcome === 'duplicate') chunk.duplicates.push({ line, cells, row, problems })
      else chunk.rejected.push({ line, cells, row: null, problems })
      return full
    },
    rest: () => (chunk.rows === 0 ? null : take()),
  }
}

/** About the length of a row written as JSON: texts counted at twice their letters, since accents take two bytes. */
function charactersOf(row: ImportRow): number {
  let count = 600
  for (const value of Object.values(row.values)) if (typeof value === 'string') count += value.length * 2
  return count
}

/** A whole table, chunk by chunk: every row of it in exactly one list, `rows` adding up to the rows of the file. */
export function* planImport(
  records: Iterable<TableRecord>,
  columns: readonly ImportColumn[],
  choices: Pick<ImportChoices, 'headerLine' | 'defaultKind' | 'defaultTransaction'>,
  context: ImportContext,
): Generator<ImportChunk> {
  const planner = createPlanner(columns, choices, context)
  const chunker = createChunker()
  for (const record of records) {
    for (const planned of planner.push(record)) {
      const full = chunker.add(planned)
      if (full) yield full
    }
  }
  const rest = chunker.rest()
  if (rest) yield rest
}
