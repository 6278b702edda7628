import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { callFromPage } from './harness/line.ts'
import { projectRoot } from './harness/runtime.ts'
import { expect, test } from './harness/test.ts'

// The settings of `electron/main/security`, proven in a real window. Numbers are those of the checklist (electron.md §3.1).

const home = 'app://digit-hab/'
/** What the page's console says when the policy, the scheme or a guard refuses something: the purpose of these tests. */
const refusals = { tolerates: [/Content Security Policy/, /Failed to load resource/, /Not allowed to (load|navigate)/, /Permissions policy violation/, /net::ERR_/, /ERR_ABORTED/, /Refused to/, /violates/] }

/** What the window and main are after a page tried something. */
async function windowsOf(electron: ElectronApplication): Promise<string[]> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getURL().split('#')[0]!))
}

/** Listens in on what would go to the operating system, instead of opening it. */
async function catchExternal(electron: ElectronApplication): Promise<() => Promise<string[]>> {
  await electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => {
      opened.push(url)
    }
  })
  return () => electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
}

async function tries(page: Page, script: string): Promise<void> {
  await page.evaluate(script).catch(() => undefined) // a refused navigation may end the evaluation
  await page.waitForTimeout(400)
}

test('2 3 4: no Node in the page, isolated, sandboxed', async ({ open }) => {
  const application = await open()
  const preferences = await application.electron()!.evaluate(({ webContents }) =>
    webContents.getAllWebContents().filter((one) => one.getType() === 'window').map((one) => {
      // Not in the types, but what the window was really made with.
      const made = one as unknown as { getLastWebPreferences(): Record<string, unknown> }
      const { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames, webviewTag } = made.getLastWebPreferences()
      // Unset where it is off.
      return { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInWorker: nodeIntegrationInWorker ?? false, nodeIntegrationInSubFrames, webviewTag }
    }))
  expect(preferences).toEqual([
    { sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webviewTag: false },
  ])
  const present = await application.page().evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'setImmediate'].filter((name) => name in globalThis))
  expect(present).toEqual([])
})

test('6 8 9 10: nothing of the web\'s own protection is switched off', async ({ open }) => {
  const application = await open()
  const relaxed = await application.electron()!.evaluate(({ app, webContents }) => {
    const [contents] = webContents.getAllWebContents()
    const made = (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
    return {
      webSecurity: made['webSecurity'],
      others: ['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures'].filter((name) => made[name]),
      switches: ['disable-web-security', 'ignore-certificate-errors', 'allow-running-insecure-content', 'enable-blink-features', 'disable-site-isolation-trials']
        .filter((name) => app.commandLine.hasSwitch(name)),
    }
  })
  expect(relaxed).toEqual({ webSecurity: true, others: [], switches: [] })
})

test('1 7: the policy comes with the page, and an inline or foreign script does not run', async ({ open }) => {
  const { page } = await open(refusals)
  const answer = await page().evaluate(async (url) => {
    const response = await fetch(url)
    return Object.fromEntries(response.headers)
  }, home)
  expect(answer['content-security-policy']).toContain("script-src 'self';")
  expect(answer).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin', 'content-type': 'text/html; charset=utf-8' })

  const ran = await page().evaluate(async () => {
    const refused: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective))
    const inline = document.createElement('script')
    inline.textContent = 'globalThis.inlineRan = true'
    document.body.append(inline)
    const foreign = document.createElement('script')
    foreign.src = 'https://evil.example/x.js'
    document.body.append(foreign)
    const button = document.createElement('button')
    button.setAttribute('onclick', 'globalThis.inlineRan = true')
    document.body.append(button)
    button.click()
    // Later, as the debugger that runs this test is itself allowed to evaluate.
    const evaluated = await new Promise((resolve) => setTimeout(() => {
      try {
        resolve((Reflect.construct(Function, ['return "ran"']) as () => string)())
      } catch (error) {
        resolve((error as Error).name)
      }
    }))
    for (const url of ['http://127.0.0.1:9/', 'http://example.com/', 'https://evil.example/collect', 'ws://evil.example/']) {
      await (url.startsWith('ws') ? Promise.resolve().then(() => new WebSocket(url)) : fetch(url)).catch(() => undefined)
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { inline: 'inlineRan' in globalThis, evaluated, refused: [...new Set(refused)].sort() }
  })
  expect(ran).toMatchObject({ inline: false, evaluated: 'EvalError' })
  expect(ran.refused).toEqual(expect.arrayContaining(['connect-src', 'script-src-attr', 'script-src-elem']))
})

test('5: a page that asks for a permission is refused', async ({ open }) => {
  const { page } = await open(refusals)
  const answers = await page().evaluate(async () => {
    const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state
    return {
      geolocation: await state('geolocation'),
      camera: await state('camera'),
      notifications: await state('notifications'),
      notify: await Notification.requestPermission(),
      midi: await navigator.requestMIDIAccess().then(() => 'granted', () => 'denied'),
      asked: await new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('granted'), (error) => resolve(error.code === 1 ? 'denied' : `failed ${error.code}`))),
      media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', (error: Error) => error.name),
      screen: await navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'granted', () => 'denied'),
      read: await navigator.clipboard.readText().then(() => 'granted', () => 'denied'),
    }
  })
  expect(answers).toMatchObject({ geolocation: 'denied', camera: 'denied', notifications: 'denied', notify: 'denied', midi: 'denied', asked: 'denied', screen: 'denied', read: 'denied' })
  expect(answers.media).not.toBe('granted')
})

test('13: the window stays on our pages', async ({ open }) => {
  const application = await open(refusals)
  for (const script of [
    'location.href = "https://example.com/"',
    'location.assign("file:///etc/passwd")',
    'location.replace("data:text/html,<h1>x</h1>")',
    'location.href = "app://other/"',
    'location.href = "javascript:document.title=\'ran\'"',
    `{ const form = document.createElement('form'); form.action = 'https://example.com/'; document.body.append(form); form.submit() }`,
    `{ const link = document.createElement('a'); link.href = 'https://example.com/'; document.body.append(link); link.click() }`,
    `{ const frame = document.createElement('iframe'); frame.src = 'https://example.com/'; document.body.append(frame) }`,
    `{ const meta = document.createElement('meta'); meta.httpEquiv = 'refresh'; meta.content = '0;url=https://example.com/'; document.head.append(meta) }`,
  ]) {
    await tries(application.page(), script)
    expect(await windowsOf(application.electron()!), script).toEqual([home])
  }
  expect(await application.page().title()).not.toBe('ran')
})

test('14 15: no second window; safe addresses go to the browser, others nowhere', async ({ open }) => {
  const application = await open(refusals)
  const opened = await catchExternal(application.electron()!)
  for (const url of ['https://www.openstreetmap.org/copyright', 'mailto:awa@agence.sn', 'http://example.com/', 'file:///etc/passwd', 'javascript:alert(1)', 'smb://x/y', 'app://digit-hab/', 'about:blank']) {
    await tries(application.page(), `window.open(${JSON.stringify(url)})`)
  }
  expect(await windowsOf(application.electron()!)).toEqual([home])
  expect(await opened()).toEqual(['https://www.openstreetmap.org/copyright', 'mailto:awa@agence.sn'])
})

test('11 12: a webview stays an unknown element', async ({ open }) => {
  const application = await open(refusals)
  await tries(application.page(), `{ const view = document.createElement('webview'); view.setAttribute('src', 'https://example.com/'); view.setAttribute('nodeintegration', ''); document.body.append(view) }`)
  const kinds = await application.electron()!.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getType()))
  expect(kinds).not.toContain('webview')
})

test('17: main answers our own page only, and not a frame inside it', async ({ open }) => {
  const application = await open(refusals)
  expect(await callFromPage(application.page(), 'setup/state', {})).toMatchObject({ i: 'e2e-1' })

  const strangers = await application.electron()!.evaluate(({ ipcMain, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const { mainFrame, id } = window!.webContents
    const ask = (senderFrame: object | null, sender: object) => {
      let answered = false
      const frame = senderFrame && new Proxy(senderFrame, {
        get: (target, name) => (name === 'postMessage' ? () => (answered = true) : Reflect.get(target, name) as unknown),
      })
      // The main frame is compared by identity, so a stand-in must be its own main frame.
      const of = Reflect.get(sender, 'mainFrame') === senderFrame ? { ...sender, mainFrame: frame } : sender
      ipcMain.emit('core:connect', { senderFrame: frame, sender: of })
      return answered
    }
    const ours = { url: 'app://digit-hab/#/x' }
    const foreign = { url: 'https://evil.example/' }
    return {
      ours: ask(ours, { id, mainFrame: ours }),
      foreign: ask(foreign, { id, mainFrame: foreign }),
      frame: ask({ url: 'app://digit-hab/' }, { id, mainFrame }),
      unknownWindow: ask(ours, { id: id + 1000, mainFrame: ours }),
      gone: ask(null, { id, mainFrame }),
    }
  })
  expect(strangers).toEqual({ ours: true, foreign: false, frame: false, unknownWindow: false, gone: false })

  // A frame of the same origin (about:blank inherits it) posts what the page would: the preload looks at who posts.
  await application.page().evaluate(() => {
    window.addEventListener('message', (event) => Object.assign(globalThis, { ports: event.ports.length }))
    document.body.append(document.createElement('iframe'))
  })
  const frame = application.page().frames().find((one) => one !== application.page().mainFrame())!
  const inFrame = await frame.evaluate(async () => {
    let ports = 0
    window.addEventListener('message', (event) => (ports += event.ports.length))
    window.parent.postMessage('digit-hab:port-please', 'app://digit-hab')
    window.postMessage('digit-hab:port-please', '*')
    await new Promise((resolve) => setTimeout(resolve, 500))
    return { ports, node: ['require', 'process', 'electron'].filter((name) => name in globalThis) }
  })
  expect(inFrame).toEqual({ ports: 0, node: [] })
  expect(await application.page().evaluate(() => (globalThis as { ports?: number }).ports)).toBe(0)
})

test('18: the scheme gives files of the page and nothing else', async ({ open }) => {
  const { page } = await open(refusals)
  const statuses = await page().evaluate(async () => {
    const status = async (path: string) => (await fetch(path).then((response) => response.status, () => 'refused')).toString()
    const asked: Record<string, string> = {}
    for (const path of [
      '/', '/index.html', '/../package.json', '/%2e%2e/package.json', '/..%2f..%2fpackage.json', '/%252e%252e/package.json', '/assets/..%5c..%5cpackage.json',
      '/etc/passwd', '//etc/passwd', '/missing.js', '/assets/', '/index.html%00.png', 'app://digit-hab.evil/', 'app://other/index.html', 'file:///etc/passwd',
    ]) asked[path] = await status(path)
    asked['POST /'] = (await fetch('/', { method: 'POST' }).then((response) => response.status, () => 'refused')).toString()
    return asked
  })
  const { '/': root, '/index.html': index, ...others } = statuses
  expect([root, index]).toEqual(['200', '200'])
  for (const [path, status] of Object.entries(others)) expect(['404', 'refused'], path).toContain(status)
})

test('20: the preload leaves no name behind', async ({ open }) => {
  const application = await open()
  const foreign = await application.page().evaluate(() => {
    // What a plain page of the same browser has: a frame without our scripts.
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow))
    const ours = Object.getOwnPropertyNames(window).filter((name) => !plain.has(name) && !/^\d+$/.test(name))
    frame.remove()
    return ours
  })
  // Playwright's own names are not ours; nor is the id of an element, which any page gets as a name.
  const elements = await application.page().evaluate(() => [...document.querySelectorAll('[id]')].map((element) => element.id))
  const ofThePage = ['__zod_globalConfig', '__zod_globalRegistry', '__TSR_ROUTER__', '__TSR_ROUTER_CONTEXT__']
  const known = (name: string) => /^__(playwright|pw)/.test(name) || elements.includes(name) || ofThePage.includes(name)
  expect(foreign.filter((name) => !known(name))).toEqual([])
})

test('16: the Electron that ships is a current one', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> }
  // Raised with each bump; a build on anything older fails here.
  expect(Number(devDependencies['electron']!.split('.')[0])).toBeGreaterThanOrEqual(45)
})

test('the core dies and the page goes on', async ({ open }) => {
  const application = await open({ tolerates: [/the core ended/] })
  const before = await application.corePid()
  expect(await callFromPage(application.page(), 'setup/state', {})).not.toBeNull()
  process.kill(before, 'SIGKILL')
  await expect.poll(() => application.corePid().catch(() => before), { timeout: 15_000 }).not.toBe(before)
  await expect.poll(() => callFromPage(application.page(), 'setup/state', {}), { timeout: 15_000 }).toMatchObject({ i: 'e2e-1' })
  expect(await windowsOf(application.electron()!)).toEqual([home])
})
