import { Select, Switch } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import type { ReactNode } from 'react'
import { pricePeriods } from '../../../../shared/modules/properties/model.ts'
import { currencies } from '../../../../shared/values/money.ts'
import type { Currency } from '../../../../shared/values/money.ts'
import { AmountField } from '../../../components/fields/amount-field.tsx'
import { useWords } from '../../../language/words.tsx'
import { NumberField, Section } from './form-fields.tsx'
import type { DraftValues } from './property-draft.ts'
import type { FormPart } from './use-form-part.ts'
import styles from './property-form.module.css'

/** What is asked for it, and on what terms. `children`: what the price may bring to light (a duplicate). */
export function PriceSection({ part, children }: { part: FormPart; children: ReactNode }) {
  const { t } = useWords()
  const { draft, set } = part
  const { values } = draft
  const currency = values.priceCurrency as Currency
  const problem = part.problemOf('priceAmount')
  return (
    <Section title={t('property.price')}>
      <div className={styles.price}>
        <AmountField
          label={t('propertyForm.amount')}
          value={values.priceAmount}
          currency={currency}
          onChange={(priceAmount) => set({ priceAmount })}
          onUnclear={part.noteUnclear('price')}
          error={problem && t(problem)}
          onBlur={() => part.leave('priceAmount')}
        />
        <Select
          size="sm"
          label={t('property.priceCurrency')}
          data={[...currencies]}
          value={currency}
          allowDeselect={false}
          onChange={(priceCurrency) => priceCurrency && set({ priceCurrency })}
        />
        <Select
          size="sm"
          label={t('property.pricePeriod')}
          value={values.pricePeriod}
          allowDeselect={false}
          data={pricePeriods.map((value) => ({ value, label: t(`property.pricePeriods.${value}`) }))}
          onChange={(value) => {
            const pricePeriod = value as DraftValues['pricePeriod'] | null
            if (pricePeriod) part.onChange({ ...draft, periodChosen: true, values: { ...values, pricePeriod } })
          }}
        />
      </div>
      <div className={styles.pair}>
        {part.shows('chargesAmount') ? (
          <AmountField
            label={t('property.charges')}
            value={values.chargesAmount}
            currency={currency}
            onChange={(chargesAmount) => set({ chargesAmount })}
            onUnclear={part.noteUnclear('charges')}
          />
        ) : null}
        <NumberField part={part} name="depositMonths" unit={t('propertyRecord.months')} />
        <DateInput
          size="sm"
          label={t('property.availableFrom')}
          value={values.availableFrom}
          valueFormat="D MMM YYYY"
          clearable
          onChange={(availableFrom) => set({ availableFrom })}
        />
      </div>
      <Switch
        size="sm"
        label={t('property.priceNegotiable')}
        checked={values.priceNegotiable}
        onChange={(event) => set({ priceNegotiable: event.currentTarget.checked })}
      />
      {children}
    </Section>
  )
}
