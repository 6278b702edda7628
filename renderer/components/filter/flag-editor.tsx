import { SegmentedControl } from '@mantine/core'
import { useWords } from '../../language/words.tsx'
import type { FilterEditorProps } from './filter-editor.tsx'

export function FlagEditor({ field, filter, onChange }: FilterEditorProps) {
  const { t, tKey } = useWords()
  return (
    <SegmentedControl
      fullWidth
      size="sm"
      data-autofocus
      aria-label={tKey(field.label)}
      data={[
        { value: 'yes', label: t('common.answer.yes') },
        { value: 'no', label: t('common.answer.no') },
      ]}
      value={filter?.value === true ? 'yes' : filter?.value === false ? 'no' : ''}
      onChange={(next) => onChange({ field: field.name, operator: 'is', value: next === 'yes' })}
    />
  )
}
