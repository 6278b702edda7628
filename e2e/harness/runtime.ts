import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { programName } from '../../electron/start/choose-host.ts'

export const projectRoot = resolve(import.meta.dirname, '../..')

/** Path of the Electron program to test in, or null where there is none. */
export function electronProgram(): string | null {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(projectRoot, 'node_modules', 'electron', 'dist')
  const program = join(folder, programName(process.platform))
  return existsSync(program) ? program : null
}

/** Chromium has no sandbox for root, so tests in a container go without it; `security-sandbox.spec.ts` proves it as another user. */
export const sandboxArguments: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : []
