import type { PropertyTotals } from '../../../../shared/modules/properties/model-views.ts'
import { formatMoney } from '../../../../shared/values/money.ts'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import { usePropertyWords } from '../property-words.ts'
import styles from './totals-line.module.css'

/** "287 biens sur 412 · prix médian 650 000 à louer, 98 M à vendre": what is filtered, in one line. */
export function TotalsLine({ totals, total }: { totals: PropertyTotals | undefined; total: number | undefined }) {
  const { t, language } = useWords()
  const { currency } = useAgencyFrame()
  const words = usePropertyWords()
  if (!totals) return <div className={styles.line} />
  const medians = totals.byTransaction.filter((part) => part.median !== null)
  return (
    <div className={styles.line}>
      <div className={styles.parts}>
        <span className={styles.part} role="status">
          <strong>{t('property.counted', { count: totals.count, number: words.number(totals.count) })}</strong>
          {total !== undefined && total !== totals.count ? (
            <> {t('propertyList.footer.of', { total: words.number(total) })}</>
          ) : null}
        </span>
        {medians.length > 0 ? (
          <span className={styles.medians}>
            {t('propertyList.footer.median')}{' '}
            {medians.map((part, index) => {
              const amount = { amount: part.median!, currency }
              const short = part.median! >= 10_000_000
              return (
                <span key={part.transaction} title={formatMoney(amount, { language })}>
                  {index > 0 ? ' · ' : ''}
                  <strong>
                    {short ? formatMoney(amount, { language, short }) : words.bareAmount(part.median, currency)}
                  </strong>{' '}
                  {t(`property.transactionsTo.${part.transaction}`)}
                </span>
              )
            })}
          </span>
        ) : null}
        {totals.withoutPrice > 0 ? (
          <span className={`${styles.part} ${styles.extra}`}>
            {t('propertyList.footer.withoutPrice', { count: totals.withoutPrice, number: words.number(totals.withoutPrice) })}
          </span>
        ) : null}
        <span className={styles.keys} aria-hidden>
          {t('propertyList.footer.keys')}
        </span>
      </div>
    </div>
  )
}
