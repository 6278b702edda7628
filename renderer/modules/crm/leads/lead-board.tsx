import { IconChevronLeft } from '@tabler/icons-react'
import { useCallback, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { openLeadStatuses } from '../../../../shared/modules/crm/model-lead.ts'
import type { LeadStatus } from '../../../../shared/modules/crm/model-lead.ts'
import type { LeadRow } from '../../../../shared/modules/crm/model-views.ts'
import { isOpen, leadMoves } from '../../../../shared/modules/crm/rules-lead.ts'
import type { Filter } from '../../../../shared/values/filter.ts'
import { useCore } from '../../../data/use-core.ts'
import { showNotice } from '../../../feedback/show.tsx'
import { useWords } from '../../../language/words.tsx'
import { LeadColumn } from './lead-column.tsx'
import { toneOfLead, useLeadWords } from './lead-words.ts'
import type { LeadActs } from './use-lead-acts.tsx'
import styles from './board.module.css'

const closed = ['won', 'lost'] as const
type Column = (typeof openLeadStatuses)[number] | (typeof closed)[number]
const columns: readonly Column[] = [...openLeadStatuses, ...closed]

type LeadBoardProps = {
  query: { filters: Filter[]; search: string }
  openId: string | null
  onOpen: (lead: LeadRow, where: 'panel' | 'page') => void
  acts: LeadActs
}

/** Leads by stage. Arrows walk from card to card; with Shift they take the card along; the mouse drags it. */
export function LeadBoard({ query, openId, onOpen, acts }: LeadBoardProps) {
  const { t } = useWords()
  const words = useLeadWords()
  const statistics = useCore(['leads', 'statistics'], query)
  const [unfolded, setUnfolded] = useState<ReadonlySet<LeadStatus>>(new Set())
  const [cursor, setCursor] = useState<{ status: LeadStatus; index: number }>({ status: 'new', index: 0 })
  const [wanted, setWanted] = useState(false)
  const [following, setFollowing] = useState<{ id: string; status: LeadStatus } | null>(null)
  const [dragged, setDragged] = useState<LeadRow | null>(null)
  const counts = useRef(new Map<LeadStatus, number>())
  const shown = columns.filter((status) => isOpen(status) || unfolded.has(status))

  const onCount = useCallback((status: LeadStatus, count: number) => void counts.current.set(status, count), [])
  const onWanted = useCallback(() => setWanted(false), [])
  const onFollowed = useCallback(
    (index: number) => {
      if (!following) return
      setCursor({ status: following.status, index })
      setWanted(true)
      setFollowing(null)
    },
    [following],
  )
  const goTo = (status: LeadStatus, index: number) => {
    const last = (counts.current.get(status) ?? 0) - 1
    if (last < 0) return
    setCursor({ status, index: Math.max(0, Math.min(last, index)) })
    setWanted(true)
  }
  /** The nearest column that has a card, on this side. */
  const beside = (status: LeadStatus, by: 1 | -1): LeadStatus | undefined => {
    const from = shown.findIndex((one) => one === status)
    const onThatSide = by > 0 ? shown.slice(from + 1) : shown.slice(0, from).toReversed()
    return onThatSide.find((one) => (counts.current.get(one) ?? 0) > 0)
  }
  async function move(lead: LeadRow, to: LeadStatus, follow: boolean) {
    const moved = await acts.move(lead, to)
    if (moved && follow) setFollowing({ id: lead.id, status: to })
  }
  function onKey(event: KeyboardEvent<HTMLDivElement>, lead: LeadRow, index: number) {
    if (event.altKey) return
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by !== 0 && event.shiftKey) {
      event.preventDefault()
      const to = columns[columns.findIndex((one) => one === lead.status) + by]
      if (to === undefined || !columns.some((one) => one === lead.status)) return showNotice(t('leads.board.edge'))
      return void move(lead, to, true)
    }
    if (by !== 0) {
      event.preventDefault()
      const to = beside(lead.status, by)
      return to === undefined ? undefined : goTo(to, index)
    }
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + 4, PageUp: index - 4, Home: 0, End: Infinity }[event.key]
    if (target !== undefined && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      return goTo(lead.status, target)
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      setCursor({ status: lead.status, index })
      onOpen(lead, event.ctrlKey || event.metaKey ? 'page' : 'panel')
    }
  }
  const offers = (status: LeadStatus): boolean =>
    dragged !== null && dragged.status !== status && (status === 'won' ? isOpen(dragged.status) : leadMoves(dragged.status).includes(status))
  const drop = (status: LeadStatus) => {
    if (dragged && offers(status)) void move(dragged, status, false)
    setDragged(null)
  }

  return (
    <div className={styles.board} role="group" aria-label={t('leads.board.label')} data-board>
      {columns.map((status) => {
        const number = words.number(statistics.data?.byStatus[status] ?? 0)
        if (!shown.includes(status))
          return (
            <button
              key={status}
              type="button"
              className={styles.folded}
              aria-expanded={false}
              title={t('leads.board.unfold', { status: t(`lead.statuses.${status}`), number })}
              data-offered={offers(status) || undefined}
              data-column={status}
              onClick={() => setUnfolded(new Set([...unfolded, status]))}
              onDragOver={(event) => {
                if (offers(status)) event.preventDefault()
              }}
              onDrop={(event) => {
                event.preventDefault()
                drop(status)
              }}
            >
              <IconChevronLeft size={15} aria-hidden />
              <span className={styles.dot} data-tone={toneOfLead[status]} aria-hidden />
              <span className={styles.foldedWords}>
                {t(`lead.statuses.${status}`)} <span className={styles.count}>{number}</span>
              </span>
            </button>
          )
        return (
          <LeadColumn
            key={status}
            status={status}
            query={query}
            openId={openId}
            current={cursor.status === status ? cursor.index : null}
            wanted={wanted && cursor.status === status}
            onWanted={onWanted}
            following={following?.status === status ? following.id : null}
            onFollowed={onFollowed}
            offered={offers(status)}
            onCount={onCount}
            onDrag={setDragged}
            onDrop={() => drop(status)}
            onOpen={(lead, where) => onOpen(lead, where)}
            onKey={onKey}
            {...(isOpen(status) ? {} : { onFold: () => setUnfolded(new Set([...unfolded].filter((one) => one !== status))) })}
          />
        )
      })}
    </div>
  )
}
