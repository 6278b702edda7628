import type { ReactNode } from 'react'
import type { Currency } from '../../../shared/values/money.ts'

/** What all fields of ours share with Mantine's inputs. */
export type FieldFrame = {
  label?: ReactNode
  description?: ReactNode
  error?: ReactNode
  required?: boolean
  disabled?: boolean
  placeholder?: string
  autoFocus?: boolean
  id?: string
  'aria-label'?: string
  onBlur?: () => void
  /** Enter (commit) and Escape (cancel), for inline use. */
  onKeyDown?: (event: React.KeyboardEvent<HTMLInputElement>) => void
}

/** Understands "150M", "1,2 million", "750.000"; says under the field what it understood. Null = nothing typed. */
export type AmountFieldProps = FieldFrame & {
  /** Integer minor units. */
  value: number | null
  onChange: (value: number | null) => void
  currency: Currency
  /** While what is typed makes no amount, `onChange` keeps silent: do not save then. */
  onUnclear?: (unclear: boolean) => void
}

/** `value` is what was typed; what is sent is the same text (the core keeps E.164 beside it). */
export type PhoneFieldProps = FieldFrame & {
  value: string
  onChange: (value: string) => void
  /** ISO country whose numbers are meant when no +prefix is typed. */
  country?: string
}

export type Place = {
  country: string
  region: string | null
  department: string | null
  commune: string | null
  quartier: string | null
  landmark: string | null
}

/** One search field over quartiers, communes, departments and regions, then the landmark in free words. */
export type PlacePickerProps = {
  value: Place
  onChange: (value: Place) => void
  /** Without the landmark line (filters). */
  withoutLandmark?: boolean
  error?: ReactNode
  required?: boolean
  autoFocus?: boolean
}

/**
 * A fact that is edited where it stands: a click, Enter or E opens the editor; Enter or leaving saves (what `save` does,
 * usually `useCommand().run`), Escape leaves. Saved without a message; for 8 seconds the field offers to take it back.
 */
export type InlineFieldProps<Value> = {
  label: string
  value: Value
  /** How the value reads; nothing = the muted "not given". */
  show?: ReactNode
  editor: (part: InlineEditorPart<Value>) => ReactNode
  /** What was decided, with its id so that it can be taken back. */
  save: (value: Value) => Promise<{ commandId: string }>
  /** A sentence when the value cannot be saved. */
  check?: (value: Value) => string | null
  readOnly?: boolean
  /** `row`: label left of the value (facts). `stack`: above it (texts). `bare`: only for screen readers (titles). */
  layout?: 'row' | 'stack' | 'bare'
  /** The editor keeps Enter for itself (long texts): Ctrl+Enter saves. */
  multiline?: boolean
}

export type InlineEditorPart<Value> = {
  value: Value
  onChange: (value: Value) => void
  /** For editors that are done by choosing (a menu): change and save in one. */
  commit: (value?: Value) => void
  cancel: () => void
  /** A sentence while what is typed makes no value at all (letters for an amount), null again when it does: it is not left as if nothing had been typed. */
  onUnclear: (sentence: string | null) => void
  error: string | null
  label: string
}
