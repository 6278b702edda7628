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
        sortField: 'name',
        header: t('contacts.column.name'),
        width: 220,
        grow: true,
        fixed: true,
        cell: (row) => <span className={styles.name}>{row.name}</span>,
      },
      {
        id: 'phone',
        header: t('contacts.column.phone'),
        width: 160,
        cell: (row) => {
          const [first, ...more] = row.phones
          return first ? (
            <>
              {phoneInWords(first)}
              {more.length > 0 ? (
                <span className={styles.quiet}>&nbsp;{t('contacts.more', { count: more.length })}</span>
              ) : null}
            </>
          ) : null
        },
      },
      {
        id: 'roles',
        header: t('contacts.column.roles'),
        width: 170,
        cell: (row) => <span className={styles.cut}>{row.roles.map((role) => t(`contacts.roles.${role}`)).join(', ')}</span>,
      },
      {
        id: 'status',
        header: t('contacts.column.status'),
        width: 110,
        cell: (row) => (row.clientStatus ? t(`contact.clientStatuses.${row.clientStatus}`) : null),
      },
      {
        id: 'score',
        header: t('contact.score'),
        width: 70,
        align: 'right',
        sortField: 'score',
        firstDirection: 'desc',
        cell: (row) => (row.score === 0 ? null : row.score),
      },
      {
        id: 'tags',
        header: t('contacts.column.tags'),
        width: 150,
        cell: (row) => (
          <span className={styles.tagLine}>
            {row.tags.slice(0, 1).map((tag) => (
              <Tag key={tag} tone="line">
                {tag}
              </Tag>
            ))}
            {row.tags.length > 1 ? <span className={styles.quiet}>{t('contacts.more', { count: row.tags.length - 1 })}</span> : null}
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
      {
        id: 'priority',
        header: t('contact.priority'),
        width: 90,
        hidden: true,
        cell: (row) => (row.priority ? t(`followUp.priorities.${row.priority}`) : null),
      },
      { id: 'email', header: t('contacts.column.email'), width: 220, hidden: true, cell: (row) => row.email },
      { id: 'agent', header: t('contact.agent'), width: 140, hidden: true, cell: (row) => row.agentName },
      {
        id: 'updated',
        header: t('contacts.column.updated'),
        width: 110,
        sortField: 'updatedAt',
        firstDirection: 'desc',
        cell: (row) => <Day at={row.updatedAt} />,
      },
    ],
    [t],
  )
}
