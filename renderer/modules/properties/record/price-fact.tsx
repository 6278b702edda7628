import { Select } from '@mantine/core'
import { useRef } from 'react'
import { pricePeriods } from '../../../../shared/modules/properties/model.ts'
import type { Property } from '../../../../shared/modules/properties/model.ts'
import { pricePerSquareMetre } from '../../../../shared/modules/properties/rules.ts'
import { currencies } from '../../../../shared/values/money.ts'
import type { Currency } from '../../../../shared/values/money.ts'
import { AmountField } from '../../../components/fields/amount-field.tsx'
import { InlineField } from '../../../components/fields/inline-field.tsx'
import { useWords } from '../../../language/words.tsx'
import { usePropertyWords } from '../property-words.ts'
import type { SaveProperty } from './use-save.ts'
import styles from './record.module.css'

type Price = Pick<Property, 'priceAmount' | 'priceCurrency' | 'pricePeriod'>

/** Amount, currency and period are one thing: they are edited, saved and taken back together. */
export function PriceFact({ property, save, readOnly }: { property: Property; save: SaveProperty; readOnly: boolean }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const unclear = useRef(false)
  const { priceAmount, priceCurrency, pricePeriod } = property
  const perMetre = property.transaction === 'sale' ? pricePerSquareMetre(property) : null
  return (
    <InlineField<Price>
      label={t('property.price')}
      layout="bare"
      readOnly={readOnly}
      value={{ priceAmount, priceCurrency, pricePeriod }}
      save={save}
      check={() => (unclear.current ? t('shell.field.amount_unclear') : null)}
      show={
        <span className={styles.price}>
          <strong>{priceAmount === null ? t('property.noPrice') : words.bareAmount(priceAmount, priceCurrency)}</strong>
          {priceAmount === null ? null : (
            <span className={styles.muted}>
              {' '}
              {words.price(property).slice(words.bareAmount(priceAmount, priceCurrency)!.length).trim()}
            </span>
          )}
          {perMetre === null ? null : (
            <span className={styles.perMetre}>
              {t('property.perSquareMetre', { amount: words.bareAmount(perMetre, priceCurrency) })}
            </span>
          )}
        </span>
      }
      editor={({ value, onChange, error, label }) => (
        <span className={styles.priceEditor}>
          <AmountField
            autoFocus
            aria-label={label}
            value={value.priceAmount}
            currency={value.priceCurrency as Currency}
            onChange={(amount) => onChange({ ...value, priceAmount: amount })}
            error={error}
            onUnclear={(is) => {
              unclear.current = is
            }}
          />
          <Select
            size="sm"
            w={92}
            aria-label={t('property.priceCurrency')}
            data={[...currencies]}
            value={value.priceCurrency}
            allowDeselect={false}
            onChange={(currency) => onChange({ ...value, priceCurrency: currency ?? value.priceCurrency })}
          />
          <Select
            size="sm"
            w={140}
            aria-label={t('property.pricePeriod')}
            data={pricePeriods.map((period) => ({ value: period, label: t(`property.pricePeriods.${period}`) }))}
            value={value.pricePeriod}
            allowDeselect={false}
            onChange={(period) =>
              onChange({ ...value, pricePeriod: (period as Price['pricePeriod'] | null) ?? value.pricePeriod })
            }
          />
        </span>
      )}
    />
  )
}
