import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { TaskRow } from '../../../../shared/modules/crm/model-views.ts'
import type { RowWindow } from '../../../components/list/list-types.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import type { TaskItem } from './task-groups.ts'
import { TaskLine } from './task-line.tsx'
import styles from './tasks.module.css'

const rowHeight = 38
const groupHeight = 40

type TaskListProps = {
  items: readonly TaskItem[]
  rows: RowWindow<TaskRow>
  openId: string | null
  onOpen: (task: TaskRow) => void
  onToggle: (task: TaskRow) => void
  empty: ReactNode
  withMember: boolean
}

/** Tasks under their days; arrows walk, Space ticks, Enter opens. */
export function TaskList({ items, rows, openId, onOpen, onToggle, empty, withMember }: TaskListProps) {
  const { t, language } = useWords()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(-1)
  const places = items.flatMap((item, at) => (item.kind === 'task' ? [at] : []))
  // What is ticked leaves the list: the next one comes under the cursor, and the last stays the last.
  const now = Math.min(current, places.length - 1)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (items[at]?.kind === 'group' ? groupHeight : rowHeight),
    overscan: 8,
  })
  const shown = virtual.getVirtualItems()
  const indexes = shown.flatMap(({ index }) => {
    const item = items[index]
    return item?.kind === 'task' ? [item.index] : []
  })
  const first = indexes[0] ?? 0
  const last = indexes.at(-1) ?? 0
  const { watch } = rows
  useEffect(() => watch(first, last), [watch, first, last])
  // Heights follow the groups when these move.
  useEffect(() => virtual.measure(), [virtual, items])
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setCurrent(-1)
  }, [rows.key])

  function goTo(place: number) {
    const target = Math.max(0, Math.min(places.length - 1, place))
    setCurrent(target)
    const at = places[target]
    if (at !== undefined) virtual.scrollToIndex(target === 0 ? 0 : at)
    const task = rows.rowAt(target)
    if (task && openId !== null) onOpen(task)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey || places.length === 0) return
    const target = { ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + 10, PageUp: now - 10, Home: 0, End: places.length - 1 }[event.key]
    const task = rows.rowAt(now)
    if (target !== undefined) {
      event.preventDefault()
      goTo(target)
    } else if (event.key === ' ' && task) {
      event.preventDefault()
      onToggle(task)
    } else if (event.key === 'Enter' && task) {
      event.preventDefault()
      onOpen(task)
    }
  }

  return (
    <div
      ref={scroller}
      className={styles.list}
      role="grid"
      aria-label={t('tasks.title')}
      aria-rowcount={items.length}
      aria-activedescendant={now >= 0 ? `${id}-${now}` : undefined}
      aria-busy={rows.count === null || rows.waiting}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && current < 0 && places.length > 0) setCurrent(0)
      }}
      data-list
    >
      {rows.error && items.length === 0 ? <ErrorNote error={rows.error} onRetry={rows.retry} /> : null}
      {rows.count === 0 ? (
        <div role="row">
          <div role="gridcell">{empty}</div>
        </div>
      ) : null}
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {shown.map(({ index, key, start, size }) => {
          const item = items[index]
          if (!item) return null
          const place = { height: size, transform: `translateY(${start}px)` }
          if (item.kind === 'group')
            return (
              <div key={key} role="row" aria-rowindex={index + 1} className={styles.row} style={place}>
                <div role="gridcell" className={styles.group} data-urgent={item.group === 'overdue' || undefined}>
                  {t(`tasks.group.${item.group}`)}
                  <span className={styles.groupCount}>{new Intl.NumberFormat(language).format(item.count)}</span>
                </div>
              </div>
            )
          const task = rows.rowAt(item.index)
          return (
            <div
              key={key}
              id={`${id}-${item.index}`}
              role="row"
              aria-rowindex={index + 1}
              aria-label={task?.title ?? t('shell.list.loading')}
              aria-selected={task !== undefined && task.id === openId}
              className={styles.row}
              style={place}
            >
              <div
                role="gridcell"
                className={styles.option}
                data-current={item.index === now || undefined}
                data-open={(task !== undefined && task.id === openId) || undefined}
              >
                {task ? (
                  <TaskLine
                    task={task}
                    inList
                    withMember={withMember}
                    onToggle={() => {
                      setCurrent(item.index)
                      scroller.current?.focus({ preventScroll: true })
                      onToggle(task)
                    }}
                    onOpen={() => {
                      setCurrent(item.index)
                      onOpen(task)
                    }}
                  />
                ) : null}
              </div>
            </div>
          )
        })}
      </div>
    </div>
  )
}
