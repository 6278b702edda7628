import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ContactBrief } from '../../../../shared/modules/crm/model-views.ts'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { ScreenHeader } from '../../../components/show/screen-header.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { phoneInWords } from '../contact-columns.tsx'
import styles from './merge.module.css'

/** Records that may be one person, those who are most alike first. */
export function DuplicatesScreen() {
  const { t, language } = useWords()
  const { data, error, refetch } = useCore(['contacts', 'duplicates'], { limit: 200 })
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <div className={styles.screen}>
      <ScreenHeader title={t('client.duplicates.title')} aside={data.count === 0 ? null : t('client.duplicates.count', { count: data.count, number: new Intl.NumberFormat(language).format(data.count) })} />
      <p className={styles.intro}>{t('client.duplicates.intro')}</p>
      {data.pairs.length === 0 ? (
        <EmptyState drawing="rest" message={t('client.duplicates.none')} />
      ) : (
        <ul className={styles.pairs}>
          {data.pairs.map(({ one, other, by }) => (
            <li key={`${one.id}${other.id}`} className={styles.pair}>
              <Side contact={one} />
              <Side contact={other} />
              <span className={styles.by}>
                {by.map((what) => (
                  <Tag key={what} tone="amber">
                    {t(`client.duplicates.by.${what}`)}
                  </Tag>
                ))}
              </span>
              <Button
                size="compact-sm"
                variant="light"
                renderRoot={(props) => <Link {...props} to="/contacts/merge" search={{ into: one.id, from: other.id }} aria-label={t('client.duplicates.compare_of', { one: one.name, other: other.name })} />}
              >
                {t('client.duplicates.compare')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Side({ contact }: { contact: ContactBrief }) {
  return (
    <span className={styles.side}>
      <Link to="/contacts/$id" params={{ id: contact.id }} search={{}}>
        {contact.name}
      </Link>
      {contact.phones[0] ? <span className={styles.quiet}>{phoneInWords(contact.phones[0])}</span> : null}
      {contact.email ? <span className={styles.quiet}>{contact.email}</span> : null}
    </span>
  )
}
