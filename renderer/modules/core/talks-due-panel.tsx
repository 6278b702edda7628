import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { DayOfWork, InteractionRow } from '../../../shared/modules/crm/model-views.ts'
import { dayOfInstant } from '../../../shared/values/period.ts'
import { Day } from '../../components/show/day.tsx'
import { Panel } from '../../components/show/panel.tsx'
import { Tag } from '../../components/show/status-badge.tsx'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame } from '../../session/session.tsx'
import styles from './today.module.css'

/** Shown before one asks for the others. */
const first = 5

/** Talks that were agreed for today, and those of days before that nobody wrote up. */
export function TalksDuePanel({ talks }: { talks: DayOfWork['talks'] }) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const rows = all ? talks.rows : talks.rows.slice(0, first)
  return (
    <Panel title={t('dashboard.talks.title')}>
      {talks.rows.length === 0 ? (
        <p className={styles.quiet}>{t('dashboard.talks.none')}</p>
      ) : (
        <ul className={styles.lines}>
          {rows.map((talk) => (
            <li key={talk.id}>
              <TalkLine talk={talk} />
            </li>
          ))}
        </ul>
      )}
      {talks.rows.length > first ? (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? t('dashboard.talks.fewer') : t('dashboard.talks.all', { count: talks.count })}
        </Button>
      ) : null}
    </Panel>
  )
}

function TalkLine({ talk }: { talk: InteractionRow }) {
  const { t } = useWords()
  const { zone } = useAgencyFrame()
  const isOver = dayOfInstant(talk.at, zone) < dayOfInstant(Date.now(), zone)
  const words: ReactNode = (
    <>
      <span className={styles.recordWords}>
        <span className={styles.recordTitle}>{talk.contactName ?? talk.leadName}</span>
        <span className={styles.recordDetail}>{[talk.subject, talk.propertyTitle].filter(Boolean).join(' · ')}</span>
      </span>
      <span className={styles.recordEnd}>
        <Day at={talk.at} withTime />
        {isOver ? <Tag tone="terracotta">{t('dashboard.talks.to_write_up')}</Tag> : null}
      </span>
    </>
  )
  if (talk.contactId !== null)
    return (
      <Link to="/contacts/$id" params={{ id: talk.contactId }} search={{}} className={styles.record}>
        {words}
      </Link>
    )
  return (
    <Link to="/leads/$id" params={{ id: talk.leadId! }} search={{}} className={styles.record}>
      {words}
    </Link>
  )
}
