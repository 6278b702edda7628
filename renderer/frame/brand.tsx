import { useWords } from '../language/words.tsx'
import styles from './brand.module.css'

export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} className={styles.mark} aria-hidden focusable="false">
      <rect width="24" height="24" rx="6.5" className={styles.ground} />
      <path d="M12 5.4l6.4 5.3V18a.9.9 0 01-.9.9h-3.6v-4.3h-3.8v4.3H6.500A.9.9 0 015.600 18v-7.300z" className={styles.house} />
    </svg>
  )
}

export function Brand() {
  const { t } = useWords()
  return (
    <span className={styles.brand}>
      <BrandMark />
      <span className={styles.name}>{t('shell.name')}</span>
    </span>
  )
}
