import { Link } from '@tanstack/react-router'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import styles from './client.module.css'

/** Other records that may be this person's, each with the way to make them one. */
export function DuplicatesNote({ contactId }: { contactId: string }) {
  const { t } = useWords()
  const { data } = useCore(['contacts', 'duplicates'], { id: contactId, limit: 5 })
  if (!data || data.pairs.length === 0) return null
  return (
    <div className={styles.warning} role="note">
      <strong>{t('client.duplicates.note')}</strong>
      <ul>
        {data.pairs.map(({ one, other, by }) => {
          const alike = one.id === contactId ? other : one
          return (
            <li key={alike.id}>
              <Link to="/contacts/$id" params={{ id: alike.id }} search={{}}>
                {alike.name}
              </Link>{' '}
              <span>({by.map((what) => t(`client.duplicates.by.${what}`)).join(', ')})</span>{' '}
              <Link to="/contacts/merge" search={{ into: contactId, from: alike.id }} aria-label={t('client.duplicates.compare_of', { one: one.name, other: other.name })}>
                {t('client.duplicates.compare')}
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
