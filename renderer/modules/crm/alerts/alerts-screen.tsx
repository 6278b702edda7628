import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { ScreenHeader } from '../../../components/show/screen-header.tsx'
import { useWords } from '../../../language/words.tsx'
import { useCardKeys } from '../../core/attention/use-card-keys.ts'
import { AgencyMatches } from './agency-matches.tsx'
import { AlertLog } from './alert-log.tsx'
import { AlertMessages } from './alert-messages.tsx'
import styles from './alerts.module.css'

const parts = ['messages', 'matches', 'log'] as const
type Part = (typeof parts)[number]

/** What saved searches found: messages to send, what suits whom in the whole agency, and why something was or was not said. */
export function AlertsScreen() {
  const { t } = useWords()
  const navigate = useNavigate()
  const screen = useRef<HTMLDivElement>(null)
  useCardKeys(screen)
  const search = useSearch({ strict: false }) as { part?: unknown; all?: unknown }
  const part = parts.find((one) => one === search.part) ?? 'messages'
  const mine = search.all !== true
  const show = (to: { part?: Part; mine?: boolean }) => {
    const next = { part, mine, ...to }
    void navigate({ to: '/alerts', search: { ...(next.part === 'messages' ? {} : { part: next.part }), ...(next.mine ? {} : { all: true }) }, replace: true })
  }
  return (
    <div className={styles.screen} ref={screen}>
      <ScreenHeader title={t('alert.screen.title')} aside={t('alert.screen.intro')} />
      <div className={styles.choices}>
        <SegmentedControl
          aria-label={t('alert.screen.parts.label')}
          value={part}
          onChange={(value) => show({ part: value as Part })}
          data={parts.map((one) => ({ value: one, label: t(`alert.screen.parts.${one}`) }))}
        />
        {part === 'log' ? null : (
          <SegmentedControl
            aria-label={t('alert.screen.whose.label')}
            value={mine ? 'mine' : 'all'}
            onChange={(value) => show({ mine: value === 'mine' })}
            data={(['mine', 'all'] as const).map((one) => ({ value: one, label: t(`alert.screen.whose.${one}`) }))}
          />
        )}
      </div>
      {part === 'messages' ? <AlertMessages contactId={null} mine={mine} /> : null}
      {part === 'matches' ? <AgencyMatches mine={mine} /> : null}
      {part === 'log' ? <AlertLog contactId={null} /> : null}
    </div>
  )
}
