import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { useWords } from '../../language/words.tsx'
import { useMay } from '../../session/session.tsx'
import { NotificationsPart } from '../notifications/settings-notifications.tsx'
import { AboutPart } from './settings-about.tsx'
import { AgencyPart } from './settings-agency.tsx'
import { BackupPart } from './settings-backup.tsx'
import { DevicePart } from './settings-device.tsx'
import { SecurityPart } from './settings-security.tsx'
import styles from './settings.module.css'

const parts = ['device', 'notifications', 'agency', 'security', 'backup', 'about'] as const
type Part = (typeof parts)[number]

function show(part: Part) {
  const section = document.getElementById(`settings-${part}`)
  section?.scrollIntoView({ block: 'start' })
  section?.focus({ preventScroll: true })
}

/** One page in parts; the names at the left lead to each. */
export function SettingsScreen() {
  const { t } = useWords()
  const search: { part?: unknown } = useSearch({ strict: false })
  const mayBackUp = useMay('backup.create')
  const wanted = parts.find((part) => part === search.part)
  useEffect(() => {
    if (wanted) show(wanted)
  }, [wanted])
  const offered = parts.filter((part) => part !== 'backup' || mayBackUp)
  return (
    <div className={styles.screen}>
      <ScreenHeader title={t('settings.title')} />
      <div className={styles.body}>
        <nav className={styles.parts} aria-label={t('settings.title')}>
          {offered.map((part) => (
            <button key={part} type="button" className={styles.partLink} onClick={() => show(part)}>
              {t(`settings.parts.${part}`)}
            </button>
          ))}
        </nav>
        <div className={styles.column}>
          <Section part="device">
            <DevicePart />
          </Section>
          <Section part="notifications">
            <NotificationsPart />
          </Section>
          <Section part="agency">
            <AgencyPart />
          </Section>
          <Section part="security">
            <SecurityPart />
          </Section>
          {mayBackUp ? (
            <Section part="backup">
              <BackupPart />
            </Section>
          ) : null}
          <Section part="about">
            <AboutPart />
          </Section>
        </div>
      </div>
    </div>
  )
}

function Section({ part, children }: { part: Part; children: React.ReactNode }) {
  const { t } = useWords()
  return (
    <section id={`settings-${part}`} tabIndex={-1} className={styles.section} aria-labelledby={`settings-${part}-title`}>
      <h2 id={`settings-${part}-title`} className={styles.sectionTitle}>
        {t(`settings.parts.${part}`)}
      </h2>
      {children}
    </section>
  )
}
