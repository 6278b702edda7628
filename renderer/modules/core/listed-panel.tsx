import type { Dashboard } from '../../../shared/modules/core/model-views.ts'
import { addDays, formatDay } from '../../../shared/values/period.ts'
import { useWords } from '../../language/words.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { ListLink } from './list-link.tsx'
import styles from './today.module.css'

/** `12 nov.`: under a bar there is room for no more. */
const shortDay = (words: string) => words.replace(/ \d{4}$/, '')

/** Bars from zero, one a week, each with its number. */
export function ListedPanel({ weeks }: { weeks: Dashboard['listedPerWeek'] }) {
  const { t, language } = useWords()
  const most = Math.max(1, ...weeks.map((week) => week.count))
  const day = (week: { weekStart: string }) => formatDay(week.weekStart, { language })
  const chart = (
    <ol className={styles.bars}>
      {weeks.map((week, index) => (
        <li key={week.weekStart} className={styles.barSlot}>
          <ListLink
            className={styles.barLink}
            title={t('dashboard.listed.bar', { day: day(week), count: week.count })}
            filters={[{ field: 'publishedAt', operator: 'between', value: [week.weekStart, addDays(week.weekStart, 6)] }]}
          >
            <span className={styles.barNumber} aria-hidden>
              {week.count}
            </span>
            <span
              className={styles.bar}
              aria-hidden
              data-now={index === weeks.length - 1 || undefined}
              style={{ height: `${(week.count / most) * 100}%` }}
            />
            <span className={styles.barName} aria-hidden>
              {(weeks.length - 1 - index) % 3 === 0 ? shortDay(day(week)) : ''}
            </span>
          </ListLink>
        </li>
      ))}
    </ol>
  )
  return (
    <ChartPanel
      title={t('dashboard.listed.title')}
      aside={t('dashboard.listed.aside')}
      isEmpty={weeks.every((week) => week.count === 0)}
      none={t('dashboard.listed.none')}
      chart={chart}
      columns={[t('dashboard.listed.week'), t('dashboard.listed.count')]}
      lines={weeks.map((week) => ({ key: week.weekStart, cells: [day(week), week.count] }))}
    />
  )
}
