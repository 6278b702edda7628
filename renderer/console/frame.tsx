import { Kbd, Menu, Modal, UnstyledButton, useComputedColorScheme, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { IconBuildingCommunity, IconGauge, IconHistory, IconKeyboard, IconLanguage, IconLock, IconLogout, IconMailCog, IconMoon, IconSun, IconUsers } from '@tabler/icons-react'
import type { TablerIcon } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { ErrorBoundary } from '../components/show/error-boundary.tsx'
import { EmptyState } from '../components/show/empty-state.tsx'
import { useStore } from '../data/store.ts'
import { Brand } from '../frame/brand.tsx'
import styles from '../frame/frame.module.css'
import { placeTitle } from '../frame/place-title.ts'
import { useWords } from '../language/words.tsx'
import { initialsOf } from '../modules/auth/initials.ts'
import { addressOf, useAddress } from './address.ts'
import { AccountPage } from './pages/account-page.tsx'
import { AccountsPage } from './pages/accounts-page.tsx'
import { AgenciesPage } from './pages/agencies-page.tsx'
import { AgencyPage } from './pages/agency-page.tsx'
import { AuditPage } from './pages/audit-page.tsx'
import { MePage } from './pages/me-page.tsx'
import { OverviewPage } from './pages/overview-page.tsx'
import { WorkPage } from './pages/work-page.tsx'
import parts from './parts/parts.module.css'
import { useSession } from './session/use-session.ts'
import { useKeys } from './use-keys.ts'

const sections = [
  { name: 'overview', path: '/', icon: IconGauge },
  { name: 'agencies', path: '/agencies', icon: IconBuildingCommunity },
  { name: 'accounts', path: '/accounts', icon: IconUsers },
  { name: 'audit', path: '/audit', icon: IconHistory },
  { name: 'work', path: '/work', icon: IconMailCog },
] as const satisfies readonly { name: string; path: string; icon: TablerIcon }[]

/** Menu at the left, who is signed in above, and the page that the address names. */
export function ConsoleFrame() {
  const { t } = useWords()
  const { path } = useAddress()
  const main = useRef<HTMLElement>(null)
  const [help, setHelp] = useState(false)
  const title = useStore(placeTitle)
  const section = sections.find((one) => one.path !== '/' && path.startsWith(one.path)) ?? (path === '/' ? sections[0] : null)
  const place = section ? t(`console.nav.${section.name}`) : path === '/me' ? t('console.me.title') : t('console.name')
  useKeys({ sections: sections.map((one) => one.path), onHelp: () => setHelp(true) })
  useEffect(() => {
    document.title = [title, place, t('console.name'), t('shell.name')].filter(Boolean).join(' · ')
  }, [title, place, t])
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    const node = main.current
    if (!node) return
    // A new page is read from its top.
    node.dataset['arrived'] = ''
    node.addEventListener('blur', () => delete node.dataset['arrived'], { once: true })
    node.focus({ preventScroll: true })
    node.scrollTo({ top: 0 })
  }, [path])
  return (
    <div className={styles.frame}>
      <a
        href="#main"
        className={styles.skip}
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        {t('shell.skip')}
      </a>
      <nav className={styles.nav} aria-label={t('console.nav.label')}>
        <div className={styles.brand}>
          <Brand />
        </div>
        <ul className={styles.navList}>
          {sections.map(({ name, path: to, icon: Icon }) => (
            <li key={name}>
              <a
                href={addressOf(to)}
                className={styles.navItem}
                data-active={name === section?.name || undefined}
                aria-current={name === section?.name ? 'page' : undefined}
                aria-label={t(`console.nav.${name}`)}
                title={t(`console.nav.${name}`)}
              >
                <Icon size={18} stroke={1.7} aria-hidden />
                <span className={styles.navLabel}>{t(`console.nav.${name}`)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <header className={styles.top}>
        <div className={styles.place} style={{ maxWidth: 'none' }}>
          {title === null || section === null ? (
            <span className={styles.placeName}>{place}</span>
          ) : (
            <>
              <a href={addressOf(section.path)} className={styles.placeLink}>
                {place}
              </a>
              <span aria-hidden className={styles.placeSlash}>
                /
              </span>
              <span className={styles.placeName} title={title}>
                {title}
              </span>
            </>
          )}
        </div>
        <div className={styles.topEnd}>
          <UserMenu onHelp={() => setHelp(true)} />
        </div>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it even where nothing in it can be pressed */}
      <main ref={main} id="main" className={`${styles.main} ${parts.main}`} tabIndex={0}>
        <ErrorBoundary resetKey={path}>
          <Page key={path} path={path} />
        </ErrorBoundary>
      </main>
      <Shortcuts opened={help} onClose={() => setHelp(false)} />
    </div>
  )
}

function Page({ path }: { path: string }): ReactNode {
  const { t } = useWords()
  const [, part, id] = path.split('/')
  if (part === '') return <OverviewPage />
  if (part === 'agencies') return id ? <AgencyPage id={id} /> : <AgenciesPage />
  if (part === 'accounts') return id ? <AccountPage id={id} /> : <AccountsPage />
  if (part === 'audit') return <AuditPage />
  if (part === 'work') return <WorkPage />
  if (part === 'me') return <MePage />
  return <EmptyState drawing="search" message={t('shell.not_found.message')} action={<a href={addressOf('/')}>{t('console.nav.overview')}</a>} />
}

function UserMenu({ onHelp }: { onHelp: () => void }) {
  const { t, language, speak } = useWords()
  const { me, door } = useSession()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const other = language === 'fr' ? 'en' : 'fr'
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton className={styles.avatar} title={me.name}>
          {initialsOf(me.name)}
          <VisuallyHidden>{t('shell.top.user_menu', { name: me.name })}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <strong>{me.name}</strong>
          <span>{me.email}</span>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={scheme === 'dark' ? <IconSun size={16} /> : <IconMoon size={16} />} onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>
          {t(scheme === 'dark' ? 'shell.palette.action.theme_light' : 'shell.palette.action.theme_dark')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLanguage size={16} />} onClick={() => speak(other)} lang={other}>
          {t(`common.language.${other}`)}
        </Menu.Item>
        <Menu.Item component="a" href={addressOf('/me')} leftSection={<IconLock size={16} />}>
          {t('console.me.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onHelp}>
          {t('console.shortcuts.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void door.signOut()}>
          {t('shell.top.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const keys = [
  ['search', ['/']],
  ['sections', ['Alt', '1 – 5']],
  ['move', ['↑', '↓']],
  ['open', ['↵']],
  ['confirm', ['Ctrl', '↵']],
  ['help', ['?']],
] as const

function Shortcuts({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Modal opened={opened} onClose={onClose} title={t('console.shortcuts.title')} closeButtonProps={{ 'aria-label': t('common.action.close') }}>
      <dl className={parts.keys}>
        {keys.map(([name, pressed]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>
              {pressed.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{t(`console.shortcuts.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
