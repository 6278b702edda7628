import { EventEmitter } from 'node:events'
import type { Session, WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { guardNavigation } from './navigation.ts'
import { guardPermissions } from './permissions.ts'
import { safePreferences } from './preferences.ts'

function guardedContents() {
  const app = new EventEmitter()
  const opened: string[] = []
  const refused: string[] = []
  guardNavigation(app as never, { openExternal: (url) => opened.push(url), refused: (kind, url) => refused.push(`${kind} ${url}`) })
  let open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof open) => {
      open = handler
    },
  })
  app.emit('web-contents-created', {}, contents as unknown as WebContents)
  const goes = (event: string, url: string) => {
    const preventDefault = vi.fn()
    contents.emit(event, { url, preventDefault })
    return preventDefault.mock.calls.length === 0
  }
  return { goes, open: (url: string) => open({ url }), opened, refused }
}

describe('a window stays on our pages', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s elsewhere is refused', (event) => {
    const { goes, refused } = guardedContents()
    expect(goes(event, 'app://digit-hab/#/properties/1')).toBe(true)
    for (const url of ['https://evil.example/x?secret=1', 'file:///etc/passwd', 'about:blank', 'data:text/html,x', 'app://other/']) {
      expect(goes(event, url)).toBe(false)
    }
    expect(refused[0]).toMatch(/https:\/\/evil\.example$/)
  })

  it('a webview is never attached', () => {
    expect(guardedContents().goes('will-attach-webview', '')).toBe(false)
  })

  it('opens no second window: safe addresses go to the browser, others nowhere', () => {
    const { open, opened, refused } = guardedContents()
    expect(open('https://www.openstreetmap.org/copyright')).toEqual({ action: 'deny' })
    expect(open('http://agence.sn')).toEqual({ action: 'deny' })
    expect(open('javascript:alert(1)')).toEqual({ action: 'deny' })
    expect(open('app://digit-hab/')).toEqual({ action: 'deny' })
    expect(opened).toEqual(['https://www.openstreetmap.org/copyright'])
    expect(refused).toHaveLength(3)
  })
})

describe('what a page may use', () => {
  function guardedSession() {
    const handlers = new Map<string, (...input: unknown[]) => unknown>()
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: (handler: never) => handlers.set('request', handler),
      setPermissionCheckHandler: (handler: never) => handlers.set('check', handler),
      setDevicePermissionHandler: (handler: never) => handlers.set('device', handler),
    })
    guardPermissions(session as unknown as Session)
    return { handlers, session }
  }

  it('writing to the clipboard and full screen, nothing else', () => {
    const { handlers } = guardedSession()
    const asked = ['geolocation', 'media', 'notifications', 'clipboard-read', 'midi', 'openExternal', 'usb', 'display-capture', 'unknown', 'fullscreen', 'clipboard-sanitized-write']
    const granted = asked.filter((permission) => {
      let answer: unknown
      handlers.get('request')!(null, permission, (value: unknown) => {
        answer = value
      })
      expect(handlers.get('check')!(null, permission)).toBe(answer)
      return answer
    })
    expect(granted).toEqual(['fullscreen', 'clipboard-sanitized-write'])
    expect(handlers.get('device')!()).toBe(false)
  })

  it('saves only what our own page made', () => {
    const { session } = guardedSession()
    const saves = (url: string) => {
      const preventDefault = vi.fn()
      session.emit('will-download', { preventDefault }, { getURL: () => url })
      return preventDefault.mock.calls.length === 0
    }
    expect(saves('blob:app://digit-hab/0192')).toBe(true)
    expect(saves('https://evil.example/x.exe')).toBe(false)
    expect(saves('blob:app://digit-hab.evil/0192')).toBe(false)
  })
})

it('a window is made with sandbox and isolation, without Node and without anything relaxed', () => {
  expect(safePreferences('/p.cjs')).toMatchObject({
    preload: '/p.cjs', sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
    webviewTag: false, webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false,
  })
  expect(safePreferences('/p.cjs')).not.toHaveProperty('enableBlinkFeatures')
})
