import { currencySchema, formatMoney } from '../../../shared/values/money.ts'
import { useWords } from '../../language/words.tsx'
import styles from './show.module.css'
import type { MoneyProps } from './show-types.ts'

export function Money({ amount, currency = 'XOF', short = false, period = null, empty = '–', strong = false }: MoneyProps) {
  const { language, tKey } = useWords()
  const known = currencySchema.safeParse(currency)
  if (amount === null || !known.success) return <span className={styles.muted}>{empty}</span>
  const money = { amount, currency: known.data }
  const words = formatMoney(money, { language, short })
  const exact = short ? formatMoney(money, { language }) : undefined
  return (
    <span className={styles.figures} data-strong={strong || undefined} title={exact}>
      {words}
      {period !== null && period !== 'total' ? (
        <span className={styles.period}> {tKey(`property.pricePeriodsShort.${period}`)}</span>
      ) : null}
    </span>
  )
}
