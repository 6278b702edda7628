import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatMoney, parseAmount } from '../../../shared/values/money.ts'
import { useWords } from '../../language/words.tsx'
import type { AmountFieldProps } from './field-types.ts'
import styles from './fields.module.css'

/** Understands "150M", "1,2 million", "750.000", and says what it understood while one types. */
export function AmountField({
  value,
  onChange,
  currency,
  onUnclear,
  error,
  description,
  placeholder,
  onBlur,
  ...frame
}: AmountFieldProps) {
  const { t, language } = useWords()
  // Null while the field is left: then it shows the value, whoever changed it.
  const [typed, setTyped] = useState<string | null>(null)
  const [unclear, setUnclear] = useState(false)
  const inFull = value === null ? '' : formatMoney({ amount: value, currency }, { language })
  const text = typed ?? inFull
  const parsed = typed === null || typed.trim() === '' ? null : parseAmount(typed, currency)
  const reading = parsed === null ? null : formatMoney({ amount: parsed, currency }, { language })
  const tellsMore = reading !== null && reading.replace(/\D/g, '') !== (typed ?? '').replace(/\D/g, '')

  return (
    <TextInput
      {...frame}
      inputMode="decimal"
      autoComplete="off"
      classNames={{ input: styles.figures! }}
      placeholder={placeholder ?? t('shell.field.amount_hint')}
      value={text}
      onFocus={(event) => {
        setTyped(inFull)
        event.currentTarget.select()
      }}
      onChange={(event) => {
        const next = event.currentTarget.value
        setTyped(next)
        setUnclear(false)
        const amount = next.trim() === '' ? null : parseAmount(next, currency)
        const understood = amount !== null || next.trim() === ''
        if (understood) onChange(amount)
        onUnclear?.(!understood)
      }}
      onBlur={() => {
        const left = typed?.trim() ?? ''
        if (left !== '' && parseAmount(left, currency) === null) setUnclear(true)
        else setTyped(null)
        onBlur?.()
      }}
      description={tellsMore ? t('shell.field.amount_reads', { amount: reading }) : description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error ?? (unclear ? t('shell.field.amount_unclear') : undefined)}
    />
  )
}
