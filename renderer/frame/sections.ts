import {
  IconAdjustments,
  IconAlertCircle,
  IconBellRinging,
  IconArrowsExchange,
  IconBell,
  IconBuildingCommunity,
  IconChecklist,
  IconHeartHandshake,
  IconHistory,
  IconHome,
  IconUserQuestion,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { MessageKey } from '../../shared/language/index.ts'

/** The screens there are; nothing stands in the menu that does not open. `needs`: the query whose right opens it. */
export const sections = [
  { to: '/', label: 'shell.nav.today', icon: IconHome, group: 'work', needs: 'core.dashboard' },
  { to: '/properties', label: 'shell.nav.properties', icon: IconBuildingCommunity, group: 'work', needs: 'properties.page' },
  { to: '/contacts', label: 'shell.nav.contacts', icon: IconUsers, group: 'work', needs: 'contacts.page' },
  { to: '/leads', label: 'shell.nav.leads', icon: IconUserQuestion, group: 'work', needs: 'leads.page' },
  { to: '/matching', label: 'shell.nav.matching', icon: IconHeartHandshake, group: 'work', needs: 'matching.properties' },
  { to: '/tasks', label: 'shell.nav.tasks', icon: IconChecklist, group: 'work', needs: 'tasks.page' },
  { to: '/alerts', label: 'shell.nav.alerts', icon: IconBellRinging, group: 'work', needs: 'alerts.messages' },
  { to: '/notifications', label: 'shell.nav.notifications', icon: IconBell, group: 'work', needs: 'notifications.page' },
  { to: '/attention', label: 'shell.nav.attention', icon: IconAlertCircle, group: 'work', needs: 'conflicts.list' },
  { to: '/team', label: 'shell.nav.team', icon: IconUsersGroup, group: 'agency', needs: 'team.list' },
  { to: '/history', label: 'shell.nav.history', icon: IconHistory, group: 'agency', needs: 'core.activity' },
  { to: '/exchanges', label: 'shell.nav.exchanges', icon: IconArrowsExchange, group: 'agency', needs: 'sync.state' },
  { to: '/settings', label: 'shell.nav.settings', icon: IconAdjustments, group: 'agency', needs: null },
] as const satisfies readonly { to: string; label: MessageKey; icon: unknown; group: 'work' | 'agency'; needs: string | null }[]

export type Section = (typeof sections)[number]

export function sectionOf(path: string): Section {
  return (
    sections.find((section) => section.to !== '/' && (path === section.to || path.startsWith(`${section.to}/`))) ?? sections[0]
  )
}
