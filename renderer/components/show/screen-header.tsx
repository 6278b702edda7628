import type { ReactNode } from 'react'
import styles from './screen-header.module.css'

/** Title of a screen, a word beside it, and its main actions at the right. */
export function ScreenHeader({ title, aside, actions }: { title: ReactNode; aside?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1 className={styles.title}>{title}</h1>
        {aside ? <span className={styles.aside}>{aside}</span> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </header>
  )
}
