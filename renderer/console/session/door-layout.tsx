import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { Brand } from '../../frame/brand.tsx'
import { useWords } from '../../language/words.tsx'
import styles from '../../modules/auth/entrance.module.css'
import { Street } from '../../modules/auth/street.tsx'

/** The ground of what stands before the console: the drawing of the desktop's way in, and one thing to do. */
export function DoorLayout({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const { t, language, speak } = useWords()
  return (
    <div className={styles.layout}>
      <div className={styles.scene} aria-hidden>
        <div className={styles.sceneBrand}>
          <Brand />
        </div>
        <p className={styles.tagline}>{t('console.tagline')}</p>
        <Street />
      </div>
      <main className={styles.side}>
        <div className={styles.language}>
          <SegmentedControl
            size="xs"
            aria-label={t('settings.language.title')}
            data={[
              { value: 'fr', label: t('common.language.fr') },
              { value: 'en', label: t('common.language.en') },
            ]}
            value={language}
            onChange={(next) => speak(next === 'en' ? 'en' : 'fr')}
          />
        </div>
        <div className={styles.card}>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.text}>{text}</p>
          {children}
        </div>
      </main>
    </div>
  )
}
