import { Buffer } from 'node:buffer'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { afterAll, describe, expect, it } from 'vitest'
import type { TableRecord } from '../../../shared/modules/properties/rules-import-table.ts'
import { openWorkbook } from './read-workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'workbook-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function rowsOf(path: string, sheet?: string): Promise<TableRecord[]> {
  const workbook = await openWorkbook(path)
  const rows: TableRecord[] = []
  for await (const record of workbook.rows(sheet ?? workbook.sheets[0]!)) rows.push(record)
  return rows
}

/** An archive of texts, written by hand so that it can lie. */
function archive(
  entries: Record<string, string | Buffer>,
  claim: (name: string, real: number) => number = (_, real) => real,
): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(entries)) {
    const packed = deflateRawSync(content)
    const sizes = [0, packed.length, claim(name, Buffer.byteLength(content))]
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    for (const [index, size] of sizes.entries()) local.writeUInt32LE(size, 14 + index * 4)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    for (const [index, size] of sizes.entries()) central.writeUInt32LE(size, 16 + index * 4)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(offset, 42)
    parts.push(local, Buffer.from(name), packed)
    directory.push(central, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(entries).length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listed, end])
}

const relation = (
  id: string, type: string, target: string,
) => `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`
const skeleton = (sheet: string, more: Record<string, string> = {}) => ({
  // as openpyxl writes it: sheets first, absolute targets
  'xl/worksheets/sheet1.xml': sheet,
  '_rels/.rels': `<Relationships>${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  'xl/workbook.xml': '<workbook><sheets><sheet name="Biens &amp; co" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': `<Relationships>${relation('rId1', 'worksheet', '/xl/worksheets/sheet1.xml')}`
    + `${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
  ...more,
})

describe('a workbook', () => {
  it('is read as texts: numbers, days, choices, rich text, links, kept values of formulas', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('À louer')
    sheet.addRow(['Liste de l’agence'])
    sheet.addRow([])
    sheet.addRow(['Titre', 'Prix', 'Date', 'Surface', 'Meublé', 'Lien', 'Note', 'Part'])
    sheet.addRow([
      'F4 à Mermoz', 1_700_000, new Date(Date.UTC(2024, 11, 31)), 150.5, true, { text: 'voir', hyperlink: 'https://x.sn' },
      { richText: [{ text: 'bon ' }, { text: 'état', font: { bold: true } }] }, 1.234,
    ])
    sheet.addRow([
      'Villa <R+1> & jardin', { formula: 'B4*2', result: 3_400_000 },
      { formula: 'TODAY()', result: new Date(Date.UTC(2025, 0, 5)) }, { formula: '1/0', result: { error: '#DIV/0!' } }, false, '',
      'deux\nlignes', 0.1 + 0.2,
    ])
    sheet.getCell('C5').numFmt = 'dd/mm/yyyy'
    await book.xlsx.writeFile(at('a.xlsx'))
    expect(await rowsOf(at('a.xlsx'))).toEqual([
      { line: 1, broken: false, cells: ['Liste de l’agence'] },
      { line: 3, broken: false, cells: ['Titre', 'Prix', 'Date', 'Surface', 'Meublé', 'Lien', 'Note', 'Part'] },
      { line: 4, broken: false, cells: ['F4 à Mermoz', '1700000', '2024-12-31', '150.5', 'oui', 'voir', 'bon état', '1.2340'] },
      { line: 5, broken: false, cells: ['Villa <R+1> & jardin', '3400000', '2025-01-05', '', 'non', '', 'deux\nlignes', '0.3'] },
    ])
  })

  it('names its sheets, hidden ones last', async () => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('Brouillon', { state: 'hidden' })
    book.addWorksheet('À vendre')
    await book.xlsx.writeFile(at('sheets.xlsx'))
    expect((await openWorkbook(at('sheets.xlsx'))).sheets).toEqual(['À vendre', 'Brouillon'])
  })

  it('of another writer is read too: sheets before their names, texts in the cells, tags with a prefix', async () => {
    const sheet = '<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:r><x:t>Vil</x:t></x:r><x:r><x:t>la</x:t></x:r>'
      + '</x:is></x:c><x:c t="s"><x:v>0</x:v></x:c></x:row>'
      + '<x:row r="7"><x:c r="C7"><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    writeFileSync(
      at('other.xlsx'),
      archive(skeleton(sheet, { 'xl/sharedStrings.xml': '<sst><si><t>a_x000D_&#233;</t><rPh><t>ignored</t></rPh></si></sst>' })),
    )
    expect((await openWorkbook(at('other.xlsx'))).sheets).toEqual(['Biens & co'])
    expect(await rowsOf(at('other.xlsx'))).toEqual([
      { line: 1, broken: false, cells: ['Villa', 'a\ré'] }, { line: 7, broken: false, cells: ['', '', '3'] },
    ])
  })

  it('that is another kind of archive is refused as such', async () => {
    writeFileSync(at('photos.xlsx'), archive({ 'photo.txt': 'x' }))
    writeFileSync(at('letter.xlsx'), archive({
      '_rels/.rels': `<Relationships>${relation('r', 'officeDocument', 'word/document.xml')}</Relationships>`,
      'word/document.xml': '<w/>', 'word/_rels/document.xml.rels': '<r/>',
    }))
    for (const name of ['photos.xlsx', 'letter.xlsx']) {
      await expect(openWorkbook(at(name))).rejects.toMatchObject({ code: 'file_wrong_kind' })
    }
  })

  it('that is cut short or damaged is unreadable, not a crash', async () => {
    const whole = archive(skeleton('<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>'))
    for (let cut = 1; cut < whole.length; cut += 37) {
      writeFileSync(at('cut.xlsx'), whole)
      truncateSync(at('cut.xlsx'), cut)
      await expect(rowsOf(at('cut.xlsx'))).rejects.toMatchObject({ code: 'file_unreadable' })
    }
    const damaged = Buffer.from(whole)
    damaged.fill(0x41, 60, 90)
    writeFileSync(at('damaged.xlsx'), damaged)
    await expect(rowsOf(at('damaged.xlsx'))).rejects.toMatchObject({ code: 'file_unreadable' })
  })

  it('that unpacks to gigabytes is stopped, whatever it claims', async () => {
    const bomb = Buffer.alloc(60_000_000, ' ')
    const entries = skeleton('<worksheet/>')
    writeFileSync(
      at('bomb.xlsx'),
      archive({ ...entries, 'xl/workbook.xml': bomb }, (name, real) => (name === 'xl/workbook.xml' ? 100 : real)),
    )
    expect(readFileSync(at('bomb.xlsx')).length).toBeLessThan(200_000)
    await expect(openWorkbook(at('bomb.xlsx'))).rejects.toMatchObject({ code: 'file_too_large' })
    writeFileSync(
      at('bomb2.xlsx'),
      archive({ ...entries, 'xl/worksheets/sheet1.xml': Buffer.concat([Buffer.from('<worksheet><sheetData>'), bomb]) }),
    )
    await expect(rowsOf(at('bomb2.xlsx'))).rejects.toMatchObject({ code: 'file_too_large' })
  })

  it('with a document type is refused: its entities could fill a memory', async () => {
    const sheet = '<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'
    writeFileSync(at('laughs.xlsx'), archive(skeleton(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${sheet}`)))
    await expect(rowsOf(at('laughs.xlsx'))).rejects.toMatchObject({ code: 'file_unreadable' })
  })
})
