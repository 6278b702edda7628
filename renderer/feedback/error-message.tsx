import { useWords } from '../language/words.tsx'
import { CopyDetails } from './copy-details.tsx'
import { errorInWords } from './error-words.ts'
import styles from './feedback.module.css'

/** The words of a failure with "copy details", for a notice. */
export function ErrorMessage({ error }: { error: unknown }) {
  const { t } = useWords()
  return (
    <div>
      <p className={styles.messageText}>{errorInWords(error, t)}</p>
      <CopyDetails error={error} />
    </div>
  )
}
