import { useEffect, useRef } from 'react'
import type { DragEvent, KeyboardEvent } from 'react'
import type { LeadRow } from '../../../../shared/modules/crm/model-views.ts'
import { dayOfInstant } from '../../../../shared/values/period.ts'
import { Day } from '../../../components/show/day.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import { initialsOf } from '../../auth/initials.ts'
import { toneOfQualification, useLeadWords } from './lead-words.ts'
import styles from './board.module.css'

type LeadCardProps = {
  lead: LeadRow
  /** The one that Tab reaches. */
  current: boolean
  /** To be given the focus as soon as it is there. */
  wanted: boolean
  onFocused: () => void
  open: boolean
  movable: boolean
  onOpen: (where: 'panel' | 'page') => void
  onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void
  onDragStart: (event: DragEvent<HTMLDivElement>) => void
  onDragEnd: () => void
}

/** One lead on the board: who, what and where, for how much, how promising, who follows, what next. */
export function LeadCard({ lead, current, wanted, onFocused, open, movable, onOpen, onKeyDown, onDragStart, onDragEnd }: LeadCardProps) {
  const { t } = useWords()
  const { zone } = useAgencyFrame()
  const words = useLeadWords()
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!wanted) return
    card.current?.focus({ preventScroll: true })
    onFocused()
  }, [wanted, onFocused])
  const what = [words.kinds(lead), words.places(lead)].filter(Boolean).join(' · ')
  const late = lead.nextActionOn !== null && lead.nextActionOn < dayOfInstant(Date.now(), zone)
  const next = lead.nextAction ?? (lead.steps[0] ? t(`leads.page.step.${lead.steps[0]}`) : null)
  return (
    <div
      ref={card}
      role="button"
      tabIndex={current ? 0 : -1}
      className={styles.card}
      data-lead={lead.id}
      data-open={open || undefined}
      draggable={movable}
      onDragStart={onDragStart}
      onDragEnd={onDragEnd}
      onKeyDown={onKeyDown}
      onClick={(event) => onOpen(event.ctrlKey || event.metaKey ? 'page' : 'panel')}
      onAuxClick={(event) => event.button === 1 && onOpen('page')}
    >
      <span className={styles.cardHead}>
        <strong className={styles.name}>{lead.name}</strong>
        <Tag tone={toneOfQualification[lead.qualification]}>{t(`lead.qualifications.${lead.qualification}`)}</Tag>
      </span>
      <span className={styles.what}>{what === '' ? (lead.propertyTitle ?? lead.wish ?? '–') : what}</span>
      <span className={styles.budget}>
        <span>{words.budget(lead) ?? '–'}</span>
        <span className={styles.source}>{t(`lead.sources.${lead.source}`)}</span>
      </span>
      <span className={styles.next} data-late={late || undefined}>
        <span className={styles.nextWords}>{next}</span>
        {lead.nextActionOn ? <Day day={lead.nextActionOn} /> : null}
      </span>
      <span className={styles.foot}>
        <span>{t('leads.score_short', { number: lead.score })}</span>
        <span>{t('leads.urgency_short', { number: lead.urgency })}</span>
        {lead.agentName === null ? (
          <span className={styles.agent} data-none role="img" aria-label={t('leads.page.no_agent')} title={t('leads.page.no_agent')}>
            ?
          </span>
        ) : (
          <span className={styles.agent} title={lead.agentName}>
            {initialsOf(lead.agentName)}
          </span>
        )}
      </span>
    </div>
  )
}
