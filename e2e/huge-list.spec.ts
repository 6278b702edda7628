import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { choose, expectCount, figures, openAddress, signIn, t, userOf } from './harness/steps.ts'
import { expect, test } from './harness/test.ts'

// In one host alone: the reading is the core's, the same in both, and it takes longer than anything else.

test('a list of 200 MB is read in bounded memory, stopped half-way, and taken back', async ({ open }) => {
  test.setTimeout(180_000)
  const application = await open({ demo: { properties: 40, clients: 12 } })
  const page = application.page()
  await signIn(page, userOf(application.users, 'admin'))
  const file = join(mkdtempSync(join(tmpdir(), 'digit-hab-huge-')), 'enorme.csv')
  await write200Megabytes(file)
  expect(statSync(file).size).toBeGreaterThan(200_000_000)
  const pid = await application.corePid()
  const usual = residentMegabytes(pid)

  await openAddress(page, '/properties/import')
  await choose(page.getByRole('main'), file)
  const start = page.getByRole('button', { name: new RegExp(`^(${t('importWizard.importAll')}|Importer \\d)`) })
  await expect(start).toBeVisible({ timeout: 120_000 })
  const peak = peakMegabytes(pid)
  expect(peak, `${usual} MB before`).toBeLessThan(900)

  await start.click()
  const stop = page.getByRole('button', { name: t('importWizard.stop') })
  await expect(page.getByText(/\d importés?/).first()).toBeVisible({ timeout: 60_000 })
  // Other work goes on meanwhile.
  await openAddress(page, '/')
  await expect(page.getByRole('heading', { level: 1, name: /^Bonjour/ })).toBeVisible()
  await openAddress(page, '/properties/import')
  await stop.click()
  await expect(page.getByRole('heading', { name: t('importWizard.reportStopped', { file: 'enorme.csv' }) })).toBeVisible({ timeout: 30_000 })
  const after = await figures(page)
  expect(after('imported')! + after('duplicates')! + after('rejected')! + after('notReached')!).toBe(after('rowsInFile'))
  expect(after('notReached')!).toBeGreaterThan(0)
  expect(peakMegabytes(pid)).toBeLessThan(900)

  await page.getByRole('button', { name: t('importWizard.undo') }).click()
  await expect(page.getByRole('main').getByText(/retirés?\./).first()).toBeVisible({ timeout: 120_000 })
  await openAddress(page, '/properties')
  await expectCount(page, 40)
  rmSync(dirname(file), { recursive: true })
})

// In one and the same place each would be compared with all the others.
const quartiers = ['Almadies', 'Ngor', 'Yoff', 'Ouakam', 'Mermoz', 'Fann', 'Plateau', 'Médina', 'Liberté 6', 'Sicap Foire', 'Parcelles Assainies', 'Grand Yoff', 'Hann Maristes', 'Point E', 'Sacré-Cœur 3', 'Nord Foire']

async function write200Megabytes(path: string): Promise<void> {
  const out = createWriteStream(path)
  out.write('Titre,Prix,Localisation,Chambres,Superficie,Description\n')
  const description = 'Bel appartement lumineux, proche de la route, eau et courant réguliers, gardien de nuit. '.repeat(12)
  for (let row = 0, bytes = 0; bytes < 201_000_000; row++) {
    const line = `Appartement numéro ${row} du lot ${row % 977},${150 + (row % 900)} 000 F Cfa,"${quartiers[row % quartiers.length]!},\nDakar",${1 + (row % 6)} chambre,${40 + (row % 200)} m²,"${description}"\n`
    bytes += Buffer.byteLength(line)
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

const memory = (pid: number, line: string): number => {
  const found = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Math.round(Number(found![1]) / 1024)
}
const residentMegabytes = (pid: number): number => memory(pid, 'VmRSS')
const peakMegabytes = (pid: number): number => memory(pid, 'VmHWM')
