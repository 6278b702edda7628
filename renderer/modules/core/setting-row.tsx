import type { ReactNode } from 'react'
import styles from './settings.module.css'

export function SettingRow({ title, text, children }: { title: ReactNode; text?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <div>
        <div className={styles.rowTitle}>{title}</div>
        {text ? <div className={styles.rowText}>{text}</div> : null}
      </div>
      <div className={styles.rowControl}>{children}</div>
    </div>
  )
}
