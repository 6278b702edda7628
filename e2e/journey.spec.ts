import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import sharp from 'sharp'
import { photoOfTelephone, realListing, storedFiles } from './harness/files.ts'
import {
  choose, columnOf, correct, expectCount, fact, figures, foundAgency, founder, goTo, inFrench, openBeside, search, searchField, shownCount, signIn, t,
} from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// The whole of it, in the order of a first day: an agency is made, its listings come in, one is found, corrected, gets a
// photo, something is taken back, and all of it is there the next morning.

test.describe.configure({ mode: 'serial' })
const application = oneApplication()
const file = realListing('dakar-apartments.csv')
const photos = mkdtempSync(join(tmpdir(), 'digit-hab-photos-'))
test.afterAll(() => rmSync(photos, { recursive: true, force: true }))

let found = ''
let imported = 0

test('the first start makes an agency, and its founder signs in', async () => {
  const page = application().page()
  await expect(page.getByRole('heading', { name: t('session.welcome') })).toBeVisible()
  await foundAgency(page)
  await expect(page.getByRole('heading', { name: t('dashboard.hello', { name: 'Fatou' }) })).toBeVisible()

  await application().restart()
  await expect(application().page().getByText(founder.agency)).toBeVisible()
  await signIn(application().page(), founder)
  await expect(application().page().getByText(t('dashboard.empty.message'))).toBeVisible()
})

test('a real file comes in through the wizard, and its rows add up', async () => {
  test.skip(file === null, 'no ../shared/data/listings here')
  const page = application().page()
  const rows = Papa.parse<string[]>(readFileSync(file!, 'utf8').replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' }).data.length - 1

  await page.getByRole('button', { name: t('dashboard.empty.import') }).click()
  await choose(page.getByRole('main'), file!)
  await expect(page.getByText(t('importWizard.rows', { count: rows, number: inFrench(rows) }))).toBeVisible()
  const before = await figures(page)
  expect(before('ready')! + before('duplicates')! + before('rejected')!).toBe(rows)
  // Columns are understood by themselves, and shown so.
  await expect(page.getByRole('combobox', { name: t('importWizard.meaningOf', { name: 'Localisation' }) })).toHaveValue(t('import.target.place'))

  await page.getByRole('button', { name: /^Importer \d/ }).click()
  await expect(page.getByRole('heading', { name: t('importWizard.report', { file: 'dakar-apartments.csv' }) })).toBeVisible({ timeout: 30_000 })
  const after = await figures(page)
  imported = after('imported')!
  expect(imported).toBe(before('ready'))
  expect(imported + after('duplicates')! + after('rejected')!).toBe(rows)
  expect(after('rowsInFile')).toBe(rows)

  await page.getByRole('button', { name: t('importWizard.showImported') }).click()
  await expectCount(page, imported)
})

test('a property is found by a misspelt quartier: in the list, and with Ctrl+K', async () => {
  test.skip(file === null, 'no ../shared/data/listings here')
  const page = application().page()
  await goTo(page, 'properties')
  await expectCount(page, imported)
  await search(page, 'almadis')
  await expect.poll(() => shownCount(page)).toBeLessThan(imported)
  const quartiers = await columnOf(page, t('property.quartier'))
  expect(quartiers.length).toBeGreaterThan(3)
  // The word stands in the quartier or in the title.
  const titles = await columnOf(page, t('propertyList.column.name'))
  for (const [index, quartier] of quartiers.entries()) expect(`${quartier} ${titles[index]}`.toLowerCase()).toMatch(/almadie/)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('mammeles')
  const palette = page.getByRole('dialog', { name: t('shell.palette.title') })
  const hits = palette.getByRole('group', { name: t('shell.palette.properties') }).getByRole('option')
  await expect(hits.first()).toContainText(/mamelles/i)
  for (const text of await hits.allInnerTexts()) expect(text.toLowerCase()).toContain('mamelles')
  // Not one letter of it went into the field behind.
  await expect(searchField(page)).toHaveValue('almadis')
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expect(page).toHaveURL(/#\/properties\/[0-9a-f-]{36}/)
  found = (await page.getByRole('heading', { level: 1 }).getByRole('button').innerText()).trim()
})

test('its facts are corrected in place', async () => {
  test.skip(file === null, 'no ../shared/data/listings here')
  const page = application().page()
  await fact(page, t('property.price')).click()
  await page.getByRole('textbox', { name: t('property.price') }).fill('1,25 million')
  await expect(page.getByText(/1.250.000.F/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(fact(page, t('property.price'))).toContainText(/1.250.000/)

  await correct(page, t('property.surfaceArea'), '118')
  await expect(fact(page, t('property.surfaceArea'))).toContainText('118')
})

test('a photo of a telephone is added, turned, and forgets where it was taken', async () => {
  test.skip(file === null, 'no ../shared/data/listings here')
  const page = application().page()
  const photo = await photoOfTelephone(join(photos, 'salon.jpg'))
  const told = await sharp(photo).metadata()
  expect([told.orientation, told.exif?.includes('Teranga')]).toEqual([6, true])
  await page.getByRole('tab', { name: t('propertyRecord.tab.photos') }).click()
  await choose(page.getByRole('main'), photo)
  const picture = page.getByRole('list', { name: t('photo.count', { count: 1 }) }).locator('img')
  await expect(picture).toHaveJSProperty('complete', true)
  await expect(page.getByRole('button', { name: new RegExp(t('photo.primary')) })).toBeVisible()
  // Upright: taller than wide.
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalHeight / image.naturalWidth)).toBeCloseTo(4 / 3, 1)
})

test('the last act is taken back with Ctrl+Z, and only that one', async () => {
  test.skip(file === null, 'no ../shared/data/listings here')
  const page = application().page()
  await page.getByRole('tab', { name: t('propertyRecord.tab.facts') }).click()
  await correct(page, t('property.bedrooms'), '9')
  await expect(fact(page, t('property.bedrooms'))).toContainText('9')
  await page.keyboard.press('Control+z')
  await expect(page.getByText(t('shell.feedback.undone_last'))).toBeVisible()
  await expect(fact(page, t('property.bedrooms'))).not.toContainText('9')
  await expect(fact(page, t('property.surfaceArea'))).toContainText('118')
})

test('the next morning all of it is still there', async () => {
  test.skip(file === null, 'no ../shared/data/listings here')
  const page = await application().restart()
  await signIn(page, founder)
  await goTo(page, 'properties')
  await expectCount(page, imported)
  const panel = await openBeside(page, found, 'mammeles')
  await expect(panel).toContainText(/1.250.000/)
  await expect(panel.locator('img').first()).toBeVisible()
  await panel.getByRole('button', { name: t('propertyList.panel.openPage') }).click()
  await expect(fact(page, t('property.surfaceArea'))).toContainText('118')
  await page.getByRole('tab', { name: t('history.title') }).click()
  await expect(page.getByText(t('history.photoAdded'))).toBeVisible()
  await expect(page.getByText(t('history.imported'))).toBeVisible()
})

test('no stored photo says where it was taken', async () => {
  test.skip(file === null, 'no ../shared/data/listings here')
  const { directory } = application()
  const pictures = storedFiles(directory).filter(({ bytes }) => bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xd8])))
  expect(pictures.length).toBe(1)
  for (const { bytes } of pictures) {
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
    expect(bytes.includes('GPS')).toBe(false)
    expect(bytes.includes('Teranga')).toBe(false)
  }
})
