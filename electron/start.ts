import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createTranslator } from '../shared/language/index.ts'
import { AppError } from '../shared/values/error.ts'
import { dataDirectory } from './data-directory.ts'
import { buildIfOld } from './start/build.ts'
import { chooseHost } from './start/choose-host.ts'
import { readFlags } from './start/flags.ts'
import type { Flags } from './start/flags.ts'
import { runInElectron } from './start/in-electron.ts'

// `npm start`, `npm run demo`, `npm run dev`. Standard output holds the one JSON line of --headless, or plain lines for
// a person; everything else goes to standard error.
const root = join(import.meta.dirname, '..')
const t = createTranslator(process.env['LANG']?.startsWith('en') ? 'en' : 'fr')
const say = (line: string) => process.stdout.write(`${line}\n`)

type Ready = { directory: string; users: { email: string; password: string; role: string }[]; properties: number | null; clients: number | null }

async function main(flags: Flags): Promise<void> {
  const choice = chooseHost({ headless: flags.headless, environment: process.env, platform: process.platform, root, exists: existsSync, find })
  if (!flags.development) await buildIfOld(root, choice.kind === 'browser' ? 'page' : 'everything')
  const ready = await prepare(flags)
  if (!flags.headless) for (const user of ready.users) say(t('start.demo_user', user))

  if (choice.kind === 'electron') {
    say(t(choice.reason === 'asked' ? 'start.electron_asked' : 'start.electron_present'))
    process.exitCode = await runInElectron({ ...choice, root, data: ready.directory, development: flags.development, asked: whenAskedToStop() })
    return
  }

  const stop = whenAskedToStop()
  // Imported only now, as it brings the whole core along.
  const { runInBrowserHost } = await import('./start/in-browser.ts')
  // A port that stays the same lets the browser find again what it kept for this page (drafts).
  const ports = flags.port === null ? (flags.headless ? [0] : [47_610, 47_611, 0]) : [flags.port]
  const running = await runInBrowserHost({ root, data: ready.directory, ports, development: flags.development })
  if (choice.reason === 'headless') {
    say(JSON.stringify({ url: running.url, users: ready.users, properties: ready.properties, clients: ready.clients }))
  } else {
    say(t(choice.reason === 'no_screen' ? 'start.browser_no_screen' : 'start.browser_no_runtime', { url: running.url }))
    openInBrowser(running.url)
  }
  await stop
  await running.stop()
}

async function prepare(flags: Flags): Promise<Ready> {
  if (!flags.demo) return { directory: dataDirectory(flags.data, process.env, process.platform), users: [], properties: null, clients: null }
  const { prepareDemo } = await import('./core/demo.ts')
  return prepareDemo({ directory: flags.data, properties: flags.properties, clients: flags.clients, seed: flags.seed })
}

/** Heard from the start on, so that a signal during a slow start is not lost. */
function whenAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve())
    whenLeftByNpm(resolve)
  })
}

/** `npm run` hands a signal to the shell it started, which ends without handing it on: seen by our parent being another. */
function whenLeftByNpm(left: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return
  const parent = process.ppid
  const looking = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(looking)
    left()
  }, 200)
  looking.unref()
}

function openInBrowser(url: string): void {
  const [program, ...list] = process.platform === 'win32' ? ['explorer.exe', url] : process.platform === 'darwin' ? ['open', url] : ['xdg-open', url]
  const found = find(program!)
  if (found) spawn(found, list, { stdio: 'ignore', detached: true }).unref()
}

function find(program: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, program)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
  return null
}

function wordsFor(error: unknown): string {
  if (error instanceof AppError) return error.code === 'database_busy' ? t('start.busy', error.params) : `${t(`error.${error.code}`)} ${JSON.stringify(error.params)}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

try {
  await main(readFlags(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`${wordsFor(error)}\n`)
  process.exitCode = 1
}
