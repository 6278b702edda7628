import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allFaults } from './testing/faults.ts'
import { faults as simulated } from './testing/simulation.ts'

const root = join(import.meta.dirname, '..', '..')

/** Numbers that titles of a test say, as `fault 58:` or `fault 7, 8:` at their beginning; what is skipped says nothing. */
function named(source: string): number[] {
  const lines = source.split('\n').filter((line) => !/\b(?:it|describe|test)\.(?:skip|todo)\b/.test(line))
  return lines.flatMap((line) => [...line.matchAll(/(?<!\/\/.*)['`]fault (\d+(?:, \d+)*): /g)].flatMap(([, numbers]) => numbers!.split(', ').map(Number)))
}

describe('every fault of sync.md H', () => {
  it('is read from the titles of tests', () => {
    expect(named(`  it('fault 7: nothing goes out', async () => {`)).toEqual([7])
    expect(named(`    ['fault 44: an hour off', 1], ['fault 45: on the leap day', 2],`)).toEqual([44, 45])
    expect(named('  it(`fault 31, 32: after ${kills} kills`, async () => {')).toEqual([31, 32])
    for (const silent of [`it.skip('fault 7: nothing goes out')`, `// it('fault 7: nothing goes out')`, `it('about fault 7')`, `happened(31, 'fault 31')`]) expect(named(silent), silent).toEqual([])
  })

  it('has a test that names it, or is met by the simulation, whose run fails without it; and no test names one that is not on the list', () => {
    const numbers = Object.keys(allFaults).map(Number)
    expect(numbers).toEqual(Array.from({ length: 69 }, (_, i) => i + 1))
    const files = globSync('{shared,server,electron}/**/*.test.ts', { cwd: root })
    const said = files.filter((file) => !file.endsWith('faults-named.test.ts')).flatMap((file) => named(readFileSync(join(root, file), 'utf8')))
    const covered = new Set<number>([...said, ...simulated])
    expect(numbers.filter((number) => !covered.has(number)).map((number) => `${number} ${allFaults[number]}`)).toEqual([])
    expect([...covered].filter((number) => !(number in allFaults))).toEqual([])
  })
})
