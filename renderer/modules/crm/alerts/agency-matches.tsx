import { Button } from '@mantine/core'
import { IconArrowsJoin2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatInstant } from '../../../../shared/values/period.ts'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { works } from '../../../feedback/work-tray.ts'
import { useStore } from '../../../data/store.ts'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame, useMay } from '../../../session/session.tsx'
import { searchNamed } from '../../../../shared/modules/crm/rules-wish-words.ts'
import { MoreRows } from './more-rows.tsx'
import { useRunMatching } from './use-run-matching.ts'
import styles from './alerts.module.css'

const step = 50

/** Each search of the agency with what suits it, as it was last worked out; the best first. */
export function AgencyMatches({ mine }: { mine: boolean }) {
  const words = useWords()
  const { t, language } = words
  const { zone } = useAgencyFrame()
  const mayRun = useMay('matching.runAll')
  const runMatching = useRunMatching()
  const name = t('alert.matches.work')
  const isRunning = useStore(works).some((work) => work.name === name && work.state === 'running')
  const [limit, setLimit] = useState(step)
  const { data, error, refetch } = useCore(['matching', 'overview'], { mine, limit })
  const button = mayRun ? (
    <Button size="xs" loading={isRunning} leftSection={<IconArrowsJoin2 size={16} aria-hidden />} onClick={runMatching}>
      {t('alert.matches.run')}
    </Button>
  ) : null
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return null
  if (data.count === 0) return <EmptyState drawing="rest" message={t('alert.matches.none')} action={button} />
  return (
    <>
      <div className={styles.head}>
        <span className={styles.count}>{data.at === null ? null : t('alert.matches.when', { when: formatInstant(data.at, { language, zone, now: Date.now() }) })}</span>
        <span className={styles.when}>{button}</span>
      </div>
      <ol className={styles.lines}>
        {data.rows.map((row) => (
          <li key={row.search.id} className={styles.line}>
            <span className={styles.client}>
              <Link to="/contacts/$id" params={{ id: row.contactId }} className={styles.name}>
                {row.contactName}
              </Link>
              <span className={styles.muted}>{[searchNamed(row.search, words).name, row.agentName].filter(Boolean).join(' · ')}</span>
            </span>
            <span className={styles.client}>
              <strong>{t('alert.matches.suits', { count: row.matches })}</strong>
              <span className={styles.muted}>{[row.matches ? t('alert.matches.best', { score: row.score }) : null, row.almost ? t('alert.matches.almost', { count: row.almost }) : null].filter(Boolean).join(' · ')}</span>
            </span>
            <span className={styles.grows}>
              {row.best.map(({ id, title }) => (
                <Link key={id} to="/properties/$id" params={{ id }} className={styles.property}>
                  {title}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ol>
      <MoreRows shown={data.rows.length} count={data.count} onMore={() => setLimit(Math.min(200, limit + step))} />
    </>
  )
}
