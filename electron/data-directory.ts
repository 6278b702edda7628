import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where this account of the operating system keeps its agency, the same in both hosts, so that whichever opens today
 * shows the same data. `asked` comes from `--data`.
 */
export function dataDirectory(asked: string | undefined, environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (asked) return asked
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Digit-Hab')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Digit-Hab')
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'digit-hab')
}
