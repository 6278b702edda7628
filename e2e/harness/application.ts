import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect } from '@playwright/test'
import type { Browser, BrowserContext, ElectronApplication, Page } from '@playwright/test'
import { launchChromium } from './chromium.ts'
import { errorsInLog, hearComplaints } from './complaints.ts'
import { demoDirectory } from './demo.ts'
import type { DemoSize, DemoUser } from './demo.ts'
import { display } from './display.ts'
import { expectLogMakesTables } from './ledger.ts'
import { electronProgram, projectRoot, sandboxArguments } from './runtime.ts'

export type HostKind = 'browser' | 'electron'

export type OpenOptions = {
  readonly host: HostKind
  /** Data folder; a new empty one, removed at `close`, unless given. */
  readonly directory?: string
  /** A ready agency, and how large. */
  readonly demo?: DemoSize
  readonly viewport?: { readonly width: number; readonly height: number }
  /** Complaints (console errors of the page, errors in the log) that this test brings about itself. */
  readonly tolerates?: readonly RegExp[]
}

export type { DemoUser }

export type Application = {
  readonly host: HostKind
  readonly directory: string
  /** Who can sign in, for a demonstration. */
  readonly users: readonly DemoUser[]
  /** The window; another one after `restart`. */
  page(): Page
  /** A second window on the same data, where nobody is signed in yet. */
  newWindow(): Promise<Page>
  /** Electron's main process, for tests of the shell; null in the browser host. */
  electron(): ElectronApplication | null
  /** The process that holds the core in this host. */
  corePid(): Promise<number>
  /** Errors in the page's console and uncaught ones, of every window so far. */
  readonly complaints: readonly string[]
  /** Closes as a user would, does something with the data folder, and opens again on it. */
  restart(between?: () => void | Promise<void>): Promise<Page>
  /**
   * Closes as a user would. Then the proofs that every end-to-end run owes: nobody complained (page, log), and the log of
   * changes, folded from empty, gives exactly the business tables.
   */
  close(): Promise<void>
}

// Playwright gives this only to an Electron that it finds by itself. It holds the application back until Playwright
// listens; without it a window that opens meanwhile leaves `launch` waiting for ever, about once in thirty times.
const holdBack = join(projectRoot, 'node_modules/playwright-core/lib/server/electron/loader.js')

type Running = {
  page: Page
  electron: ElectronApplication | null
  browser: { context: BrowserContext; port: number } | null
  newWindow(): Promise<Page>
  corePid(): Promise<number>
  stop(): Promise<void>
  /** After the last stop. */
  leave(): Promise<void>
}
type Viewport = { readonly width: number; readonly height: number }
type Hear = (page: Page) => void

/** The whole application as a user has it, in either host, with a window to act in. */
export async function openApplication(options: OpenOptions): Promise<Application> {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'digit-hab-e2e-'))
  const viewport = options.viewport ?? { width: 1280, height: 720 }
  const users = options.demo ? await demoDirectory(directory, options.demo) : []
  const complaints: string[] = []
  const hear = (page: Page) => hearComplaints(page, complaints)
  const run = (before: Running | null) => (options.host === 'browser' ? inBrowser(directory, viewport, hear, before) : inElectron(directory, viewport, hear))
  let running = await run(null)
  return {
    host: options.host,
    directory,
    users,
    page: () => running.page,
    newWindow: () => running.newWindow(),
    electron: () => running.electron,
    corePid: () => running.corePid(),
    complaints,
    restart: async (between) => {
      await running.stop()
      await between?.()
      running = await run(running)
      return running.page
    },
    close: async () => {
      try {
        try {
          await running.stop()
        } finally {
          await running.leave()
        }
        const unexpected = [...complaints, ...errorsInLog(directory)].filter((text) => !options.tolerates?.some((known) => known.test(text)))
        expect(unexpected, 'complaints of the page and of the log').toEqual([])
        await expectLogMakesTables(directory)
      } finally {
        if (!options.directory) rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
      }
    },
  }
}

export type Headless = { readonly process: ChildProcess; readonly url: string; readonly users: DemoUser[]; stop(): Promise<number | null> }

/** `npm start -- --headless`: the browser host alone, told by its one line. */
export async function startHeadless(directory: string, port?: number): Promise<Headless> {
  const child = spawn(process.execPath, ['electron/start.ts', '--headless', '--data', directory, ...(port ? ['--port', String(port)] : [])], {
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

let opened: Browser | null = null
/** One browser for each worker of Playwright, ended with it; every application has a context, with a memory of its own. */
async function browserOfWorker(): Promise<Browser> {
  if (!opened?.isConnected()) opened = await launchChromium()
  return opened
}

async function inBrowser(directory: string, viewport: Viewport, hear: Hear, before: Running | null): Promise<Running> {
  // As with a user: the browser stays and remembers its pages by their address, so the port stays too.
  const kept = before?.browser ?? null
  const host = await startHeadless(directory, kept?.port)
  let made: BrowserContext | null = null
  try {
    const context = kept?.context ?? (made = await (await browserOfWorker()).newContext({ viewport, locale: 'fr-FR', timezoneId: 'Africa/Dakar', acceptDownloads: true }))
    const page = await context.newPage()
    hear(page)
    await page.goto(host.url)
    return {
      page,
      electron: null,
      browser: { context, port: Number(new URL(host.url).port) },
      newWindow: async () => {
        const another = await context.newPage()
        hear(another)
        await another.goto(new URL(host.url).origin)
        return another
      },
      corePid: async () => host.process.pid!,
      stop: async () => {
        for (const one of context.pages()) await one.close()
        expect(await host.stop(), 'how the application ended').toBe(0)
      },
      leave: () => context.close(),
    }
  } catch (error) {
    await (kept?.context ?? made)?.close()
    await host.stop()
    throw error
  }
}

async function inElectron(directory: string, viewport: Viewport, hear: Hear): Promise<Running> {
  const executablePath = electronProgram()
  if (!executablePath) throw new Error('no Electron runtime here')
  const electron = await _electron.launch({
    executablePath,
    args: ['-r', holdBack, projectRoot, ...sandboxArguments, `--data=${directory}`],
    cwd: projectRoot,
    env: { ...(process.env as Record<string, string>), DISPLAY: await display() },
  })
  const page = await electron.firstWindow()
  hear(page)
  await electron.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), viewport)
  return {
    page,
    electron,
    newWindow: async () => {
      const coming = electron.waitForEvent('window')
      // As by the menu.
      await electron.evaluate(({ Menu }) => {
        const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => item.submenu?.items ?? [])
        items.find((item) => item.accelerator === 'CommandOrControl+Shift+N')?.click()
      })
      const another = await coming
      hear(another)
      return another
    },
    corePid: () =>
      electron.evaluate(({ app }) => {
        const core = app.getAppMetrics().find((metric) => metric.type === 'Utility' && metric.name === 'Digit-Hab core')
        if (!core) throw new Error('no core process')
        return core.pid
      }),
    browser: null,
    stop: () => electron.close(),
    leave: async () => undefined,
  }
}
