import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../../language/words.tsx'
import { EmptyChoice } from './choice-editor.tsx'
import type { FilterEditorProps } from './filter-editor.tsx'

export function TextEditor({ field, filter, onChange }: FilterEditorProps) {
  const { t } = useWords()
  const [typed, setTyped] = useState(typeof filter?.value === 'string' ? filter.value : '')
  const empty = filter?.operator === 'isEmpty'
  return (
    <>
      <TextInput
        data-autofocus
        size="sm"
        label={t('shell.filters.operators.contains')}
        value={typed}
        onChange={(event) => {
          const text = event.currentTarget.value
          setTyped(text)
          onChange(text.trim() === '' ? null : { field: field.name, operator: 'contains', value: text.trim() })
        }}
      />
      <EmptyChoice checked={empty} onChange={(is) => onChange(is ? { field: field.name, operator: 'isEmpty' } : null)} />
    </>
  )
}
