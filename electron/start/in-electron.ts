import { spawn } from 'node:child_process'

export type ElectronRun = {
  readonly executable: string
  readonly before: readonly string[]
  readonly root: string
  readonly data: string
  readonly development: boolean
}

/** Runs the built application in Electron until it ends; gives its exit code. Signals to us end it. */
export async function runInElectron({ executable, before, root, data, development }: ElectronRun): Promise<number> {
  // Chromium has no sandbox for root (containers); everybody else gets it.
  const isRoot = process.getuid?.() === 0
  const environment = { ...process.env, DIGIT_HAB_DATA: data }
  const program = development
    ? [process.execPath, `${root}/node_modules/electron-vite/bin/electron-vite.js`, 'dev', '--watch']
    : [executable, root, ...(isRoot ? ['--no-sandbox'] : [])]
  const [command, ...list] = [...before, ...program]
  const child = spawn(command!, list, {
    cwd: root,
    stdio: 'inherit',
    // A group of its own, as the virtual screen does not hand signals on.
    detached: process.platform !== 'win32',
    env: development ? { ...environment, ELECTRON_EXEC_PATH: executable, ...(isRoot ? { NO_SANDBOX: '1' } : {}) } : environment,
  })
  const end = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => end('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' ? 0 : 1)))
  })
}
