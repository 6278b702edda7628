import { Drawing } from './drawing.tsx'
import styles from './show.module.css'
import type { EmptyStateProps } from './show-types.ts'

export function EmptyState({ drawing, message, action }: EmptyStateProps) {
  return (
    <div className={styles.emptyState}>
      <Drawing of={drawing} />
      <p className={styles.emptyMessage}>{message}</p>
      {action}
    </div>
  )
}
