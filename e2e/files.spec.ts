import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { photoBytes, pdfBytes } from '../server/testing/samples-files.ts'
import { property } from '../server/testing/things.ts'
import { openWorld } from '../server/testing/world.ts'
import type { Staff, World } from '../server/testing/world.ts'
import { sha256Of } from '../shared/files/blob-store.ts'
import { normalisePhoto } from '../shared/files/images.ts'
import { expectAccessible } from './harness/accessible.ts'
import { photoOfTelephone } from './harness/files.ts'
import { choose, expectInside, goTo, openAddress, t } from './harness/steps.ts'
import { expect, test } from './harness/test.ts'

// Two posts of one agency and a real server: photos and papers follow their rows, and say so while they are on their way.

let world: World
const folder = mkdtempSync(join(tmpdir(), 'digit-hab-files-'))
test.beforeAll(async () => {
  test.setTimeout(120_000)
  world = await openWorld()
})
test.afterAll(async () => {
  await world.server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function enter(page: Page, who: Staff): Promise<void> {
  await page.getByRole('button', { name: t('exchange.join.choice') }).click()
  await page.getByLabel(t('exchange.join.server')).fill(world.server.url)
  await page.getByLabel(t('session.sign_in.email')).fill(who.email)
  await page.getByRole('textbox', { name: t('session.sign_in.password') }).fill(who.password)
  await page.keyboard.press('Enter')
  await expectInside(page)
}
const owned = (title: string) => property({ world, agency: world.ours, owner: world.ours.agent, caller: 'agent', token: undefined }, { title })
const openTab = async (page: Page, id: string, tab: 'photos' | 'documents') => {
  await openAddress(page, `/properties/${id}`)
  await page.getByRole('tab', { name: t(`propertyRecord.tab.${tab}`) }).click()
}

test('a photo added in one window appears in the other, by itself', async ({ open }) => {
  test.setTimeout(150_000)
  const id = await owned('Villa aux photos')
  const [one, two] = [(await open()).page(), (await open()).page()]
  await enter(one, world.ours.agent)
  await enter(two, world.ours.admin)
  for (const page of [one, two]) await openTab(page, id, 'photos')
  await expect(two.getByText(t('photo.none'))).toBeVisible()
  await choose(one.getByRole('main'), await photoOfTelephone(join(folder, 'salon.jpg')))
  const pictureOn = (page: Page) => page.getByRole('list', { name: t('photo.count', { count: 1 }) }).locator('img')
  await expect(pictureOn(one)).toHaveJSProperty('complete', true)
  await expect(pictureOn(two)).toHaveJSProperty('complete', true, { timeout: 40_000 })
  await expect.poll(() => pictureOn(two).evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 40_000 }).toBeGreaterThan(320)
  await goTo(two, 'exchanges')
  await expect(two.getByText(t('exchange.files.in_step'))).toBeVisible({ timeout: 30_000 })
  await expectAccessible(two, 'exchanges with files')
})

test('what a colleague’s computer has not sent yet has its place, says so when it is opened, and comes by itself', async ({ open }) => {
  test.setTimeout(150_000)
  const { agent } = world.ours
  const id = await owned('Villa en attente')
  const photo = await normalisePhoto(await photoBytes)
  const paper = Buffer.concat([pdfBytes, Buffer.from('% en attente')])
  const values = { sha256: sha256Of(paper), bytes: paper.length, mime: 'application/pdf', name: 'titre.pdf', width: null, height: null }
  const [photoFile, paperFile] = [world.newId(), world.newId()]
  // Rows come with the exchange; their bytes follow when that other computer has its turn.
  await world.act(agent, world.ours, 'file.create', { id: photoFile, values: { ...values, sha256: sha256Of(photo.bytes), bytes: photo.bytes.length, mime: 'image/jpeg', name: 'salon.jpg', width: photo.width, height: photo.height } })
  await world.act(agent, world.ours, 'propertyPhoto.create', { id: world.newId(), propertyId: id, fileId: photoFile, position: 'a0', caption: null })
  await world.act(agent, world.ours, 'file.create', { id: paperFile, values })
  await world.act(agent, world.ours, 'propertyDocument.create', { id: world.newId(), propertyId: id, fileId: paperFile, type: 'title', title: 'Titre foncier', isPublic: false })
  const page = (await open()).page()
  await enter(page, world.ours.manager)
  await openTab(page, id, 'photos')
  const place = page.getByRole('tabpanel').getByRole('img', { name: t('photo.coming') })
  await expect(place).toBeVisible()
  const before = await place.boundingBox()
  await page.getByRole('tab', { name: t('propertyRecord.tab.documents') }).click()
  await expect(page.getByText(t('document.coming'))).toBeVisible()
  await page.getByRole('button', { name: t('document.saveNamed', { title: 'Titre foncier' }) }).click()
  await expect(page.getByText(t('error.file_elsewhere'))).toBeVisible()
  await expectAccessible(page, 'a document on its way')
  await goTo(page, 'exchanges')
  await expect(page.getByText(t('exchange.files.elsewhere'))).toBeVisible()

  await page.getByRole('switch', { name: t('exchange.files.limited') }).click()
  await expect(page.getByRole('switch', { name: t('exchange.files.limited') })).toBeChecked()
  await page.getByRole('switch', { name: t('exchange.files.limited') }).click()
  await expect(page.getByRole('switch', { name: t('exchange.files.limited') })).not.toBeChecked()

  const { blobs } = world.server.house.services
  await blobs.put(world.ours.id, photo.bytes)
  await blobs.put(world.ours.id, paper)
  await openTab(page, id, 'photos')
  const picture = page.getByRole('tabpanel').locator('img')
  await expect(picture).toHaveJSProperty('complete', true, { timeout: 60_000 })
  expect(await picture.locator('..').boundingBox()).toEqual(before)
  await page.getByRole('tab', { name: t('propertyRecord.tab.documents') }).click()
  await expect(page.getByText(t('document.coming'))).toBeHidden({ timeout: 60_000 })
})
