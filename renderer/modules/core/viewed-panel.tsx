import { Link } from '@tanstack/react-router'
import type { Dashboard } from '../../../shared/modules/core/model-views.ts'
import { Panel } from '../../components/show/panel.tsx'
import { useWords } from '../../language/words.tsx'
import styles from './today.module.css'

export function ViewedPanel({ rows }: { rows: Dashboard['mostViewed'] }) {
  const { t } = useWords()
  if (rows.length === 0) return null
  return (
    <Panel title={t('dashboard.viewed.title')} aside={t('dashboard.viewed.aside')}>
      <ul className={styles.lines}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/properties/$id" params={{ id: row.id }} search={{}} className={styles.line}>
              <span className={styles.lineName}>
                {row.title}
                {row.quartier ? <span className={styles.recordDetail}> · {row.quartier}</span> : null}
              </span>
              <span className={styles.lineNumber}>{t('dashboard.viewed.views', { count: row.views })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
