import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { PropertyListRow } from '../../../../shared/modules/properties/model-views.ts'
import type { RowWindow, Selection } from '../../../components/list/list-types.ts'
import { useLate } from '../../../components/list/use-late.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { PropertyCard } from './property-card.tsx'
import styles from './property-cards.module.css'

const leastWidth = 232
const gap = 14
const edge = 18
/** Picture of 4:3 and four lines of text below it. */
const heightOf = (width: number) => Math.round(width * 0.66) + 104 + gap

type PropertyCardsProps = {
  label: string
  rows: RowWindow<PropertyListRow>
  selection: Selection
  openId: string | null
  onOpen: (row: PropertyListRow, where: 'panel' | 'page') => void
  onCurrent: (row: PropertyListRow) => void
  empty: ReactNode
  bulkBar: ReactNode
  footer: ReactNode
}

/** The list in pictures: the same rows, as many as fit beside one another, drawn only where they are seen. */
export function PropertyCards({ label, rows, selection, openId, onOpen, onCurrent, empty, bulkBar, footer }: PropertyCardsProps) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sized, width } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(scroller, sized)
  const [current, setCurrent] = useState(-1)
  const count = rows.count ?? 0
  const waiting = useLate(rows.count === null && rows.error === null, 150)
  const inner = Math.max(leastWidth, width - 2 * edge)
  const across = Math.max(1, Math.floor((inner + gap) / (leastWidth + gap)))
  const cardWidth = (inner - gap * (across - 1)) / across
  const lineHeight = heightOf(cardWidth)
  const failed = rows.error !== null && rows.rowAt(0) === undefined
  const lines = failed ? 0 : Math.ceil((rows.count ?? (waiting ? across * 3 : 0)) / across)
  const virtual = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 2,
    paddingStart: edge,
    paddingEnd: edge,
    scrollPaddingStart: edge,
    scrollPaddingEnd: edge,
  })
  useEffect(() => virtual.measure(), [virtual, lineHeight])
  const place = useRef(current)
  place.current = current
  // a panel that opens makes the cards fewer beside one another: the one that was chosen stays in sight
  useEffect(() => {
    if (place.current >= 0) virtual.scrollToIndex(Math.floor(place.current / across))
  }, [virtual, across])
  const items = virtual.getVirtualItems()
  const first = (items[0]?.index ?? 0) * across
  const last = ((items.at(-1)?.index ?? 0) + 1) * across - 1
  const { watch } = rows
  useEffect(() => watch(first, last), [watch, first, last])
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setCurrent(-1)
  }, [rows.key])

  const goTo = (index: number) => {
    const target = Math.max(0, Math.min(count - 1, index))
    setCurrent(target)
    virtual.scrollToIndex(Math.floor(target / across))
    const row = rows.rowAt(target)
    if (row) onCurrent(row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return
    const row = rows.rowAt(current)
    const page = across * Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / lineHeight))
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: across,
      ArrowUp: -across,
      PageDown: page,
      PageUp: -page,
      Home: -count,
      End: count,
    }
    const step = steps[event.key]
    if (step !== undefined && count > 0) {
      event.preventDefault()
      return goTo(current < 0 ? 0 : current + step)
    }
    if (!row) return
    if (event.key === 'Enter') {
      event.preventDefault()
      onOpen(row, event.ctrlKey || event.metaKey ? 'page' : 'panel')
    } else if (event.key === ' ') {
      event.preventDefault()
      selection.toggle(row.id)
    }
  }

  return (
    <div className={styles.list}>
      <div
        ref={ref}
        className={styles.scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.count === null ? -1 : Math.ceil(count / across)}
        aria-colcount={across}
        aria-busy={rows.count === null || rows.waiting}
        aria-multiselectable
        aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === event.currentTarget && current < 0 && count > 0) setCurrent(first)
        }}
        data-list
      >
        {failed ? <ErrorNote error={rows.error} onRetry={rows.retry} /> : null}
        {rows.count === 0 ? (
          <div className={styles.empty} role="row">
            <div role="gridcell">{empty}</div>
          </div>
        ) : null}
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((line) => (
            <div
              key={line.key}
              role="row"
              aria-rowindex={line.index + 1}
              className={styles.line}
              style={{
                top: line.start,
                height: lineHeight - gap,
                gridTemplateColumns: `repeat(${across}, 1fr)`,
                left: edge,
                width: inner,
              }}
            >
              {Array.from({ length: across }, (_, column) => line.index * across + column)
                .filter((index) => rows.count === null || index < count)
                .map((index) => {
                  const row = rows.rowAt(index)
                  return (
                    <PropertyCard
                      key={index}
                      id={`${id}-${index}`}
                      row={row}
                      current={index === current}
                      open={row !== undefined && row.id === openId}
                      selected={row !== undefined && selection.has(row.id)}
                      onSelect={() => row && selection.toggle(row.id)}
                      onOpen={(where) => {
                        setCurrent(index)
                        if (row) onOpen(row, where)
                      }}
                    />
                  )
                })}
            </div>
          ))}
        </div>
      </div>
      {selection.ids.size > 0 ? <div className={styles.bulk}>{bulkBar}</div> : null}
      <div className={styles.footer}>{footer}</div>
    </div>
  )
}
