import type { ReactNode } from 'react'
import styles from './card.module.css'

/** Things to be dealt with one by one, below each other. */
export function Cards({ children }: { children: ReactNode }) {
  return <ul className={styles.cards}>{children}</ul>
}

type CardProps = {
  /** What it is about, on one line. */
  head: ReactNode
  when?: ReactNode
  children: ReactNode
  /** What can be done about it; the keys of cards walk through these. */
  choices: ReactNode
}

export function Card({ head, when, children, choices }: CardProps) {
  return (
    <li className={styles.card} data-card>
      <header className={styles.head}>
        {head}
        {when ? <span className={styles.when}>{when}</span> : null}
      </header>
      {children}
      {choices ? (
        <div className={styles.choices} data-choices>
          {choices}
        </div>
      ) : null}
    </li>
  )
}
