import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hostOverPort } from '../core/host-client.ts'
import { readDeviceSettings } from '../host.ts'
import type { DeviceSettings, Host } from '../host.ts'

type Shown = { words: { title: string; body: string }; say: (event: string) => void }
/** A system that shows notifications, when it is told to. */
const notification = vi.hoisted(() => {
  const state = { supported: false, shown: [] as Shown[] }
  class Notification {
    static isSupported = (): boolean => state.supported
    private readonly listeners = new Map<string, () => void>()
    private readonly words: Shown['words']
    constructor(words: Shown['words']) {
      this.words = words
    }
    on(event: string, listener: () => void): void {
      this.listeners.set(event, listener)
    }
    show(): void {
      state.shown.push({ words: this.words, say: (event) => this.listeners.get(event)!() })
    }
    close(): void {
      this.listeners.get('close')!()
    }
  }
  return { state, kind: Notification }
})
const electron = vi.hoisted(() => ({
  dialog: { showSaveDialog: vi.fn(), showOpenDialog: vi.fn() },
  shell: { openExternal: vi.fn(async () => undefined), showItemInFolder: vi.fn() },
  window: { isMinimized: () => true, restore: vi.fn(), show: vi.fn(), focus: vi.fn() },
  BrowserWindow: { getFocusedWindow: () => null, getAllWindows: (): unknown[] => [electron.window] },
  Notification: notification.kind,
}))
vi.mock('electron', () => electron)
const { createHostServer } = await import('./host.ts')

let host: Host
let close: () => void
let settings: DeviceSettings
const changed: string[] = []
const kept = { available: async () => true, encrypt: async ({ text }: { text: string }) => `c:${text}`, decrypt: async () => null }

beforeEach(() => {
  settings = readDeviceSettings({})
  changed.length = 0
  const { port1, port2 } = new MessageChannel()
  close = () => port1.close()
  createHostServer({
    settings: {
      get: async () => settings,
      set: async (patch) => (settings = { ...settings, ...patch }),
    },
    secret: kept,
    settingsChanged: (_settings, patch) => changed.push(...Object.keys(patch)),
    log: () => undefined,
    newId: () => 'id',
  })(port1 as never)
  // worker_threads hands over values where Electron hands over events.
  host = hostOverPort({
    postMessage: (message) => port2.postMessage(message),
    on: (event: string, listener: (event: never) => void) => port2.on(event as 'message', (data: unknown) => listener({ data } as never)),
    start: () => port2.start(),
    close: () => port2.close(),
  })
})
afterEach(() => close())

describe('what the core asks of main', () => {
  it('lets the user choose a path, and says null when cancelled', async () => {
    electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: '/home/x/biens.csv' })
    expect(await host.chooseSavePath({ title: 'Exporter', name: 'biens.csv', kinds: [{ name: 'CSV', extensions: ['csv'] }] })).toBe('/home/x/biens.csv')
    expect(electron.dialog.showSaveDialog).toHaveBeenCalledWith({ title: 'Exporter', defaultPath: 'biens.csv', filters: [{ name: 'CSV', extensions: ['csv'] }] })
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] })
    expect(await host.chooseOpenPath({ title: 'Restaurer' })).toBeNull()
  })

  it('opens safe addresses only', async () => {
    expect(await host.openExternal({ url: 'https://wa.me/221771234567' })).toBe(true)
    expect(await host.openExternal({ url: 'file:///etc/passwd' })).toBe(false)
    expect(electron.shell.openExternal.mock.calls).toEqual([['https://wa.me/221771234567']])
  })

  it('shows a notification, and says whether it was clicked: then the window comes forward', async () => {
    const words = { title: 'Nouveau prospect', body: 'Awa' }
    expect(await host.notify(words)).toBe(false)
    notification.state.supported = true
    const [clicked, gone] = [host.notify(words), host.notify(words)]
    await vi.waitFor(() => expect(notification.state.shown).toHaveLength(2))
    notification.state.shown[1]!.say('close')
    expect([await gone, electron.window.focus.mock.calls.length]).toEqual([false, 0])
    notification.state.shown[0]!.say('click')
    expect(await clicked).toBe(true)
    expect([notification.state.shown[0]!.words, electron.window.restore.mock.calls.length, electron.window.focus.mock.calls.length]).toEqual([words, 1, 1])
    // Of many that nobody touches the oldest make room.
    const standing = Array.from({ length: 21 }, () => host.notify(words))
    expect(await standing[0]).toBe(false)
    for (const one of notification.state.shown) one.say('close')
    expect(new Set(await Promise.all(standing))).toEqual(new Set([false]))
    notification.state.supported = false
  })

  it('keeps settings and tells the window what changed', async () => {
    expect((await host.settings.get()).language).toBe('fr')
    expect((await host.settings.set({ language: 'en' })).language).toBe('en')
    expect(changed).toEqual(['language'])
    expect(await host.secret.encrypt({ text: 'x' })).toBe('c:x')
  })

  it('refuses a question that is not in the contract', async () => {
    await expect(host.settings.set({ language: 'wo' } as never)).rejects.toMatchObject({ data: { code: 'invalid_input' } })
    await expect(host.settings.set({ shell: 'sh' } as never)).rejects.toMatchObject({ data: { code: 'invalid_input' } })
    await expect(host.chooseSavePath({ title: '', name: 'x', kinds: [{ name: 'all', extensions: ['*'] }] })).rejects.toMatchObject({ data: { code: 'invalid_input' } })
  })

  it('does not let a wrong answer through', async () => {
    settings = { ...settings, theme: 'neon' as never }
    await expect(host.settings.get()).rejects.toMatchObject({ data: { code: 'internal' } })
  })
})
