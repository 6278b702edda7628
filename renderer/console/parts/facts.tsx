import type { ReactNode } from 'react'
import show from '../../components/show/show.module.css'
import styles from './parts.module.css'

export type Fact = { readonly label: string; readonly value: ReactNode }

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === null || value === '' ? <span className={show.muted}>–</span> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
