import { existsSync } from 'node:fs'
import path from 'node:path'

/** The Electron program that tests can start, or undefined: the runtime of the environment, else the package's own. */
export function electronProgram(root: string, env: NodeJS.ProcessEnv): string | undefined {
  const name =
    process.platform === 'win32' ? 'electron.exe'
    : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron'
    : 'electron'
  return [env['ELECTRON_OVERRIDE_DIST_PATH'], path.join(root, 'node_modules/electron/dist')]
    .flatMap((folder) => (folder ? [path.join(folder, name)] : []))
    .find((program) => existsSync(program))
}
