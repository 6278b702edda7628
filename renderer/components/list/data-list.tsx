import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, MouseEvent } from 'react'
import { useWords } from '../../language/words.tsx'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { showNotice } from '../../feedback/show.tsx'
import styles from './data-list.module.css'
import { ListHeader } from './list-header.tsx'
import { ListRowView } from './list-row.tsx'
import type { RowActs } from './list-row.tsx'
import type { DataListProps, ListRow } from './list-types.ts'
import { useLate } from './use-late.ts'

const rowHeight = 36
const headerHeight = 34
const tickWidth = 38
/** A selection by Shift may reach far beyond what is on the screen; this far it is worth fetching. */
const farthest = 5000

/** The one list of all modules; see list-types.ts. */
export function DataList<Row extends ListRow>(props: DataListProps<Row>) {
  const { columns, rows, sort = [], onSort, selection, onOpen, openId = null, onCurrent, rowLabel } = props
  const { t, language } = useWords()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState<{ row: number; column: number }>({ row: -1, column: -1 })
  const [editing, setEditing] = useState<{ id: string; column: string } | null>(null)
  const anchor = useRef(-1)
  const shownFirst = useRef(0)
  const count = rows.count ?? 0
  // Bones must not stand for ever where an answer will not come.
  const failed = rows.error !== null && rows.rowAt(shownFirst.current) === undefined
  const waiting = useLate(rows.count === null && rows.error === null, 150)

  const virtual = useVirtualizer({
    count: failed ? 0 : (rows.count ?? (waiting ? 12 : 0)),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items[items.length - 1]?.index ?? 0
  shownFirst.current = first
  const { watch } = rows
  useEffect(() => watch(first, last), [watch, first, last])

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setCurrent({ row: -1, column: -1 })
    anchor.current = -1
  }, [rows.key])

  const goTo = useCallback(
    (row: number, column: number, extend: boolean) => {
      const target = Math.max(0, Math.min(count - 1, row))
      setCurrent({ row: target, column })
      virtual.scrollToIndex(target)
      const data = rows.rowAt(target)
      if (data && !extend) onCurrent?.(data)
      if (!extend) anchor.current = target
      return target
    },
    [count, virtual, rows, onCurrent],
  )

  const selectRange = useCallback(
    async (to: number) => {
      if (!selection) return
      const from = anchor.current < 0 ? to : anchor.current
      const [low, high] = from < to ? [from, to] : [to, from]
      const chosen = await rows.load(low, Math.min(high, low + farthest - 1))
      selection.set(chosen.map((row) => row.id))
      if (high - low >= farthest)
        showNotice(t('shell.list.farthest', { number: new Intl.NumberFormat(language).format(farthest) }))
    },
    [rows, selection, t, language],
  )

  const startEdit = useCallback(
    (rowIndex: number, columnIndex: number) => {
      const row = rows.rowAt(rowIndex)
      if (!row) return
      const wanted = columnIndex >= 0 ? columns.visible[columnIndex] : columns.visible.find((column) => column.edit)
      if (!wanted?.edit || wanted.mayEdit?.(row) === false) return
      setEditing({ id: row.id, column: wanted.id })
    },
    [columns.visible, rows],
  )

  const stopEdit = useCallback(() => {
    setEditing(null)
    scroller.current?.focus()
  }, [])

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.target !== event.currentTarget || editing) return
    const row = rows.rowAt(current.row)
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2)
    const control = event.ctrlKey || event.metaKey
    const move = (to: number) => {
      event.preventDefault()
      const target = goTo(to, current.column, event.shiftKey)
      if (event.shiftKey) void selectRange(target)
    }
    switch (event.key) {
      case 'ArrowDown':
        return event.altKey ? undefined : move(current.row + 1)
      case 'ArrowUp':
        return event.altKey ? undefined : move(current.row < 0 ? 0 : current.row - 1)
      case 'PageDown':
        return move(current.row + page)
      case 'PageUp':
        return move(current.row - page)
      case 'Home':
        return move(0)
      case 'End':
        return move(count - 1)
      case 'ArrowRight':
      case 'ArrowLeft': {
        if (event.altKey || current.row < 0) return
        event.preventDefault()
        const by = event.key === 'ArrowRight' ? 1 : -1
        setCurrent({ row: current.row, column: Math.max(-1, Math.min(columns.visible.length - 1, current.column + by)) })
        return
      }
      case ' ':
        if (!row || !selection) return
        event.preventDefault()
        anchor.current = current.row
        return selection.toggle(row.id)
      case 'Enter':
        if (!row) return
        event.preventDefault()
        if (current.column >= 0 && columns.visible[current.column]?.edit && !control)
          return startEdit(current.row, current.column)
        return onOpen?.(row, control ? 'page' : 'panel')
      case 'F2':
      case 'e':
      case 'E':
        if (control || event.altKey || !row) return
        event.preventDefault()
        return startEdit(current.row, current.column)
      case 'a':
      case 'A':
        if (!control || !selection || count === 0) return
        event.preventDefault()
        anchor.current = 0
        return void selectRange(count - 1)
      case 'Escape':
        if (selection && selection.ids.size > 0) {
          event.preventDefault()
          event.stopPropagation()
          selection.clear()
        }
        return
      default:
    }
  }

  function onRowClick(event: MouseEvent, row: Row, index: number) {
    if (event.shiftKey && selection) {
      window.getSelection()?.removeAllRanges()
      setCurrent({ row: index, column: -1 })
      void selectRange(index)
      return
    }
    anchor.current = index
    setCurrent({ row: index, column: -1 })
    if ((event.ctrlKey || event.metaKey) && selection) selection.toggle(row.id)
    else onOpen?.(row, 'panel')
  }

  const latest = useRef({ onRowClick, onOpen, selectRange, selection, startEdit, stopEdit })
  latest.current = { onRowClick, onOpen, selectRange, selection, startEdit, stopEdit }
  const [acts] = useState<RowActs<Row>>(() => ({
    click: (event, row, index) => latest.current.onRowClick(event, row, index),
    openPage: (row) => latest.current.onOpen?.(row, 'page'),
    tick(row, index, shift) {
      if (shift) return void latest.current.selectRange(index)
      anchor.current = index
      setCurrent({ row: index, column: -1 })
      latest.current.selection?.toggle(row.id)
    },
    edit(index, columnIndex) {
      setCurrent({ row: index, column: columnIndex })
      latest.current.startEdit(index, columnIndex)
    },
    edited: () => latest.current.stopEdit(),
  }))

  const shownIds = items.flatMap((item) => rows.rowAt(item.index)?.id ?? [])
  const allShown = selection !== undefined && shownIds.length > 0 && selection.ids.size > 0 && count === selection.ids.size
  const template = [
    ...(selection ? [`${tickWidth}px`] : []),
    ...columns.visible.map((column) =>
      column.grow ? `minmax(${columns.widthOf(column.id)}px, 1fr)` : `${columns.widthOf(column.id)}px`,
    ),
  ].join(' ')
  const width = columns.visible.reduce((sum, column) => sum + columns.widthOf(column.id), selection ? tickWidth : 0)
  const activeRow = current.row >= 0 && rows.rowAt(current.row) ? `${id}-${current.row}` : undefined

  return (
    <div className={styles.list}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.count === null ? -1 : count + 1}
        aria-multiselectable={selection ? true : undefined}
        aria-activedescendant={activeRow}
        aria-busy={rows.count === null || rows.waiting}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === event.currentTarget && current.row < 0 && count > 0) setCurrent({ row: first, column: -1 })
        }}
        data-list
      >
        <ListHeader
          columns={columns}
          sort={sort}
          onSort={onSort}
          template={template}
          width={width}
          tick={
            selection && {
              checked: allShown,
              some: selection.ids.size > 0,
              onChange: () => {
                if (selection.ids.size > 0) return selection.clear()
                anchor.current = 0
                void selectRange(count - 1)
              },
            }
          }
        />
        {failed ? <ErrorNote error={rows.error} onRetry={rows.retry} /> : null}
        {rows.count === 0 && props.empty ? (
          <div className={styles.empty} role="row">
            <div role="gridcell">{props.empty}</div>
          </div>
        ) : null}
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth: width, position: 'relative' }}>
          {items.map((item) => {
            const row = rows.rowAt(item.index)
            return (
              <ListRowView
                key={item.key}
                id={`${id}-${item.index}`}
                row={row}
                index={item.index}
                top={item.start - headerHeight}
                template={template}
                columns={columns.visible}
                current={item.index === current.row}
                currentColumn={item.index === current.row ? current.column : -1}
                open={row !== undefined && row.id === openId}
                selectable={selection !== undefined}
                selected={row !== undefined && (selection?.has(row.id) ?? false)}
                editing={row !== undefined && editing?.id === row.id ? editing.column : null}
                label={row ? rowLabel(row) : t('shell.list.loading')}
                selectLabel={row && selection ? t('shell.list.select_row', { name: rowLabel(row) }) : ''}
                acts={acts}
              />
            )
          })}
        </div>
      </div>
      {selection && selection.ids.size > 0 && props.bulkBar ? <div className={styles.bulk}>{props.bulkBar}</div> : null}
      {props.footer ? <div className={styles.footer}>{props.footer}</div> : null}
    </div>
  )
}
