import type { Locator, Page } from '@playwright/test'
import { createTranslator } from '../../shared/language/index.ts'
import type { MessageKey } from '../../shared/language/index.ts'
import type { DemoUser } from './demo.ts'
import { expect } from './test.ts'

// Steps that many journeys share, in the words of the screen. French is what the tests read: it is what the house shows.

export const t = createTranslator('fr')

/** As the list writes numbers. */
export const inFrench = (value: number): string => new Intl.NumberFormat('fr').format(value)

/** The number in a text that may have spaces between thousands. */
export const numberIn = (text: string): number => Number(text.replace(/[^\d]/g, ''))

export type Person = { readonly agency: string; readonly name: string; readonly email: string; readonly password: string }

export const founder: Person = {
  agency: 'Keur Gui Immobilier',
  name: 'Fatou Sarr',
  email: 'fatou@keurgui.example',
  password: 'trois pirogues bleues au quai',
}

/** First start: makes an agency of one's own and arrives inside. */
export async function foundAgency(page: Page, person: Person = founder): Promise<void> {
  await page.getByRole('button', { name: t('session.first.create') }).click()
  await page.getByLabel(t('session.first.agency_name')).fill(person.agency)
  await page.getByLabel(t('session.first.phone')).fill('33 820 11 22')
  await page.getByRole('textbox', { name: t('session.first.name'), exact: true }).fill(person.name)
  await page.getByLabel(t('session.sign_in.email')).fill(person.email)
  await page.getByRole('textbox', { name: t('session.sign_in.password') }).fill(person.password)
  await page.getByRole('button', { name: t('session.first.submit') }).click()
  await expectInside(page)
}

export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await fillSignIn(page, { email, password })
  await expectInside(page)
}

export async function fillSignIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel(t('session.sign_in.email')).fill(email)
  await page.getByRole('textbox', { name: t('session.sign_in.password') }).fill(password)
  await page.getByRole('button', { name: t('session.sign_in.submit'), exact: true }).click()
}

export function userOf(users: readonly DemoUser[], role: 'agent' | 'manager' | 'admin'): DemoUser {
  const user = users.find((one) => one.role === role)
  if (!user) throw new Error(`no ${role} in this demonstration`)
  return user
}

export async function signOut(page: Page): Promise<void> {
  await userMenu(page, t('shell.top.sign_out'))
  await expect(page.getByRole('heading', { name: t('session.sign_in.title') })).toBeVisible()
}

/** Chooses from the menu behind one's own initials. */
export async function userMenu(page: Page, item: string): Promise<void> {
  const [before] = t('shell.top.user_menu', { name: '\n' }).split('\n')
  await page.getByRole('button', { name: before! }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

export async function expectInside(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: t('shell.nav.label') })).toBeVisible()
}

export async function goTo(page: Page, section: 'today' | 'properties' | 'contacts' | 'matching' | 'leads' | 'tasks' | 'team' | 'history' | 'exchanges' | 'settings'): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: t(`shell.nav.${section}`) }).click()
}

/** Opens an address of the application, as a link would. */
export async function openAddress(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, address)
}

export const listOf = (page: Page): Locator => page.getByRole('grid', { name: t('propertyList.title') })
/** Rows with data; the header has no label of its own. */
export const rowsOf = (page: Page): Locator => listOf(page).locator('[role=row][aria-label]')
export const rowNamed = (page: Page, name: string): Locator => listOf(page).getByRole('row', { name, exact: true })
export const searchField = (page: Page): Locator => page.getByRole('textbox', { name: t('propertyList.search') })

/** What the line under the list counts. */
export async function expectCount(page: Page, count: number): Promise<void> {
  await expect(countLine(page)).toContainText(t('property.counted', { count, number: inFrench(count) }))
}

export const countLine = (page: Page): Locator => page.getByRole('status').filter({ hasText: /\d+ biens?/ })

export async function shownCount(page: Page): Promise<number> {
  return numberIn(await countLine(page).locator('strong').innerText())
}

/** Without the difference between a space and the narrow one between thousands. */
export const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The list shows what was asked of it last. Its count is a second answer, and says nothing of the rows. */
export const expectAtRest = (page: Page): Promise<void> => expect(listOf(page)).toHaveAttribute('aria-busy', 'false')

/** The cells of one column, as far as the table shows rows. `header` is the column's own word. */
export async function columnOf(page: Page, header: string): Promise<string[]> {
  await expectAtRest(page)
  const headers = await listOf(page).getByRole('columnheader').allInnerTexts()
  const at = headers.findIndex((text) => plain(text) === plain(header))
  if (at < 0) throw new Error(`no column ${header} among ${headers.join(', ')}`)
  return rowsOf(page).evaluateAll(
    (rows, index) =>
      rows
        .map((row) => ({ place: Number(row.getAttribute('aria-rowindex')), text: row.querySelectorAll<HTMLElement>('[role=gridcell]')[index]?.innerText.trim() ?? '' }))
        .sort((a, b) => a.place - b.place)
        .map(({ text }) => text),
    at,
  )
}

/** A fact on a record's page, as it is read; a click edits it. Labels begin alike ("Surface", "Surface utile"), so it is exact. */
export const fact = (page: Page, label: string): Locator =>
  page.locator(`xpath=//main//span[contains(@id, "-label")][normalize-space() = "${label}"]/following-sibling::span/button[@aria-labelledby]`)

/** Edits a fact in place, as typed on a keyboard. */
export async function correct(page: Page, label: string, text: string): Promise<void> {
  await fact(page, label).click()
  const field = page.getByRole('main').getByRole('textbox', { name: label, exact: true })
  await expect(field).toBeFocused()
  await field.fill(text)
  await page.keyboard.press('Enter')
  await expect(field).toBeHidden()
}

/** Opens a property beside the list, by its whole name, once the search for `words` shows it. */
export async function openBeside(page: Page, name: string, words: string = name): Promise<Locator> {
  await search(page, words)
  const row = rowNamed(page, name).first()
  const panel = page.getByRole('complementary', { name: t('propertyList.panel.label', { title: name }), exact: true })
  // The list still closes up under the pointer while the answer to the search comes; a person looks and clicks again.
  await expect(async () => {
    await row.click({ timeout: 3_000 })
    await expect(panel).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 15_000 })
  return panel
}

/** Opens a property's own page from the list, by its whole name. */
export async function openProperty(page: Page, name: string, tab?: 'photos' | 'documents'): Promise<void> {
  const panel = await openBeside(page, name)
  await panel.getByRole('button', { name: t('propertyList.panel.openPage') }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
  if (tab) await page.getByRole('tab', { name: t(`propertyRecord.tab.${tab}`) }).click()
}

/** A message that offers to take back what was just done. */
export const undoOffer = (page: Page, message: string | RegExp): Locator => page.getByRole('alert').filter({ hasText: message })

export async function search(page: Page, text: string): Promise<void> {
  await searchField(page).fill(text)
}

type ImportFigure = 'ready' | 'imported' | 'duplicates' | 'rejected' | 'rowsInFile' | 'notReached'

/** The figures of an import, by what they count; null for one that is not shown. */
export async function figures(page: Page): Promise<(of: ImportFigure) => number | null> {
  const pairs = await page.locator('main dl > div').filter({ has: page.locator('dt') }).evaluateAll((all) =>
    all.map((pair) => [pair.querySelector('dt')?.textContent ?? '', pair.querySelector('dd')?.textContent ?? ''] as const))
  const shown = new Map(pairs.map(([label, text]) => [label, numberIn(text)]))
  return (of) => shown.get(t(`importWizard.${of}`, { count: 2 })) ?? shown.get(t(`importWizard.${of}`, { count: 1 })) ?? null
}

/** Sends files through the chooser that stands on the screen (its input is hidden, as the button opens it). */
export async function choose(scope: Locator, files: string | readonly string[]): Promise<void> {
  await scope.locator('input[type=file]').first().setInputFiles(typeof files === 'string' ? files : [...files])
}

export type { MessageKey }
