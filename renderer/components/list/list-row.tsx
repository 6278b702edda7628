import { Checkbox } from '@mantine/core'
import { memo } from 'react'
import type { MouseEvent } from 'react'
import { useWords } from '../../language/words.tsx'
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
  onClick: (event: MouseEvent, row: Row, index: number) => void
  onOpenPage: (row: Row) => void
  onTick: (row: Row, shift: boolean) => void
  onEdit: (columnIndex: number) => void
  onEdited: () => void
}

function Plain<Row extends ListRow>(props: ListRowViewProps<Row>) {
  const { row, index, columns, selected } = props
  const { t } = useWords()
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
        if (row && !isControl(event.target)) props.onClick(event, row, index)
      }}
      onAuxClick={(event) => {
        if (row && event.button === 1) props.onOpenPage(row)
      }}
    >
      {props.selectable ? (
        <div role="gridcell" className={styles.tick}>
          {row ? (
            <Checkbox
              size="xs"
              checked={selected}
              tabIndex={-1}
              aria-label={t('shell.list.select_row', { name: props.label })}
              onClick={(event) => {
                event.stopPropagation()
                if (event.shiftKey) {
                  event.preventDefault()
                  props.onTick(row, true)
                }
              }}
              onChange={() => props.onTick(row, false)}
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
            if (column.edit) props.onEdit(columnIndex)
          }}
        >
          {row === undefined ? <span className={styles.bone} data-align={column.align} /> : props.editing === column.id && column.edit ? (
            <div className={styles.editor}>{column.edit(row, { done: props.onEdited, cancel: props.onEdited })}</div>
          ) : column.cell(row)}
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
