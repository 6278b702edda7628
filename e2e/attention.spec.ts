import type { Page } from '@playwright/test'
import { graveFindings } from './harness/accessible.ts'
import { prepareCards } from './harness/cards.ts'
import type { PreparedCards } from './harness/cards.ts'
import { callSignedIn } from './harness/line.ts'
import { settled, sidewaysOverflow, translators } from './harness/screens.ts'
import { inFrench, openAddress, plain, signIn, t, undoOffer, userOf } from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// What is to be taken up again after a day without a network: two conflicts and two refused commands, closed one by one.

test.describe.configure({ mode: 'serial' })
const application = oneApplication({ demo: { properties: 60, clients: 20 } })
let made: PreparedCards

test.beforeAll(async () => {
  test.setTimeout(120_000)
  const page = await application().restart(async () => {
    made = await prepareCards(application().directory)
  })
  await signIn(page, userOf(application().users, 'admin'))
})

const menuItem = (page: Page) => page.getByRole('navigation').getByRole('link', { name: t('shell.nav.attention') })
const card = (page: Page, words: string, title: string) => page.locator('[data-card]').filter({ hasText: title }).filter({ hasText: words })
const money = (amount: number) => `${inFrench(amount)} F CFA`.replace(/\s+/g, ' ')
const property = async (page: Page, id: string) =>
  ((await callSignedIn(page, 'properties/get', { id })) as { property: { priceAmount: number; description: string; rooms: number | null; pricePeriod: string } }).property

test('the menu counts what waits, and the screen shows both values, who typed them, and what was refused and why', async () => {
  const page = application().page()
  await expect(menuItem(page)).toContainText('4')
  await menuItem(page).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('cards.title'))
  const price = card(page, t('property.price'), made.disputed.title).filter({ hasText: t('cards.conflicts.in_place') }).filter({ hasText: 'F CFA' })
  await expect(price).toHaveCount(1)
  const said = plain(await price.innerText())
  for (const part of [money(made.disputed.kept), money(made.disputed.lost), t('cards.you'), t('cards.other_post')]) expect(said).toContain(part)
  const refused = card(page, t('cards.rule.price_period'), made.refused.title)
  await expect(refused).toContainText(t('cards.refused.dependents', { count: 1 }))
  const wanted = plain(await refused.getByRole('row', { name: t('property.price') }).innerText())
  for (const part of [money(made.refused.wanted), money(made.refused.price)]) expect(wanted).toContain(part)
  // Of a colleague it is said whose it was.
  await expect(card(page, t('team.can.property.delete'), made.unwanted.title)).toContainText(/n’a pas le droit/)
})

for (const [language, theme, width] of [['fr', 'light', 1280], ['fr', 'dark', 1280], ['en', 'dark', 1920], ['en', 'light', 700]] as const)
  test(`everybody can read it: ${language}, ${theme}, ${width}`, async () => {
    const page = application().page()
    await page.setViewportSize({ width, height: 900 })
    await callSignedIn(page, 'device/change', { language, theme })
    await page.reload()
    await openAddress(page, '/attention')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(translators[language]('cards.title'))
    await settled(page)
    expect({ axe: await graveFindings(page), sideways: await sidewaysOverflow(page) }).toEqual({ axe: [], sideways: [] })
    await callSignedIn(page, 'device/change', { language: 'fr', theme: 'light' })
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.reload()
    await settled(page)
  })

test('by keyboard alone the other value is taken, and taken back again', async () => {
  const page = application().page()
  const price = page.locator('[data-card]').filter({ has: page.getByRole('button', { name: t('cards.conflicts.take_label', { what: t('property.price'), title: made.disputed.title }) }) })
  await expect(price).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(price.getByRole('button', { name: t('cards.conflicts.keep') })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(price).toHaveCount(0)
  await expect(menuItem(page)).toContainText('3')
  expect((await property(page, made.disputed.id)).priceAmount).toBe(made.disputed.lost)
  await undoOffer(page, made.disputed.title).getByRole('button', { name: t('shell.feedback.undo') }).click()
  await expect(price).toHaveCount(1)
  expect((await property(page, made.disputed.id)).priceAmount).toBe(made.disputed.kept)
  await price.getByRole('button', { name: t('cards.conflicts.keep') }).click()
  await expect(price).toHaveCount(0)
})

test('a record says that something waits on it, and leads there; of its two texts both are kept', async () => {
  const page = application().page()
  await openAddress(page, `/properties/${made.disputed.id}`)
  const note = page.getByRole('status').filter({ hasText: t('cards.note.conflicts', { count: 1 }) })
  await note.getByRole('link', { name: t('cards.note.open') }).click()
  await expect(page.locator('[data-card]')).toHaveCount(1)
  await page.getByRole('button', { name: t('cards.conflicts.both') }).click()
  await expect(page.getByText(t('cards.none'))).toBeVisible()
  expect((await property(page, made.disputed.id)).description).toBe(made.disputed.texts.join('\n\n'))
  await page.getByRole('button', { name: t('cards.all') }).click()
  await expect(page.locator('[data-card]')).toHaveCount(2)
})

test('what was refused is corrected on its form, which holds what was typed, and goes with what builds on it', async () => {
  const page = application().page()
  await card(page, t('cards.rule.price_period'), made.refused.title).getByRole('button', { name: t('cards.refused.correct') }).click()
  await expect(page.getByText(t('cards.refused.correcting', { reason: t('cards.rule.price_period') }))).toBeVisible()
  const amount = page.getByRole('textbox', { name: t('propertyForm.amount'), exact: true })
  expect(plain(await amount.inputValue())).toContain(plain(inFrench(made.refused.wanted)))
  await page.getByRole('combobox', { name: t('property.pricePeriod') }).click()
  await page.getByRole('option', { name: t('property.pricePeriods.month'), exact: true }).click()
  await page.getByRole('button', { name: t('common.action.save') }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(made.refused.title)
  expect(await property(page, made.refused.id)).toMatchObject({ priceAmount: made.refused.wanted, pricePeriod: 'month', rooms: made.refused.rooms })
  await expect(menuItem(page)).toContainText('1')
})

test('given up, a case can still be read; then nothing is left, and the menu says nothing any more', async () => {
  const page = application().page()
  await menuItem(page).click()
  await card(page, t('team.can.property.delete'), made.unwanted.title).getByRole('button', { name: t('cards.refused.give_up') }).click()
  await expect(page.getByText(t('cards.none'))).toBeVisible()
  const closed = page.getByRole('group').filter({ hasText: t('cards.refused.closed') })
  await closed.getByText(t('cards.refused.closed')).click()
  await expect(closed.getByRole('listitem').filter({ hasText: made.unwanted.title })).toContainText(t('cards.refused.state.given_up'))
  await expect(closed.getByRole('listitem').filter({ hasText: made.refused.title })).toHaveCount(2)
  expect(await graveFindings(page)).toEqual([])
  await closed.getByRole('button', { name: t('cards.refused.take_up') }).click()
  const again = card(page, t('team.can.property.delete'), made.unwanted.title)
  await expect(again).toHaveCount(1)
  await again.getByRole('button', { name: t('cards.refused.again') }).click()
  await expect(page.getByText(t('cards.none'))).toBeVisible()
  await openAddress(page, '/')
  await expect(menuItem(page)).toHaveCount(0)
})
