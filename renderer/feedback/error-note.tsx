import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useWords } from '../language/words.tsx'
import { CopyDetails } from './copy-details.tsx'
import styles from './feedback.module.css'
import { errorInWords } from './error-words.ts'

/** A failure where its content would stand: what, why, what to do. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useWords()
  return (
    <div className={styles.note} role="alert">
      <IconAlertTriangle size={20} aria-hidden className={styles.noteIcon} />
      <div className={styles.noteBody}>
        <p className={styles.noteText}>{errorInWords(error, t)}</p>
        <div className={styles.noteActions}>
          {onRetry ? (
            <Button variant="default" size="xs" onClick={onRetry}>
              {t('common.action.retry')}
            </Button>
          ) : null}
          <CopyDetails error={error} />
        </div>
      </div>
    </div>
  )
}
