import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Day } from '../../../components/show/day.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { searchNamed } from '../../../../shared/modules/crm/rules-wish-words.ts'
import { MoreRows } from './more-rows.tsx'
import styles from './alerts.module.css'

const step = 50

/** Why something was said to clients, or was not: of one of them or of all, the latest first. */
export function AlertLog({ contactId }: { contactId: string | null }) {
  const words = useWords()
  const { t } = words
  const [limit, setLimit] = useState(step)
  const { data, error, refetch } = useCore(['alerts', 'log'], { contactId, limit })
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return null
  if (data.count === 0) return <EmptyState drawing="rest" message={t('alert.log.none')} />
  return (
    <>
      <ol className={styles.lines}>
        {data.rows.map(({ entry, contactName, search, properties }) => (
          <li key={entry.id} className={styles.line} data-held={held.has(entry.reason) || undefined}>
            <span className={styles.time}>
              <Day at={entry.at} withTime />
            </span>
            <span className={styles.grows}>
              {contactId === null ? (
                <>
                  <Link to="/contacts/$id" params={{ id: entry.contactId }} className={styles.name}>
                    {contactName ?? '–'}
                  </Link>{' · '}
                </>
              ) : null}
              {t(`alert.log.reasons.${entry.reason}`, { count: entry.count })}
              <span className={styles.muted}>
                {' '}
                {[...(search ? [searchNamed(search, words).name] : []), ...properties.map(({ title }) => title)].join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ol>
      <MoreRows shown={data.rows.length} count={data.count} onMore={() => setLimit(Math.min(200, limit + step))} />
    </>
  )
}

/** What somebody can do something about. */
const held = new Set(['noConsent', 'noPhone'])
