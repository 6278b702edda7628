import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ErrorBoundary } from '../components/show/error-boundary.tsx'
import { useStore } from '../data/store.ts'
import { useWords } from '../language/words.tsx'
import { Palette } from '../palette/palette.tsx'
import { useEntrance } from '../session/entrance-context.ts'
import styles from './frame.module.css'
import { Navigation } from './navigation.tsx'
import { placeTitle } from './place-title.ts'
import { sectionOf } from './sections.ts'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { TopBar } from './top-bar.tsx'
import { useShortcuts } from './use-shortcuts.ts'

/** Menu at the left, place and search above, and the screen. */
export function Frame() {
  const { t } = useWords()
  const { device, changeDevice } = useEntrance()
  const settings = useStore(device)
  const collapsed = settings?.navigationCollapsed ?? false
  const [palette, setPalette] = useState(false)
  const [sheet, setSheet] = useState(false)
  const [bell, setBell] = useState(false)
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const title = useStore(placeTitle)
  const section = sectionOf(pathname)
  const toggleNavigation = () => void changeDevice({ navigationCollapsed: !collapsed })

  useShortcuts({ onPalette: () => setPalette(true), onNavigation: toggleNavigation, onHelp: () => setSheet(true), onNotices: () => setBell(true) })

  useEffect(() => {
    document.title = [title, t(section.label), t('shell.name')].filter(Boolean).join(' · ')
  }, [title, section, t])

  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    setPalette(false)
    setBell(false)
    // A new screen is read from its top, unless it has already put the focus where its work begins.
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
    main.current?.scrollTo({ top: 0 })
  }, [pathname])

  return (
    <div className={styles.frame} data-collapsed={collapsed || undefined}>
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
      <Navigation collapsed={collapsed} onToggle={toggleNavigation} current={section} />
      <TopBar section={section} title={title} onSearch={() => setPalette(true)} onHelp={() => setSheet(true)} bell={bell} onBell={setBell} />
      <main ref={main} id="main" className={styles.main} tabIndex={-1}>
        <ErrorBoundary resetKey={pathname}>
          <Outlet />
        </ErrorBoundary>
      </main>
      <Palette opened={palette} onClose={() => setPalette(false)} onHelp={() => setSheet(true)} />
      <ShortcutSheet opened={sheet} onClose={() => setSheet(false)} />
    </div>
  )
}
