import type { ReactNode } from 'react'
import styles from './show.module.css'
import type { EmptyStateProps } from './show-types.ts'

/** Small drawings made of a few shapes, in the colours of the house; decoration only. */
const drawings: Record<EmptyStateProps['drawing'], ReactNode> = {
  properties: (
    <>
      <rect className={styles.sand} x="34" y="34" width="52" height="50" rx="2" />
      <rect className={styles.lagoon} x="30" y="28" width="60" height="8" rx="2" />
      <rect className={styles.sun} x="42" y="44" width="11" height="10" rx="1" />
      <rect className={styles.glass} x="67" y="44" width="11" height="10" rx="1" />
      <rect className={styles.glass} x="42" y="62" width="11" height="10" rx="1" />
      <rect className={styles.lagoon} x="67" y="62" width="11" height="22" rx="1" />
      <path className={styles.ground} d="M18 84h84" />
    </>
  ),
  people: (
    <>
      <circle className={styles.sand} cx="48" cy="40" r="13" />
      <path className={styles.lagoon} d="M25 84c0-16 9-26 23-26s23 10 23 26z" />
      <circle className={styles.sun} cx="80" cy="47" r="9" />
      <path className={styles.glass} d="M66 84c0-12 5-19 14-19s15 7 15 19z" />
      <path className={styles.ground} d="M18 84h84" />
    </>
  ),
  photos: (
    <>
      <rect className={styles.glass} x="30" y="28" width="60" height="50" rx="4" />
      <circle className={styles.sun} cx="74" cy="42" r="6" />
      <path className={styles.lagoon} d="M32 76l20-26 13 16 7-8 16 18z" />
      <path className={styles.ground} d="M18 84h84" />
    </>
  ),
  documents: (
    <>
      <rect className={styles.sand} x="38" y="22" width="44" height="60" rx="3" />
      <path className={styles.line} d="M46 36h28M46 46h28M46 56h18" />
      <circle className={styles.lagoon} cx="72" cy="70" r="7" />
      <path className={styles.ground} d="M18 84h84" />
    </>
  ),
  search: (
    <>
      <circle className={styles.glass} cx="54" cy="48" r="22" />
      <circle className={styles.hole} cx="54" cy="48" r="15" />
      <path className={styles.handle} d="M70 64l16 16" />
      <path className={styles.ground} d="M18 84h84" />
    </>
  ),
  history: (
    <>
      <circle className={styles.sand} cx="60" cy="52" r="28" />
      <path className={styles.handle} d="M60 36v17l12 7" />
      <circle className={styles.sun} cx="60" cy="24" r="4" />
      <path className={styles.ground} d="M18 84h84" />
    </>
  ),
  import: (
    <>
      <rect className={styles.sand} x="34" y="44" width="52" height="38" rx="3" />
      <path className={styles.line} d="M34 57h52M34 69h52M52 44v38M69 44v38" />
      <path className={styles.handle} d="M60 14v20M52 27l8 8 8-8" />
      <path className={styles.ground} d="M18 84h84" />
    </>
  ),
  map: (
    <>
      <path className={styles.glass} d="M26 34l22-8 24 8 22-8v48l-22 8-24-8-22 8z" />
      <path className={styles.sun} d="M60 66c-8-10-12-15-12-21a12 12 0 0124 0c0 6-4 11-12 21z" />
      <circle className={styles.hole} cx="60" cy="45" r="4" />
      <path className={styles.ground} d="M18 84h84" />
    </>
  ),
  rest: (
    <>
      <path className={styles.line} d="M70 82c1-22 0-34-6-44" />
      <path
        className={styles.lagoon}
        d="M64 38c-12-8-24-4-28 4 10-3 20-2 28-4zM64 38c-8-12-4-20 2-24 2 8 2 16-2 24zM64 38c10-10 22-8 28 0-10-1-20 2-28 0zM64 38c12 0 20 8 20 18-6-8-14-12-20-18z"
      />
      <circle className={styles.sun} cx="36" cy="70" r="9" />
      <path className={styles.ground} d="M18 84h84" />
    </>
  ),
}

export function Drawing({ of, size = 120 }: { of: EmptyStateProps['drawing']; size?: number }) {
  return (
    <svg viewBox="0 0 120 100" width={size} height={size * (100 / 120)} aria-hidden focusable="false">
      {drawings[of]}
    </svg>
  )
}
