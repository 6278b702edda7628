import { useId } from 'react'
import styles from './show.module.css'
import type { PanelProps } from './show-types.ts'

export function Panel({ title, aside, children, flush = false, tone = 'paper', className, level = 2 }: PanelProps) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section
      className={className ? `${styles.panel} ${className}` : styles.panel}
      data-flush={flush || undefined}
      data-tone={tone}
      aria-labelledby={title ? id : undefined}
    >
      {title || aside ? (
        <div className={styles.panelHead}>
          {title ? (
            <Heading id={id} className={styles.panelTitle}>
              {title}
            </Heading>
          ) : (
            <span />
          )}
          {aside ? <div className={styles.panelAside}>{aside}</div> : null}
        </div>
      ) : null}
      {children}
    </section>
  )
}
