import ExcelJS from 'exceljs'
import { extractText, getDocumentProxy } from 'unpdf'
import type { Locator, Page } from '@playwright/test'
import type { LeadStatistics } from '../shared/modules/crm/model-views.ts'
import { act, newId } from './harness/clients.ts'
import { callSignedIn } from './harness/line.ts'
import { savedFile } from './harness/saved-file.ts'
import { goTo, openAddress, signIn, t, userOf } from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// A client is put on paper and figures into a workbook, without a mouse and without a network; the files are opened again.

test.describe.configure({ mode: 'serial' })
const application = oneApplication({ demo: { properties: 40, clients: 12 } })

test.beforeAll(async () => {
  await signIn(application().page(), userOf(application().users, 'admin'))
})

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${String(target)}`)
}

const dialog = (page: Page): Locator => page.getByRole('dialog')
const saves = (page: Page): Locator => dialog(page).getByRole('button', { name: t('report.save.submit') })

async function textOf(bytes: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
  return text.replaceAll(/\s+/g, ' ')
}

async function bookOf(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as never)
  return workbook
}

/** The figure beside a word, the first time it stands there. */
function beside(sheet: ExcelJS.Worksheet, word: string): unknown {
  const row = (sheet.getSheetValues() as unknown[][]).find((cells) => cells?.[1] === word)
  return row?.[2]
}

test('a client as PDF: with what is internal, and without', async () => {
  const page = application().page()
  const id = newId()
  await act(page, 'contact.create', { id, name: 'Mme Khady Sène-Papier', clientStatus: 'active', phones: [{ typed: '77 111 22 33', whatsapp: true }] })
  await act(page, 'clientSearch.create', { id: newId(), contactId: id, title: 'Pour la rentrée', transaction: 'rent', budgetMax: 450_000, kinds: ['apartment'] })
  await act(page, 'interaction.create', { id: newId(), contactId: id, type: 'call', channel: 'phone', subject: 'Cherche un trois pièces', at: Date.now() - 1000 })
  await act(page, 'clientNote.create', { id: newId(), contactId: id, content: 'Paie toujours en avance.' })
  await openAddress(page, `/contacts/${id}`)
  const opens = page.getByRole('button', { name: t('report.save.client') })
  await tabTo(page, opens)
  await page.keyboard.press('Enter')
  await expect(saves(page)).toBeFocused()
  const whole = await savedFile(application(), () => page.keyboard.press('Enter'))
  expect(whole.name).toBe('fiche-mme-khady-sene-papier.pdf')
  const text = await textOf(whole.bytes)
  for (const words of ['Mme Khady Sène-Papier', '77 111 22 33', 'Pour la rentrée', '450 000 F CFA', 'Cherche un trois pièces', 'Paie toujours en avance.', 'Page 1 sur 1']) expect(text).toContain(words)
  await expect(dialog(page)).toBeHidden()

  // The button has the focus again; the notes stay inside.
  await expect(opens).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(saves(page)).toBeFocused()
  await tabTo(page, dialog(page).getByRole('switch', { name: t('report.save.with_notes') }))
  await page.keyboard.press('Space')
  await tabTo(page, saves(page))
  const without = await textOf((await savedFile(application(), () => page.keyboard.press('Enter'))).bytes)
  expect(without).toContain('Cherche un trois pièces')
  expect(without).not.toContain('Paie toujours')
})

test('the figures of the agency as a workbook: the same as on the screen', async () => {
  const page = application().page()
  await goTo(page, 'leads')
  await tabTo(page, page.getByRole('button', { name: t('report.save.figures') }))
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('combobox', { name: t('report.save.about') })).toBeFocused()
  // Since long before the first lead.
  const from = dialog(page).getByRole('textbox', { name: t('report.save.from'), exact: true })
  await tabTo(page, from)
  await from.selectText()
  await page.keyboard.type('1 janv. 2020')
  await tabTo(page, saves(page))
  const saved = await savedFile(application(), () => page.keyboard.press('Enter'))
  expect(saved.name).toMatch(/^agence-2020-01-01-\d{4}-\d\d-\d\d\.xlsx$/)
  const workbook = await bookOf(saved.bytes)
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Résumé', 'Équipe', 'Par mois', 'Biens', 'Prospects'])
  const statistics = (await callSignedIn(page, 'leads/statistics', {})) as LeadStatistics
  const summary = workbook.getWorksheet('Résumé')!
  expect(statistics.total).toBeGreaterThan(5)
  expect(beside(summary, t('report.of.leads'))).toBe(statistics.total)
  expect(beside(summary, t('lead.statuses.won'))).toBe(statistics.byStatus.won)
  expect((beside(summary, t('report.of.rate')) as number) * 100).toBeCloseTo(statistics.conversionRate!, 1)
  expect(workbook.getWorksheet('Biens')!.lastRow!.getCell(workbook.getWorksheet('Biens')!.columnCount).value).toBe(40)
})

test('a period that ends before it begins is refused where it was typed', async () => {
  const page = application().page()
  await goTo(page, 'leads')
  await tabTo(page, page.getByRole('button', { name: t('report.save.figures') }))
  await page.keyboard.press('Enter')
  const to = dialog(page).getByRole('textbox', { name: t('report.save.to'), exact: true })
  // The dialog remembers the last stretch, from 2020 on.
  await tabTo(page, to)
  await to.selectText()
  await page.keyboard.type('1 janv. 2019')
  await tabTo(page, saves(page))
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByText(t('problem.period_order'))).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  // Whoever asks the core past the dialog is told the same.
  expect(await callSignedIn(page, 'reports/agency', { from: '2026-02-02', to: '2026-02-01', language: 'fr' })).toMatchObject({ data: { code: 'invalid_input', params: { fields: [{ path: 'to', problem: 'period_order' }] } } })
})
