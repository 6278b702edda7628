import { Link } from '@tanstack/react-router'
import type { Dashboard } from '../../../shared/modules/core/model-views.ts'
import { dayOfInstant, formatDay } from '../../../shared/values/period.ts'
import { Panel } from '../../components/show/panel.tsx'
import { Tag } from '../../components/show/status-badge.tsx'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame } from '../../session/session.tsx'
import styles from './today.module.css'

export function DocumentsPanel({ documents }: { documents: Dashboard['expiringDocuments'] }) {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const today = dayOfInstant(Date.now(), zone)
  return (
    <Panel title={t('dashboard.documents.title')}>
      {documents.length === 0 ? (
        <p className={styles.quiet}>{t('dashboard.documents.none')}</p>
      ) : (
        <ul className={styles.lines}>
          {documents.map((one) => (
            <li key={one.id}>
              <Link to="/properties/$id" params={{ id: one.propertyId }} search={{ tab: 'documents' }} className={styles.record}>
                <span className={styles.recordWords}>
                  <span className={styles.recordTitle}>{one.title}</span>
                  <span className={styles.recordDetail}>{one.propertyTitle}</span>
                </span>
                {one.validUntil < today ? (
                  <Tag tone="terracotta">{t('dashboard.documents.expired')}</Tag>
                ) : (
                  <Tag tone="amber">{formatDay(one.validUntil, { language, today })}</Tag>
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
