import { Link } from '@tanstack/react-router'
import { formatPlace } from '../../../shared/values/place.ts'
import { Money } from '../../components/show/money.tsx'
import { Photo } from '../../components/show/photo.tsx'
import { StatusBadge } from '../../components/show/status-badge.tsx'
import { useCore } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { useWords } from '../../language/words.tsx'
import styles from './contacts.module.css'

export function ContactProperties({ id }: { id: string }) {
  const { t } = useWords()
  const { data, error, refetch } = useCore(['properties', 'ofOwner'], { contactId: id }, { keep: false })
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return null
  if (data.length === 0) return <p className={styles.quiet}>{t('contacts.page.no_properties')}</p>
  return (
    <ul className={styles.owned}>
      {data.map((row) => (
        <li key={row.id}>
          <Link to="/properties/$id" params={{ id: row.id }} search={{}} className={styles.ownedLink}>
            <Photo fileId={row.photoFileId} alt="" width={48} height={34} />
            <span className={styles.ownedWords}>
              <span className={styles.name}>{row.title}</span>
              <span className={styles.quiet}>{[row.reference, formatPlace(row)].filter(Boolean).join(' · ')}</span>
            </span>
            <span className={styles.ownedEnd}>
              <Money amount={row.priceAmount} currency={row.priceCurrency} period={row.pricePeriod} short />
              <StatusBadge status={row.status} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
