import { Link } from '@tanstack/react-router'
import type { Dashboard } from '../../../shared/modules/core/model-views.ts'
import type { Filter } from '../../../shared/values/filter.ts'
import type { MessageKey } from '../../../shared/language/index.ts'
import { useWords } from '../../language/words.tsx'
import { ListLink } from './list-link.tsx'
import styles from './today.module.css'

/** Figures that open the lines that made them. */
export function FigureCards({ data }: { data: Dashboard }) {
  const { t, language } = useWords()
  const number = (count: number) => new Intl.NumberFormat(language).format(count)
  const status = (...names: string[]) =>
    data.properties.byStatus.filter((line) => names.includes(line.status)).reduce((sum, line) => sum + line.count, 0)
  const transaction = (name: string) => data.properties.byTransaction.find((line) => line.transaction === name)?.count ?? 0
  const figures: { key: MessageKey; count: number; filters: Filter[] }[] = [
    { key: 'dashboard.figures.properties', count: data.properties.total, filters: [] },
    {
      key: 'dashboard.figures.available',
      count: status('available'),
      filters: [{ field: 'status', operator: 'is', value: 'available' }],
    },
    {
      key: 'dashboard.figures.under_way',
      count: status('underOffer', 'reserved'),
      filters: [{ field: 'status', operator: 'in', value: ['underOffer', 'reserved'] }],
    },
    {
      key: 'dashboard.figures.rent',
      count: transaction('rent'),
      filters: [{ field: 'transaction', operator: 'is', value: 'rent' }],
    },
    {
      key: 'dashboard.figures.sale',
      count: transaction('sale'),
      filters: [{ field: 'transaction', operator: 'is', value: 'sale' }],
    },
    {
      key: 'dashboard.figures.short_stay',
      count: transaction('shortStay'),
      filters: [{ field: 'transaction', operator: 'is', value: 'shortStay' }],
    },
  ]
  return (
    <ul className={styles.figures} aria-label={t('dashboard.figures.label')}>
      {figures.map((figure) => (
        <li key={figure.key}>
          <ListLink filters={figure.filters} className={styles.figure}>
            <span className={styles.figureNumber}>{number(figure.count)}</span>
            <span className={styles.figureName}>{t(figure.key)}</span>
          </ListLink>
        </li>
      ))}
      <li>
        <Link to="/contacts" search={{}} className={styles.figure}>
          <span className={styles.figureNumber}>{number(data.contacts)}</span>
          <span className={styles.figureName}>{t('dashboard.figures.contacts')}</span>
        </Link>
      </li>
    </ul>
  )
}
