import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Translate } from '../../../../shared/language/index.ts'
import type { PastExchange } from '../../../../shared/modules/core/model-views.ts'
import { Day } from '../../../components/show/day.tsx'
import { Panel } from '../../../components/show/panel.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import styles from '../exchanges.module.css'
import { secondsInWords } from './speed.ts'

const fewLines = 8

/** How the latest exchanges went, the newest first. */
export function PastPanel() {
  const { t, language } = useWords()
  const { data, error, refetch } = useCore(['sync', 'past'], {})
  const [all, setAll] = useState(false)
  return (
    <Panel title={t('exchange.past.title')}>
      {error && !data ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 ? <p className={styles.stand}>{t('exchange.past.none')}</p> : null}
      {data && data.length > 0 ? (
        <ol className={styles.lines} aria-label={t('exchange.past.title')}>
          {data.slice(0, all ? undefined : fewLines).map((one) => (
            <li key={one.at} className={styles.line}>
              <span className={styles.time}>
                <Day at={one.at} withTime />
              </span>
              <span className={styles.grows} data-stopped={one.stopped !== null || undefined}>
                {pastInWords(one, t, new Intl.NumberFormat(language))}
              </span>
              <span className={styles.took}>{one.stopped === null ? secondsInWords(one.took, t, language) : null}</span>
            </li>
          ))}
        </ol>
      ) : null}
      {data && data.length > fewLines && !all ? (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setAll(true)}>
          {t('exchange.past.more')}
        </Button>
      ) : null}
    </Panel>
  )
}

function pastInWords({ sent, received, refused, stopped }: PastExchange, t: Translate, number: Intl.NumberFormat): string {
  if (stopped !== null) return t(`exchange.past.${stopped}`)
  const words = (['sent', 'received', 'refused'] as const).flatMap((what) => {
    const count = { sent, received, refused }[what]
    return count > 0 ? [t(`exchange.past.${what}`, { count, number: number.format(count) })] : []
  })
  return words.length > 0 ? words.join(' · ') : t('exchange.past.back')
}
