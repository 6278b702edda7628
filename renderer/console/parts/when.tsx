import { dayOfInstant, formatDay, formatInstant } from '../../../shared/values/period.ts'
import { useWords } from '../../language/words.tsx'
import show from '../../components/show/show.module.css'

/** The platform's clock: Dakar is at UTC the whole year. */
export const platformZone = 'Africa/Dakar'

type WhenProps = { at: string | null; dayOnly?: boolean; empty?: string }

/** An instant of the server in one short form, near days by name, the whole in the tooltip. */
export function When({ at, dayOnly = false, empty = '–' }: WhenProps) {
  const { language } = useWords()
  if (at === null) return <span className={show.muted}>{empty}</span>
  const instant = Date.parse(at)
  const now = Date.now()
  const short = dayOnly
    ? formatDay(dayOfInstant(instant, platformZone), { language, today: dayOfInstant(now, platformZone) })
    : formatInstant(instant, { language, zone: platformZone, now })
  return (
    <time className={show.figures} dateTime={at} title={formatInstant(instant, { language, zone: platformZone })}>
      {short}
    </time>
  )
}
