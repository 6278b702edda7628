import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Host } from '../host.ts'
import type { Log } from '../log.ts'
import { boundsToOpen, smallestWindow } from './bounds.ts'
import { safePreferences } from './security/preferences.ts'
import { applicationOrigin } from './security/sender.ts'

export type Windows = {
  open(): Promise<void>
  /** Brings the last used window to the front, or opens one. */
  show(): Promise<void>
  isKnown(webContentsId: number): boolean
}

/** Our colours of the empty page (`interface.md`), so that a window never flashes white before its first paint. */
const paper = { light: '#f7f6f3', dark: '#14171a' }
const mostReloads = 3
const reloadSpan = 60_000

export function createWindows(options: { preload: string; icon: string | undefined; settings: Host['settings']; log: Log }): Windows {
  const { settings, log } = options
  const open = new Map<number, BrowserWindow>()

  const openWindow = async (): Promise<void> => {
    const { window: saved } = await settings.get()
    const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea)
    const { maximised, ...bounds } = boundsToOpen(saved, areas)
    const shift = open.size * 28 // a second window does not hide the first
    const window = new BrowserWindow({
      ...bounds,
      x: bounds.x + shift,
      y: bounds.y + shift,
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      show: false,
      title: 'Digit-Hab',
      backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
      ...(options.icon ? { icon: options.icon } : {}),
      webPreferences: safePreferences(options.preload),
    })
    const { id } = window.webContents
    open.set(id, window)
    window.once('closed', () => open.delete(id))
    window.once('ready-to-show', () => {
      if (maximised) window.maximize()
      window.show()
    })
    rememberBounds(window, settings, log)
    reloadAfterCrash(window, log)
    try {
      await window.loadURL(`${applicationOrigin}/`)
    } catch (error) {
      // A window closed while it still loads gives its load up: no failure of main.
      log('warning', 'a page did not load', { error })
    }
  }

  return {
    open: openWindow,
    show: async () => {
      const window = BrowserWindow.getFocusedWindow() ?? [...open.values()].at(-1)
      if (!window) return openWindow()
      if (window.isMinimized()) window.restore()
      window.focus()
    },
    isKnown: (webContentsId) => open.has(webContentsId),
  }
}

/** A short while after the last move, and when the window closes. */
function rememberBounds(window: BrowserWindow, settings: Host['settings'], log: Log): void {
  let timer: NodeJS.Timeout | undefined
  const save = async (): Promise<void> => {
    clearTimeout(timer)
    if (window.isDestroyed() || window.isMinimized()) return
    try {
      await settings.set({ window: { ...window.getNormalBounds(), maximised: window.isMaximized() } })
    } catch (error) {
      // A full or read-only disk: the window opens elsewhere next time, nothing else is lost.
      log('warning', 'the place of the window was not kept', { error })
    }
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), 300)
  }
  for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(event as 'resize', soon)
  window.on('close', () => void save())
}

function reloadAfterCrash(window: BrowserWindow, log: Log): void {
  let reloads: number[] = []
  window.webContents.on('render-process-gone', (_event, details) => {
    log('error', 'a page ended', { reason: details.reason, code: details.exitCode })
    const now = Date.now()
    reloads = [...reloads.filter((at) => now - at < reloadSpan), now]
    if (details.reason !== 'clean-exit' && reloads.length <= mostReloads && !window.isDestroyed()) window.webContents.reload()
  })
  window.on('unresponsive', () => log('warning', 'a page does not answer'))
}
