import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import type { Page } from '@playwright/test'
import { statuses, transactions } from '../shared/modules/properties/model.ts'
import { allowedMoves } from '../shared/modules/properties/rules.ts'
import { paper, photoOfTelephone } from './harness/files.ts'
import { savedFile } from './harness/saved-file.ts'
import {
  choose, columnOf, correct, countLine, expectAtRest, expectCount, fact, goTo, listOf, numberIn, openAddress, openProperty, rowNamed, rowsOf, search, searchField, shownCount, signIn, t, undoOffer,
  userOf,
} from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// The daily work on properties, by somebody who may do everything, on the demonstration agency.

const application = oneApplication({ demo: { properties: 60, clients: 20 } })
const priceColumn = t('propertyList.column.price', { unit: 'F CFA' })
const files = mkdtempSync(join(tmpdir(), 'digit-hab-files-'))
test.afterAll(() => rmSync(files, { recursive: true, force: true }))

test.beforeEach(async () => {
  const page = application().page()
  const signedIn = await page.getByRole('navigation', { name: t('shell.nav.label') }).isVisible()
  if (!signedIn) await signIn(page, userOf(application().users, 'admin'))
  // From the same place each time, whatever the test before left open.
  await page.keyboard.press('Escape')
  await openAddress(page, '/')
  await expect(page.getByRole('heading', { level: 1, name: /^Bonjour/ })).toBeVisible()
  await goTo(page, 'properties')
  await expectCount(page, 60)
})

test.describe('the list', () => {
  test('sorts by a click, what has no value last both ways', async () => {
    const page = application().page()
    const header = listOf(page).getByRole('columnheader', { name: priceColumn })
    for (const [order, times] of [['descending', 1], ['ascending', -1]] as const) {
      await header.getByRole('button').click()
      await expect(header).toHaveAttribute('aria-sort', order)
      await expect.poll(async () => isSorted(await columnOf(page, priceColumn), times), `prices ${order}`).toBe(true)
    }
    await listOf(page).focus()
    await page.keyboard.press('End')
    await expect.poll(async () => (await columnOf(page, priceColumn)).at(-1)).toBe('')
  })

  test('filters in words, and says how many of how many', async () => {
    const page = application().page()
    await addFilter(page, t('property.status'), [t('property.statuses.available')])
    await expect(countLine(page)).toContainText(t('propertyList.footer.of', { total: 60 }))
    const available = await shownCount(page)
    expect(available).toBeGreaterThan(0)
    expect(new Set(await columnOf(page, t('property.status')))).toEqual(new Set([t('property.statuses.available')]))
    await addFilter(page, t('property.transaction'), [t('property.transactions.rent')])
    await expect.poll(() => shownCount(page)).toBeLessThan(available)
    expect(new Set(await columnOf(page, t('property.transaction')))).toEqual(new Set([t('property.transactions.rent')]))
    const chip = page.getByRole('button', { name: t('shell.filters.remove', { filter: t('filter.is', { label: t('property.transaction'), value: t('property.transactions.rent') }) }) })
    await chip.click()
    await expectCount(page, available)
    await page.goBack()
    await expect(chip).toBeVisible()
  })

  test('a view keeps filters, order and columns, also after a restart', async () => {
    const page = application().page()
    await addFilter(page, t('property.transaction'), [t('property.transactions.sale')])
    await page.getByRole('button', { name: t('shell.list.columns'), exact: true }).click()
    const picker = page.getByRole('dialog', { name: t('shell.list.columns') })
    await picker.getByRole('checkbox', { name: t('property.reference') }).check()
    await picker.getByRole('checkbox', { name: t('propertyList.column.surface'), exact: true }).uncheck()
    await page.keyboard.press('Escape')
    await listOf(page).getByRole('columnheader', { name: t('property.quartier') }).getByRole('button').click()
    const headers = await listOf(page).getByRole('columnheader').allInnerTexts()
    const shown = await columnOf(page, t('property.reference'))

    await page.getByRole('button', { name: t('shell.views.save_new') }).click()
    await page.getByRole('textbox', { name: t('shell.views.name') }).fill('Ventes par quartier')
    await page.keyboard.press('Enter')
    const tab = (of: Page) => of.getByRole('group', { name: t('shell.views.label') }).getByRole('button', { name: 'Ventes par quartier', exact: true })
    await expect(tab(page)).toHaveAttribute('aria-current', 'true')

    const again = await application().restart()
    await signIn(again, userOf(application().users, 'admin'))
    await goTo(again, 'properties')
    await tab(again).click()
    await expect(listOf(again).getByRole('columnheader', { name: t('property.quartier') })).toHaveAttribute('aria-sort', 'ascending')
    expect(await listOf(again).getByRole('columnheader').allInnerTexts()).toEqual(headers)
    await expect.poll(() => columnOf(again, t('property.reference'))).toEqual(shown)

    // Away with it, and with its columns, for the tests that follow.
    await again.getByRole('button', { name: t('shell.views.menu', { name: 'Ventes par quartier' }) }).click()
    await again.getByRole('menuitem', { name: t('shell.views.delete') }).click()
    await expect(tab(again)).toBeHidden()
    await again.getByRole('button', { name: t('propertyList.all') }).click()
    expect(await listOf(again).getByRole('columnheader').allInnerTexts()).not.toEqual(headers)
  })

  test('shows the same as cards, with their photos', async () => {
    const page = application().page()
    await search(page, 'almadies')
    await expect.poll(() => shownCount(page)).toBeLessThan(20)
    const count = await shownCount(page)
    await page.getByRole('button', { name: t('propertyList.layouts.cards') }).click()
    const cards = listOf(page).getByRole('gridcell')
    await expect(cards).toHaveCount(count)
    await expect(cards.locator('img').first()).toHaveJSProperty('complete', true)
    expect(await cards.locator('img').first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100)
  })

  test('a cluster of the map opens the list of what it counts', async () => {
    const page = application().page()
    await page.getByRole('button', { name: t('propertyList.layouts.map') }).click()
    const place = page.getByRole('list', { name: t('propertyMap.places') }).getByRole('button').first()
    // The bubble on the map itself, with the mouse; until the map has come to rest, its clusters still part and join.
    let count = 0
    await expect(async () => {
      const name = (await place.getAttribute('title'))!
      count = numberIn(name.slice(name.lastIndexOf(':')))
      await page.getByRole('application', { name: t('propertyMap.label') }).getByTitle(name, { exact: true }).click({ timeout: 1_000 })
    }).toPass({ timeout: 15_000 })
    expect(count).toBeGreaterThan(1)
    await expectCount(page, count)
    await expect(listOf(page)).toBeVisible()
    await expect(rowsOf(page)).toHaveCount(count)
    await page.goBack()
    await expect(page.getByRole('application', { name: t('propertyMap.label') })).toBeVisible()
  })

  test('the panel walks along with the arrows, and Escape gives the list back', async () => {
    const page = application().page()
    const names = await columnOf(page, t('propertyList.column.name'))
    await rowsOf(page).first().click()
    const panel = page.getByRole('complementary').filter({ has: page.getByRole('button', { name: t('propertyList.panel.close') }) })
    await expect(panel.getByRole('heading', { level: 2 })).toHaveText(names[0]!)
    await listOf(page).focus()
    for (const name of [names[1]!, names[2]!]) {
      await page.keyboard.press('ArrowDown')
      await expect(panel.getByRole('heading', { level: 2 })).toHaveText(name)
    }
    await page.keyboard.press('ArrowUp')
    await expect(panel.getByRole('heading', { level: 2 })).toHaveText(names[1]!)
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden()
    await expect(listOf(page)).toBeFocused()
  })

  test('many at once: chosen with Shift, given to an agent, taken back as one', async () => {
    const page = application().page()
    await addFilter(page, t('property.status'), [t('property.statuses.available')])
    await expect(countLine(page)).toContainText(t('propertyList.footer.of', { total: 60 }))
    await expectAtRest(page)
    await rowsOf(page).nth(0).getByRole('checkbox').click()
    await rowsOf(page).nth(4).getByRole('checkbox').click({ modifiers: ['Shift'] })
    await expect(page.getByRole('status').filter({ hasText: t('propertyList.selected', { count: 5, number: '5' }) })).toBeVisible()
    const names = (await columnOf(page, t('propertyList.column.name'))).slice(0, 5)

    await page.getByRole('button', { name: t('propertyList.status'), exact: true }).last().click()
    await page.getByRole('menuitem', { name: new RegExp(`^${t('property.moves.withdrawn')}`) }).click()
    await expect(undoOffer(page, t('propertyList.statusChanged', { count: 5, number: '5', status: t('property.statuses.withdrawn') }))).toBeVisible()
    for (const name of names) await expect(rowNamed(page, name)).toHaveCount(0)
    await undoOffer(page, t('property.statuses.withdrawn')).getByRole('button', { name: t('shell.feedback.undo') }).click()
    for (const name of names) await expect(rowNamed(page, name)).toHaveCount(1)
  })

  test('saves what it shows as a file, in words', async () => {
    const page = application().page()
    await addFilter(page, t('property.transaction'), [t('property.transactions.rent')])
    await expect(countLine(page)).toContainText(t('propertyList.footer.of', { total: 60 }))
    const count = await shownCount(page)
    const file = await savedFile(application(), () => page.getByRole('button', { name: t('propertyList.exportAll') }).click())
    expect(file.name).toMatch(/\.csv$/)
    const { data, errors } = Papa.parse<Record<string, string>>(file.bytes.toString('utf8').replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true })
    expect(errors).toEqual([])
    expect(data.length).toBe(count)
    expect(new Set(data.map((row) => row[t('property.transaction')]))).toEqual(new Set([t('property.transactions.rent')]))
    const shown = await columnOf(page, t('propertyList.column.name'))
    expect(data.map((row) => row[t('property.title')]).slice(0, shown.length)).toEqual(shown)
    // What people read is not what a spreadsheet would run.
    expect(data.flatMap((row) => Object.values(row)).filter((cell) => /^[=@]/.test(cell))).toEqual([])
  })
})

test.describe('one property', () => {
  test('offers the moves its status allows, and no other', async () => {
    const page = application().page()
    const rows = await firstRows(page)
    for (const status of statuses) {
      const row = rows.find((one) => one.status === status)
      if (!row) continue
      await search(page, '')
      await openProperty(page, row.name)
      const allowed = allowedMoves(row.status, row.transaction)
      await page.getByRole('button', { name: t('propertyRecord.changeStatus', { status: t(`property.statuses.${status}`) }) }).click()
      await expect(page.getByRole('menuitem')).toHaveText(allowed.map((to) => t(`property.moves.${to}`)))
      await page.keyboard.press('Escape')
      await goTo(page, 'properties')
    }
    const { name } = rows.find((one) => one.status === 'available')!
    await openProperty(page, name)
    await page.getByRole('button', { name: t('propertyRecord.changeStatus', { status: t('property.statuses.available') }) }).click()
    await page.getByRole('menuitem', { name: t('property.moves.reserved') }).click()
    await expect(page.getByRole('button', { name: t('propertyRecord.changeStatus', { status: t('property.statuses.reserved') }) })).toBeVisible()
    await undoOffer(page, t('property.statuses.reserved')).getByRole('button', { name: t('shell.feedback.undo') }).click()
    await expect(page.getByRole('button', { name: t('propertyRecord.changeStatus', { status: t('property.statuses.available') }) })).toBeVisible()
  })

  test('photos are put in order by keys, and one is the main one', async () => {
    const page = application().page()
    await openProperty(page, await anyWithPhotos(page), 'photos')
    const list = page.getByRole('tabpanel').getByRole('list')
    await expect(list).toBeVisible()
    const before = await list.getByRole('listitem').count()
    const tile = (index: number) => list.getByRole('listitem').nth(index).getByRole('button').first()
    const two = [await photoOfTelephone(join(files, 'facade.jpg'), { colour: '#2d6a8a' }), await photoOfTelephone(join(files, 'cuisine.jpg'), { colour: '#7a3b6d' })]
    await choose(page.getByRole('tabpanel'), two)
    await expect(list.getByRole('listitem')).toHaveCount(before + 2)
    await expect(tile(before + 1).locator('img')).toBeVisible()
    const caption = list.getByRole('textbox', { name: t('photo.caption') }).last()
    await caption.fill('Cuisine neuve')
    await caption.press('Enter')
    await expect(tile(before + 1)).toHaveAttribute('aria-label', /Cuisine neuve/)

    await tile(before + 1).focus()
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(tile(before)).toHaveAttribute('aria-label', /Cuisine neuve/)
    await expect(tile(before)).toBeFocused()
    await page.keyboard.press('p')
    await expect(tile(before)).toHaveAttribute('aria-label', new RegExp(t('photo.primary')))
    await expect(page.getByText(t('photo.primary'), { exact: true })).toHaveCount(1)

    await page.reload()
    await expect(tile(before)).toHaveAttribute('aria-label', new RegExp(`Cuisine neuve.*${t('photo.primary')}`))
    await tile(before).focus()
    await page.keyboard.press('Enter')
    const viewer = page.getByRole('dialog', { name: t('photo.full') })
    await expect(viewer.getByText(t('photo.of', { number: before + 1, total: before + 2 }))).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(viewer.getByText(t('photo.of', { number: before + 2, total: before + 2 }))).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(viewer).toBeHidden()
  })

  test('a paper is kept with its kind and how long it is good, and given back as it came', async () => {
    const page = application().page()
    const mandate = paper(join(files, 'Mandat de vente.pdf'))
    await openProperty(page, (await firstRows(page))[3]!.name, 'documents')
    await choose(page.getByRole('tabpanel'), mandate)
    const card = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'Mandat de vente.pdf' })
    await expect(card.getByRole('button', { name: `${t('document.type')} ${t('document.types.mandate')}` })).toBeVisible()

    const yesterday = new Date(Date.now() - 86_400_000)
    const typed = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'Africa/Dakar' }).format(yesterday)
    await card.getByRole('button', { name: new RegExp(`^${t('document.validUntil')}`) }).click()
    const field = page.getByRole('textbox', { name: t('document.validUntil') })
    await field.fill(typed)
    await field.press('Enter')
    await expect(card.getByText(t('document.expired'))).toBeVisible()

    const saved = await savedFile(application(), () => card.getByRole('button', { name: new RegExp(t('document.save')) }).click())
    expect(saved.name).toBe('Mandat de vente.pdf')
    expect(saved.bytes.subarray(0, 8).toString('latin1')).toBe('%PDF-1.4')
  })

  test('the history takes one change back and leaves the others', async () => {
    const page = application().page()
    await openProperty(page, (await firstRows(page))[5]!.name)
    const toilets = await fact(page, t('property.toilets')).innerText()
    await correct(page, t('property.bathrooms'), '7')
    await expect(fact(page, t('property.bathrooms'))).toContainText('7')
    await correct(page, t('property.toilets'), '8')
    await expect(fact(page, t('property.toilets'))).toContainText('8')

    await page.getByRole('tab', { name: t('history.title') }).click()
    const line = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: t('property.toilets') }).first()
    await line.getByRole('button', { name: new RegExp(`^${t('history.undoAct', { what: '' }).trim()}`) }).click()
    await expect(page.getByRole('tabpanel').getByText(t('history.isUndo')).first()).toBeVisible()
    await page.getByRole('tab', { name: t('propertyRecord.tab.facts') }).click()
    await expect(fact(page, t('property.toilets'))).toHaveText(toilets)
    await expect(fact(page, t('property.bathrooms'))).toContainText('7')
  })

  test('deleted, it leaves the list; taken back, it is there with all it had', async () => {
    const page = application().page()
    const name = await anyWithPhotos(page)
    await openProperty(page, name)
    const facts = await page.getByRole('region', { name: t('propertyRecord.group.size') }).innerText()
    await page.getByRole('button', { name: t('propertyRecord.moreActions') }).click()
    await page.getByRole('menuitem', { name: t('common.action.delete') }).click()
    await expectCount(page, 59)
    await undoOffer(page, t('propertyRecord.deleted', { title: name })).getByRole('button', { name: t('shell.feedback.undo') }).click()
    await expect(page.getByRole('region', { name: t('propertyRecord.group.size') })).toHaveText(facts, { useInnerText: true })
    await expect(page.getByRole('tabpanel').locator('img').first()).toBeVisible()
    await goTo(page, 'properties')
    await expectCount(page, 60)
  })
})

test.describe('a new property', () => {
  test('keeps what was typed over a reload, and warns of one that is there already', async () => {
    const page = application().page()
    const like = (await firstRows(page)).find((one) => one.transaction === 'rent' && one.price !== null && one.surface !== null && one.quartier)!
    await page.getByRole('button', { name: t('propertyList.add') }).click()
    await expect(page.getByRole('radio', { name: t('property.transactions.rent') })).toBeChecked()
    await page.getByRole('textbox', { name: t('property.title') }).fill(like.name)
    await page.getByRole('textbox', { name: t('shell.field.place') }).fill(like.quartier)
    await page.getByRole('option', { name: like.quartier }).first().click()
    await page.getByRole('textbox', { name: t('propertyForm.amount') }).fill(String(like.price! * 1.02))
    await page.getByRole('textbox', { name: t('property.surfaceArea'), exact: true }).fill(String(like.surface))
    await page.getByRole('textbox', { name: t('property.description') }).fill('À visiter avant la fin du mois.')
    await page.keyboard.press('Tab')

    await page.waitForTimeout(500) // the draft is written 0.3 s after the last letter
    await page.reload()
    await expect(page.getByRole('status').filter({ hasText: /retrouvée/ })).toBeVisible()
    await expect(page.getByRole('textbox', { name: t('property.title') })).toHaveValue(like.name)
    await expect(page.getByRole('textbox', { name: t('property.description') })).toHaveValue('À visiter avant la fin du mois.')

    const kind = page.getByRole('combobox', { name: t('property.kind') })
    if ((await kind.inputValue()) !== like.kind) {
      await kind.fill(like.kind)
      await page.getByRole('option', { name: like.kind, exact: true }).click()
    }
    const warning = page.getByRole('region', { name: t('propertyRecord.duplicates', { count: 1 }) })
    await expect(warning).toContainText(like.name)
    await expect(warning).toContainText(t('property.duplicate.title'))

    // A warning, not a wall.
    await page.getByRole('button', { name: t('common.action.save'), exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(escaped(like.name)) })).toBeVisible()
    await undoOffer(page, t('propertyForm.created')).getByRole('button', { name: t('shell.feedback.undo') }).click()
    await expectCount(page, 60)
    await page.getByRole('button', { name: t('propertyList.add') }).click()
    await expect(page.getByRole('textbox', { name: t('property.title') })).toHaveValue('')
  })

  test('says which fields are to be mended, and goes to the first', async () => {
    const page = application().page()
    await page.getByRole('button', { name: t('propertyList.add') }).click()
    await page.getByRole('textbox', { name: t('property.title') }).fill('Villa à Ngor')
    await page.getByRole('textbox', { name: t('propertyForm.amount') }).fill('beaucoup')
    await page.getByRole('textbox', { name: t('property.floor') }).fill('9')
    await page.getByRole('textbox', { name: t('property.totalFloors') }).fill('2')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('alert').filter({ hasText: t('propertyForm.toMend', { count: 2 }) })).toBeVisible()
    await expect(page.getByText(t('propertyForm.floorTooHigh'))).toBeVisible()
    await expect(page.getByRole('textbox', { name: t('propertyForm.amount') })).toBeFocused()
    await page.getByRole('button', { name: t('common.action.cancel') }).click()
    await page.getByRole('button', { name: t('propertyList.add') }).click()
    const restart = page.getByRole('button', { name: t('shell.field.restart') })
    await restart.click()
    await expect(page.getByRole('textbox', { name: t('property.floor') })).toHaveValue('')
  })
})

test('a whole round without a mouse', async () => {
  const page = application().page()
  await openAddress(page, '/')
  await expect(page.getByRole('heading', { level: 1, name: /^Bonjour/ })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type(t('shell.nav.properties'))
  const option = page.getByRole('dialog').getByRole('group', { name: t('shell.palette.pages') }).getByRole('option')
  await expect(option).toBeVisible()
  while ((await option.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expectCount(page, 60)

  await page.keyboard.press('/')
  await expect(searchField(page)).toBeFocused()
  await page.keyboard.type('villa')
  await expect.poll(() => shownCount(page)).toBeLessThan(60)
  await expectAtRest(page)
  await page.keyboard.press('ArrowDown')
  await expect(listOf(page)).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  const name = (await columnOf(page, t('propertyList.column.name')))[1]!
  await page.keyboard.press('Control+Enter')
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toContainText(name)

  // The form, a field, saved by keys.
  await page.keyboard.press('e')
  await expect(page.getByRole('heading', { name: t('propertyForm.editTitle') })).toBeVisible()
  const landmark = page.getByRole('textbox', { name: t('shell.field.landmark') })
  for (let step = 0; step < 60 && !(await landmark.evaluate((field) => field === document.activeElement)); step++) await page.keyboard.press('Tab')
  await expect(landmark).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('en face de la pharmacie')
  await page.keyboard.press('Control+Enter')
  await expect(title).toContainText(name)
  await expect(page.getByText('en face de la pharmacie').first()).toBeVisible()

  // Back to the list as it was, then the shortcuts' own sheet.
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(title).toContainText(name)
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(searchField(page)).toHaveValue('villa')
  await expect(rowNamed(page, name).first()).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: t('shell.shortcuts.title') })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

type Row = {
  name: string; kind: string; quartier: string; status: (typeof statuses)[number]; transaction: (typeof transactions)[number]; price: number | null; surface: number | null
}

/** What the table shows of its first rows, each name once. */
async function firstRows(page: Page): Promise<Row[]> {
  const column = (header: string) => columnOf(page, header)
  const [names, quartiers, states, deals, prices, sizes] = [
    await column(t('propertyList.column.name')), await column(t('property.quartier')), await column(t('property.status')), await column(t('property.transaction')),
    await column(priceColumn), await column(t('propertyList.column.surface')),
  ]
  return names.map((name, index): Row => ({
    name,
    kind: ['studio', 'villa', 'duplex', 'room', 'house', 'apartment'].map((kind) => t(`property.kinds.${kind as 'villa'}`)).find((word) => name.toLowerCase().includes(word.toLowerCase())) ?? t('property.kinds.apartment'),
    quartier: quartiers[index]!,
    status: statuses.find((status) => t(`property.statuses.${status}`) === states[index])!,
    transaction: transactions.find((one) => t(`property.transactions.${one}`) === deals[index])!,
    price: prices[index] ? numberIn(prices[index]) : null,
    surface: sizes[index] ? numberIn(sizes[index]) : null,
  })).filter((row, index, all) => all.findIndex((one) => one.name === row.name) === index)
}

/** The name of a property that has photos. */
async function anyWithPhotos(page: Page): Promise<string> {
  return rowsOf(page).filter({ has: page.locator('img') }).first().getAttribute('aria-label').then((name) => name!)
}

async function addFilter(page: Page, field: string, values: readonly string[]): Promise<void> {
  await page.getByRole('group', { name: t('shell.filters.label') }).getByRole('button', { name: t('shell.filters.add'), exact: true }).click()
  const box = page.getByRole('dialog', { name: t('shell.filters.add') })
  await box.getByRole('button', { name: field, exact: true }).click()
  for (const value of values) await box.getByRole('checkbox', { name: value, exact: true }).check()
  await page.keyboard.press('Escape')
  await expect(box).toBeHidden()
}

function isSorted(cells: readonly string[], times: 1 | -1): boolean {
  const numbers = cells.map((cell) => (cell === '' ? null : numberIn(cell)))
  const firstEmpty = numbers.indexOf(null)
  const given = numbers.slice(0, firstEmpty < 0 ? undefined : firstEmpty) as number[]
  return given.every((value, index) => index === 0 || (given[index - 1]! - value) * times >= 0) && numbers.slice(given.length).every((value) => value === null)
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
