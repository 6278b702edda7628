import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deviceSettings, readDeviceSettings } from './host.ts'
import type { DeviceSettings, Host } from './host.ts'
import { writeAtomically } from './write-atomically.ts'

/** `settings.json` in the data folder: one file and one reader for both hosts, so that they look alike on one computer. */
export function openDeviceSettings(directory: string): Host['settings'] {
  const file = join(directory, 'settings.json')
  let settings = read(file)
  return {
    get: async () => settings,
    set: async (patch) => {
      settings = deviceSettings.parse({ ...settings, ...patch })
      writeAtomically(file, JSON.stringify(settings, null, 2))
      return settings
    },
  }
}

function read(file: string): DeviceSettings {
  if (!existsSync(file)) return readDeviceSettings({})
  try {
    return readDeviceSettings(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    // Half a file is what a hand may leave: defaults, and the next change writes it whole.
    if (error instanceof SyntaxError) return readDeviceSettings({})
    throw error
  }
}
