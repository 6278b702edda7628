import { join } from 'node:path'

export type Choice =
  | { kind: 'electron'; executable: string; /** Program that makes a virtual screen, where there is no other. */ virtualScreen: string | null; reason: 'asked' | 'present' }
  | { kind: 'browser'; reason: 'headless' | 'no_runtime' | 'no_screen' }

export type Circumstances = {
  readonly headless: boolean
  readonly environment: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  /** The project's root. */
  readonly root: string
  readonly exists: (path: string) => boolean
  /** Full path of a program, or null. */
  readonly find: (program: string) => string | null
}

/** Electron where its runtime is present and there is something to draw on; else the browser host. */
export function chooseHost({ headless, environment, platform, root, exists, find }: Circumstances): Choice {
  if (headless) return { kind: 'browser', reason: 'headless' }
  const asked = environment['ELECTRON_OVERRIDE_DIST_PATH']
  const executable = join(asked ?? join(root, 'node_modules', 'electron', 'dist'), programName(platform))
  if (!exists(executable)) return { kind: 'browser', reason: 'no_runtime' }
  const reason = asked ? 'asked' : 'present'
  if (platform !== 'linux' || environment['DISPLAY'] || environment['WAYLAND_DISPLAY']) return { kind: 'electron', executable, virtualScreen: null, reason }
  const virtualScreen = find('Xvfb')
  return virtualScreen ? { kind: 'electron', executable, virtualScreen, reason } : { kind: 'browser', reason: 'no_screen' }
}

export function programName(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'electron.exe'
  return platform === 'darwin' ? join('Electron.app', 'Contents', 'MacOS', 'Electron') : 'electron'
}
