import { Popover, UnstyledButton } from '@mantine/core'
import type { LeadView } from '../../../../shared/modules/crm/model-views.ts'
import { mostScore } from '../../../../shared/modules/crm/rules-lead.ts'
import type { ScorePart } from '../../../../shared/modules/crm/rules-lead.ts'
import { useWords } from '../../../language/words.tsx'
import styles from './leads.module.css'

/** How promising and how urgent, each with a bar; a click says why. */
export function ScorePanel({ view }: { view: LeadView }) {
  const { t } = useWords()
  return (
    <div className={styles.scores}>
      <Score label={t('leads.page.score')} value={view.row.score} parts={view.scoreParts} />
      <Score label={t('leads.page.urgency')} value={view.row.urgency} parts={view.urgencyParts} />
    </div>
  )
}

const partNames = ['source', 'email', 'phone', 'kind', 'budget', 'place', 'timeframe', 'qualification', 'age', 'reachable'] as const

function Score({ label, value, parts }: { label: string; value: number; parts: readonly ScorePart[] }) {
  const { t } = useWords()
  const sum = parts.reduce((all, { points }) => all + points, 0)
  return (
    <Popover position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <UnstyledButton className={styles.score} aria-label={`${label} : ${t('leads.score', { number: value })}. ${t('leads.page.why')}`} title={t('leads.page.why')}>
          <span className={styles.scoreLine}>
            {label} <strong>{value}</strong>
          </span>
          <span className={styles.bar} aria-hidden>
            <span style={{ width: `${Math.min(mostScore, value)}%` }} />
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('leads.page.why')}>
        <table className={styles.parts} tabIndex={-1} data-autofocus>
          <caption>{t('leads.page.why')}</caption>
          <tbody>
            {parts.map(({ part, points }) => {
              const known = partNames.find((name) => name === part)
              return (
                <tr key={part} data-none={points === 0 || undefined}>
                  <th scope="row">{known ? t(`leads.page.part.${known}`) : part}</th>
                  <td>{t('leads.page.points', { count: points })}</td>
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('leads.page.total')}</th>
              <td>{sum > mostScore ? t('leads.page.capped', { sum }) : t('leads.page.points', { count: sum })}</td>
            </tr>
          </tfoot>
        </table>
      </Popover.Dropdown>
    </Popover>
  )
}
