import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCore } from '../data/use-core.ts'
import { useToResolve } from '../data/use-to-resolve.ts'
import { useWords } from '../language/words.tsx'
import { useSession } from '../session/session.tsx'
import { Brand, BrandMark } from './brand.tsx'
import styles from './frame.module.css'
import { sections } from './sections.ts'
import type { Section } from './sections.ts'

type NavigationProps = { collapsed: boolean; onToggle: () => void; current: Section }

export function Navigation({ collapsed, onToggle, current }: NavigationProps) {
  const { t } = useWords()
  const { rights } = useSession()
  const toResolve = useToResolve(null)
  const offered = sections
    .filter((section) => section.needs === null || (rights[section.needs] ?? 'none') !== 'none')
    // There only while something waits, or somebody is there.
    .filter((section) => section.to !== '/attention' || (toResolve?.all ?? 0) > 0 || current.to === '/attention')
  const counts = { ...useCounts(), '/attention': toResolve && toResolve.all > 0 ? String(toResolve.all) : undefined }
  const toggle = t(collapsed ? 'shell.nav.expand' : 'shell.nav.collapse')

  const item = (section: Section) => {
    const Icon = section.icon
    const count = (counts as Partial<Record<Section['to'], string | undefined>>)[section.to]
    return (
      <li key={section.to}>
        <Tooltip label={t(section.label)} position="right" disabled={!collapsed}>
          <Link
            to={section.to}
            className={styles.navItem}
            data-urgent={(section.to === '/attention' && count !== undefined) || undefined}
            data-active={section.to === current.to || undefined}
            aria-current={section.to === current.to ? 'page' : undefined}
            aria-label={collapsed ? t(section.label) : undefined}
          >
            <Icon size={18} stroke={1.7} aria-hidden />
            {collapsed ? null : <span className={styles.navLabel}>{t(section.label)}</span>}
            {collapsed || count === undefined ? null : <span className={styles.navCount}>{count}</span>}
          </Link>
        </Tooltip>
      </li>
    )
  }
  return (
    <nav className={styles.nav} aria-label={t('shell.nav.label')}>
      <div className={styles.brand}>{collapsed ? <BrandMark /> : <Brand />}</div>
      <ul className={styles.navList}>{offered.filter((section) => section.group === 'work').map(item)}</ul>
      {collapsed ? <hr className={styles.navRule} /> : <div className={styles.navGroup}>{t('shell.nav.steering')}</div>}
      <ul className={styles.navList}>{offered.filter((section) => section.group === 'agency').map(item)}</ul>
      <div className={styles.navFoot}>
        <Tooltip label={toggle} position="right">
          <ActionIcon size={28} onClick={onToggle} aria-label={toggle} aria-expanded={!collapsed}>
            {collapsed ? (
              <IconLayoutSidebarLeftExpand size={18} stroke={1.7} />
            ) : (
              <IconLayoutSidebarLeftCollapse size={18} stroke={1.7} />
            )}
          </ActionIcon>
        </Tooltip>
      </div>
    </nav>
  )
}

function useCounts(): Partial<Record<Section['to'], string>> {
  const { language } = useWords()
  const properties = useCore(['properties', 'totals'], {})
  const contacts = useCore(['contacts', 'page'], { limit: 1 })
  const messages = useCore(['alerts', 'messages'], { mine: true, limit: 1 })
  const words = (count: number | undefined) => (count === undefined ? undefined : new Intl.NumberFormat(language).format(count))
  return { '/properties': words(properties.data?.count), '/contacts': words(contacts.data?.count), '/alerts': words(messages.data?.count || undefined) }
}
