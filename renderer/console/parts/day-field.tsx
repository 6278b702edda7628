import { DateInput } from '@mantine/dates'
import { isDay } from '../../../shared/values/period.ts'
import styles from './parts.module.css'

type DayFieldProps = { label: string; value: string; onChange: (day: string | null) => void }

/** A day of a filter: its label stands inside, so that filters keep to one line. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <DateInput
      className={styles.dayField}
      aria-label={label}
      leftSection={label}
      leftSectionWidth={48}
      valueFormat="D MMM YYYY"
      clearable
      value={isDay(value) ? value : null}
      onChange={onChange}
    />
  )
}
