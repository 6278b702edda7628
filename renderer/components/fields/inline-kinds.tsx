import { NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import type { ReactNode } from 'react'
import { formatMoney } from '../../../shared/values/money.ts'
import type { Currency } from '../../../shared/values/money.ts'
import { useWords } from '../../language/words.tsx'
import { Day } from '../show/day.tsx'
import { AmountField } from './amount-field.tsx'
import type { InlineFieldProps } from './field-types.ts'
import { InlineField } from './inline-field.tsx'
import { PhoneField } from './phone-field.tsx'

/** The usual kinds of inline fields, so that a record page is a list of facts. */
type Fact<Value> = Pick<InlineFieldProps<Value>, 'label' | 'save' | 'check' | 'readOnly' | 'layout'> & { value: Value }

/** Spaces around and an empty text are nothing: `save` gets null then. */
export function InlineText({
  show,
  maxLength = 200,
  type,
  ...fact
}: Fact<string | null> & { show?: ReactNode; maxLength?: number; type?: 'email' | 'url' }) {
  return (
    <InlineField
      {...fact}
      value={fact.value ?? ''}
      check={(text) => fact.check?.(trimmed(text)) ?? null}
      save={(text) => fact.save(trimmed(text))}
      show={show ?? fact.value}
      editor={({ value, onChange, error, label }) => (
        <TextInput
          size="sm"
          autoFocus
          type={type ?? 'text'}
          aria-label={label}
          value={value}
          maxLength={maxLength}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error}
        />
      )}
    />
  )
}

export function InlineLongText({ maxLength = 20_000, ...fact }: Fact<string | null> & { maxLength?: number }) {
  return (
    <InlineField
      layout="stack"
      {...fact}
      multiline
      value={fact.value ?? ''}
      check={(text) => fact.check?.(trimmed(text)) ?? null}
      save={(text) => fact.save(trimmed(text))}
      show={fact.value}
      editor={({ value, onChange, error, label }) => (
        <Textarea
          size="sm"
          autoFocus
          autosize
          minRows={3}
          maxRows={16}
          aria-label={label}
          value={value}
          maxLength={maxLength}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error}
        />
      )}
    />
  )
}

type NumberFact = Fact<number | null> & { unit?: string; min?: number; max?: number; decimals?: number }

export function InlineNumber({ unit, min = 0, max, decimals = 0, ...fact }: NumberFact) {
  const { language } = useWords()
  const words = fact.value === null ? null : `${new Intl.NumberFormat(language).format(fact.value)}${unit ? `\u00a0${unit}` : ''}`
  return (
    <InlineField
      {...fact}
      show={words}
      editor={({ value, onChange, error, label }) => (
        <NumberInput
          size="sm"
          autoFocus
          aria-label={label}
          value={value ?? ''}
          min={min}
          {...(max === undefined ? {} : { max })}
          decimalScale={decimals}
          allowDecimal={decimals > 0}
          decimalSeparator={language === 'fr' ? ',' : '.'}
          allowedDecimalSeparators={[',', '.']}
          thousandSeparator={language === 'fr' ? '\u202f' : ','}
          hideControls
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
          error={error}
        />
      )}
    />
  )
}

export function InlineAmount({ currency, suffix, ...fact }: Fact<number | null> & { currency: Currency; suffix?: ReactNode }) {
  const { language, t } = useWords()
  return (
    <InlineField
      {...fact}
      show={
        fact.value === null ? null : (
          <>
            {formatMoney({ amount: fact.value, currency }, { language })} {suffix}
          </>
        )
      }
      editor={({ value, onChange, onUnclear, error, label }) => (
        <AmountField
          autoFocus
          aria-label={label}
          value={value}
          onChange={onChange}
          currency={currency}
          error={error}
          onUnclear={(is) => onUnclear(is ? t('shell.field.amount_unclear') : null)}
        />
      )}
    />
  )
}

type SelectFact<Value extends string> = Fact<Value | null> & {
  options: readonly { value: Value; label: string }[]
  clearable?: boolean
  show?: ReactNode
  searchable?: boolean
}

/** Choosing saves at once. */
export function InlineSelect<Value extends string>({
  options,
  clearable = false,
  show,
  searchable = false,
  ...fact
}: SelectFact<Value>) {
  const { t } = useWords()
  return (
    <InlineField
      {...fact}
      show={show ?? options.find((option) => option.value === fact.value)?.label}
      editor={({ value, commit, cancel, error, label }) => (
        <Select
          size="sm"
          autoFocus
          defaultDropdownOpened
          aria-label={label}
          data={[...(clearable ? [{ value: '', label: t('shell.field.pick_none') }] : []), ...options]}
          value={value ?? (clearable ? '' : null)}
          searchable={searchable}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
          onChange={(next) => commit(next === '' ? null : (next as Value | null))}
          onDropdownClose={cancel}
          error={error}
        />
      )}
    />
  )
}

export function InlineDay(fact: Fact<string | null>) {
  return (
    <InlineField
      {...fact}
      show={fact.value === null ? null : <Day day={fact.value} />}
      editor={({ value, onChange, error, label }) => (
        <DateInput
          size="sm"
          autoFocus
          aria-label={label}
          value={value}
          onChange={onChange}
          valueFormat="D MMM YYYY"
          clearable
          error={error}
        />
      )}
    />
  )
}

export function InlinePhone({ country, show, ...fact }: Fact<string | null> & { country?: string; show?: ReactNode }) {
  return (
    <InlineField
      {...fact}
      value={fact.value ?? ''}
      check={(text) => fact.check?.(trimmed(text)) ?? null}
      save={(text) => fact.save(trimmed(text))}
      show={show ?? fact.value}
      editor={({ value, onChange, error, label }) => (
        <PhoneField
          autoFocus
          aria-label={label}
          value={value}
          onChange={onChange}
          {...(country ? { country } : {})}
          error={error}
        />
      )}
    />
  )
}

function trimmed(text: string): string | null {
  const rest = text.trim()
  return rest === '' ? null : rest
}
