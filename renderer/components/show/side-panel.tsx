import { CloseButton } from '@mantine/core'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../../language/words.tsx'
import styles from './side-panel.module.css'

/** Beside the list, so that the list is kept. Escape closes it. Put it after the list in a row (`display: flex`). */
export function SidePanel({ title, onClose, children }: { title: ReactNode; onClose: () => void; children: ReactNode }) {
  const { t } = useWords()
  const id = useId()
  return (
    <aside className={styles.panel} aria-labelledby={id}>
      <div
        className={styles.inside}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return
          event.preventDefault()
          onClose()
        }}
      >
        <div className={styles.head}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          <CloseButton aria-label={t('common.action.close')} onClick={onClose} />
        </div>
        <div className={styles.body}>{children}</div>
      </div>
    </aside>
  )
}
