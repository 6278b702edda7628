import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { deviceSettings, readDeviceSettings } from '../host.ts'
import type { DeviceSettings, Host } from '../host.ts'

/** The host without Electron: settings in one JSON file, no dialogs, no keychain; the browser opens links by itself. */
export function createBrowserHost(directory: string): Host {
  const settingsFile = join(directory, 'settings.json')
  let settings = readSettings(settingsFile)
  return {
    kind: 'browser',
    chooseSavePath: async ({ name }) => freeName(join(directory, 'exports'), name),
    chooseOpenPath: async () => null,
    notify: async () => null,
    openExternal: async () => false,
    showInFolder: async () => false,
    secret: { available: async () => false, encrypt: async () => null, decrypt: async () => null },
    settings: {
      get: async () => settings,
      set: async (patch) => {
        settings = deviceSettings.parse({ ...settings, ...patch })
        writeAtomically(settingsFile, JSON.stringify(settings, null, 2))
        return settings
      },
    },
  }
}

function readSettings(file: string): DeviceSettings {
  if (!existsSync(file)) return readDeviceSettings({})
  try {
    return readDeviceSettings(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    // Half a file is what a power cut of an older version may have left: defaults, and the next change writes it whole.
    if (error instanceof SyntaxError) return readDeviceSettings({})
    throw error
  }
}

/** All or nothing: the new file is on disk before it takes the old one's name. */
export function writeAtomically(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.new`
  const descriptor = openSync(temporary, 'w', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(temporary, file)
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
