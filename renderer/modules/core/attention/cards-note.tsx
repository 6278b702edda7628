import { IconAlertCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useToResolve } from '../../../data/use-to-resolve.ts'
import { useWords } from '../../../language/words.tsx'
import styles from './cards-note.module.css'

/** On a record that has open cards: what waits, and the way there. Nothing otherwise. `inset`: on a page with margins. */
export function CardsNote({ recordId, inset = false }: { recordId: string; inset?: boolean }) {
  const { t } = useWords()
  const waiting = useToResolve(recordId)
  if (!waiting || waiting.all === 0) return null
  const lines = [
    waiting.conflicts > 0 ? t('cards.note.conflicts', { count: waiting.conflicts }) : null,
    waiting.refused > 0 ? t('cards.note.refused', { count: waiting.refused }) : null,
  ].filter((line) => line !== null)
  return (
    <div className={styles.note} role="status" data-inset={inset || undefined}>
      <IconAlertCircle size={16} aria-hidden className={styles.icon} />
      <span>{lines.join(' ')}</span>
      <Link to="/attention" search={{ record: recordId } as never} className={styles.link}>
        {t('cards.note.open')}
      </Link>
    </div>
  )
}
