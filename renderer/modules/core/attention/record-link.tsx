import { Link } from '@tanstack/react-router'
import type { RecordRef } from '../../../../shared/modules/core/model-views.ts'
import styles from './attention.module.css'

/** The name of a record, which opens its page where there is one. */
export function RecordLink({ record, title }: { record: RecordRef | null; title: string }) {
  if (record?.entity === 'property')
    return (
      <Link to="/properties/$id" params={{ id: record.id }} search={{}} className={styles.record}>
        {title}
      </Link>
    )
  if (record?.entity === 'contact')
    return (
      <Link to="/contacts/$id" params={{ id: record.id }} search={{}} className={styles.record}>
        {title}
      </Link>
    )
  return <strong className={styles.record}>{title}</strong>
}
