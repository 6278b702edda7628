import { BrowserWindow, Notification, dialog, shell } from 'electron'
import { implement } from '@orpc/server'
import type { FileFilter, MessagePortMain } from 'electron'
import { createServer } from '../core/transport/serve.ts'
import { wireOfPort } from '../core/transport/wire.ts'
import { hostContract } from '../host.ts'
import type { DeviceSettings, DeviceSettingsPatch, Host } from '../host.ts'
import type { Log } from '../log.ts'
import { safeExternal } from './security/external.ts'

export type HostServices = {
  readonly settings: Host['settings']
  readonly secret: Host['secret']
  readonly settingsChanged: (settings: DeviceSettings, patch: DeviceSettingsPatch) => void
  readonly log: Log
  readonly newId: () => string
}

/** Gives the function that answers the core on the port that was handed to it. */
export function createHostServer(services: HostServices): (port: MessagePortMain) => void {
  const on = implement(hostContract)
  const router = on.router({
    chooseSavePath: on.chooseSavePath.handler(async ({ input }) => {
      const asked = { title: input.title, defaultPath: input.name, filters: filtersOf(input.kinds) }
      const parent = BrowserWindow.getFocusedWindow()
      const chosen = await (parent ? dialog.showSaveDialog(parent, asked) : dialog.showSaveDialog(asked))
      return chosen.canceled ? null : chosen.filePath
    }),
    chooseOpenPath: on.chooseOpenPath.handler(async ({ input }) => {
      const asked = { title: input.title, filters: filtersOf(input.kinds), properties: ['openFile' as const] }
      const parent = BrowserWindow.getFocusedWindow()
      const chosen = await (parent ? dialog.showOpenDialog(parent, asked) : dialog.showOpenDialog(asked))
      return chosen.filePaths[0] ?? null
    }),
    notify: on.notify.handler(({ input }) => notified(input)),
    openExternal: on.openExternal.handler(async ({ input }) => {
      const address = safeExternal(input.url)
      if (address === null) return false
      await shell.openExternal(address)
      return true
    }),
    showInFolder: on.showInFolder.handler(({ input }) => {
      shell.showItemInFolder(input.path)
      return true
    }),
    secret: {
      available: on.secret.available.handler(() => services.secret.available()),
      encrypt: on.secret.encrypt.handler(({ input }) => services.secret.encrypt(input)),
      decrypt: on.secret.decrypt.handler(({ input }) => services.secret.decrypt(input)),
    },
    settings: {
      get: on.settings.get.handler(() => services.settings.get()),
      set: on.settings.set.handler(async ({ input }) => {
        const settings = await services.settings.set(input)
        services.settingsChanged(settings, input)
        return settings
      }),
    },
  })
  const serve = createServer({ router, connect: () => ({}), disconnect: () => undefined }, { log: services.log, newId: services.newId })
  return (port) => serve(wireOfPort(port))
}

/** Held until they are clicked or gone: one that is forgotten by the program is not clicked any more. */
const standing = new Set<Notification>()
/** More than these at once are the oldest ones that the system has long put away without a word. */
const mostStanding = 20

function notified(input: { title: string; body: string }): Promise<boolean> {
  if (!Notification.isSupported()) return Promise.resolve(false)
  return new Promise((resolve) => {
    const notification = new Notification(input)
    const end = (clicked: boolean): void => {
      standing.delete(notification)
      if (clicked) bringForward()
      resolve(clicked)
    }
    notification.on('click', () => end(true))
    notification.on('close', () => end(false))
    notification.on('failed', () => end(false))
    standing.add(notification)
    if (standing.size > mostStanding) [...standing][0]?.close()
    notification.show()
  })
}

function bringForward(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.show()
  window?.focus()
}

function filtersOf(kinds: { name: string; extensions: string[] }[]): FileFilter[] {
  return kinds.map(({ name, extensions }) => ({ name, extensions }))
}
