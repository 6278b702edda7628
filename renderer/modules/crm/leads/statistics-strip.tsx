import { leadStatuses } from '../../../../shared/modules/crm/model-lead.ts'
import type { LeadStatus } from '../../../../shared/modules/crm/model-lead.ts'
import type { Filter } from '../../../../shared/values/filter.ts'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { useLeadWords } from './lead-words.ts'
import styles from './leads.module.css'

type StatisticsStripProps = { query: { filters: Filter[]; search: string }; onStatus: (status: LeadStatus) => void }

/** How many stand where, and how many became clients; each figure opens the list behind it. */
export function StatisticsStrip({ query, onStatus }: StatisticsStripProps) {
  const { t } = useWords()
  const words = useLeadWords()
  const { data } = useCore(['leads', 'statistics'], query)
  if (!data) return <div className={styles.strip} />
  return (
    <div className={styles.strip} role="group" aria-label={t('leads.stats.label')}>
      {leadStatuses.map((status) => {
        const number = words.number(data.byStatus[status] ?? 0)
        return (
          <button
            key={status}
            type="button"
            className={styles.stat}
            title={t('leads.stats.see', { status: t(`lead.statuses.${status}`), number })}
            onClick={() => onStatus(status)}
          >
            <strong>{number}</strong>
            {t(`lead.statuses.${status}`)}
          </button>
        )
      })}
      <span className={styles.statPlain}>
        <strong>{data.conversionRate === null ? '–' : t('leads.stats.percent', { number: words.number(data.conversionRate) })}</strong> {t('leads.stats.conversion')}
      </span>
      <span className={styles.statPlain}>
        <strong>{data.averageScore === null ? '–' : words.number(data.averageScore)}</strong> {t('leads.stats.score')}
      </span>
    </div>
  )
}
