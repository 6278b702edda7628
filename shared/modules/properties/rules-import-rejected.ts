import { armouredCell } from './rules-import-cells.ts'

/**
 * The file of rows that were not imported: the user's own columns, then the line it came from and why. It opens in a
 * spreadsheet as it is (UTF-8 with its mark, formulas disarmed), and once mended it can be imported again: the two
 * added columns are known and ignored (rules-import-columns.ts).
 */
export type RejectedFile = {
  /** Names of the user's columns; what the file had none for gets its number. */
  columns: readonly string[]
  delimiter: string
  /** What the added columns are called in the reader's language, such as `ligne` and `raison`. */
  names: { line: string; reason: string }
}

function written(cell: string, delimiter: string): string {
  const safe = armouredCell(cell)
  return safe.includes(delimiter) || /["\n\r]/.test(safe) || /^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function line(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => written(cell, delimiter)).join(delimiter)}\r\n`
}

/** The mark and the first line. */
export function rejectedCsvStart(file: RejectedFile): string {
  return `\ufeff${line([...file.columns, file.names.line, file.names.reason], file.delimiter)}`
}

/** One row; cells beyond the columns of the file stay out of the added columns' way by standing behind them. */
export function rejectedCsvRow(file: RejectedFile, row: { cells: readonly string[]; line: number; reason: string }): string {
  const own = file.columns.map((_, index) => row.cells[index] ?? '')
  return line([...own, String(row.line), row.reason, ...row.cells.slice(file.columns.length)], file.delimiter)
}

export function rejectedCsv(
  file: RejectedFile,
  rows: Iterable<{ cells: readonly string[]; line: number; reason: string }>,
): string {
  let text = rejectedCsvStart(file)
  for (const row of rows) text += rejectedCsvRow(file, row)
  return text
}
