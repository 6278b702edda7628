import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hostOverPort } from '../core/host-client.ts'
import { readDeviceSettings } from '../host.ts'
import type { DeviceSettings, Host } from '../host.ts'

const electron = vi.hoisted(() => ({
  dialog: { showSaveDialog: vi.fn(), showOpenDialog: vi.fn() },
  shell: { openExternal: vi.fn(async () => undefined), showItemInFolder: vi.fn() },
  BrowserWindow: { getFocusedWindow: () => null },
  Notification: { isSupported: () => false },
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
