import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, describe, expect, it } from 'vitest'
import type { ImportChunk } from '../../../shared/modules/properties/rules-import-plan.ts'
import { importColumns, previewImport, readImport } from './import-reader.ts'
import { previewFile } from './read-import.ts'
import type { ImportJob } from './read-import.ts'

const folder = mkdtempSync(join(tmpdir(), 'import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function jobFor(fileName: string, content?: string | Uint8Array): ImportJob {
  const path = join(folder, fileName)
  if (content !== undefined) writeFileSync(path, content)
  return { path, fileName, today: '2025-06-01', batchId: '01971f00-0000-7000-8000-000000000001', startedAt: 1_748_736_000_000 }
}
const villas = (count: number) => [
  'Titre;Prix;Quartier', ...Array.from({ length: count }, (_, index) => `Villa ${index} à louer;${500_000 + index * 100};Yoff`),
].join('\n')

async function all(job: ImportJob, signal?: AbortSignal): Promise<ImportChunk[]> {
  const { choices } = await previewImport(job)
  const chunks: ImportChunk[] = []
  for await (const chunk of readImport(job, choices, signal)) chunks.push(chunk)
  return chunks
}

describe('reading an import on a thread of its own', () => {
  it('previews a file: what it is written in, its columns, its rows as they will be, its problems', async () => {
    const text = 'Titre;Prix;Quartier\nVilla à louer;1 F;Médina\nRecherche villa;2;Yoff\nVilla à louer;500000;Médina'
    const preview = await previewImport(jobFor('biens.csv', Uint8Array.from(text, (letter) => letter.charCodeAt(0))))
    expect(preview).toMatchObject({
      fileName: 'biens.csv', sheets: [], rows: 3, judged: 3, counts: { ready: 2, duplicates: 0, rejected: 1, warnings: 1 },
      choices: { encoding: 'windows-1252', delimiter: ';', headerLine: 1, mapping: { 0: 'title', 1: 'price', 2: 'quartier' } },
    })
    expect(preview.problems.map(({ line, code }) => [line, code])).toEqual([[3, 'not_a_listing'], [2, 'unlikely_price']])
    expect(preview.sample.map(({ line, values }) => [line, values?.['quartier']])).toEqual([
      [2, 'Médina'], [3, undefined], [4, 'Médina'],
    ])
  })

  it('reads again as the user decided', async () => {
    const job = jobFor('decided.csv', 'x;y\nVilla à louer;500000\n')
    const preview = await previewImport(job, { headerLine: 0, mapping: { 0: 'title', 1: 'price' }, defaultKind: 'house' })
    expect([preview.rows, preview.choices.headerLine, preview.choices.defaultKind]).toEqual([2, 0, 'house'])
    expect(await importColumns(job, preview.choices)).toEqual(preview.columns)
  })

  it('gives the rows in chunks of one command each, with the same ids when asked again', async () => {
    const job = jobFor('villas.csv', villas(450))
    const [first, again] = [await all(job), await all(job)]
    expect(first.map((chunk) => chunk.rows)).toEqual([200, 200, 50])
    expect(again).toEqual(first)
    const ids = first.flatMap((chunk) => chunk.ready.map(({ id }) => id))
    expect(new Set(ids).size).toBe(450)
  })

  it('ends when whoever listens stops, or is told to stop', async () => {
    const job = jobFor('long.csv', villas(5000))
    const { choices } = await previewImport(job)
    for await (const chunk of readImport(job, choices)) {
      expect(chunk.rows).toBe(200)
      break
    }
    const stop = new AbortController()
    const reading = (async () => {
      for await (const _ of readImport(job, choices, stop.signal)) stop.abort()
    })()
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('reads a workbook, from its first sheet with a table', async () => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('Page de garde').addRow(['Agence Teranga'])
    const sheet = book.addWorksheet('Biens')
    sheet.addRow(['Titre', 'Prix', 'Quartier'])
    sheet.addRow(['Villa à louer', 500_000, 'Yoff'])
    await book.xlsx.writeFile(join(folder, 'biens.xlsx'))
    const preview = await previewImport(jobFor('biens.xlsx'))
    expect(preview).toMatchObject({
      sheets: ['Page de garde', 'Biens'], choices: { sheet: 'Biens' }, rows: 1, counts: { ready: 1 },
    })
  })

  it('counts a huge file to its end but judges only its beginning', async () => {
    const preview = await previewFile(jobFor('huge.csv', `Titre;X\n${'-;1\n'.repeat(50_010)}\n;\n;\n`))
    expect([preview.rows, preview.judged, preview.problems.length]).toEqual([50_010, 50_000, 500])
  })
})

describe('files that are not what they seem', () => {
  const refused = (
    name: string, content: string | Uint8Array,
  ) => previewFile(jobFor(name, content)).catch((error: { code?: string }) => error.code)
  const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

  it('are refused by name', async () => {
    expect(await refused('photo.csv', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]))).toBe('file_wrong_kind')
    expect(await refused('brochure.csv', '%PDF-1.7 …')).toBe('file_wrong_kind')
    expect(await refused('text.xlsx', 'Titre;Prix\nVilla;10')).toBe('file_wrong_kind')
    expect(await refused('old.xls', new Uint8Array([...ole, ...new Array<number>(600).fill(0)]))).toBe('file_wrong_kind')
    expect(await refused('program.csv', new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]))).toBe('file_wrong_kind')
  })

  it('are refused the same across the thread', async () => {
    await expect(previewImport(jobFor('other.csv', '%PDF-1.7 …'))).rejects.toMatchObject({
      code: 'file_wrong_kind', params: { name: 'other.csv', found: 'pdf' },
    })
  })

  it('under a password are unreadable, empty ones empty', async () => {
    expect(await refused(
      'locked.xlsx', Buffer.concat([Buffer.from(ole), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]),
    )).toBe('file_unreadable')
    expect(await refused('empty.csv', '')).toBe('import_empty')
    expect(await refused('header.csv', 'Titre;Prix;Quartier\n\n')).toBe('import_empty')
    expect(await refused('short.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]))).toBe('file_unreadable')
  })
})
