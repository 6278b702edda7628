import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importRow } from './model-inputs.ts'
import { guessChoices } from './rules-import-choices.ts'
import { chunkRows, planImport } from './rules-import-plan.ts'
import type { ImportChunk } from './rules-import-plan.ts'
import { rejectedCsv } from './rules-import-rejected.ts'
import { guessDelimiter, readTable } from './rules-import-table.ts'
import type { TableRecord } from './rules-import-table.ts'
import { decode } from './rules-import-text.ts'

const context = { today: '2025-06-01', newId: (line: number) => `00000000-0000-7000-8000-${String(line).padStart(12, '0')}` }

function plan(records: readonly TableRecord[], fileName = 'biens-a-louer.csv', delimiter: ',' | ';' = ';') {
  const { choices, columns } = guessChoices(
    { fileName, records: records.slice(0, 300) }, { encoding: 'utf-8', delimiter, sheet: null },
  )
  const chunks = [...planImport(records, columns, choices, context)]
  const all = <T>(pick: (chunk: ImportChunk) => T[]) => chunks.flatMap(pick)
  return {
    columns, choices, chunks, rows: chunks.reduce((sum, chunk) => sum + chunk.rows, 0), ready: all((chunk) => chunk.ready),
    duplicates: all((chunk) => chunk.duplicates),
    rejected: all((chunk) => chunk.rejected), problems: all((chunk) => chunk.problems),
  }
}
const planText = (text: string, fileName?: string) => plan([...readTable(text, { delimiter: ';' })], fileName)

describe('the plan of an import', () => {
  it('puts every row of any table into exactly one list, in the order of the file', () => {
    const odd = fc.constantFrom(
      '', '-', 'Villa à louer', 'Recherche studio', '=1+1', '150M', '250 000 F', '1 F', '15 000 F le m²', 'Almadies, Dakar',
      'Nulle part', '80 m²', '3 chambre', '42', 'oui',
      '77 123 45 67', '77 000 00 00', 'Hier, 10:00', '14,7', '\'=A1', 'x'.repeat(201),
      'VIP\nStudio à Yoff\n1 chambre\n90 000 F Cfa',
    )
    const any = fc.oneof({ weight: 5, arbitrary: odd }, { weight: 1, arbitrary: fc.string({ maxLength: 12 }) })
    // cells that fit their column, so that rows are imported and repeat each other too
    const usual: Record<string, fc.Arbitrary<string>> = {
      Titre: fc.constantFrom(
        'Villa Tamaris à louer', 'Appartement F4 à louer', 'Studio Cornaline à louer',
      ), Prix: fc.constantFrom('500 000', '510 000', '900 000'), Quartier: fc.constantFrom('Yoff', 'Ngor'),
    }
    const names = fc.uniqueArray(
      fc.constantFrom('Chambres', 'Surface', 'Téléphone', 'Bailleur', 'Date', 'Latitude', 'Longitude', 'Meublé', 'Type', 'X'),
      { maxLength: 5 },
    )
    const header = fc.oneof(
      names.map((others) => ['Titre', 'Prix', 'Quartier', ...others]),
      fc.uniqueArray(fc.constantFrom('Titre', 'Prix', 'Ville', 'X', 'Y'), { minLength: 1 }),
    )
    const rowOf = (columns: readonly string[]) => fc.oneof(
      fc.tuple(...columns.map((name) => usual[name] ?? fc.constant(''))).map((cells) => [...cells]), fc.array(
        any, { minLength: 1, maxLength: columns.length + 1 },
      ),
    )
    const table = header.chain((columns) => fc.tuple(fc.constant(columns), fc.array(rowOf(columns), { maxLength: 25 })))
    let outcomes = { ready: 0, duplicates: 0, rejected: 0 }
    fc.assert(fc.property(table, ([columns, rows]) => {
      const records = [columns, ...rows].map((cells, index) => ({ line: index + 1, cells, broken: index % 13 === 12 }))
      const planned = plan(records, 'x.csv')
      const body = records.slice(planned.choices.headerLine)
      const filled = body.findLastIndex((record) => record.broken || record.cells.some((text) => text.trim() !== '')) + 1
      expect(planned.rows).toBe(filled)
      expect(planned.ready.length + planned.duplicates.length + planned.rejected.length).toBe(filled)
      const lines = [...planned.ready, ...planned.duplicates, ...planned.rejected].map(({ line }) => line).sort((a, b) => a - b)
      expect(lines).toEqual(body.slice(0, filled).map(({ line }) => line))
      for (const row of planned.ready) expect(importRow.safeParse(row).success).toBe(true)
      const told = (at: number) => new Set(planned.problems.filter(({ line }) => line === at).map(({ severity }) => severity))
      for (const { line } of planned.rejected) expect(told(line).has('error')).toBe(true)
      for (const { line } of planned.duplicates) expect(told(line).has('duplicate')).toBe(true)
      for (const { line } of planned.ready) expect([...told(line)].filter((severity) => severity !== 'warning')).toEqual([])
      outcomes = {
        ready: outcomes.ready + planned.ready.length, duplicates: outcomes.duplicates + planned.duplicates.length,
        rejected: outcomes.rejected + planned.rejected.length,
      }
    }), { numRuns: 300 })
    // the tables above did try all three
    expect(Object.values(outcomes).every((count) => count > 0)).toBe(true)
  })

  it('comes in chunks that one command takes', () => {
    const rows = Array.from({ length: 450 }, (_, index) => `Villa ${index} à louer;${500_000 + index * 1000};Yoff`)
    const short = planText(['Titre;Prix;Quartier', ...rows].join('\n'))
    expect(short.chunks.map((chunk) => chunk.rows)).toEqual([chunkRows, chunkRows, 50])
    const long = Array.from(
      { length: 60 }, (_, index) => `Villa ${index} à louer;${500_000 + index * 1000};Yoff;${'Très belle villa. '.repeat(1000)}`,
    )
    const { chunks } = planText(['Titre;Prix;Quartier;Description', ...long].join('\n'))
    expect(chunks.length).toBeGreaterThan(5)
    for (const chunk of chunks) expect(Buffer.byteLength(JSON.stringify(chunk.ready))).toBeLessThan(256_000)
  })

  it('rejects an empty row between others and drops those that a spreadsheet leaves at the end', () => {
    const { rows, rejected, problems } = planText('Titre;Prix\nVilla à louer à Yoff;500000\n;\n'
      + 'Studio à louer à Yoff;100000\n;\n;\n')
    expect(rows).toBe(3)
    expect(rejected.map(({ line }) => line)).toEqual([3])
    expect(problems.map(({ code }) => code)).toEqual(['empty_row'])
  })

  it('sets a repeat aside with the line it repeats, and keeps it ready in case it is wanted', () => {
    const { duplicates, problems } = planText('Titre;Prix;Quartier;Chambres\nVilla Tamaris à louer;500000;Yoff;4\n'
      + 'VILLA TAMARIS A LOUER;510000;Yoff;4\nVilla Tamaris à louer;500000;Yoff;4')
    expect(duplicates.map(({ line, row }) => [line, row?.values.title])).toEqual([
      [3, 'VILLA TAMARIS A LOUER'], [4, 'Villa Tamaris à louer'],
    ])
    expect(problems.map(({ line, code, params }) => [line, code, params['first']])).toEqual([
      [3, 'duplicate_in_file', 2], [4, 'duplicate_in_file', 2],
    ])
  })

  it('imports the several flats of one owner, with a remark', () => {
    const { ready, problems } = planText('Titre;Prix;Quartier;Chambres;Téléphone propriétaire\n'
      + 'F4 à louer 1er étage;500000;Yoff;3;77 123 45 67\nF3 à louer rez-de-chaussée;350000;Yoff;2;+221771234567\n'
      + 'F4 à louer;505000;Yoff;3;771234567')
    expect(ready.map(({ line }) => line)).toEqual([2, 3])
    expect(problems.map(({ line, code }) => [line, code])).toEqual([[3, 'same_owner'], [4, 'duplicate_in_file']])
  })

  it('finds repeats among thousands of rows of one quartier without comparing all with all', () => {
    const rows = Array.from({ length: 3000 }, (_, index) => {
      const name = index % 7 === 0 ? 'Tamaris' : 'Cornaline'
      return `Appartement ${name} à louer n° ${index};${300_000 + (index % 400) * 5000};Mermoz;${1 + (index % 4)}`
    })
    const { ready, duplicates } = planText(['Titre;Prix;Quartier;Chambres', ...rows, rows[17], rows[2900]].join('\n'))
    expect(ready.length + duplicates.length).toBe(3002)
    expect(duplicates.map(({ line }) => line)).toEqual(expect.arrayContaining([3002, 3003]))
  })
})

describe('the file of rejected rows', () => {
  const text = 'Titre;Prix;Quartier;Notes\nOpportunité;5 000 000;Yoff;"deux\nlignes"\n=1+1;300;Yoff;\n'
    + 'Villa à louer;500000;Yoff;un;de trop'

  it('holds the user’s own cells with line and reason, and runs nowhere', () => {
    const { rejected, columns } = planText(text, 'x.csv')
    const rows = rejected.map(({ cells, line, problems }) => ({
      cells, line, reason: problems.filter(({ severity }) => severity === 'error').map(({ code }) => code).join(),
    }))
    const file = { columns: columns.map(({ name }) => name), delimiter: ';', names: { line: 'ligne', reason: 'raison' } }
    expect(rejectedCsv(file, rows)).toBe([
      '\ufeffTitre;Prix;Quartier;Notes;ligne;raison',
      'Opportunité;5 000 000;Yoff;"deux\nlignes";2;missing_kind',
      '\'=1+1;300;Yoff;;4;missing_kind',
      'Villa à louer;500000;Yoff;un;5;too_many_cells;de trop',
      '',
    ].join('\r\n'))
  })

  it('is imported again once it is mended, its added columns ignored', () => {
    const { rejected, columns } = planText(text, 'x.csv')
    const file = rejectedCsv(
      { columns: columns.map(({ name }) => name), delimiter: ';', names: { line: 'ligne', reason: 'raison' } },
      rejected.map(({ cells, line }) => ({ cells, line, reason: 'à corriger' })),
    )
    const corrected = file.replace('Opportunité', 'Villa à vendre').replace(';de trop', '').replace('\'=1+1', 'Studio à louer')
    const mended = decode(new TextEncoder().encode(corrected))
    expect(guessDelimiter(mended.text)).toBe(';')
    const again = planText(mended.text, 'x.csv')
    expect(again.columns.map(({ target }) => target)).toEqual(['title', 'price', 'quartier', 'notes', 'ignore', 'ignore'])
    expect(again.ready.map(({ values }) => [values.title, values.notes])).toEqual([
      ['Villa à vendre', 'deux\nlignes'], ['Studio à louer', undefined], ['Villa à louer', 'un'],
    ])
  })
})

const folder = resolve(import.meta.dirname, '../../../../shared/data/listings')
const files = [
  { name: 'apartments-to-rent.csv', rows: 188, rejected: [520], kind: 'apartment', transaction: 'rent' },
  { name: 'dakar-apartments.csv', rows: 1320, rejected: [130, 1566, 2434, 2598], kind: 'apartment', transaction: 'rent' },
  { name: 'land-for-sale.csv', rows: 216, rejected: [], kind: 'land', transaction: 'sale' },
]

const present = files.every(({ name }) => existsSync(resolve(folder, name)))

describe.skipIf(!present)('real listing files (skipped where ../shared/data/listings is absent)', () => {
  it.each(files)('imports $name as it is, every row and place known', ({ name, rows, rejected, kind, transaction }) => {
    const { text } = decode(readFileSync(resolve(folder, name)))
    const delimiter = guessDelimiter(text)
    expect(delimiter).toBe(',')
    const planned = plan([...readTable(text, { delimiter })], name, ',')
    expect([
      planned.rows, planned.choices.headerLine, planned.choices.defaultKind, planned.choices.defaultTransaction,
    ]).toEqual([rows, 1, kind, transaction])
    expect(planned.ready.length + planned.duplicates.length + planned.rejected.length).toBe(rows)
    // only the people looking for a flat
    expect(planned.rejected.map(({ line }) => line)).toEqual(rejected)
    for (const { problems } of planned.rejected) expect(problems.at(-1)!.code).toBe('not_a_listing')
    expect(planned.problems.filter(({ code }) => code === 'unknown_place')).toEqual([])
    for (const row of planned.ready) {
      expect(row.values.region).toBeTruthy()
      expect(row.values.quartier ?? row.values.commune).toBeTruthy()
      expect(row.values.title).not.toMatch(/^(?:VIP|Vendeur)|\n/)
      expect(row.owner).toBeNull()
    }
    // the masked numbers of the portal never link two listings
    expect(planned.problems.filter(({ code }) => code === 'same_owner')).toEqual([])
  })
})
