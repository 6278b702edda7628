import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { launchChromium } from './harness/chromium.ts'
import { projectRoot } from './harness/runtime.ts'

// The documentation of the cloud server in a real browser: its examples run by their buttons, under its own policy.

let server: ChildProcess
let directory: string
let url: string
let browser: Browser | null = null
let page: Page
const refused: string[] = []

test.beforeAll(async () => {
  try {
    browser = await launchChromium()
  } catch {
    test.skip(true, 'there is no Chromium here')
  }
  directory = mkdtempSync(join(tmpdir(), 'digit-hab-docs-'))
  server = spawn(process.execPath, ['server/main.ts'], { cwd: projectRoot, env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATA: directory, PUBLIC_URL: '', DATABASE_URL: '', FILES: '', LOG_LEVEL: 'silent' }, stdio: ['ignore', 'pipe', 'inherit'] })
  url = await new Promise<string>((resolve, reject) => {
    let said = ''
    server.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [, at] = /listening on (http:\S+)\n/.exec(said) ?? []
      if (at) resolve(at)
    })
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
  // Whom the example of sign-in names.
  const account = { email: 'awa.ndiaye@example.sn', password: 'quatre chevaux verts', password_confirm: 'quatre chevaux verts', first_name: 'Awa', last_name: 'Ndiaye' }
  const made = await fetch(`${url}/api/auth/register/`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(account) })
  expect(made.status).toBe(201)
  page = await browser!.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text())
  })
  page.on('pageerror', (error) => refused.push(error.message))
  await page.goto(`${url}/api/docs/`)
})

test.afterAll(async () => {
  await browser?.close()
  if (server?.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await ended
  }
  if (directory) rmSync(directory, { recursive: true, force: true })
})

/** Opens a part and an operation of it, presses its button, and gives the status and body that the page shows. */
async function execute(part: string, method: 'get' | 'post', path: string): Promise<{ status: string; body: string; request: string }> {
  const block = page.locator(`.opblock-${method}:has([data-path="${path}"])`)
  if (!(await block.isVisible())) await page.locator(`.opblock-tag[data-tag="${part}"]`).click()
  await block.locator('.opblock-summary-control').click()
  await block.locator('button.execute').click()
  const live = block.locator('.live-responses-table .response').first()
  await expect(live).toBeVisible()
  return { status: (await live.locator('.response-col_status').innerText()).trim(), body: await live.locator('.response-col_description .highlight-code').first().innerText(), request: await block.locator('.request-url').innerText() }
}

test('the list of properties answers by the button of its example', async () => {
  const { status, body, request } = await execute('Properties', 'get', '/api/properties/')
  expect(status).toMatch(/^200/)
  expect(request).toContain(`${url}/api/properties/?property_type=apartment&`)
  expect(body).toContain('"results"')
})

test('the example of sign-in signs in', async () => {
  const { status, body } = await execute('Identity', 'post', '/api/auth/login/')
  expect(status).toMatch(/^200/)
  expect(body).toContain('"access"')
})

test('the tokens let one in: a call that needs an account, after "Authorize"', async () => {
  const signedIn = await fetch(`${url}/api/auth/login/`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'awa.ndiaye@example.sn', password: 'quatre chevaux verts' }) })
  const { access } = (await signedIn.json()) as { access: string }
  await page.locator('.auth-wrapper button.authorize').first().click()
  await page.locator('.modal-ux input').fill(access)
  await page.locator('.modal-ux button.authorize').click()
  await page.locator('.modal-ux button.btn-done').click()
  const { status, body } = await execute('People', 'get', '/api/auth/me/')
  expect(status).toMatch(/^200/)
  expect(body).toContain('awa.ndiaye@example.sn')
})

test('the page breaks nothing of its own policy, which lets nothing foreign in', async () => {
  expect(refused).toEqual([])
  const policy = (await fetch(`${url}/api/docs/`)).headers.get('content-security-policy')!
  expect(policy).not.toMatch(/unsafe-eval|\*/)
  expect(policy).toMatch(/script-src 'self'(;|$)/)
  const ran = await page.evaluate(async () => {
    const inline = document.createElement('script')
    inline.textContent = 'globalThis.inlineRan = true'
    document.body.append(inline)
    const abroad = await fetch('https://evil.example/').then(() => 'went', () => 'refused')
    return { inline: 'inlineRan' in globalThis, abroad }
  })
  expect(ran).toEqual({ inline: false, abroad: 'refused' })
})
