import type { Locator, Page } from '@playwright/test'
import { callSignedIn } from './harness/line.ts'
import { numberIn, signIn, t, userOf } from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// A client from the first call to the follow-up, without a mouse: what he looks for is said, what suits is found and proposed, it is noted
// and followed up; two records of him become one, and two again.

test.describe.configure({ mode: 'serial' })
const application = oneApplication({ demo: { properties: 60, clients: 12 } })
const client = 'Ndeye Awa Camara'
const phone = '77 321 45 98'

type Offered = { id: string; title: string; priceAmount: number; kind: string; quartier: string; transaction: string }
let offered: Offered

/** Goes on with Tab until this has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`Tab does not reach ${String(target)}`)
}

/** Adds a contact through Ctrl+K, with a name and a telephone. */
async function addContact(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(t('shell.palette.action.add_contact'))
  await page.getByRole('dialog').getByRole('option', { name: t('shell.palette.action.add_contact') }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: t('contacts.form.name') })).toBeFocused()
  await page.keyboard.type(name)
  await tabTo(page, page.getByRole('textbox', { name: t('contacts.form.phone') }))
  await page.keyboard.type(phone)
}

const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 })
const rowOf = (page: Page): Locator => page.getByRole('group', { name: t('matching.title') }).getByRole('button', { name: offered.title }).first()
const tab = (page: Page, name: 'talks' | 'notes' | 'searches'): Locator => page.getByRole('tab', { name: new RegExp(t(`client.tab.${name}`)) })

test.beforeAll(async () => {
  const page = application().page()
  // Nobody hears from these numbers.
  await page.context().route(/wa\.me/, (route) => route.fulfill({ contentType: 'text/html', body: '<title>WhatsApp</title>' }))
  await signIn(page, userOf(application().users, 'admin'))
  const { rows } = (await callSignedIn(page, 'properties/page', {
    filters: [{ field: 'status', operator: 'is', value: 'available' }, { field: 'priceAmount', operator: 'isNotEmpty' }, { field: 'quartier', operator: 'isNotEmpty' }, { field: 'transaction', operator: 'is', value: 'sale' }], search: '', sort: [], offset: 0, limit: 50,
  })) as { rows: Offered[] }
  offered = rows[0]!
})

test('what he looks for is said, and counted while it is said', async () => {
  const page = application().page()
  await addContact(page, client)
  await page.keyboard.press('Control+Enter')
  await expect(heading(page)).toContainText(client)

  await page.keyboard.press('r')
  await expect(page.getByRole('textbox', { name: t('search.budgetMin') })).toBeFocused()
  const preview = page.getByRole('complementary', { name: t('client.search.live') }).getByRole('status')
  await expect(preview).toContainText(/convien/)
  await tabTo(page, page.getByRole('textbox', { name: t('search.budgetMax') }))
  await page.keyboard.type(String(Math.floor(offered.priceAmount * 0.97)))
  await tabTo(page, page.getByRole('combobox', { name: t('search.kinds') }))
  await page.keyboard.type(t(`property.kinds.${offered.kind}` as 'property.kinds.villa'))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('textbox', { name: t('shell.field.place') }))
  await page.keyboard.type(offered.quartier)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: t('search.places') })).toContainText(offered.quartier)
  await expect(page.getByRole('complementary', { name: t('client.search.live') })).toContainText(offered.title)
  await page.keyboard.press('Control+Enter')
  await expect(tab(page, 'searches')).toContainText('1')
})

test('what suits is shown with its reasons, and follows the tolerance', async () => {
  const page = application().page()
  await tabTo(page, page.getByRole('link', { name: new RegExp(`^${t('client.search.see')}`) }))
  await page.keyboard.press('Enter')
  await expect(rowOf(page)).toBeVisible()
  await expect(rowOf(page)).toContainText(/\+.* de budget/)
  await expect(rowOf(page)).toContainText(t('matching.criterion.kind'))

  const nearly = page.getByRole('heading', { name: t('matching.almost_title') })
  const slider = page.getByRole('slider', { name: t('matching.tolerance.label', { criterion: t('matching.tolerance.budget') }) })
  const matching = async () => numberIn(await page.getByRole('status').filter({ hasText: /convien/ }).locator('strong').innerText())
  const before = await matching()
  await tabTo(page, slider)
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', t('matching.tolerance.none'))
  await expect(nearly).toBeVisible()
  await expect.poll(matching).toBe(before - 1)
  // The slider keeps the focus while the list moves.
  await expect(slider).toBeFocused()
  await page.keyboard.press('End')
  await expect.poll(matching).toBeGreaterThanOrEqual(before)
})

test('it is opened beside the list, proposed by a message that is ready, and that is noted', async () => {
  const page = application().page()
  await tabTo(page, page.locator('[data-row-button][tabindex="0"]'))
  for (let presses = 0; presses < 60 && !(await rowOf(page).evaluate((row) => row === document.activeElement)); presses++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: t('propertyList.panel.label', { title: offered.title }) })
  await expect(panel).toContainText(t('matching.change.label'))
  await page.keyboard.press('w')
  const dialog = page.getByRole('dialog', { name: t('matching.propose.title', { name: client }) })
  await expect(dialog.getByRole('textbox', { name: t('matching.propose.text') })).toBeFocused()
  await expect(dialog.getByRole('textbox')).toHaveValue(new RegExp(`Bonjour ${client}`))
  await expect(dialog.getByRole('link')).toHaveAttribute('href', /^https:\/\/wa\.me\/221773214598\?text=Bonjour/)
  await tabTo(page, dialog.getByRole('link', { name: t('matching.propose.open') }))
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(rowOf(page)).toContainText(t('matching.proposed'))
  await page.bringToFront()
})

test('a talk is noted with its follow-up, which is done in its turn', async () => {
  const page = application().page()
  await tabTo(page, page.getByRole('link', { name: t('matching.open_client', { name: client }) }))
  await page.keyboard.press('Enter')
  await expect(heading(page)).toContainText(client)
  await expect(tab(page, 'talks')).toContainText('1')
  await page.keyboard.press('a')
  await expect(page.getByRole('textbox', { name: t('client.talk.what') })).toBeFocused()
  await page.keyboard.type('La villa lui plaît')
  await tabTo(page, page.getByRole('combobox', { name: t('interaction.outcome') }))
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option', { name: t('interaction.outcomes.successful') }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: t('client.talk.quick.tomorrow') }))
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')

  const subject = t('client.talk.follow_subject', { subject: 'La villa lui plaît' })
  const upcoming = page.getByRole('region', { name: t('client.talk.upcoming') })
  await expect(upcoming).toContainText(subject)
  await tabTo(page, page.getByRole('button', { name: t('client.talk.done_of', { subject }) }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: t('client.talk.complete_save') }))
  await page.keyboard.press('Enter')
  await expect(upcoming).toBeHidden()
  const past = page.getByRole('region', { name: t('client.talk.past') })
  await expect(past.getByRole('listitem').filter({ hasText: subject })).toContainText(t('interaction.outcomes.successful'))
  await expect(past).toContainText(t('matching.propose.subject', { title: offered.title }))
})

test('a note is pinned', async () => {
  const page = application().page()
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: t('client.note.text') })).toBeFocused()
  await page.keyboard.type('Ne pas appeler le vendredi')
  await page.keyboard.press('Control+Enter')
  // The form is gone, and the keyboard has not lost its place.
  await expect(page.getByRole('tabpanel').locator(':focus')).toContainText(t('client.note.add'))
  const note = page.getByRole('listitem').filter({ hasText: 'Ne pas appeler le vendredi' })
  const of = (act: 'pin' | 'unpin') => note.getByRole('button', { name: t('client.note.of', { act: t(`client.note.${act}`), note: 'Ne pas appeler le vendredi' }) })
  await tabTo(page, of('pin'))
  await page.keyboard.press('Enter')
  await expect(of('unpin')).toHaveAttribute('aria-pressed', 'true')
})

test('a second record of him is warned of, merged with a choice of words, and taken apart again', async () => {
  const page = application().page()
  await addContact(page, 'Awa Camara Ndeye')
  await expect(page.getByRole('status').filter({ hasText: t('contacts.form.alike') })).toContainText(client)
  await page.keyboard.press('Control+Enter')
  await expect(heading(page)).toContainText('Awa Camara Ndeye')

  const note = page.getByRole('note').filter({ hasText: t('client.duplicates.note') })
  await tabTo(page, note.getByRole('link', { name: new RegExp(`^${t('client.duplicates.compare')}`) }))
  await page.keyboard.press('Enter')
  const moves = page.getByRole('region', { name: t('client.merge.moves') })
  await expect(moves).toContainText(t('client.merge.move.searches', { count: 1 }))
  await expect(moves).toContainText(t('client.merge.move.interactions', { count: 3 }))
  await expect(moves).toContainText(t('client.merge.move.notes', { count: 1 }))
  await tabTo(page, page.getByRole('radio', { name: `${t('contact.name')} : Awa Camara Ndeye` }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: `${t('contact.name')} : ${client}` })).toBeChecked()
  await tabTo(page, page.getByRole('button', { name: t('client.merge.submit') }))
  await page.keyboard.press('Enter')
  await expect(heading(page)).toContainText(client)
  await expect(tab(page, 'talks')).toContainText('3')
  await expect(tab(page, 'searches')).toContainText('1')
  await expect(note).toBeHidden()

  await page.keyboard.press('Control+z')
  await expect(heading(page)).toContainText('Awa Camara Ndeye')
  await expect(tab(page, 'talks')).not.toContainText('3')
  await expect(note).toContainText(client)
})
