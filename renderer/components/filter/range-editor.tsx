import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { Filter } from '../../../shared/values/filter.ts'
import type { Currency } from '../../../shared/values/money.ts'
import { useWords } from '../../language/words.tsx'
import { AmountField } from '../fields/amount-field.tsx'
import { EmptyChoice } from './choice-editor.tsx'
import type { FilterEditorProps } from './filter-editor.tsx'
import styles from './filter.module.css'

type Bounds = { low: number | null; high: number | null }

export function boundsOf(filter: Filter | null): Bounds {
  const value = filter?.value
  switch (filter?.operator) {
    case 'is':
      return { low: Number(value), high: Number(value) }
    case 'atLeast':
      return { low: Number(value), high: null }
    case 'atMost':
      return { low: null, high: Number(value) }
    case 'between':
      return Array.isArray(value) ? { low: Number(value[0]), high: Number(value[1]) } : { low: null, high: null }
    default:
      return { low: null, high: null }
  }
}

/** Null when there is nothing to ask, or the bounds cross (somebody is still typing). */
export function filterOfBounds(field: string, { low, high }: Bounds): Filter | null {
  if (low !== null && high !== null) {
    if (low > high) return null
    return low === high ? { field, operator: 'is', value: low } : { field, operator: 'between', value: [low, high] }
  }
  if (low !== null) return { field, operator: 'atLeast', value: low }
  if (high !== null) return { field, operator: 'atMost', value: high }
  return null
}

/** From and to, each optional: "Prix ≥ 500 k", "Surface : de 80 à 120 m²". */
export function RangeEditor({ field, filter, onChange }: FilterEditorProps) {
  const { t, language } = useWords()
  const [bounds, setBounds] = useState(() => boundsOf(filter))
  const empty = filter?.operator === 'isEmpty'
  function say(next: Bounds) {
    setBounds(next)
    onChange(filterOfBounds(field.name, next))
  }
  const part = (side: keyof Bounds) => {
    const label = t(side === 'low' ? 'shell.filters.from' : 'shell.filters.to')
    const set = (value: number | null) => say({ ...bounds, [side]: value })
    if (field.kind === 'amount') {
      return (
        <AmountField
          label={label}
          value={bounds[side]}
          onChange={set}
          currency={(field.unit ?? 'XOF') as Currency}
          autoFocus={side === 'low'}
        />
      )
    }
    return (
      <NumberInput
        size="sm"
        label={label}
        value={bounds[side] ?? ''}
        min={0}
        hideControls
        autoFocus={side === 'low'}
        decimalSeparator={language === 'fr' ? ',' : '.'}
        rightSection={field.unit ? <span className={styles.unit}>{field.unit}</span> : null}
        onChange={(value) => set(typeof value === 'number' ? value : null)}
      />
    )
  }
  return (
    <>
      <div className={styles.range}>
        {part('low')}
        {part('high')}
      </div>
      <EmptyChoice
        checked={empty}
        onChange={(is) => onChange(is ? { field: field.name, operator: 'isEmpty' } : filterOfBounds(field.name, bounds))}
      />
    </>
  )
}
