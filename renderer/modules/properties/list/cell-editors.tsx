import { NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { toAppError } from '../../../core/errors.ts'
import { useWords } from '../../../language/words.tsx'
import { formatMoney, parseAmount } from '../../../../shared/values/money.ts'
import type { Currency } from '../../../../shared/values/money.ts'

type CellEditorProps<Value> = {
  label: string
  value: Value
  save: (value: Value) => Promise<unknown>
  done: () => void
  cancel: () => void
}

/** Enter saves, Escape leaves, leaving the cell saves what was changed; a refusal keeps the words and says why. */
function useCellEditor<Value>({ value, save, done, cancel }: CellEditorProps<Value>) {
  const { t } = useWords()
  const [typed, setTyped] = useState(value)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const finish = async () => {
    if (busy) return
    if (Object.is(typed, value)) return done()
    setBusy(true)
    try {
      await save(typed)
      done()
    } catch (refused) {
      setError(t(`error.${toAppError(refused).code}`))
      setBusy(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      event.stopPropagation()
      void finish()
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      cancel()
    }
  }
  return { typed, setTyped, error, finish, onKeyDown }
}

export function TextCellEditor(props: CellEditorProps<string>) {
  const { typed, setTyped, error, finish, onKeyDown } = useCellEditor(props)
  return (
    <TextInput
      size="xs"
      autoFocus
      aria-label={props.label}
      value={typed}
      error={error !== null}
      title={error ?? undefined}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void finish()}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.currentTarget.select()}
    />
  )
}

export function NumberCellEditor(props: CellEditorProps<number | null> & { max: number; whole?: boolean }) {
  const { language } = useWords()
  const { typed, setTyped, error, finish, onKeyDown } = useCellEditor(props)
  return (
    <NumberInput
      size="xs"
      autoFocus
      hideControls
      aria-label={props.label}
      value={typed ?? ''}
      min={0}
      max={props.max}
      allowDecimal={!props.whole}
      decimalScale={2}
      decimalSeparator={language === 'fr' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      error={error !== null}
      title={error ?? undefined}
      onChange={(value) => setTyped(typeof value === 'number' ? value : null)}
      onBlur={() => void finish()}
      onKeyDown={onKeyDown}
    />
  )
}

/** As much as a cell holds: "700 mille" is understood on Enter; what is not understood stays to be corrected. */
export function AmountCellEditor({ currency, ...props }: CellEditorProps<number | null> & { currency: Currency }) {
  const { t, language } = useWords()
  const { setTyped, error, finish, onKeyDown } = useCellEditor(props)
  const [text, setText] = useState(() =>
    props.value === null ? '' : formatMoney({ amount: props.value, currency }, { language }).replace(/\u00a0.*$/, ''),
  )
  const unclear = text.trim() !== '' && parseAmount(text, currency) === null
  return (
    <TextInput
      size="xs"
      autoFocus
      inputMode="decimal"
      aria-label={props.label}
      value={text}
      error={error !== null || unclear}
      title={error ?? (unclear ? t('shell.field.amount_unclear') : undefined)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        setText(event.currentTarget.value)
        setTyped(event.currentTarget.value.trim() === '' ? null : parseAmount(event.currentTarget.value, currency))
      }}
      onBlur={() => (unclear ? props.cancel() : void finish())}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && unclear) event.preventDefault()
        else onKeyDown(event)
      }}
    />
  )
}
