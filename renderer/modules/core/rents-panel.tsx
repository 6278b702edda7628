import type { Dashboard } from '../../../shared/modules/core/model-views.ts'
import type { Filter } from '../../../shared/values/filter.ts'
import { formatMoney } from '../../../shared/values/money.ts'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame } from '../../session/session.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { ListLink } from './list-link.tsx'
import styles from './today.module.css'

function behind(quartier: string): Filter[] {
  return [
    { field: 'quartier', operator: 'is', value: quartier },
    { field: 'transaction', operator: 'is', value: 'rent' },
    { field: 'pricePeriod', operator: 'is', value: 'month' },
    { field: 'priceAmount', operator: 'isNotEmpty' },
  ]
}

/** One bar from zero for each quartier, the amount written on it; a click opens the properties it was taken from. */
export function RentsPanel({ rents }: { rents: Dashboard['medianRentByQuartier'] }) {
  const { t, language } = useWords()
  const { currency } = useAgencyFrame()
  const most = Math.max(1, ...rents.map((rent) => rent.median))
  const amount = (rent: { median: number }, short = false) => formatMoney({ amount: rent.median, currency }, { language, short })
  const sorted = [...rents].sort((a, b) => b.median - a.median)
  const chart = (
    <ul className={styles.lines}>
      {sorted.map((rent) => (
        <li key={rent.quartier}>
          <ListLink
            filters={behind(rent.quartier)}
            className={styles.line}
            title={t('dashboard.rents.bar', { quartier: rent.quartier, amount: amount(rent), count: rent.count })}
          >
            <span className={styles.rentName}>{rent.quartier}</span>
            <span className={styles.rentBar} aria-hidden>
              <span style={{ width: `${(rent.median / most) * 100}%` }} />
            </span>
            <span className={styles.lineNumber}>
              <strong>{amount(rent, true)}</strong>{' '}
              <span className={styles.recordDetail}>{t('dashboard.rents.of', { count: rent.count })}</span>
            </span>
          </ListLink>
        </li>
      ))}
    </ul>
  )
  return (
    <ChartPanel
      title={t('dashboard.rents.title')}
      aside={t('dashboard.rents.aside')}
      isEmpty={rents.length === 0}
      none={t('dashboard.rents.none')}
      chart={chart}
      columns={[t('dashboard.rents.quartier'), t('dashboard.rents.median'), t('dashboard.rents.count')]}
      lines={sorted.map((rent) => ({ key: rent.quartier, cells: [rent.quartier, amount(rent), rent.count] }))}
    />
  )
}
