import { Link } from '@tanstack/react-router'
import type { PropertyListRow } from '../../../shared/modules/properties/model-views.ts'
import { formatPlace } from '../../../shared/values/place.ts'
import { Money } from '../../components/show/money.tsx'
import { Panel } from '../../components/show/panel.tsx'
import { Photo } from '../../components/show/photo.tsx'
import { StatusBadge } from '../../components/show/status-badge.tsx'
import { useWords } from '../../language/words.tsx'
import { ListLink } from './list-link.tsx'
import styles from './today.module.css'

export function RecentPanel({ rows }: { rows: readonly PropertyListRow[] }) {
  const { t } = useWords()
  return (
    <Panel title={t('dashboard.recent.title')} aside={<ListLink filters={[]}>{t('dashboard.recent.all')}</ListLink>}>
      <ul className={styles.lines}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/properties/$id" params={{ id: row.id }} search={{}} className={styles.record}>
              <Photo fileId={row.photoFileId} alt="" width={58} height={42} radius={6} />
              <span className={styles.recordWords}>
                <span className={styles.recordTitle}>{row.title}</span>
                <span className={styles.recordDetail}>{formatPlace(row) || t('property.noPlace')}</span>
              </span>
              <span className={styles.recordEnd}>
                <Money amount={row.priceAmount} currency={row.priceCurrency} strong />
                <StatusBadge status={row.status} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
