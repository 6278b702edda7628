import { useMemo } from 'react'
import type { ContactPage } from '../../../shared/modules/crm/model-views.ts'
import { formatPhone } from '../../../shared/values/phone.ts'
import type { ListColumn } from '../../components/list/list-types.ts'
import { Day } from '../../components/show/day.tsx'
import { Tag } from '../../components/show/status-badge.tsx'
import { useWords } from '../../language/words.tsx'
import styles from './contacts.module.css'

export type ContactRow = ContactPage['rows'][number]

export function phoneInWords(phone: { typed: string; e164: string | null }): string {
  return phone.e164 === null ? phone.typed : formatPhone(phone.e164)
}

export function useContactColumns(): readonly ListColumn<ContactRow>[] {
  const { t } = useWords()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('contacts.column.name'),
        width: 240,
        grow: true,
        fixed: true,
        cell: (row) => <span className={styles.name}>{row.name}</span>,
      },
      {
        id: 'phone',
        header: t('contacts.column.phone'),
        width: 190,
        cell: (row) => {
          const [first, ...more] = row.phones
          return first ? (
            <>
              {phoneInWords(first)}
              {more.length > 0 ? (
                <span className={styles.quiet}>&nbsp;{t('contacts.more_phones', { count: more.length })}</span>
              ) : null}
            </>
          ) : null
        },
      },
      { id: 'email', header: t('contacts.column.email'), width: 220, cell: (row) => row.email },
      {
        id: 'roles',
        header: t('contacts.column.roles'),
        width: 220,
        cell: (row) => (
          <span className={styles.tagLine}>
            {row.roles.map((role) => (
              <Tag key={role} tone="grey">
                {t(`contacts.roles.${role}`)}
              </Tag>
            ))}
          </span>
        ),
      },
      {
        id: 'properties',
        header: t('contacts.column.properties'),
        width: 80,
        align: 'right',
        cell: (row) => (row.properties === 0 ? null : row.properties),
      },
      { id: 'updated', header: t('contacts.column.updated'), width: 110, cell: (row) => <Day at={row.updatedAt} /> },
    ],
    [t],
  )
}
