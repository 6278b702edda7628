import { useMemo, useState } from 'react'
import type { MessageKey } from '../../../../shared/language/index.ts'
import { hasFact, rareFacts } from '../fields-of-kind.ts'
import type { FactField } from '../fields-of-kind.ts'
import { problemsOf } from './form-problems.ts'
import type { FormProblems } from './form-problems.ts'
import type { DraftValues, PropertyDraft } from './property-draft.ts'

/** What every part of the form works with. */
export type FormPart = {
  draft: PropertyDraft
  onChange: (draft: PropertyDraft) => void
  set: (patch: Partial<DraftValues>) => void
  /** What is wrong with a field, once it was left or saving was tried. */
  problemOf: (field: keyof FormProblems) => MessageKey | undefined
  leave: (field: keyof FormProblems) => void
  /** Whether a property of this kind has the field, or it holds a value all the same. */
  shows: (field: FactField) => boolean
  /** For fields whose words may make no value: saving waits until they do. */
  noteUnclear: (field: string) => (unclear: boolean) => void
}

export type FormState = FormPart & {
  /** How many fields stand in the way of saving. */
  toMend: number
  tried: boolean
  /** True when all can be saved; from then on problems are shown everywhere. */
  tryToSave: () => boolean
  withRare: boolean
  showRare: () => void
}

export function useFormPart(draft: PropertyDraft, onChange: (draft: PropertyDraft) => void): FormState {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [unclear, setUnclear] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const [withRare, setWithRare] = useState(false)
  const { values } = draft
  const problems = useMemo(() => problemsOf(draft), [draft])
  const toMend = Object.keys(problems).length + unclear.size
  return {
    draft,
    onChange,
    set: (patch) => onChange({ ...draft, values: { ...values, ...patch } }),
    problemOf: (field) => (tried || left.has(field) ? problems[field] : undefined),
    leave: (field) => setLeft((now) => (now.has(field) ? now : new Set([...now, field]))),
    shows(field) {
      if (hasFact(values.kind, values.transaction, field) && (withRare || !rareFacts.includes(field))) return true
      return values[field] !== null && values[field] !== false && values[field] !== 'none'
    },
    noteUnclear: (field) => (is) =>
      setUnclear((now) => {
        if (now.has(field) === is) return now
        return is ? new Set([...now, field]) : new Set([...now].filter((one) => one !== field))
      }),
    toMend,
    tried,
    tryToSave() {
      setTried(true)
      return toMend === 0
    },
    withRare,
    showRare: () => setWithRare(true),
  }
}
