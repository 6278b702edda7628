import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannelMain, app, crashReporter, dialog, nativeTheme, protocol, safeStorage, session, shell, utilityProcess } from 'electron'
import { createTranslator } from '../../shared/language/index.ts'
import { dataDirectory } from '../data-directory.ts'
import { openDeviceSettings } from '../device-settings.ts'
import type { DeviceSettings } from '../host.ts'
import { createLog, rotatingFile } from '../log.ts'
import { superviseCore } from './core-process.ts'
import type { CoreChild, CoreSupervisor } from './core-process.ts'
import { createHostServer } from './host.ts'
import { listenToPages } from './ipc.ts'
import { showMenu } from './menu.ts'
import { declareScheme, servePages } from './protocol.ts'
import { openSecrets } from './secret.ts'
import { guardNavigation } from './security/navigation.ts'
import { guardPermissions } from './security/permissions.ts'
import { createWindows } from './windows.ts'

// The order is the one of electron.md §3.3: lock, log, crash handler; then, once Electron is ready: keychain, core
// (opening its database while the window is being made), doors for pages, window, menu.
const asked = process.argv.find((argument) => argument.startsWith('--data='))?.slice('--data='.length)
const data = dataDirectory(asked ?? process.env['DIGIT_HAB_DATA'], process.env, process.platform)
const logs = join(data, 'logs')
const built = join(import.meta.dirname, '..')
const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

mkdirSync(data, { recursive: true })
app.setPath('userData', data)
app.setPath('sessionData', join(data, 'browser'))
app.setPath('crashDumps', join(data, 'crashes'))

if (app.requestSingleInstanceLock()) begin()
else app.quit()

function begin(): void {
  const writeLine = rotatingFile(join(logs, 'digit-hab.log'))
  const log = createLog(writeLine, 'main', () => Date.now())
  const settings = openDeviceSettings(data)
  const newId = () => randomUUID().slice(0, 8)
  const wordsOf = (now: DeviceSettings) => createTranslator(now.language)

  crashReporter.start({ uploadToServer: false })
  const fail = (error: unknown): void => {
    log('error', 'main failed', { error })
    const words = createTranslator('fr')
    dialog.showErrorBox(words('desktop.failed.title'), words('desktop.failed.detail'))
    app.exit(1)
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  log('info', 'start', { version: app.getVersion(), electron: process.versions.electron, platform: process.platform, arch: process.arch })

  // Chromium refuses its sandbox to root (containers, tests); an unpackaged start may say so, a packaged one may not.
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  declareScheme()
  guardNavigation(app, {
    openExternal: (url) => void shell.openExternal(url),
    refused: (kind, url) => log('warning', 'navigation refused', { kind, url }),
  })

  const icon = join(app.getAppPath(), 'resources', 'icon.png')
  const windows = createWindows({ preload: join(built, 'preload', 'index.cjs'), icon: existsSync(icon) ? icon : undefined, settings, log })
  let core: CoreSupervisor | null = null

  const show = (now: DeviceSettings): void => {
    nativeTheme.themeSource = now.theme === 'auto' ? 'system' : now.theme
    showMenu(wordsOf(now), { newWindow: () => void windows.open(), logs, data })
  }

  const startCore = (serveHost: ReturnType<typeof createHostServer>): CoreChild => {
    const child = utilityProcess.fork(join(built, 'core', 'main.js'), [], { serviceName: 'Digit-Hab core', stdio: ['ignore', 'pipe', 'pipe'] })
    keepWords(child.stdout, (line) => log('info', 'the core said', { line }))
    // Its own log lines are JSON and redacted already. What else comes are Node's warnings, or its account of a crash,
    // which is told as an error by the end of the process.
    keepWords(child.stderr, (line) => (line.startsWith('{"time":') ? writeLine(line + '\n') : log('warning', 'the core said', { line })))
    const { port1, port2 } = new MessageChannelMain()
    serveHost(port1)
    child.postMessage({ type: 'start', directory: data }, [port2])
    return child
  }

  const tellThatItStopped = async (): Promise<void> => {
    const words = wordsOf(await settings.get())
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: 'Digit-Hab',
      message: words('desktop.stopped.title'),
      detail: words('desktop.stopped.detail'),
      buttons: [words('desktop.stopped.restart'), words('desktop.stopped.logs'), words('desktop.stopped.quit')],
      cancelId: 2,
    })
    if (response === 0) return core?.restart()
    if (response === 1) await shell.openPath(logs)
    app.quit()
  }

  const ready = async (): Promise<void> => {
    const now = await settings.get()
    const serveHost = createHostServer({
      settings,
      secret: openSecrets(safeStorage, process.platform, log),
      settingsChanged: (changed, patch) => {
        if (patch.language !== undefined || patch.theme !== undefined) show(changed)
      },
      log,
      newId,
    })
    core = superviseCore({
      start: () => startCore(serveHost),
      log,
      now: () => performance.now(),
      wait,
      gaveUp: () => void tellThatItStopped(),
    })
    guardPermissions(session.defaultSession)
    servePages(protocol, { root: join(built, 'renderer'), development: app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'] })
    listenToPages({ isKnownWindow: windows.isKnown, connect: (port) => core?.connect(port), log })
    show(now)
    await windows.open()
  }

  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void leave()
  })
  const leave = async (): Promise<void> => {
    await core?.stop(5_000)
    stopped = true
    log('info', 'end')
    // Not within the event that was refused: Electron would still believe that it is quitting, and not begin.
    setImmediate(() => app.quit())
  }

  app.on('second-instance', () => void windows.show())
  app.on('activate', () => void windows.show())
  app.on('window-all-closed', () => app.quit())
  // Not awaited at the top level: an ES module that waits for `ready` there never gets it.
  app.whenReady().then(ready).catch(fail)
}

function keepWords(stream: NodeJS.ReadableStream | null, keep: (line: string) => void): void {
  let rest = ''
  stream?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    for (const line of lines) if (line !== '') keep(line)
  })
}
