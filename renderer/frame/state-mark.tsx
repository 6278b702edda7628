import { useConnection } from '../data/connection.ts'
import { useStore } from '../data/store.ts'
import { useLate } from '../components/list/use-late.ts'
import { useWords } from '../language/words.tsx'
import styles from './frame.module.css'
import { lockCountdown } from './use-idle-lock.ts'

/** One quiet mark: offline is the normal state here, and everything is saved. */
export function StateMark() {
  const { t } = useWords()
  const connection = useConnection()
  const resuming = useLate(connection !== 'connected', 600)
  const seconds = useStore(lockCountdown)
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
  return (
    <span className={styles.state} role="status" title={t('shell.top.saved_here')}>
      <span className={styles.stateLong}>{t('shell.top.saved_here')}</span>
      <span className={styles.stateShort}>{t('shell.top.saved_here_short')}</span>
    </span>
  )
}
