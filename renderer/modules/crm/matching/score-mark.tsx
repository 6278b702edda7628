import type { CSSProperties } from 'react'
import { VisuallyHidden } from '@mantine/core'
import { useWords } from '../../../language/words.tsx'
import styles from './matching.module.css'

/** A score of a hundred: the number says it, the ring helps. */
export function ScoreMark({ score }: { score: number }) {
  const { t } = useWords()
  return (
    <span className={styles.score} data-tone={score >= 75 ? 'lagoon' : score >= 50 ? 'amber' : 'grey'} style={{ '--share': `${score}%` } as CSSProperties}>
      <span aria-hidden>{score}</span>
      <VisuallyHidden>{t('matching.score', { score })}</VisuallyHidden>
    </span>
  )
}
