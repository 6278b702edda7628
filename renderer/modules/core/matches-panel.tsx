import { Link } from '@tanstack/react-router'
import { formatPlace } from '../../../shared/values/place.ts'
import { Panel } from '../../components/show/panel.tsx'
import { Photo } from '../../components/show/photo.tsx'
import { useCore } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { useWords } from '../../language/words.tsx'
import styles from './today.module.css'

/** What came on offer lately and whom it suits: asked for by itself, so that the screen does not wait for it. */
export function MatchesPanel() {
  const { t } = useWords()
  const { data, error, refetch } = useCore(['matching', 'latest'], { limit: 5 })
  return (
    <Panel title={t('dashboard.matches.title')} aside={t('dashboard.matches.aside')}>
      {error && !data ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {data?.rows.length === 0 ? <p className={styles.quiet}>{t('dashboard.matches.none')}</p> : null}
      <ul className={styles.lines} aria-busy={!data && !error}>
        {data?.rows.map(({ row, match, almost }) => (
          <li key={row.id}>
            <Link to="/properties/$id" params={{ id: row.id }} search={{ tab: 'clients' }} className={styles.record}>
              <Photo fileId={row.photoFileId} alt="" width={58} height={42} radius={6} />
              <span className={styles.recordWords}>
                <span className={styles.recordTitle}>{row.title}</span>
                <span className={styles.recordDetail}>{formatPlace(row) || t('property.noPlace')}</span>
              </span>
              <span className={styles.recordEnd}>
                <span className={styles.lineNumber}>{t('dashboard.matches.clients', { count: match })}</span>
                {almost > 0 ? <span className={styles.recordDetail}>{t('dashboard.matches.almost', { count: almost })}</span> : null}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
