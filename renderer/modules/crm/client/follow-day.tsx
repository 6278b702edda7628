import { Button } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { addDays, dayOfInstant } from '../../../../shared/values/period.ts'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import styles from './client.module.css'

const quick = [
  ['tomorrow', 1],
  ['days', 3],
  ['week', 7],
] as const

type FollowDayProps = { label: string; description?: string | undefined; value: string | null; onChange: (day: string | null) => void }

/** A day to come: one of the usual ones by a key, or any other. */
export function FollowDay({ label, description, value, onChange }: FollowDayProps) {
  const { t } = useWords()
  const { zone } = useAgencyFrame()
  const today = dayOfInstant(Date.now(), zone)
  return (
    <div className={styles.follow}>
      <DateInput
        size="sm"
        clearable
        minDate={today}
        valueFormat="D MMM YYYY"
        label={label}
        description={value === null ? undefined : description}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={value}
        onChange={onChange}
      />
      <span className={styles.quick}>
        {quick.map(([name, days]) => {
          const day = addDays(today, days)
          return (
            <Button key={name} size="compact-xs" variant={value === day ? 'light' : 'default'} aria-pressed={value === day} onClick={() => onChange(value === day ? null : day)}>
              {t(`client.talk.quick.${name}`)}
            </Button>
          )
        })}
      </span>
    </div>
  )
}
