import type { Page } from '@playwright/test'
import { createAccount } from '../server/identity/accounts.ts'
import { openCutLine } from '../server/testing/cut-line.ts'
import type { CutLine } from '../server/testing/cut-line.ts'
import { openWorld } from '../server/testing/world.ts'
import type { World } from '../server/testing/world.ts'
import { expectAccessible } from './harness/accessible.ts'
import { expectInside, goTo, signIn, t, userOf } from './harness/steps.ts'
import { expect, test } from './harness/test.ts'

// An agency that works alone is brought to a server by its admin, with the keyboard; given up once, then to its end.

let world: World
let line: CutLine
/** The server takes the next part only once somebody has looked at the screen. */
let gate: Promise<void> | null = null
test.beforeAll(async () => {
  test.setTimeout(120_000)
  world = await openWorld()
  line = await openCutLine('127.0.0.1', Number(new URL(world.server.url).port))
  const { foundings } = world.server.house.services
  const { part } = foundings
  foundings.part = async (...given) => {
    await gate
    return part(...given)
  }
})
test.afterAll(async () => {
  await line.close()
  await world.server.close()
})

const password = 'cinq baobabs au village'
const mark = (page: Page) => page.getByRole('banner').getByRole('status')
const tabTo = async (page: Page, name: string): Promise<void> => {
  const wanted = page.getByRole('main').getByRole('button', { name, exact: true })
  await expect(wanted).toBeVisible()
  for (let n = 0; n < 60 && !(await wanted.evaluate((element) => element === document.activeElement)); n++) await page.keyboard.press('Tab')
  await expect(wanted).toBeFocused()
}

async function begin(page: Page, email: string): Promise<void> {
  await tabTo(page, t('exchange.found.begin'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: t('exchange.found.next') })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(t('exchange.join.server'))).toBeFocused()
  await page.keyboard.type(`http://127.0.0.1:${line.port}`)
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: t('exchange.found.new') })).toBeChecked()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: t('exchange.found.running') })).toBeVisible()
}

test('an agency is put online by the keyboard: looked at, given up, begun again, cut, and finished; a second post joins it', async ({ open }) => {
  test.setTimeout(180_000)
  const application = await open({ demo: { properties: 60, clients: 20 } })
  const page = application.page()
  const agent = userOf(application.users, 'agent')
  // Somebody else has this address at the server.
  await createAccount(world.server.house, { email: agent.email, firstName: 'Un', lastName: 'Autre', phone: null, password, language: 'fr' })
  await signIn(page, userOf(application.users, 'admin'))
  await goTo(page, 'exchanges')
  await expect(page.getByText(t('exchange.state.alone'))).toBeVisible()
  await expectAccessible(page, 'alone')

  let release: () => void = () => undefined
  gate = new Promise((resolve) => (release = resolve))
  await begin(page, 'une@seule.sn')
  await expect(mark(page)).toContainText(t('exchange.mark.founding', { percent: 0 }))
  await expectAccessible(page, 'on its way')
  await tabTo(page, t('exchange.found.drop'))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: t('exchange.found.drop_submit') }).press('Enter')
  await expect(page.getByText(t('exchange.state.alone'))).toBeVisible()
  release()

  gate = new Promise((resolve) => (release = resolve))
  await begin(page, 'deux@seule.sn')
  line.cut()
  release()
  gate = null
  await expect(page.getByText(t('exchange.found.away'))).toBeVisible()
  await expect(mark(page)).toHaveText(t('exchange.mark.founding_paused'))
  line.mend()
  await tabTo(page, t('exchange.found.retry'))
  await page.keyboard.press('Enter')
  await expect(mark(page)).toHaveText(t('exchange.mark.in_step'))
  await expect(page.getByRole('heading', { name: t('exchange.found.strangers', { count: 1 }) })).toBeVisible()
  await expect(page.getByText(agent.email)).toBeVisible()
  await expectAccessible(page, 'online')
  await tabTo(page, t('exchange.found.strangers_noted'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: t('exchange.found.strangers', { count: 1 }) })).toBeHidden()
  await tabTo(page, t('exchange.compare.submit'))
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Rien ne diffère/)).toBeVisible()

  const other = (await open()).page()
  await other.getByRole('button', { name: t('exchange.join.choice') }).click()
  await other.getByLabel(t('exchange.join.server')).fill(`http://127.0.0.1:${line.port}`)
  await other.getByLabel(t('session.sign_in.email')).fill('deux@seule.sn')
  await other.getByRole('textbox', { name: t('session.sign_in.password') }).fill(password)
  await other.keyboard.press('Enter')
  await expectInside(other)
  await expect(mark(other)).toHaveText(t('exchange.mark.in_step'))

  // The first one sees it in the list, and takes it out.
  await tabTo(page, t('exchange.send'))
  await page.keyboard.press('Enter')
  const posts = page.getByRole('list', { name: t('exchange.posts.title') })
  await expect(posts.getByRole('listitem')).toHaveCount(2)
  await posts.getByRole('button').press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: t('exchange.posts.submit') }).press('Enter')
  await expect(posts).toContainText(t('exchange.posts.revoked'))
  await goTo(other, 'exchanges')
  await other.getByRole('button', { name: t('exchange.send') }).click()
  await expect(mark(other)).toHaveText(t('exchange.mark.revoked'))
})
