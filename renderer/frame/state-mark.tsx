import { Link } from '@tanstack/react-router'
import type { SyncState } from '../../shared/modules/core/model-views.ts'
import { formatInstant } from '../../shared/values/period.ts'
import { useConnection } from '../data/connection.ts'
import { useStore } from '../data/store.ts'
import { useCore } from '../data/use-core.ts'
import { useLate } from '../components/list/use-late.ts'
import { useWords } from '../language/words.tsx'
import { useAgencyFrame } from '../session/session.tsx'
import styles from './frame.module.css'
import { foundingInWords, needsSomebody, standInWords } from './exchange-words.ts'
import { lockCountdown } from './use-idle-lock.ts'

/** One quiet mark: offline is the normal state here, and everything is saved. */
export function StateMark() {
  const { t } = useWords()
  const connection = useConnection()
  const resuming = useLate(connection !== 'connected', 600)
  const seconds = useStore(lockCountdown)
  const { data: exchange } = useCore(['sync', 'state'], {})
  if (resuming)
    return (
      <span className={styles.state} data-tone="amber" role="status" title={t('shell.top.reconnecting_hint')}>
        {t('shell.top.reconnecting')}
      </span>
    )
  if (seconds !== null)
    return (
      <span className={styles.state} data-tone="amber" role="timer">
        {t('session.lock.soon', { count: seconds })}
      </span>
    )
  if (exchange?.server) return <ExchangeMark state={exchange} />
  if (exchange?.founding)
    return (
      <span className={styles.state} data-tone="amber" role="status">
        <Link to="/exchanges" className={styles.stateLink} title={t('exchange.mark.open')}>
          {foundingInWords(exchange.founding, t)}
        </Link>
      </span>
    )
  return (
    <span className={styles.state} role="status" title={t('shell.top.saved_here')}>
      <span className={styles.stateLong}>{t('shell.top.saved_here')}</span>
      <span className={styles.stateShort}>{t('shell.top.saved_here_short')}</span>
    </span>
  )
}

/** How this post stands with the server, and the way to more about it. */
function ExchangeMark({ state }: { state: SyncState }) {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const last = state.exchangedAt === null ? t('exchange.state.never') : formatInstant(state.exchangedAt, { language, zone, now: Date.now() })
  return (
    <span className={styles.state} data-tone={needsSomebody(state) || state.waitingCount > 0 ? 'amber' : undefined} role="status">
      <Link to="/exchanges" className={styles.stateLink} title={`${t('exchange.mark.open')} · ${t('exchange.state.last')} : ${last}`}>
        {standInWords(state, t)}
      </Link>
    </span>
  )
}
