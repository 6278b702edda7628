import { Switch } from '@mantine/core'
import { energyClasses, furnishings, heatings, titleTypes } from '../../../../shared/modules/properties/model.ts'
import type { Property } from '../../../../shared/modules/properties/model.ts'
import type { Currency } from '../../../../shared/values/money.ts'
import { InlineAmount, InlineDay, InlineNumber, InlineSelect, InlineText } from '../../../components/fields/inline-kinds.tsx'
import { attempt } from '../attempt.ts'
import { useWords } from '../../../language/words.tsx'
import type { FactField } from '../fields-of-kind.ts'
import type { SaveProperty } from './use-save.ts'
import styles from './record.module.css'

type FactProps = { field: FactField; property: Property; save: SaveProperty; readOnly: boolean }

/** Highest values the model takes for whole numbers. */
const limits = { rooms: 500, bedrooms: 200, bathrooms: 200, toilets: 200, totalFloors: 200, yearBuilt: 2100 } as const

/** One fact of a property, with the editor that fits it. */
export function Fact({ field, property, save, readOnly }: FactProps) {
  const { t } = useWords()
  const label = t(field === 'chargesAmount' ? 'property.charges' : `property.${field}`)
  const common = { label, readOnly }
  switch (field) {
    case 'surfaceArea':
    case 'usableArea':
    case 'landArea':
    case 'gardenArea':
      return (
        <InlineNumber
          {...common}
          value={property[field]}
          unit="m²"
          decimals={2}
          max={100_000_000}
          save={(value) => save({ [field]: value })}
        />
      )
    case 'rooms':
    case 'bedrooms':
    case 'bathrooms':
    case 'toilets':
    case 'totalFloors':
      return <InlineNumber {...common} value={property[field]} max={limits[field]} save={(value) => save({ [field]: value })} />
    case 'yearBuilt':
      return (
        <InlineText
          {...common}
          value={property.yearBuilt === null ? null : String(property.yearBuilt)}
          maxLength={4}
          check={(text) =>
            text === null || (/^\d{4}$/.test(text) && Number(text) >= 1700 && Number(text) <= limits.yearBuilt)
              ? null
              : t('propertyRecord.badYear')
          }
          save={(text) => save({ yearBuilt: text === null ? null : Number(text) })}
        />
      )
    case 'depositMonths':
      return (
        <InlineNumber
          {...common}
          value={property.depositMonths}
          unit={t('propertyRecord.months')}
          decimals={1}
          max={24}
          save={(depositMonths) => save({ depositMonths })}
        />
      )
    case 'chargesAmount':
      return (
        <InlineAmount
          {...common}
          value={property.chargesAmount}
          currency={property.priceCurrency as Currency}
          save={(chargesAmount) => save({ chargesAmount })}
        />
      )
    case 'floor':
      return <InlineText {...common} value={property.floor} maxLength={50} save={(floor) => save({ floor })} />
    case 'titleNumber':
    case 'nicad':
      // the right to the land is one unit: its parts are saved together, so that none is left from another title
      return <InlineText {...common} value={property[field]} save={(value) => save({ ...titleOf(property), [field]: value })} />
    case 'availableFrom':
      return <InlineDay {...common} value={property.availableFrom} save={(availableFrom) => save({ availableFrom })} />
    case 'furnished':
      return (
        <InlineSelect
          {...common}
          value={property.furnished}
          options={furnishings.map((value) => ({ value, label: t(`property.furnishings.${value}`) }))}
          save={(furnished) => save({ furnished: furnished ?? 'none' })}
        />
      )
    case 'heating':
      return (
        <InlineSelect
          {...common}
          value={property.heating}
          clearable
          options={heatings.map((value) => ({ value, label: t(`property.heatings.${value}`) }))}
          save={(heating) => save({ heating })}
        />
      )
    case 'energyClass':
    case 'gasClass':
      return (
        <InlineSelect
          {...common}
          value={property[field]}
          clearable
          options={energyClasses.map((value) => ({ value, label: value }))}
          save={(value) => save({ [field]: value })}
        />
      )
    case 'titleType':
      return (
        <InlineSelect
          {...common}
          value={property.titleType}
          clearable
          options={titleTypes.map((value) => ({ value, label: t(`property.titleTypes.${value}`) }))}
          save={(titleType) => save({ ...titleOf(property), titleType })}
        />
      )
    case 'priceNegotiable':
      return (
        <FlagFact
          label={label}
          value={property.priceNegotiable}
          readOnly={readOnly}
          save={(priceNegotiable) => save({ priceNegotiable })}
        />
      )
  }
}

function titleOf({ titleType, titleNumber, nicad }: Property) {
  return { titleType, titleNumber, nicad }
}

/** Yes or no: a switch saves at once. */
export function FlagFact({
  label,
  value,
  readOnly,
  save,
  hint,
}: {
  label: string
  value: boolean
  readOnly: boolean
  save: (value: boolean) => Promise<unknown>
  hint?: string
}) {
  const { t } = useWords()
  if (readOnly) {
    return (
      <div className={styles.answer}>
        <span className={styles.muted}>{label}</span>
        <span>{t(value ? 'common.answer.yes' : 'common.answer.no')}</span>
      </div>
    )
  }
  return (
    <div className={styles.flag}>
      <Switch
        size="sm"
        labelPosition="left"
        checked={value}
        label={label}
        description={hint}
        onChange={(event) => void attempt(() => save(event.currentTarget.checked))}
      />
    </div>
  )
}
