import { memo } from 'react'
import type { MouseEvent } from 'react'
import styles from './data-list.module.css'
import type { ListColumn, ListRow } from './list-types.ts'

type ListRowViewProps<Row extends ListRow> = {
  id: string
  row: Row | undefined
  index: number
  top: number
  template: string
  columns: readonly ListColumn<Row>[]
  current: boolean
  currentColumn: number
  open: boolean
  selectable: boolean
  selected: boolean
  editing: string | null
  label: string
  selectLabel: string
  /** The same object from render to render, so that a row is drawn again only when it changes itself. */
  acts: RowActs<Row>
}

export type RowActs<Row extends ListRow> = {
  click: (event: MouseEvent, row: Row, index: number) => void
  openPage: (row: Row) => void
  tick: (row: Row, index: number, shift: boolean) => void
  edit: (index: number, columnIndex: number) => void
  edited: () => void
}

function Plain<Row extends ListRow>(props: ListRowViewProps<Row>) {
  const { row, index, columns, selected, acts } = props
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.selectable ? selected : undefined}
      aria-label={props.label}
      className={styles.row}
      data-current={props.current || undefined}
      data-open={props.open || undefined}
      data-selected={selected || undefined}
      style={{ gridTemplateColumns: props.template, transform: `translateY(${props.top}px)` }}
      onClick={(event) => {
        if (row && !isControl(event.target)) acts.click(event, row, index)
      }}
      onAuxClick={(event) => {
        if (row && event.button === 1) acts.openPage(row)
      }}
    >
      {props.selectable ? (
        <div role="gridcell" className={styles.tick}>
          {row ? (
            <input
              type="checkbox"
              className={styles.box}
              checked={selected}
              tabIndex={-1}
              aria-label={props.selectLabel}
              onClick={(event) => {
                event.stopPropagation()
                if (event.shiftKey) {
                  event.preventDefault()
                  acts.tick(row, index, true)
                }
              }}
              onChange={() => acts.tick(row, index, false)}
            />
          ) : null}
        </div>
      ) : null}
      {columns.map((column, columnIndex) => (
        <div
          key={column.id}
          role="gridcell"
          className={styles.cell}
          data-align={column.align}
          data-current={props.currentColumn === columnIndex || undefined}
          onDoubleClick={() => {
            if (column.edit) acts.edit(index, columnIndex)
          }}
        >
          {row === undefined ? (
            <span className={styles.bone} data-align={column.align} />
          ) : props.editing === column.id && column.edit ? (
            <div className={styles.editor}>{column.edit(row, { done: acts.edited, cancel: acts.edited })}</div>
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
    </div>
  )
}

/** Something in a row that a click is meant for: the row itself then stays quiet. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, select, textarea, label, [role="menuitem"]') !== null
}

export const ListRowView = memo(Plain) as typeof Plain
