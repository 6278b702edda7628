import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { importCommand } from './import-command.ts'
import type { ImportCommandHost, ImportSummary } from './import-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'import-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(
  join(folder, 'biens.csv'),
  'Titre;Prix;Quartier\nVilla à louer;1 F;Yoff\nRecherche villa;2;Yoff\nStudio à louer;150000;Ngor\nStudio à louer;150000;Ngor\n',
)
writeFileSync(join(folder, 'faux.xlsx'), 'pas un classeur')

async function run(words: string[], host: Partial<ImportCommandHost> = {}) {
  const out: string[] = []
  const error: string[] = []
  const code = await importCommand(
    words,
    { folder, now: Date.UTC(2025, 5, 1), out: (text) => void out.push(text), error: (text) => void error.push(text), ...host },
  )
  return { code, out: out.join('\n'), error: error.join('\n') }
}
const json = async (
  words: string[], host?: Partial<ImportCommandHost>,
) => JSON.parse((await run([...words, '--json'], host)).out) as ImportSummary

describe('npm run import', () => {
  it('says in JSON what an import would do, in French, the counts adding up', async () => {
    const { problems, ...counts } = await json(['biens.csv', '--dry-run'])
    expect(counts).toEqual({ rows: 4, imported: 2, duplicates: 1, rejected: 1 })
    expect(problems).toEqual([
      { line: 2, column: 'Prix', reason: 'Prix invraisemblable : importé sans prix.', severity: 'warning' },
      { line: 3, column: 'Titre', reason: 'C’est une recherche, pas un bien à proposer.', severity: 'error' },
      { line: 5, column: null, reason: 'Répète la ligne 4 du fichier.', severity: 'duplicate' },
    ])
  })

  it('says it in English when asked, and as a table for people', async () => {
    expect((await json([
      'biens.csv', '--dry-run', '--language', 'en',
    ])).problems[1]!.reason).toBe('This is somebody looking for a property, not one on offer.')
    const { code, out } = await run(['biens.csv', '--dry-run'])
    expect(code).toBe(0)
    expect(out).toContain('Lignes : 4 · à importer : 2 · doublons : 1 · rejetées : 1')
    expect(out).toMatch(/Quartier +Quartier\n/)
  })

  it('asks the agency’s data for what is on record already', async () => {
    let closed = 0
    const openAgency: ImportCommandHost['openAgency'] = (data) => Promise.resolve({
      onRecord: (rows) => Promise.resolve(new Map(rows.filter(({ values }) => values.kind === 'studio').map(({ line }) => [
        line, `${data.endsWith('agence') ? 'DKR' : '?'}-0412`,
      ]))),
      close: () => Promise.resolve(void closed++),
    })
    const summary = await json(['biens.csv', '--dry-run', '--data', 'agence'], { openAgency })
    expect(summary).toMatchObject({ rows: 4, imported: 1, duplicates: 2, rejected: 1 })
    expect(summary.problems.at(-1)).toEqual({
      line: 4, column: null, reason: 'Semble déjà enregistré : DKR-0412.', severity: 'duplicate',
    })
    expect(closed).toBe(1)
  })

  it('ends with 1 when the file cannot be read, with 2 when it is called wrongly', async () => {
    expect(await run(['rien.csv', '--dry-run'])).toMatchObject({ code: 1, error: expect.stringContaining('rien.csv') as string })
    expect(await run(['faux.xlsx', '--dry-run'])).toMatchObject({
      code: 1, error: expect.stringContaining('n’est pas ce que son nom annonce') as string,
    })
    const wrong = [
      [], ['biens.csv'], ['a', 'b', '--dry-run'], ['biens.csv', '--nope'],
      ['biens.csv', '--dry-run', '--kind', 'château'], ['biens.csv', '--dry-run', '--data', 'x'],
    ]
    for (const words of wrong) {
      expect([words, (await run(words)).code]).toEqual([words, 2])
    }
  })
})
