import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatPhone, parsePhone } from '../../../shared/values/phone.ts'
import type { PhoneCountry } from '../../../shared/values/phone.ts'
import { useWords } from '../../language/words.tsx'
import type { PhoneFieldProps } from './field-types.ts'
import styles from './fields.module.css'

/** A number of the country where the agency is, or any with its prefix; what was typed is kept, understood or not. */
export function PhoneField({
  value,
  onChange,
  country = 'SN',
  error,
  description,
  onBlur,
  placeholder,
  ...frame
}: PhoneFieldProps) {
  const { t } = useWords()
  const [left, setLeft] = useState(false)
  const phone = value.trim() === '' ? null : parsePhone(value, country as PhoneCountry)
  const unclear = left && value.trim() !== '' && phone === null
  return (
    <TextInput
      {...frame}
      type="tel"
      autoComplete="off"
      classNames={{ input: styles.figures! }}
      placeholder={placeholder ?? (country === 'SN' ? '77 123 45 67' : undefined)}
      value={value}
      onFocus={() => setLeft(false)}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => {
        setLeft(true)
        if (phone?.valid && phone.country === country) onChange(formatPhone(phone.e164))
        onBlur?.()
      }}
      rightSection={phone ? <span className={styles.country}>{phone.country ?? ''}</span> : null}
      rightSectionWidth={40}
      description={unclear ? t('shell.field.phone_unclear') : description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error}
    />
  )
}
