import type { ReactNode } from 'react'
import type { Sort } from '../../../shared/values/filter.ts'

/**
 * The one list of all modules. `useRowWindow` (rows on demand) or `fixedRows` (an array) -> `rows`;
 * `useColumns` -> `columns`; `useSelection` -> `selection`; then `<DataList .../>`.
 */
export type ListRow = { id: string }

export type ListColumn<Row extends ListRow> = {
  id: string
  /** Already in the reader's language. */
  header: string
  /** Pixels at first; the user's own width is remembered. */
  width: number
  minWidth?: number
  align?: 'left' | 'right'
  /** Takes the room that is left over. One per list, usually the first. */
  grow?: boolean
  /** The field of `sort` that a click on the header sorts by; none = not sortable. */
  sortField?: string
  /** Direction of the first click (amounts and dates: 'desc'). */
  firstDirection?: 'asc' | 'desc'
  /** Cannot be hidden. */
  fixed?: boolean
  /** Not shown until chosen. */
  hidden?: boolean
  cell: (row: Row) => ReactNode
  /** Inline editor, opened by Enter on the cell, E, F2 or a double click. Call `done` after saving, `cancel` to leave. */
  edit?: (row: Row, editor: { done: () => void; cancel: () => void }) => ReactNode
  /** Whether this row's cell may be edited; yes when absent. */
  mayEdit?: (row: Row) => boolean
}

/** Rows as the list sees them: it says which it shows, and gets those that are there. */
export type RowWindow<Row extends ListRow> = {
  /** Null until known. */
  count: number | null
  /** Rows asked for are on their way; until they come, those of the filters and the order before may stand there. */
  waiting: boolean
  rowAt(index: number): Row | undefined
  /** Rows [first, last] are on the screen. */
  watch(first: number, last: number): void
  /** All rows of a range, fetched when needed; for selections that reach beyond the screen. */
  load(first: number, last: number): Promise<Row[]>
  error: Error | null
  retry(): void
  /** Changes when filters or order change: the list goes back to its top. */
  key: string
}

export type ColumnState<Row extends ListRow> = {
  /** Those shown, in order. */
  visible: readonly ListColumn<Row>[]
  all: readonly ListColumn<Row>[]
  widthOf(id: string): number
  toggle(id: string): void
  resize(id: string, width: number): void
  /** Shows exactly these, in this order (a saved view). */
  choose(ids: readonly string[]): void
  move(id: string, by: -1 | 1): void
  reset(): void
}

export type Selection = {
  ids: ReadonlySet<string>
  has(id: string): boolean
  set(ids: Iterable<string>): void
  add(ids: Iterable<string>): void
  toggle(id: string): void
  clear(): void
}

export type DataListProps<Row extends ListRow> = {
  /** Said to a screen reader: "Biens". */
  label: string
  columns: ColumnState<Row>
  rows: RowWindow<Row>
  sort?: readonly Sort[]
  onSort?: (sort: Sort[]) => void
  selection?: Selection
  /** Shown above the footer while something is selected. */
  bulkBar?: ReactNode
  /** Enter, click on a row. `where`: 'panel' for the list's own panel, 'page' for Ctrl+Enter, Ctrl+click and middle click. */
  onOpen?: (row: Row, where: 'panel' | 'page') => void
  /** The row open in the panel, marked in the list; arrows in the list walk it. */
  openId?: string | null
  /** Arrows moved to another row (used to walk records while the panel is open). */
  onCurrent?: (row: Row) => void
  /** Instead of rows when there are none. */
  empty?: ReactNode
  footer?: ReactNode
  /** What a screen reader says of a row: its title. */
  rowLabel: (row: Row) => string
}
