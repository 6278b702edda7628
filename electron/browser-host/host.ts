import { existsSync, mkdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { openDeviceSettings } from '../device-settings.ts'
import type { Host } from '../host.ts'

/** The host without Electron: settings in one JSON file, no dialogs, no keychain; the browser opens links by itself. */
export function createBrowserHost(directory: string): Host {
  return {
    kind: 'browser',
    chooseSavePath: async ({ name }) => freeName(join(directory, 'exports'), name),
    chooseOpenPath: async () => null,
    notify: async () => false,
    openExternal: async () => false,
    showInFolder: async () => false,
    secret: { available: async () => false, encrypt: async () => null, decrypt: async () => null },
    settings: openDeviceSettings(directory),
  }
}

/** `name` in `folder`, or `name (2)` and so on when something stands there. The name cannot leave the folder. */
function freeName(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true })
  const safe = basename(name.replaceAll('\\', '/')).replace(/^\.+/, '') || 'export'
  const extension = extname(safe)
  const stem = safe.slice(0, safe.length - extension.length)
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? safe : `${stem} (${number})${extension}`)
    if (!existsSync(path)) return path
  }
}
