import type { Dashboard } from '../../../shared/modules/core/model-views.ts'
import type { Filter } from '../../../shared/values/filter.ts'
import { Panel } from '../../components/show/panel.tsx'
import { useWords } from '../../language/words.tsx'
import { ListLink } from './list-link.tsx'
import styles from './today.module.css'

type Kind = Dashboard['toComplete'][number]['kind']

const offered: Filter = { field: 'status', operator: 'in', value: ['draft', 'available'] }
const missing: Record<Kind, Filter | null> = {
  price: { field: 'priceAmount', operator: 'isEmpty' },
  place: { field: 'quartier', operator: 'isEmpty' },
  photo: { field: 'hasPhoto', operator: 'is', value: false },
  surface: { field: 'surfaceArea', operator: 'isEmpty' },
  // not a column of the list, so its figure leads nowhere
  description: null,
}

/** What is missing on listings that people may ask about; each line opens exactly those. */
export function ToCompletePanel({ lines }: { lines: Dashboard['toComplete'] }) {
  const { t, language } = useWords()
  const most = Math.max(1, ...lines.map((line) => line.count))
  return (
    <Panel title={t('dashboard.complete.title')}>
      {lines.length === 0 ? (
        <p className={styles.quiet}>{t('dashboard.complete.none')}</p>
      ) : (
        <ul className={styles.lines}>
          {lines.map(({ kind, count }) => {
            const filter = missing[kind]
            const inside = (
              <>
                <span className={styles.lineName}>{t(`dashboard.complete.${kind}`)}</span>
                <span className={styles.share} aria-hidden>
                  <span style={{ width: `${(count / most) * 100}%` }} />
                </span>
                <span className={styles.lineNumber}>{new Intl.NumberFormat(language).format(count)}</span>
              </>
            )
            return (
              <li key={kind}>
                {filter ? (
                  <ListLink filters={[filter, offered]} className={styles.line}>
                    {inside}
                  </ListLink>
                ) : (
                  <span className={styles.line}>{inside}</span>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}
