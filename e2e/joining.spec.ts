import type { Page } from '@playwright/test'
import { openCutLine } from '../server/testing/cut-line.ts'
import type { CutLine } from '../server/testing/cut-line.ts'
import { property } from '../server/testing/things.ts'
import { openWorld } from '../server/testing/world.ts'
import type { Staff, World } from '../server/testing/world.ts'
import { expectAccessible } from './harness/accessible.ts'
import { correct, expectInside, fact, fillSignIn, goTo, openAddress, signOut, t } from './harness/steps.ts'
import { expect, test } from './harness/test.ts'

// Two posts of one agency, each the application as it stands on a desk, and a real server behind a line that can be cut.

let world: World
let line: CutLine
test.beforeAll(async () => {
  test.setTimeout(120_000)
  world = await openWorld()
  line = await openCutLine('127.0.0.1', Number(new URL(world.server.url).port))
})
test.afterAll(async () => {
  await line.close()
  await world.server.close()
})

async function join(page: Page, who: Staff): Promise<void> {
  await page.getByRole('button', { name: t('exchange.join.choice') }).click()
  await page.getByLabel(t('exchange.join.server')).fill(`http://127.0.0.1:${line.port}`)
  await page.getByLabel(t('session.sign_in.email')).fill(who.email)
  await page.getByRole('textbox', { name: t('session.sign_in.password') }).fill(who.password)
  await page.keyboard.press('Enter')
  await expectInside(page)
}
const mark = (page: Page) => page.getByRole('banner').getByRole('status')
const send = (page: Page) => page.getByRole('button', { name: t('exchange.send') }).click()

test('two posts join, both work while the line is cut, and both are alike when it is back', async ({ open }) => {
  test.setTimeout(150_000)
  const id = await property({ world, agency: world.ours, owner: world.ours.agent, caller: 'agent', token: undefined }, { title: 'Villa de l’essai' })
  const [one, two] = [(await open()).page(), (await open()).page()]

  await one.getByRole('button', { name: t('exchange.join.choice') }).click()
  await expectAccessible(one, 'joining')
  await one.getByLabel(t('exchange.join.server')).fill('http://agence.example.sn')
  await one.getByLabel(t('session.sign_in.email')).fill(world.ours.agent.email)
  await one.getByRole('textbox', { name: t('session.sign_in.password') }).fill('pas le bon mot')
  await one.getByRole('button', { name: t('exchange.join.submit') }).click()
  await expect(one.getByText(t('exchange.join.server_check'))).toBeVisible()
  await one.getByLabel(t('exchange.join.server')).fill(`http://127.0.0.1:${line.port}`)
  await one.getByRole('button', { name: t('exchange.join.submit') }).click()
  await expect(one.getByRole('alert')).toHaveText(t('error.wrong_password'))
  await one.getByRole('button', { name: t('common.action.back') }).click()
  await join(one, world.ours.agent)
  await join(two, world.ours.admin)
  await expect(mark(one)).toHaveText(t('exchange.mark.in_step'))

  for (const page of [one, two]) {
    await openAddress(page, `/properties/${id}`)
    await expect(page.getByRole('heading', { name: 'Villa de l’essai' })).toBeVisible()
  }
  line.cut()
  await correct(one, t('property.surfaceArea'), '345')
  await correct(two, t('property.bedrooms'), '9')
  // Seen at once where it was typed, and nowhere else.
  await expect(fact(one, t('property.surfaceArea'))).toContainText('345')
  await expect(mark(one)).toHaveText(t('exchange.mark.offline_waiting', { count: 1 }))
  await expect(mark(two)).toHaveText(t('exchange.mark.offline_waiting', { count: 1 }))
  await mark(one).getByRole('link').click()
  await expect(one.getByRole('list', { name: t('exchange.waiting.title') })).toContainText(`agent Diop ${t('activity.did.property.update')} Villa de l’essai`)
  await expectAccessible(one, 'exchanges')

  line.mend()
  await send(one)
  await expect(mark(one)).toHaveText(t('exchange.mark.in_step'))
  await expect(one.getByText(t('exchange.waiting.none'))).toBeVisible()
  await goTo(two, 'exchanges')
  await send(two)
  await expect(mark(two)).toHaveText(t('exchange.mark.in_step'))
  await send(one)
  for (const page of [one, two]) {
    await openAddress(page, `/properties/${id}`)
    await expect(fact(page, t('property.surfaceArea'))).toContainText('345')
    await expect(fact(page, t('property.bedrooms'))).toContainText('9')
  }

  // What somebody else types stands on the open page, as soon as this post has heard of it.
  await correct(two, t('property.bathrooms'), '7')
  await expect(mark(two)).toHaveText(t('exchange.mark.in_step'))
  await mark(one).getByRole('link').press('Enter')
  await send(one)
  await openAddress(one, `/properties/${id}`)
  await expect(fact(one, t('property.bathrooms'))).toContainText('7')
})

test('a lead that somebody sends from a telephone stands on both posts, and tells who leads the agency', async ({ open }) => {
  test.setTimeout(150_000)
  const [one, two] = [(await open()).page(), (await open()).page()]
  await join(one, world.ours.agent)
  await join(two, world.ours.manager)
  for (const page of [one, two]) await expect(mark(page)).toHaveText(t('exchange.mark.in_step'))
  const wanted = await property({ world, agency: world.ours, owner: world.ours.agent, caller: 'agent', token: undefined }, { title: 'Villa demandée' })
  const sent = await world.server.call('POST', '/api/crm/leads/', { token: world.client.token, body: {
    first_name: 'Coumba', last_name: 'Mobile', phone: '+221 77 987 65 43', property_id: wanted, property_type_interest: 'villa', budget_range: '90000000-120000000', location_interest: 'Almadies', transaction: 'sale',
  } })
  expect(sent.status).toBe(201)
  for (const page of [one, two]) {
    // A post hears of it within a second or, where its line was cut a moment ago, within the minute.
    await goTo(page, 'exchanges')
    await send(page)
    await openAddress(page, '/leads?layout=table')
    await expect(page.getByRole('grid').getByText('Coumba Mobile')).toBeVisible()
  }
  await two.keyboard.press('Alt+n')
  await expect(two.getByText('Coumba Mobile').last()).toBeVisible()
})

test('signs in without a network, and leaves the agency so that nothing stays', async ({ open }) => {
  const page = (await open()).page()
  await join(page, world.ours.manager)
  await signOut(page)
  line.cut()
  await fillSignIn(page, { email: world.ours.manager.email, password: 'pas le bon mot' })
  await expect(page.getByRole('alert')).toHaveText(t('error.wrong_password'))
  await fillSignIn(page, world.ours.manager)
  await expectInside(page)
  line.mend()
  await goTo(page, 'exchanges')
  await page.getByRole('button', { name: t('exchange.leave.open') }).click()
  await page.getByRole('dialog').getByRole('button', { name: t('exchange.leave.submit') }).click()
  await expect(page.getByRole('button', { name: t('exchange.join.choice') })).toBeVisible()
})
