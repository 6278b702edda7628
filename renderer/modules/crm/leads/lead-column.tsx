import { ActionIcon } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { LeadStatus } from '../../../../shared/modules/crm/model-lead.ts'
import type { LeadRow } from '../../../../shared/modules/crm/model-views.ts'
import type { Filter } from '../../../../shared/values/filter.ts'
import { useRowWindow } from '../../../components/list/use-row-window.ts'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { LeadCard } from './lead-card.tsx'
import { toneOfLead, useLeadWords, useMayEditLead } from './lead-words.ts'
import styles from './board.module.css'

const cardHeight = 138
const gap = 8

type LeadColumnProps = {
  status: LeadStatus
  query: { filters: Filter[]; search: string }
  openId: string | null
  /** Where the keyboard is, when it is in this column. */
  current: number | null
  /** The card at `current` is to get the focus. */
  wanted: boolean
  onWanted: () => void
  /** A lead that was moved here and is to be found again. */
  following: string | null
  onFollowed: (index: number) => void
  /** What is dragged may be dropped here. */
  offered: boolean
  onCount: (status: LeadStatus, count: number) => void
  onDrag: (lead: LeadRow | null) => void
  onDrop: () => void
  onOpen: (lead: LeadRow, where: 'panel' | 'page') => void
  onKey: (event: KeyboardEvent<HTMLDivElement>, lead: LeadRow, index: number) => void
  onFold?: () => void
}

/** One stage of the board: it reads its own cards as they come into sight, so that 5,000 scroll like ten. */
export function LeadColumn(props: LeadColumnProps) {
  const { status, query, openId, current, wanted, onWanted, following, onFollowed, offered, onCount, onDrag, onDrop, onOpen, onKey, onFold } = props
  const { t } = useWords()
  const words = useLeadWords()
  const mayEdit = useMayEditLead()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)
  const asked = useMemo(
    () => ({ filters: [...query.filters, { field: 'status', operator: 'is' as const, value: status }], search: query.search, sort: [] }),
    [query, status],
  )
  const rows = useRowWindow<'leads', 'page', LeadRow>(['leads', 'page'], asked)
  const count = rows.count ?? 0
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight + gap,
    overscan: 4,
    paddingEnd: gap,
    // Before it has been measured (and where nothing is painted) a screenful is shown.
    initialRect: { width: 240, height: 600 },
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const { watch } = rows
  useEffect(() => watch(first, last), [watch, first, last])
  useEffect(() => {
    if (rows.count !== null) onCount(status, rows.count)
  }, [rows.count, onCount, status])
  useEffect(() => {
    if (current !== null && wanted) virtual.scrollToIndex(current, { align: 'auto' })
  }, [current, wanted, virtual])

  const place = useCore(['leads', 'neighbours'], { ...asked, id: following ?? '' }, { enabled: following !== null, keep: false })
  const found = following !== null && !place.isFetching && !rows.waiting ? (place.data?.index ?? null) : null
  useEffect(() => {
    if (found !== null && rows.rowAt(found)?.id === following) onFollowed(found)
    else if (found !== null) virtual.scrollToIndex(found)
  }, [found, following, onFollowed, rows, virtual])

  return (
    // The mouse drops here what the keyboard moves from its card.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles.column}
      aria-labelledby={id}
      data-over={(over && offered) || undefined}
      data-offered={offered || undefined}
      onDragOver={(event) => {
        if (!offered) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onDrop()
      }}
    >
      <header className={styles.columnHead}>
        <span className={styles.dot} data-tone={toneOfLead[status]} aria-hidden />
        <h2 id={id} className={styles.columnTitle}>
          {t(`lead.statuses.${status}`)} <span className={styles.count}>{rows.count === null ? '' : words.number(count)}</span>
        </h2>
        {onFold ? (
          <ActionIcon
            size={24}
            aria-label={t('leads.board.fold', { status: t(`lead.statuses.${status}`) })}
            aria-expanded
            onClick={onFold}
          >
            <IconChevronRight size={15} />
          </ActionIcon>
        ) : null}
      </header>
      <div ref={scroller} className={styles.cards} aria-busy={rows.count === null || rows.waiting} data-column={status}>
        {rows.error && count === 0 ? <ErrorNote error={rows.error} onRetry={rows.retry} /> : null}
        {rows.count === 0 ? <p className={styles.none}>{t('leads.none_here')}</p> : null}
        <ul className={styles.cardList} style={{ height: count === 0 ? 0 : virtual.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const lead = rows.rowAt(index)
            return (
              <li key={key} aria-setsize={count} aria-posinset={index + 1} className={styles.place} style={{ height: cardHeight, transform: `translateY(${start}px)` }}>
                {lead ? (
                  <LeadCard
                    lead={lead}
                    current={index === (current ?? 0)}
                    wanted={wanted && index === current}
                    onFocused={onWanted}
                    open={lead.id === openId}
                    movable={mayEdit(lead)}
                    onOpen={(where) => onOpen(lead, where)}
                    onKeyDown={(event) => onKey(event, lead, index)}
                    onDragStart={(event) => {
                      event.dataTransfer.effectAllowed = 'move'
                      event.dataTransfer.setData('text/plain', lead.name)
                      onDrag(lead)
                    }}
                    onDragEnd={() => onDrag(null)}
                  />
                ) : (
                  <div className={styles.bone} />
                )}
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}
