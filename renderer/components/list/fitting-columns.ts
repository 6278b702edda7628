import type { ColumnState, ListRow } from './list-types.ts'

/** The tick before a row and the space around it. */
const around = 56

/** The columns that fit into `width` pixels, those of `spared` left out first to last, for as long as the list has to share the screen; the choice itself stays. */
export function fittingColumns<Row extends ListRow>(columns: ColumnState<Row>, width: number, spared: readonly string[]): ColumnState<Row> {
  let visible = columns.visible
  const needed = () =>
    visible.reduce((sum, column) => sum + (column.grow ? (column.minWidth ?? column.width) : columns.widthOf(column.id)), around)
  for (const id of spared) {
    if (needed() <= width) break
    visible = visible.filter((column) => column.id !== id)
  }
  return visible === columns.visible
    ? columns
    : { ...columns, visible, widthOf: (id) => (columns.all.find((column) => column.id === id)?.grow ? 160 : columns.widthOf(id)) }
}
