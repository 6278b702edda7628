import { useComputedColorScheme } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowRight,
  IconDatabaseExport,
  IconKeyboard,
  IconLanguage,
  IconLock,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSun,
  IconUpload,
  IconUserPlus,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useUndoLast } from '../frame/use-shortcuts.ts'
import { sections } from '../frame/sections.ts'
import { useWords } from '../language/words.tsx'
import { useEntrance } from '../session/entrance-context.ts'
import { useSession } from '../session/session.tsx'
import { useChooseDevice } from '../session/use-choose-device.ts'

export type PaletteAction = { key: string; label: string; icon: typeof IconPlus; group: 'actions' | 'pages'; run: () => void }

/** What can be done from anywhere, as far as this member may. */
export function usePaletteActions(onHelp: () => void): PaletteAction[] {
  const { t, language } = useWords()
  const { rights } = useSession()
  const navigate = useNavigate()
  const entrance = useEntrance()
  const undoLast = useUndoLast()
  const { chooseLanguage, chooseTheme } = useChooseDevice()
  const dark = useComputedColorScheme('light') === 'dark'
  const may = (name: string) => (rights[name] ?? 'none') !== 'none'
  const say = (name: Parameters<typeof labelKey>[0]) => t(labelKey(name))

  const actions: (PaletteAction & { allowed?: boolean })[] = [
    {
      key: 'add_property',
      label: say('add_property'),
      icon: IconPlus,
      group: 'actions',
      allowed: may('property.create'),
      run: () => void navigate({ to: '/properties/new', search: {} }),
    },
    {
      key: 'import',
      label: say('import'),
      icon: IconUpload,
      group: 'actions',
      allowed: may('importBatch.start'),
      run: () => void navigate({ to: '/properties/import', search: {} }),
    },
    {
      key: 'add_contact',
      label: say('add_contact'),
      icon: IconUserPlus,
      group: 'actions',
      allowed: may('contact.create'),
      run: () => void navigate({ to: '/contacts', search: { add: true } }),
    },
    {
      key: 'add_lead',
      label: say('add_lead'),
      icon: IconUserPlus,
      group: 'actions',
      allowed: may('lead.create'),
      run: () => void navigate({ to: '/leads', search: { add: true } }),
    },
    {
      key: 'add_task',
      label: say('add_task'),
      icon: IconPlus,
      group: 'actions',
      allowed: may('task.create'),
      run: () => void navigate({ to: '/tasks', search: { add: true } }),
    },
    {
      key: 'add_member',
      label: say('add_member'),
      icon: IconUserPlus,
      group: 'actions',
      allowed: may('member.create'),
      run: () => void navigate({ to: '/team', search: { add: true } }),
    },
    {
      key: 'backup',
      label: say('backup'),
      icon: IconDatabaseExport,
      group: 'actions',
      allowed: may('backup.create'),
      run: () => void navigate({ to: '/settings', search: { part: 'backup' } }),
    },
    { key: 'undo', label: say('undo'), icon: IconArrowBackUp, group: 'actions', run: () => void undoLast() },
    dark
      ? { key: 'theme_light', label: say('theme_light'), icon: IconSun, group: 'actions', run: () => chooseTheme('light') }
      : { key: 'theme_dark', label: say('theme_dark'), icon: IconMoon, group: 'actions', run: () => chooseTheme('dark') },
    language === 'fr'
      ? { key: 'language_en', label: say('language_en'), icon: IconLanguage, group: 'actions', run: () => chooseLanguage('en') }
      : { key: 'language_fr', label: say('language_fr'), icon: IconLanguage, group: 'actions', run: () => chooseLanguage('fr') },
    { key: 'shortcuts', label: say('shortcuts'), icon: IconKeyboard, group: 'actions', run: onHelp },
    { key: 'lock', label: say('lock'), icon: IconLock, group: 'actions', run: () => void entrance.lock() },
    { key: 'sign_out', label: say('sign_out'), icon: IconLogout, group: 'actions', run: () => void entrance.signOut() },
    ...sections.map((section) => ({
      key: section.to,
      label: t(section.label),
      icon: IconArrowRight,
      group: 'pages' as const,
      allowed: section.needs === null || may(section.needs),
      run: () => void navigate({ to: section.to, search: {} }),
    })),
  ]
  return actions.filter((action) => action.allowed ?? true)
}

const labelKey = (name: ActionName) => `shell.palette.action.${name}` as const
type ActionName =
  | 'add_property'
  | 'import'
  | 'add_contact'
  | 'add_lead'
  | 'add_task'
  | 'add_member'
  | 'backup'
  | 'undo'
  | 'theme_light'
  | 'theme_dark'
  | 'language_fr'
  | 'language_en'
  | 'shortcuts'
  | 'lock'
  | 'sign_out'
