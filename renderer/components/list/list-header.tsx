import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useRef } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import type { Sort } from '../../../shared/values/filter.ts'
import { useWords } from '../../language/words.tsx'
import styles from './data-list.module.css'
import type { ColumnState, ListColumn, ListRow } from './list-types.ts'

const step = 16

type ListHeaderProps<Row extends ListRow> = {
  columns: ColumnState<Row>
  sort: readonly Sort[]
  onSort: ((sort: Sort[]) => void) | undefined
  template: string
  width: number
  tick: { checked: boolean; some: boolean; onChange: () => void } | undefined
}

export function ListHeader<Row extends ListRow>({ columns, sort, onSort, template, width, tick }: ListHeaderProps<Row>) {
  const { t } = useWords()
  return (
    <div className={styles.header} role="rowgroup" style={{ minWidth: width }}>
      <div className={styles.headerRow} role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {tick ? (
          <div role="columnheader" className={styles.tick}>
            <Checkbox
              size="xs"
              checked={tick.checked}
              indeterminate={tick.some && !tick.checked}
              onChange={tick.onChange}
              aria-label={t('shell.list.select_all')}
            />
          </div>
        ) : null}
        {columns.visible.map((column) => (
          <HeaderCell key={column.id} column={column} columns={columns} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  )
}

type HeaderCellProps<Row extends ListRow> = {
  column: ListColumn<Row>
  columns: ColumnState<Row>
  sort: readonly Sort[]
  onSort: ((sort: Sort[]) => void) | undefined
}

function HeaderCell<Row extends ListRow>({ column, columns, sort, onSort }: HeaderCellProps<Row>) {
  const { t } = useWords()
  const begun = useRef<{ x: number; width: number } | null>(null)
  const direction = sort[0] && sort[0].field === column.sortField ? sort[0].direction : null

  function sortBy() {
    if (!column.sortField || !onSort) return
    const usual = column.firstDirection ?? 'asc'
    const next = direction === null ? usual : direction === 'asc' ? 'desc' : 'asc'
    onSort([{ field: column.sortField, direction: next }])
  }
  function onKeyDown(event: KeyboardEvent) {
    if (!event.shiftKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    columns.resize(column.id, columns.widthOf(column.id) + (event.key === 'ArrowRight' ? step : -step))
  }
  function onPointerDown(event: PointerEvent<HTMLSpanElement>) {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    begun.current = { x: event.clientX, width: columns.widthOf(column.id) }
  }
  function onPointerMove(event: PointerEvent<HTMLSpanElement>) {
    if (begun.current) columns.resize(column.id, begun.current.width + event.clientX - begun.current.x)
  }

  return (
    <div
      role="columnheader"
      className={styles.headerCell}
      data-align={column.align}
      aria-sort={column.sortField ? (direction === null ? 'none' : direction === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      {column.sortField && onSort ? (
        <button type="button" className={styles.sorter} onClick={sortBy} onKeyDown={onKeyDown} title={t('shell.list.sort_hint')}>
          <span className={styles.clip}>{column.header}</span>
          {direction === 'asc' ? (
            <IconArrowUp size={13} aria-hidden />
          ) : direction === 'desc' ? (
            <IconArrowDown size={13} aria-hidden />
          ) : null}
        </button>
      ) : (
        <span className={styles.clip}>{column.header}</span>
      )}
      <span
        className={styles.grip}
        aria-hidden
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          begun.current = null
        }}
        onPointerCancel={() => {
          begun.current = null
        }}
        onDoubleClick={() => columns.resize(column.id, column.width)}
      />
    </div>
  )
}
