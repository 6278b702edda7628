import { dayOfInstant, formatDay, formatInstant } from '../../../shared/values/period.ts'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame } from '../../session/session.tsx'
import styles from './show.module.css'
import type { DayProps } from './show-types.ts'

/** One short form everywhere: `12 nov. 2026`, near days by name, the whole in the tooltip. */
export function Day(props: DayProps) {
  const { language } = useWords()
  const { zone } = useAgencyFrame()
  const now = Date.now()
  const today = dayOfInstant(now, zone)
  if ('at' in props) {
    if (props.at === null) return <span className={styles.muted}>{props.empty ?? '–'}</span>
    const whole = formatInstant(props.at, { language, zone })
    const short = props.withTime
      ? formatInstant(props.at, { language, zone, now })
      : formatDay(dayOfInstant(props.at, zone), { language, today })
    return (
      <time className={styles.figures} dateTime={new Date(props.at).toISOString()} title={whole}>
        {short}
      </time>
    )
  }
  if (props.day === null) return <span className={styles.muted}>{props.empty ?? '–'}</span>
  return (
    <time className={styles.figures} dateTime={props.day} title={formatDay(props.day, { language })}>
      {formatDay(props.day, { language, today })}
    </time>
  )
}
