import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { readDue } from '../../../../shared/modules/crm/rules-due.ts'
import type { Due } from '../../../../shared/modules/crm/rules-due.ts'
import { dayOfInstant, formatDay } from '../../../../shared/values/period.ts'
import type { FieldFrame } from '../../../components/fields/field-types.ts'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'

export type DueValue = { dueOn: string | null; dueTime: string | null }

type DueFieldProps = FieldFrame & {
  value: DueValue
  onChange: (value: DueValue) => void
  /** While what is typed makes no day, `onChange` keeps silent: do not save then. The sentence says why; null = clear again. */
  onProblem: (problem: string | null) => void
  size?: 'xs' | 'sm'
}

export function useDueInWords(): (value: DueValue) => string {
  const { language } = useWords()
  const { zone } = useAgencyFrame()
  return ({ dueOn, dueTime }) => {
    if (dueOn === null) return ''
    const day = formatDay(dueOn, { language, today: dayOfInstant(Date.now(), zone) })
    return dueTime === null ? day : `${day} ${dueTime}`
  }
}

/** Understands "demain 10h", "lundi", "12/11", and says under the field what it understood; a day that is none is told while it is typed. */
export function DueField({ value, onChange, onProblem, error, description, placeholder, onBlur, size = 'sm', ...frame }: DueFieldProps) {
  const { t } = useWords()
  const { zone } = useAgencyFrame()
  const inWords = useDueInWords()
  // Null while the field is left: then it shows the value, whoever changed it.
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const reading = typed === null || typed.trim() === '' ? null : readDue(typed, dayOfInstant(Date.now(), zone))
  const shown = inWords(value)
  return (
    <TextInput
      {...frame}
      size={size}
      autoComplete="off"
      placeholder={placeholder ?? t('tasks.due_hint')}
      value={typed ?? shown}
      maxLength={60}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const read = text.trim() === '' ? null : readDue(text, dayOfInstant(Date.now(), zone))
        const wrong = read && 'problem' in read ? t(`tasks.due_${read.problem}`) : null
        // Half a word is not yet wrong; a day that cannot be is.
        setProblem(read && 'problem' in read && read.problem === 'impossible' ? wrong : null)
        onProblem(wrong)
        if (read === null) onChange({ dueOn: null, dueTime: null })
        else if ('due' in read) onChange(valueOf(read.due))
      }}
      onBlur={() => {
        if (reading && 'problem' in reading) setProblem(t(`tasks.due_${reading.problem}`))
        else setTyped(null)
        onBlur?.()
      }}
      description={reading && 'due' in reading ? t('tasks.due_reads', { day: inWords(valueOf(reading.due)) }) : description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error ?? problem ?? undefined}
    />
  )
}

const valueOf = ({ day, time }: Due): DueValue => ({ dueOn: day, dueTime: time })
