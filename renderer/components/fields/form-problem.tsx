import { useEffect, useRef } from 'react'
import styles from './fields.module.css'

/** Why a form could not be saved; brought into sight, since the button that was pressed may stand far below. */
export function FormProblem({ children }: { children: string | null }) {
  const note = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' })
  })
  return children === null ? null : (
    <p ref={note} className={styles.problem} role="alert">
      {children}
    </p>
  )
}
