import { NumberInput, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../../language/words.tsx'
import type { DraftValues } from './property-draft.ts'
import type { FormPart } from './use-form-part.ts'
import styles from './property-form.module.css'

type NumberName =
  | 'surfaceArea'
  | 'usableArea'
  | 'landArea'
  | 'gardenArea'
  | 'rooms'
  | 'bedrooms'
  | 'bathrooms'
  | 'toilets'
  | 'totalFloors'
  | 'yearBuilt'
  | 'depositMonths'

/** Areas and months may have a fraction; counts and years may not. */
const decimals: Partial<Record<NumberName, number>> = {
  surfaceArea: 2,
  usableArea: 2,
  landArea: 2,
  gardenArea: 2,
  depositMonths: 1,
}

export function NumberField({ part, name, unit }: { part: FormPart; name: NumberName; unit?: string }) {
  const { t, language } = useWords()
  const problem = part.problemOf(name)
  if (!part.shows(name)) return null
  return (
    <NumberInput
      size="sm"
      label={t(`property.${name}`)}
      value={part.draft.values[name] ?? ''}
      min={0}
      allowNegative={false}
      allowDecimal={name in decimals}
      decimalScale={decimals[name] ?? 0}
      hideControls
      decimalSeparator={language === 'fr' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      thousandSeparator={name === 'yearBuilt' ? '' : language === 'fr' ? '\u202f' : ','}
      suffix={unit ? `\u00a0${unit}` : ''}
      error={problem && t(problem)}
      onBlur={() => part.leave(name)}
      onChange={(value) => part.set({ [name]: typeof value === 'number' ? value : null })}
    />
  )
}

export function TextField({ part, name, max = 200 }: { part: FormPart; name: 'floor' | 'titleNumber' | 'nicad'; max?: number }) {
  const { t } = useWords()
  const problem = part.problemOf(name)
  if (!part.shows(name)) return null
  return (
    <TextInput
      size="sm"
      label={t(`property.${name}`)}
      value={part.draft.values[name] ?? ''}
      maxLength={max}
      error={problem && t(problem)}
      onBlur={() => part.leave(name)}
      onChange={(event) => part.set({ [name]: event.currentTarget.value || null })}
    />
  )
}

type ChoiceName = 'furnished' | 'heating' | 'energyClass' | 'gasClass' | 'titleType'

/** A choice among words; all but furnishing may stay open. */
export function ChoiceField({
  part,
  name,
  options,
}: {
  part: FormPart
  name: ChoiceName
  options: readonly { value: string; label: string }[]
}) {
  const { t } = useWords()
  if (!part.shows(name)) return null
  const open = name !== 'furnished'
  return (
    <Select
      size="sm"
      label={t(`property.${name}`)}
      data={[...options]}
      value={part.draft.values[name]}
      clearable={open}
      allowDeselect={open}
      onChange={(value) => part.set({ [name]: value ?? (open ? null : 'none') } as Partial<DraftValues>)}
    />
  )
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={styles.section}>
      <legend className={styles.legend}>{title}</legend>
      {children}
    </fieldset>
  )
}
