import { InlineField } from '../../../components/fields/inline-field.tsx'
import type { InlineFieldProps } from '../../../components/fields/field-types.ts'
import { DueField, useDueInWords } from './due-field.tsx'
import type { DueValue } from './due-field.tsx'

type InlineDueProps = Pick<InlineFieldProps<DueValue>, 'label' | 'value' | 'save' | 'check' | 'readOnly'> & { hint?: string }

/** A day, with an hour where it matters, edited where it stands. */
export function InlineDue({ hint, ...fact }: InlineDueProps) {
  const inWords = useDueInWords()
  return (
    <InlineField
      {...fact}
      show={inWords(fact.value)}
      editor={({ value, onChange, onUnclear, error, label }) => (
        <DueField
          autoFocus
          aria-label={label}
          value={value}
          description={hint}
          onChange={onChange}
          onProblem={onUnclear}
          error={error}
        />
      )}
    />
  )
}
