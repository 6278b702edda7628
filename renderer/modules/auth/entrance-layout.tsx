import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { Brand } from '../../frame/brand.tsx'
import { useWords } from '../../language/words.tsx'
import { useChooseDevice } from '../../session/use-choose-device.ts'
import styles from './entrance.module.css'
import { Street } from './street.tsx'

/** The ground of every screen before the application itself: a drawing, and one thing to do. */
export function EntranceLayout({
  title,
  text,
  children,
  wide = false,
}: {
  title: string
  text?: ReactNode
  children?: ReactNode
  wide?: boolean
}) {
  const { t, language } = useWords()
  const { chooseLanguage } = useChooseDevice()
  return (
    <div className={styles.layout}>
      <div className={styles.scene} aria-hidden>
        <div className={styles.sceneBrand}>
          <Brand />
        </div>
        <p className={styles.tagline}>{t('session.tagline')}</p>
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
            onChange={(next) => chooseLanguage(next === 'en' ? 'en' : 'fr')}
          />
        </div>
        <div className={styles.card} data-wide={wide || undefined}>
          <h1 className={styles.title}>{title}</h1>
          {text ? <p className={styles.text}>{text}</p> : null}
          {children}
        </div>
      </main>
    </div>
  )
}
