import { ActionIcon, Kbd, Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import {
  IconKeyboard,
  IconLanguage,
  IconLock,
  IconLogout,
  IconMoon,
  IconPassword,
  IconSearch,
  IconSun,
} from '@tabler/icons-react'
import { useComputedColorScheme } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../language/words.tsx'
import { initialsOf } from '../modules/auth/initials.ts'
import { ChangePasswordDialog } from '../modules/auth/change-password-dialog.tsx'
import { Bell } from '../modules/notifications/bell.tsx'
import { useEntrance } from '../session/entrance-context.ts'
import { useSession } from '../session/session.tsx'
import { useChooseDevice } from '../session/use-choose-device.ts'
import styles from './frame.module.css'
import type { Section } from './sections.ts'
import { StateMark } from './state-mark.tsx'

type TopBarProps = { section: Section; title: string | null; onSearch: () => void; onHelp: () => void; bell: boolean; onBell: (opened: boolean) => void }

export function TopBar({ section, title, onSearch, onHelp, bell, onBell }: TopBarProps) {
  const { t } = useWords()
  return (
    <header className={styles.top}>
      <div className={styles.place}>
        {title === null ? (
          <span className={styles.placeName}>{t(section.label)}</span>
        ) : (
          <>
            <Link to={section.to} className={styles.placeLink}>
              {t(section.label)}
            </Link>
            <span aria-hidden className={styles.placeSlash}>
              /
            </span>
            <span className={styles.placeName} title={title}>
              {title}
            </span>
          </>
        )}
      </div>
      <UnstyledButton className={styles.search} onClick={onSearch} aria-keyshortcuts="Control+K" aria-haspopup="dialog">
        <IconSearch size={16} aria-hidden />
        <span className={styles.searchWords}>{t('shell.top.search')}</span>
        <Kbd size="xs" aria-hidden>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <div className={styles.topEnd}>
        <StateMark />
        <Bell opened={bell} onChange={onBell} />
        <ActionIcon size={30} onClick={onHelp} aria-label={t('shell.top.shortcuts')} title={t('shell.top.shortcuts')}>
          <IconKeyboard size={18} stroke={1.7} />
        </ActionIcon>
        <UserMenu />
      </div>
    </header>
  )
}

function UserMenu() {
  const { t, language } = useWords()
  const { member, agency } = useSession()
  const entrance = useEntrance()
  const { chooseLanguage, chooseTheme } = useChooseDevice()
  const scheme = useComputedColorScheme('light')
  const [changing, setChanging] = useState(false)
  const other = language === 'fr' ? 'en' : 'fr'
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <UnstyledButton className={styles.avatar} title={member.name}>
            {initialsOf(member.name)}
            <VisuallyHidden>{t('shell.top.user_menu', { name: member.name })}</VisuallyHidden>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={styles.who}>
            <strong>{member.name}</strong>
            <span>
              {t(`shell.role.${member.role}`)} · {agency.name}
            </span>
          </div>
          <Menu.Divider />
          <Menu.Item
            leftSection={scheme === 'dark' ? <IconSun size={16} /> : <IconMoon size={16} />}
            onClick={() => chooseTheme(scheme === 'dark' ? 'light' : 'dark')}
          >
            {t(scheme === 'dark' ? 'shell.palette.action.theme_light' : 'shell.palette.action.theme_dark')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLanguage size={16} />} onClick={() => chooseLanguage(other)} lang={other}>
            {t(`common.language.${other}`)}
          </Menu.Item>
          <Menu.Item leftSection={<IconPassword size={16} />} onClick={() => setChanging(true)}>
            {t('shell.top.change_password')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLock size={16} />} onClick={() => void entrance.lock()}>
            {t('shell.top.lock')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void entrance.signOut()}>
            {t('shell.top.sign_out')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ChangePasswordDialog opened={changing} onClose={() => setChanging(false)} />
    </>
  )
}
