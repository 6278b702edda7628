import { spawn } from 'node:child_process'
import { openVirtualScreen } from './virtual-screen.ts'

export type ElectronRun = {
  readonly executable: string
  /** Program that makes a screen where there is none. */
  readonly virtualScreen: string | null
  readonly root: string
  readonly data: string
  readonly development: boolean
  /** Resolves when somebody wants us to end. */
  readonly asked: Promise<void>
}

/** Runs the built application in Electron until it ends; gives its exit code. */
export async function runInElectron({ executable, virtualScreen, root, data, development, asked }: ElectronRun): Promise<number> {
  // Chromium has no sandbox for root (containers); everybody else gets it.
  const isRoot = process.getuid?.() === 0
  const screen = virtualScreen === null ? null : await openVirtualScreen(virtualScreen)
  const environment = { ...process.env, DIGIT_HAB_DATA: data, ...(screen ? { DISPLAY: screen.name } : {}) }
  const program = development
    ? [process.execPath, `${root}/node_modules/electron-vite/bin/electron-vite.js`, 'dev', '--watch']
    : [executable, root, ...(isRoot ? ['--no-sandbox'] : [])]
  const [command, ...list] = program
  const child = spawn(command!, list, {
    cwd: root,
    stdio: 'inherit',
    env: development ? { ...environment, ELECTRON_EXEC_PATH: executable, ...(isRoot ? { NO_SANDBOX: '1' } : {}) } : environment,
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' ? 0 : 1)))
  })
  try {
    const first = await Promise.race([ended, asked])
    if (first !== undefined) return first
    child.kill('SIGTERM')
    return await ended
  } finally {
    screen?.close()
  }
}
