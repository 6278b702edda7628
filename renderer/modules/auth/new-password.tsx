import { useState } from 'react'
import { useWords } from '../../language/words.tsx'

/** As `passwordSchema` of auth says: length is what protects a password that people type. */
export const leastPassword = 10

/** A new password being typed: told how much is missing when the field is left, or on saving. */
export function useNewPassword(refuse: (value: string) => string | null = () => null) {
  const { t } = useWords()
  const [value, setValue] = useState('')
  const [left, setLeft] = useState(false)
  const short = value.length < leastPassword ? t('session.password.short', { count: leastPassword - value.length }) : null
  const problem = short ?? refuse(value)
  return {
    value,
    clear: () => {
      setValue('')
      setLeft(false)
    },
    /** Shows what is wrong; true when nothing is. */
    check(): boolean {
      setLeft(true)
      return problem === null
    },
    field: {
      value,
      onChange: (event: { currentTarget: { value: string } }) => setValue(event.currentTarget.value),
      onBlur: () => setLeft(value !== ''),
      error: left ? problem : undefined,
    },
  }
}
