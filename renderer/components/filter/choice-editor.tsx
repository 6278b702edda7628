import { Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { fold } from '../../../shared/values/fold.ts'
import { useWords } from '../../language/words.tsx'
import type { FilterEditorProps } from './filter-editor.tsx'
import styles from './filter.module.css'

/** More of them than this get a search field. */
const few = 8

/** One or several values, to keep or to leave out, or "not given". */
export function ChoiceEditor({ field, filter, choices, onChange }: FilterEditorProps) {
  const { t, tKey } = useWords()
  const [typed, setTyped] = useState('')
  const offered =
    choices?.(field) ??
    (field.options ?? []).map((value) => ({ value, label: field.optionLabels ? tKey(`${field.optionLabels}.${value}`) : value }))
  const values =
    filter?.value === undefined || filter.value === null
      ? []
      : Array.isArray(filter.value)
        ? filter.value.map(String)
        : [String(filter.value)]
  const without = filter?.operator === 'isNot' || filter?.operator === 'notIn'
  const empty = filter?.operator === 'isEmpty'
  const wanted = fold(typed)
  const shown = offered.filter((choice) => fold(choice.label).includes(wanted))

  function say(next: readonly string[], leaveOut: boolean) {
    const [only] = next
    if (only === undefined) return onChange(null)
    if (next.length === 1) return onChange({ field: field.name, operator: leaveOut ? 'isNot' : 'is', value: only })
    onChange({ field: field.name, operator: leaveOut ? 'notIn' : 'in', value: [...next] })
  }

  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        mb={6}
        aria-label={t('shell.filters.operator_label')}
        data={[
          { value: 'with', label: t('shell.filters.operators.is') },
          { value: 'without', label: t('shell.filters.operators.isNot') },
        ]}
        value={without ? 'without' : 'with'}
        onChange={(next) => say(values, next === 'without')}
      />
      {offered.length > few ? (
        <TextInput
          data-autofocus
          size="sm"
          mb={6}
          placeholder={t('shell.filters.find_value')}
          aria-label={t('shell.filters.find_value')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      <div className={styles.menu}>
        {shown.map((choice) => (
          <Checkbox
            key={choice.value}
            size="xs"
            className={styles.choice}
            label={choice.label}
            checked={!empty && values.includes(choice.value)}
            onChange={(event) =>
              say(
                event.currentTarget.checked
                  ? [...(empty ? [] : values), choice.value]
                  : values.filter((value) => value !== choice.value),
                without,
              )
            }
          />
        ))}
        {shown.length === 0 ? <div className={styles.none}>{t('shell.filters.no_values')}</div> : null}
      </div>
      <EmptyChoice checked={empty} onChange={(is) => onChange(is ? { field: field.name, operator: 'isEmpty' } : null)} />
    </>
  )
}

export function EmptyChoice({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  const { t } = useWords()
  return (
    <Checkbox
      size="xs"
      mt={8}
      label={t('shell.filters.operators.isEmpty')}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
