import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import type { Browser, ElectronApplication, Page } from '@playwright/test'
import { launchChromium } from './chromium.ts'
import { display } from './display.ts'
import { electronProgram, projectRoot, sandboxArguments } from './runtime.ts'

export type HostKind = 'browser' | 'electron'

export type OpenOptions = {
  readonly host: HostKind
  /** Data folder; a new empty one, removed at `close`, unless given. */
  readonly directory?: string
  /** A ready agency: true, or how large. */
  readonly demo?: boolean | { readonly properties?: number; readonly clients?: number; readonly seed?: number }
  readonly viewport?: { readonly width: number; readonly height: number }
}

export type DemoUser = { readonly email: string; readonly password: string; readonly role: string }

export type Application = {
  readonly host: HostKind
  readonly directory: string
  /** Who can sign in, for a demonstration. */
  readonly users: readonly DemoUser[]
  /** The window; another one after `restart`. */
  page(): Page
  /** Electron's main process, for tests of the shell; null in the browser host. */
  electron(): ElectronApplication | null
  /** The process that holds the core in this host. */
  corePid(): Promise<number>
  /** Closes as a user would and opens again on the same data. */
  restart(): Promise<Page>
  close(): Promise<void>
}

type Running = { page: Page; electron: ElectronApplication | null; corePid(): Promise<number>; stop(): Promise<void>; users: DemoUser[] }

/** The whole application as a user has it, in either host, with a window to act in. */
export async function openApplication(options: OpenOptions): Promise<Application> {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'digit-hab-e2e-'))
  const viewport = options.viewport ?? { width: 1280, height: 720 }
  const run = (first: boolean) => (options.host === 'browser' ? inBrowser(directory, viewport, first && options.demo) : inElectron(directory, viewport, first && options.demo))
  let running = await run(true)
  const { users } = running
  return {
    host: options.host,
    directory,
    users,
    page: () => running.page,
    electron: () => running.electron,
    corePid: () => running.corePid(),
    restart: async () => {
      await running.stop()
      running = await run(false)
      return running.page
    },
    close: async () => {
      await running.stop()
      if (!options.directory) rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

export type Headless = { readonly process: ChildProcess; readonly url: string; readonly users: DemoUser[]; stop(): Promise<number | null> }

/** `npm start -- --headless`: the browser host alone, told by its one line. */
export async function startHeadless(directory: string, demo?: OpenOptions['demo']): Promise<Headless> {
  const size = typeof demo === 'object' ? Object.entries(demo).flatMap(([name, value]) => [`--${name}`, String(value)]) : []
  const child = spawn(process.execPath, ['electron/start.ts', '--headless', '--data', directory, ...(demo ? ['--demo', ...size] : [])], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let said = ''
  let complained = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text))
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('\n')) resolve(said.slice(0, said.indexOf('\n')))
    })
    child.once('exit', (code) => reject(new Error(`the browser host ended with ${String(code)}\n${complained}`)))
  })
  const { url, users } = JSON.parse(line) as { url: string; users: DemoUser[] }
  return {
    process: child,
    url,
    users,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

async function inBrowser(directory: string, viewport: { width: number; height: number }, demo: OpenOptions['demo']): Promise<Running> {
  const host = await startHeadless(directory, demo)
  let browser: Browser | null = null
  try {
    browser = await launchChromium()
    const context = await browser.newContext({ viewport, locale: 'fr-FR', timezoneId: 'Africa/Dakar' })
    const page = await context.newPage()
    await page.goto(host.url)
    const opened = browser
    return {
      page,
      electron: null,
      users: host.users,
      corePid: async () => host.process.pid!,
      stop: async () => {
        await opened.close()
        await host.stop()
      },
    }
  } catch (error) {
    await browser?.close()
    await host.stop()
    throw error
  }
}

async function inElectron(directory: string, viewport: { width: number; height: number }, demo: OpenOptions['demo']): Promise<Running> {
  const executablePath = electronProgram()
  if (!executablePath) throw new Error('no Electron runtime here')
  let users: DemoUser[] = []
  if (demo) {
    // The same generator as in the other host, run there.
    const host = await startHeadless(directory, demo)
    users = host.users
    await host.stop()
  }
  const electron = await _electron.launch({
    executablePath,
    args: [projectRoot, ...sandboxArguments, `--data=${directory}`],
    cwd: projectRoot,
    env: { ...(process.env as Record<string, string>), DISPLAY: await display() },
  })
  const page = await electron.firstWindow()
  await electron.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), viewport)
  return {
    page,
    electron,
    users,
    corePid: () =>
      electron.evaluate(({ app }) => {
        const core = app.getAppMetrics().find((metric) => metric.type === 'Utility' && metric.name === 'Digit-Hab core')
        if (!core) throw new Error('no core process')
        return core.pid
      }),
    stop: () => electron.close(),
  }
}
