import { useMemo } from 'react'
import type { LeadRow } from '../../../../shared/modules/crm/model-views.ts'
import type { ListColumn } from '../../../components/list/list-types.ts'
import { Day } from '../../../components/show/day.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useWords } from '../../../language/words.tsx'
import { toneOfLead, toneOfQualification, useLeadWords } from './lead-words.ts'
import styles from './leads.module.css'

/** Columns of the list; those marked hidden are offered, not shown, until somebody asks for them. */
export function useLeadColumns(): readonly ListColumn<LeadRow>[] {
  const { t } = useWords()
  const words = useLeadWords()
  return useMemo<readonly ListColumn<LeadRow>[]>(() => {
    const muted = (text: string | null) => (text === null ? null : <span className={styles.muted}>{text}</span>)
    const figure = (id: 'score' | 'urgency', header: string): ListColumn<LeadRow> => ({
      id,
      header,
      width: 74,
      align: 'right',
      sortField: id,
      firstDirection: 'desc',
      cell: (row) => <span className={styles.figure}>{row[id]}</span>,
    })
    const day = (id: 'createdAt' | 'updatedAt' | 'statusAt', header: string, hidden: boolean): ListColumn<LeadRow> => ({
      id,
      header,
      width: 110,
      hidden,
      sortField: id,
      firstDirection: 'desc',
      cell: (row) => (
        <span className={styles.muted}>
          <Day at={row[id]} />
        </span>
      ),
    })
    return [
      {
        id: 'name',
        header: t('leads.column.name'),
        width: 180,
        minWidth: 150,
        grow: true,
        fixed: true,
        sortField: 'name',
        cell: (row) => <strong className={styles.name}>{row.name}</strong>,
      },
      { id: 'status', header: t('lead.status'), width: 150, cell: (row) => <Tag tone={toneOfLead[row.status]}>{t(`lead.statuses.${row.status}`)}</Tag> },
      {
        id: 'qualification',
        header: t('lead.qualification'),
        width: 100,
        cell: (row) => <Tag tone={toneOfQualification[row.qualification]}>{t(`lead.qualifications.${row.qualification}`)}</Tag>,
      },
      figure('score', t('leads.column.score')),
      figure('urgency', t('lead.urgency')),
      {
        id: 'budget',
        header: t('leads.column.budget'),
        width: 150,
        align: 'right',
        sortField: 'budgetMax',
        firstDirection: 'desc',
        cell: (row) => muted(words.budget(row)),
      },
      { id: 'places', header: t('leads.column.place'), width: 120, cell: (row) => muted(words.places(row)) },
      { id: 'kinds', header: t('leads.column.kinds'), width: 130, hidden: true, cell: (row) => muted(words.kinds(row)) },
      { id: 'source', header: t('lead.source'), width: 130, hidden: true, cell: (row) => muted(t(`lead.sources.${row.source}`)) },
      { id: 'phone', header: t('leads.column.phone'), width: 150, hidden: true, cell: (row) => muted(words.phone(row)) },
      { id: 'email', header: t('contact.email'), width: 190, hidden: true, cell: (row) => muted(row.email) },
      { id: 'property', header: t('lead.property'), width: 180, hidden: true, cell: (row) => muted(row.propertyTitle) },
      { id: 'agent', header: t('lead.agent'), width: 120, cell: (row) => muted(row.agentName ?? '–') },
      { id: 'nextAction', header: t('lead.nextAction'), width: 160, hidden: true, cell: (row) => muted(row.nextAction) },
      { id: 'nextActionOn', header: t('lead.nextActionOn'), width: 110, sortField: 'nextActionOn', cell: (row) => <Day day={row.nextActionOn} empty={null} /> },
      day('createdAt', t('lead.createdAt'), true),
      day('statusAt', t('lead.statusAt'), true),
      day('updatedAt', t('lead.updatedAt'), true),
    ]
  }, [t, words])
}

/** What can be spared beside an open lead, first to last: the panel says it anyway. */
export const sparedBesidePanel = ['createdAt', 'updatedAt', 'statusAt', 'nextActionOn', 'nextAction', 'agent', 'places', 'kinds', 'source', 'phone', 'email', 'property', 'urgency', 'budget', 'qualification', 'status']
