import { fold } from '../../values/fold.ts'
import type { ImportChoices, ImportColumn } from './model-import.ts'
import type { PropertyKind, Transaction } from './model.ts'
import { cleanCell } from './rules-import-cells.ts'
import { guessColumns, guessHeader } from './rules-import-columns.ts'
import type { TableRecord } from './rules-import-table.ts'
import { kindOf } from './rules-import-kinds.ts'
import { transactionOf } from './rules-import-words.ts'

/** What is known of a table before its rows are read: the file's name and its first records (a few hundred are plenty). */
export type TableStart = { fileName: string; records: readonly TableRecord[] }

/** The kind or transaction that most of the telling titles name, when they are many and nearly agree. */
function commonest<T extends string>(texts: readonly string[], read: (text: string) => T | null): T | null {
  const counts = new Map<T, number>()
  let told = 0
  for (const text of texts) {
    const found = read(text)
    if (found === null) continue
    told++
    counts.set(found, (counts.get(found) ?? 0) + 1)
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  return best && told >= 3 && told * 5 >= texts.length && best[1] >= told * 0.7 ? best[0] : null
}

/** Kind and transaction for rows that do not say theirs: from the file's name, else from what most other rows say. */
export function guessDefaults(
  start: TableStart,
  columns: readonly ImportColumn[],
  headerLine: number,
): { kind: PropertyKind | null; transaction: Transaction | null } {
  const name = fold(start.fileName.replace(/\.[^.]*$/, '').replace(/_/g, ' '))
  const title = columns.find((column) => column.target === 'title')?.index
  const titleOf = ({ cells }: TableRecord) => (title === undefined ? '' : fold(cleanCell(cells[title] ?? '').slice(0, 300)))
  const titles = start.records.slice(headerLine).map(titleOf).filter((text) => text !== '')
  const named = kindOf(name)
  return {
    kind: named && !named.weak ? named.kind : commonest(titles, (text) => kindOf(text)?.kind ?? null),
    transaction: transactionOf(name) ?? commonest(titles, transactionOf),
  }
}

/** The columns with the meanings the user gave them; a column he does not name is ignored. */
export function applyMapping(columns: readonly ImportColumn[], mapping: ImportChoices['mapping']): ImportColumn[] {
  return columns.map((column) => ({ ...column, target: mapping[String(column.index)] ?? 'ignore' }))
}

/**
 * Everything that can be guessed about a table, with what the user has already decided kept as it is. `columns` are the
 * guesses with the user's meanings on them; `choices` is complete.
 */
export function guessChoices(
  start: TableStart,
  source: Pick<ImportChoices, 'encoding' | 'delimiter' | 'sheet'>,
  decided: Partial<ImportChoices> = {},
): { choices: ImportChoices; columns: ImportColumn[] } {
  const headerLine = decided.headerLine ?? guessHeader(start.records)
  const header = headerLine === 0 ? [] : start.records[headerLine - 1]?.cells ?? []
  const guessed = guessColumns(header, start.records.slice(headerLine, headerLine + 200))
  const columns = decided.mapping === undefined ? guessed : applyMapping(guessed, decided.mapping)
  const defaults = guessDefaults(start, columns, headerLine)
  const choices: ImportChoices = {
    encoding: decided.encoding ?? source.encoding,
    delimiter: decided.delimiter ?? source.delimiter,
    sheet: decided.sheet ?? source.sheet,
    headerLine,
    mapping: Object.fromEntries(columns.slice(0, 1000).map((column) => [String(column.index), column.target])),
    defaultKind: decided.defaultKind === undefined ? defaults.kind : decided.defaultKind,
    defaultTransaction: decided.defaultTransaction === undefined ? defaults.transaction : decided.defaultTransaction,
    status: decided.status ?? 'available',
    agentId: decided.agentId ?? null,
  }
  return { choices, columns }
}
