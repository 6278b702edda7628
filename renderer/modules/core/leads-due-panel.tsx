import { Link } from '@tanstack/react-router'
import { openLeadStatuses } from '../../../shared/modules/crm/model-lead.ts'
import type { DayOfWork } from '../../../shared/modules/crm/model-views.ts'
import type { Filter } from '../../../shared/values/filter.ts'
import { Day } from '../../components/show/day.tsx'
import { Panel } from '../../components/show/panel.tsx'
import { Tag } from '../../components/show/status-badge.tsx'
import { useWords } from '../../language/words.tsx'
import { useSession } from '../../session/session.tsx'
import { toneOfLead } from '../crm/leads/lead-words.ts'
import styles from './today.module.css'

const open: Filter = { field: 'status', operator: 'in', value: [...openLeadStatuses] }
const mine: Filter = { field: 'agentId', operator: 'is', value: 'me' }

/** Leads that ask for something; each figure opens exactly those that it counts. */
export function LeadsDuePanel({ leads }: { leads: DayOfWork['leads'] }) {
  const { t, language } = useWords()
  const { member } = useSession()
  const figures: { key: 'unfollowed' | 'toFollow' | 'hot'; filters: Filter[] }[] = [
    { key: 'unfollowed', filters: [open, { field: 'agentId', operator: 'isEmpty' }] },
    { key: 'toFollow', filters: [open, mine, { field: 'nextActionOn', operator: 'before', value: 'today+1' }] },
    {
      key: 'hot',
      filters: [open, ...(member.role === 'agent' ? [mine] : []), { field: 'qualification', operator: 'is', value: 'hot' }],
    },
  ]
  return (
    <Panel
      title={t('dashboard.leads.title')}
      aside={
        <Link to="/leads" search={{}}>
          {t('dashboard.leads.all')}
        </Link>
      }
    >
      <ul className={styles.lines}>
        {figures.map(({ key, filters }) => (
          <li key={key}>
            <Link to="/leads" search={{ filters, layout: 'table' }} className={styles.line}>
              <span className={styles.lineName}>{t(`dashboard.leads.${key}`)}</span>
              <span className={styles.lineNumber}>{new Intl.NumberFormat(language).format(leads[key])}</span>
            </Link>
          </li>
        ))}
        {leads.rows.map((lead) => (
          <li key={lead.id}>
            <Link to="/leads/$id" params={{ id: lead.id }} search={{}} className={styles.record}>
              <span className={styles.recordWords}>
                <span className={styles.recordTitle}>{lead.name}</span>
                <span className={styles.recordDetail}>{lead.nextAction ?? lead.wish ?? ''}</span>
              </span>
              <span className={styles.recordEnd}>
                <Day day={lead.nextActionOn} />
                <Tag tone={toneOfLead[lead.status]}>{t(`lead.statuses.${lead.status}`)}</Tag>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
