import { VisuallyHidden } from '@mantine/core'
import { IconArrowsHorizontal, IconCheck, IconHelp, IconMinus, IconX } from '@tabler/icons-react'
import type { Reason, ReasonState } from '../../../../shared/modules/crm/rules-matching.ts'
import type { Currency } from '../../../../shared/values/money.ts'
import { useWords } from '../../../language/words.tsx'
import { reasonInWords } from './reason-words.ts'
import styles from './matching.module.css'

const icons: Readonly<Record<ReasonState, typeof IconCheck>> = { met: IconCheck, close: IconArrowsHorizontal, failed: IconX, unknown: IconHelp, unsaid: IconMinus }

/** In a row: what fits by its name, what does not with its numbers and the smallest change. */
export function ReasonChips({ reasons, currency }: { reasons: readonly Reason[]; currency: Currency }) {
  const words = useWords()
  const { t } = words
  const said = reasons.filter(({ state }) => state !== 'unsaid')
  return (
    <span className={styles.chips}>
      {said.map((reason) => {
        const Icon = icons[reason.state]
        const { text, change } = reasonInWords(reason, currency, words)
        const name = t(`matching.criterion.${reason.criterion}`)
        return (
          <span key={reason.criterion} className={styles.chip} data-state={reason.state} title={`${name} : ${text}`}>
            <Icon size={13} aria-hidden />
            <VisuallyHidden>{t(`matching.state.${reason.state}`)} :</VisuallyHidden>
            {reason.state === 'met' ? name : text}
            {change === null ? null : <strong className={styles.change}>{change}</strong>}
          </span>
        )
      })}
    </span>
  )
}

/** All of it, beside the record that is open. */
export function ReasonList({ reasons, currency }: { reasons: readonly Reason[]; currency: Currency }) {
  const words = useWords()
  const { t } = words
  return (
    <dl className={styles.reasons} aria-label={t('matching.why')}>
      {reasons.map((reason) => {
        const Icon = icons[reason.state]
        const { text, change } = reasonInWords(reason, currency, words)
        return (
          <div key={reason.criterion} className={styles.reason} data-state={reason.state}>
            <dt>
              <Icon size={14} role="img" aria-label={t(`matching.state.${reason.state}`)} />
              {t(`matching.criterion.${reason.criterion}`)}
            </dt>
            <dd>
              {text}
              {change === null ? null : (
                <span className={styles.changeLine}>
                  {t('matching.change.label')} <strong className={styles.change}>{change}</strong>
                </span>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
