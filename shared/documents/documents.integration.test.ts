import ExcelJS from 'exceljs'
import sharp from 'sharp'
import { extractImages, extractText, getDocumentProxy, getMeta } from 'unpdf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../command/testing/stores.ts'
import { testId } from '../command/testing/desk.ts'
import type { Store } from '../database/store.ts'
import type { Language } from '../language/index.ts'
import type { AgencyReport, AgentReport, ClientReport } from '../modules/crm/model-reports.ts'
import { busyAgency, period } from '../modules/crm/testing/reports-suite.ts'
import type { TestAgency } from '../modules/testing/agency.ts'
import { fileWord } from './reader.ts'
import { orderDocument } from './room.ts'
import { writeDocument } from './write.ts'
import type { WrittenDocument } from './write.ts'

// What is written is opened again by somebody else's reader: pdf.js (unpdf) and exceljs.

let store: Store
let desk: TestAgency
beforeAll(async () => {
  store = await openSqliteStore()
  desk = await busyAgency(store, 'papier')
  await desk.act('agency.update', { id: desk.agencyId, patch: { name: 'Teranga & Fils', address: '12, avenue Cheikh Anta Diop', phone: '+221 33 825 12 12', licenseNumber: 'SN-2024-118' } })
})
afterAll(async () => store.close())

async function pagesOf({ bytes }: WrittenDocument): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false })
  return text
}

async function sheetsOf({ bytes }: WrittenDocument): Promise<Map<string, ExcelJS.Worksheet>> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Buffer.from(bytes) as never)
  return new Map(workbook.worksheets.map((sheet) => [sheet.name, sheet]))
}
const valuesOf = (row: ExcelJS.Row): unknown[] => (row.values as unknown[]).slice(1)
/** What stands beside a word in the first column, as often as it stands there. */
const beside = (sheet: ExcelJS.Worksheet, word: string): unknown[] => {
  const found: unknown[] = []
  sheet.eachRow((row) => {
    if (row.getCell(1).value === word) found.push(row.getCell(2).value)
  })
  return found
}

describe('a client on paper', () => {
  const facts = (more: object = {}) => desk.ask<ClientReport>('reports.client', { id: testId('contact', 'client'), interactions: true, notes: true, ...more }, desk.fatou)
  const paper = async (language: Language, more: object = {}, logo: Uint8Array | null = null) => writeDocument({ kind: 'client', report: await facts(more), logo, language })

  it('says in French who he is, what he seeks, what is to be done, what was said and noted', async () => {
    const written = await paper('fr')
    expect(written).toMatchObject({ name: 'fiche-mme-aissatou-ndiaye.pdf', mime: 'application/pdf' })
    const text = (await pagesOf(written)).join('\n')
    for (const words of [
      'Teranga & Fils', '12, avenue Cheikh Anta Diop, Dakar', 'Agrément SN-2024-118', 'FICHE CLIENT', 'Mme Aïssatou Ndiaye', 'Établi le 23 nov. 2026 09:00 par Fatou Sarr', '#vip', '77 123 45 67 WhatsApp', '33 824 00 11', 'aissatou@example.sn', '12 mai 1984', 'Préfère le calme.',
      'oui, le 1er nov. 2026', 'Au téléphone', 'Pour la famille', 'dès 4 chambres', 'exige : parking', 'Villa aux Almadies', 'Visite demandée', '12 nov. 2026', 'Tâche open and late', 'Échange visit', 'Elle revient avec son mari.', 'Concluant', 'Ne pas appeler avant 18 h.', 'Importante',
    ]) expect(text).toContain(words)
    // The narrow spaces of amounts are in the font: nothing stands in for them.
    expect(text).toMatch(/80\sM à 150\sM/)
    expect(text).not.toMatch(/\ufffd|\u0000/)
  })

  it('says the same in English', async () => {
    const written = await paper('en')
    expect(written.name).toBe('client-mme-aissatou-ndiaye.pdf')
    const text = (await pagesOf(written)).join('\n')
    for (const words of ['CLIENT RECORD', 'Made on 23 Nov 2026 09:00 by Fatou Sarr', 'Looking for', 'Page 1 of']) expect(text).toContain(words)
    expect(text).not.toMatch(/Fiche|Établi|Échanges/)
  })

  it.each([
    [{ interactions: false }, ['Ne pas appeler'], ['Elle revient avec son mari.', 'Échange visit']],
    [{ notes: false }, ['Elle revient avec son mari.'], ['Ne pas appeler']],
  ])('leaves out what was not asked for: %j', async (more, there, absent) => {
    const text = (await pagesOf(await paper('fr', more))).join('\n')
    for (const words of there) expect(text).toContain(words)
    for (const words of absent) expect(text).not.toContain(words)
  })

  it('numbers its pages, and knows its title, author and language', async () => {
    const report = await facts()
    const talk = report.talks![0]!
    const written = await writeDocument({ kind: 'client', report: { ...report, talks: Array.from({ length: 60 }, (_, i) => ({ ...talk, id: `t${i}`, content: 'Une longue histoire. '.repeat(200) })) }, logo: null, language: 'fr' })
    const pages = await pagesOf(written)
    expect(pages.length).toBeGreaterThan(5)
    for (const [i, page] of pages.entries()) expect(page).toContain(`Page ${i + 1} sur ${pages.length}`)
    expect(pages.join('\n')).toContain('Les 40 plus récents, sur 60 notés.')
    expect((await getMeta(await getDocumentProxy(new Uint8Array(written.bytes)))).info).toMatchObject({ Title: 'Fiche client – Mme Aïssatou Ndiaye', Author: 'Teranga & Fils', Language: 'fr' })
  })

  it('shows the logo where there is one', async () => {
    const logo = await sharp({ create: { width: 300, height: 84, channels: 3, background: '#b4552d' } }).png().toBuffer()
    const pictures = async (written: WrittenDocument) => (await extractImages(await getDocumentProxy(new Uint8Array(written.bytes)), 1)).map(({ width, height }) => [width, height])
    expect(await pictures(await paper('fr', {}, logo))).toEqual([[300, 84]])
    expect(await pictures(await paper('fr'))).toEqual([])
  })

  it('of somebody of whom nothing is known is still a paper', async () => {
    const id = await desk.contact('bare', { name: '李 🦩 <b>&' })
    const report = await desk.ask<ClientReport>('reports.client', { id, interactions: true, notes: true })
    const written = await writeDocument({ kind: 'client', report, logo: null, language: 'fr' })
    expect(written.name).toBe('fiche-b.pdf')
    const [page] = await pagesOf(written)
    expect(page).toContain('<b>&')
    expect(page).toContain('Rien n’est noté.')
  })
})

describe('figures as workbooks', () => {
  const ofFatou = (asked: object = period) => desk.ask<AgentReport>('reports.agent', { memberId: desk.fatou.memberId, ...asked })
  const ofAgency = () => desk.ask<AgencyReport>('reports.agency', period)

  it('of a member: what was counted, months, leads and talks', async () => {
    const report = await ofFatou()
    const written = await writeDocument({ kind: 'agent', report, language: 'fr' })
    expect(written).toMatchObject({ name: 'activite-fatou-sarr-2026-10-01-2026-11-30.xlsx', mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
    const sheets = await sheetsOf(written)
    expect([...sheets.keys()]).toEqual(['Résumé', 'Par mois', 'Prospects', 'Échanges'])
    const summary = sheets.get('Résumé')!
    expect(summary.getCell('A1').value).toBe('Activité d’un membre – Fatou Sarr')
    expect(summary.getCell('A2').value).toBe('Teranga & Fils · Du 1er oct. 2026 au 30 nov. 2026')
    for (const [word, value] of [['Prospects reçus', 3], ['Taux de conversion', 1 / 3], ['Délai médian du premier contact (h)', 4], ['Échanges tenus', 3], ['Visites faites', 1], ['Tâches faites', 2], ['dont en retard', 1], ['Nouveaux biens', 1]] as const)
      expect(beside(summary, word), word).toEqual([value])
    expect(beside(summary, 'Total')).toEqual([3, 3, 3])
    const months = sheets.get('Par mois')!
    expect(valuesOf(months.getRow(2)).slice(0, 3)).toEqual([new Date('2026-10-01'), 3, 1])
    expect(valuesOf(months.getRow(4)).slice(0, 3)).toEqual(['Total', 3, 1])
  })

  it('numbers are numbers, rates are rates, times are local times', async () => {
    const sheets = await sheetsOf(await writeDocument({ kind: 'agent', report: await ofFatou(), language: 'fr' }))
    const months = sheets.get('Par mois')!
    const formats = (row: number) => [1, 2, 4].map((column) => [typeof months.getRow(row).getCell(column).value, months.getRow(row).getCell(column).numFmt])
    expect(formats(2)).toEqual([['object', 'mm/yyyy'], ['number', '#,##0'], ['number', '0.0%']])
    const talks = sheets.get('Échanges')!
    expect(talks.getCell('A2').value).toEqual(new Date('2026-10-05T10:00:00Z'))
    expect(talks.getCell('A2').numFmt).toBe('dd/mm/yyyy hh:mm')
    expect([talks.getCell('I4').value, talks.getCell('I2').value]).toEqual([45, null])
    const abroad = await sheetsOf(await writeDocument({ kind: 'agent', report: { ...(await ofFatou()), agency: { ...(await ofFatou()).agency, zone: 'Europe/Paris' } }, language: 'fr' }))
    expect(abroad.get('Échanges')!.getCell('A2').value).toEqual(new Date('2026-10-05T12:00:00Z'))
  })

  it('text stays text, whatever it begins with', async () => {
    const report = await ofFatou()
    const names = ['=1+1', '+221 77', '-2', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x")', '<&>"\'', '0123', '2026-01-01', 'nul\u0000l', '\ud800', '']
    const written = await writeDocument({ kind: 'agent', report: { ...report, leads: names.map((name) => ({ ...report.leads[0]!, name, lostReason: name })) }, language: 'fr' })
    const sheet = (await sheetsOf(written)).get('Prospects')!
    const read = names.map((_, i) => sheet.getRow(i + 2).getCell(1))
    expect(read.map(({ value }) => value)).toEqual(['=1+1', '+221 77', '-2', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x")', '<&>"\'', '0123', '2026-01-01', 'null', '', null])
    expect(read.filter(({ formula }) => formula !== undefined)).toEqual([])
  })

  it('every sheet keeps its head in sight, is as wide as one page and numbered when printed', async () => {
    for (const written of [await writeDocument({ kind: 'agent', report: await ofFatou(), language: 'en' }), await writeDocument({ kind: 'agency', report: await ofAgency(), language: 'en' })])
      for (const [name, sheet] of await sheetsOf(written)) {
        expect(sheet.views[0], name).toMatchObject({ state: 'frozen', ySplit: name === 'Summary' ? 3 : 1 })
        expect(sheet.pageSetup, name).toMatchObject({ paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0, orientation: name === 'Summary' ? 'portrait' : 'landscape' })
        expect(sheet.headerFooter.oddFooter, name).toMatch(/^&L&8Teranga && Fils – .*From 1 Oct 2026 to 30 Nov 2026&R&8Page &P of &N$/)
        expect(sheet.getColumn(1).width, name).toBeGreaterThan(10)
      }
  })

  it('of the agency: people, months, stock, where leads came from and how they stand', async () => {
    const written = await writeDocument({ kind: 'agency', report: await ofAgency(), language: 'fr' })
    expect(written.name).toBe('agence-2026-10-01-2026-11-30.xlsx')
    const sheets = await sheetsOf(written)
    expect([...sheets.keys()]).toEqual(['Résumé', 'Équipe', 'Par mois', 'Biens', 'Prospects'])
    const rows = (name: string): unknown[][] => (sheets.get(name)!.getSheetValues() as unknown[][]).slice(1).map((row) => row.slice(1))
    expect(rows('Équipe').slice(1).map((row) => row.slice(0, 4))).toEqual([['Fatou Sarr', 'Agent', 3, 1], ['Ibou Diop', 'Agent', 1, 0], ['Awa Ndiaye', 'Administrateur', 0, 0], ['Moussa Fall', 'Responsable', 0, 0], ['Total', undefined, 5, 1]])
    expect(rows('Biens')).toEqual([['Type', 'Brouillon', 'Disponible', 'Total'], ['Appartement', 1, 0, 1], ['Villa', 0, 1, 1], ['Total', 1, 1, 2]])
    const [head, ...leads] = rows('Prospects')
    expect(head).toEqual(['Provenance', 'Nouveau', 'Converti', 'Perdu', 'Total'])
    expect(leads.at(-1)).toEqual(['Total', 3, 1, 1, 5])
    expect(beside(sheets.get('Résumé')!, 'Taux de conversion')).toEqual([0.2])
  })
})

describe('the room where documents are written', () => {
  it('gives what was ordered, in whatever order it was ordered', async () => {
    const [paper, figures] = await Promise.all([
      orderDocument({ kind: 'client', report: await desk.ask('reports.client', { id: testId('contact', 'client'), interactions: false, notes: false }), logo: null, language: 'fr' }),
      orderDocument({ kind: 'agency', report: await desk.ask('reports.agency', period), language: 'fr' }),
    ])
    expect([paper.name, figures.name]).toEqual(['fiche-mme-aissatou-ndiaye.pdf', 'agence-2026-10-01-2026-11-30.xlsx'])
    expect((await pagesOf(paper))[0]).toContain('Mme Aïssatou Ndiaye')
    expect((await sheetsOf(figures)).size).toBe(5)
  })

  it('says what went wrong with one, and goes on with the next', async () => {
    const broken = orderDocument({ kind: 'agency', report: null as never, language: 'fr' })
    const report = await desk.ask<AgencyReport>('reports.agency', period)
    await expect(broken).rejects.toThrow('null')
    await expect(orderDocument({ kind: 'agency', report, language: 'fr' })).resolves.toMatchObject({ name: expect.stringContaining('agence') })
  })

  it('takes no more than may wait', async () => {
    const report = await desk.ask<AgencyReport>('reports.agency', period)
    const all = await Promise.allSettled(Array.from({ length: 30 }, () => orderDocument({ kind: 'agency', report, language: 'fr' })))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
    for (const one of all) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'too_many_requests' })
  })
})

it.each([['Mme Aïssatou Ndiaye', 'mme-aissatou-ndiaye'], ['../../etc/passwd', 'etc-passwd'], ['李', 'x'], ['  ', 'x'], ['SCI « Téranga » & Cie', 'sci-teranga-cie'], ['a'.repeat(200), 'a'.repeat(60)]])('%s is %s in the name of a file', (name, word) => {
  expect(fileWord(name)).toBe(word)
})
