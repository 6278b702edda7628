import { fold } from '../../values/fold.ts'
import type { ImportColumn, ImportTarget } from './model-import.ts'
import { cleanCell, isSilent } from './rules-import-cells.ts'
import { contradicts, looksLikeTitles, targetOfContent } from './rules-import-column-contents.ts'
import { targetOfName } from './rules-import-column-names.ts'
import type { TableRecord } from './rules-import-table.ts'

/**
 * Which of the first rows holds the names of the columns: the one with most names that we know, else the first when it
 * alone is without figures; 0 when there is none. As in `ImportChoices.headerLine`.
 */
export function guessHeader(rows: readonly TableRecord[]): number {
  let best = 0
  let most = 0
  for (const [index, row] of rows.slice(0, 15).entries()) {
    const filled = row.cells.filter((cell) => cell.trim() !== '')
    const known = filled.filter((cell) => cell.length <= 60 && targetOfName(cleanCell(cell)) !== null).length
    if (known > most && (known >= 2 || known === filled.length) && known * 4 >= filled.length) {
      most = known
      best = index + 1
    }
  }
  if (best > 0) return best
  const [first, ...others] = rows.slice(0, 10)
  return first && others.length > 0 && isAllWords(first) && !others.some(isAllWords) ? 1 : 0
}

function isAllWords(row: TableRecord): boolean {
  return row.cells.every((cell) => cell.trim() !== '' && cell.length <= 60 && !/\d/.test(cell))
}

/** Meanings that several columns may share: their cells are put together. */
const shareable: ReadonlySet<ImportTarget> = new Set(['ignore', 'amenities', 'notes', 'photoUrl'])
/** When two columns claim one meaning, where the other may still go. */
const second: Partial<Record<ImportTarget, ImportTarget>> = { place: 'address', description: 'notes', quartier: 'place' }
const judgedRows = 50

/**
 * What each column means, from its name (`header`) and its first cells (`rows`, without the header). Every meaning is
 * given to one column only, the surest; a column nobody understands is `ignore`.
 */
export function guessColumns(header: readonly string[], rows: readonly TableRecord[]): ImportColumn[] {
  const first = rows.slice(0, judgedRows)
  const guesses = Array.from({ length: widthOf(header, first) }, (_, index) => guessColumn(index, header[index] ?? '', first))
  settle(guesses)
  const columns = guesses.map(({ column }) => column)
  const has = (target: ImportTarget) => columns.some((column) => column.target === target)
  // an address beside a quartier is an address; alone it is where the place is told
  const place = columns.find((column) => column.target === 'place')
  if (place && has('quartier') && /^(?:adresse|address)/.test(fold(place.name))) place.target = 'address'
  if (!has('title')) {
    const spare = guesses.filter(({ column }) => column.target === 'ignore' && column.certainty !== 'sure')
    const free = spare.find(({ cells }) => looksLikeTitles(cells))
    if (free) Object.assign(free.column, { target: 'title', certainty: 'guess' })
  }
  return columns
}

type Guess = { column: ImportColumn; cells: readonly string[]; score: number }

function guessColumn(index: number, heading: string, rows: readonly TableRecord[]): Guess {
  const name = cleanCell(heading).replace(/\n/g, ' ').slice(0, 200)
  const cells = rows.map((row) => cleanCell(row.cells[index] ?? '')).filter((cell) => !isSilent(cell))
  const promised = name === '' ? null : targetOfName(name)
  const named = promised && !contradicts(promised.target, cells) ? promised : null
  const seen = named ? null : targetOfContent(cells)
  const column: ImportColumn = {
    index,
    name: name === '' ? `#${index + 1}` : name,
    target: named?.target ?? seen ?? 'ignore',
    certainty: named?.sure ? 'sure' : named || (!seen && name !== '') ? 'likely' : 'guess',
    examples: [...new Set(cells)].slice(0, 3).map((cell) => cell.slice(0, 120)),
  }
  const trust = named?.sure ? 3 : named ? 2 : 1
  return { column, cells, score: trust + Math.min(cells.length / judgedRows, 0.9) }
}

/** As many as the header names, and those beyond that many rows fill: a cell too many in one row is that row's mistake. */
function widthOf(header: readonly string[], rows: readonly TableRecord[]): number {
  const widest = Math.max(header.length, ...rows.map((row) => row.cells.length))
  if (header.length === 0) return widest
  for (let width = widest; width > header.length; width--) {
    const filled = rows.filter((row) => (row.cells[width - 1] ?? '').trim() !== '').length
    if (filled >= 5 && filled * 5 >= rows.length) return width
  }
  return header.length
}

/** Leaves every meaning to the best of the columns that claim it. */
function settle(guesses: readonly Guess[]): void {
  const taken = new Set<ImportTarget>()
  for (const { column } of guesses.toSorted((a, b) => b.score - a.score || a.column.index - b.column.index)) {
    if (shareable.has(column.target)) continue
    if (taken.has(column.target)) {
      const other = second[column.target] ?? 'ignore'
      column.target = taken.has(other) ? 'ignore' : other
      column.certainty = 'guess'
    }
    taken.add(column.target)
  }
}
