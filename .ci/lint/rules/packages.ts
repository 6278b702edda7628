import { eachImport } from '../imports.ts'
import { isTest, placeOf } from '../places.ts'
import type { Finding, Rule } from '../source.ts'

type Refusal = { packages: RegExp; from: (path: string) => boolean; because: string }

const interfacePackages = /^(react|react-.*|@mantine\/.*|@tabler\/.*|@tanstack\/react-.*)$/

const refusals: readonly Refusal[] = [
  {
    packages: /^(electron|electron-.*|express)$/,
    from: (path) => placeOf(path).room === 'shared',
    because: 'shared runs on the desktop, on the server and in tests',
  },
  {
    packages: interfacePackages,
    from: (path) => ['shared', 'server', 'electron'].includes(placeOf(path).room),
    because: 'only the renderer shows anything',
  },
  {
    packages: /^electron$/,
    from: (path) => placeOf(path).room !== 'electron' || !['main', 'preload'].includes(placeOf(path).part),
    because: 'only electron/main and electron/preload may, the rest runs in plain Node too',
  },
  {
    packages: /^(better-sqlite3|pg)$/,
    from: (path) => placeOf(path).part === 'modules',
    because: 'commands and queries receive an executor and never import a database',
  },
]

/** Packages that a room does without, types included. What the page may not reach at all is in reach.ts. */
export const packages: Rule = {
  name: 'packages',
  check(project) {
    const findings: Finding[] = []
    eachImport(project, (path) => !isTest(path) && placeOf(path).room !== 'root', (file, { target, ours, line }) => {
      if (ours) return
      for (const { packages: refused, from, because } of refusals) {
        if (!refused.test(target) || !from(file.path)) continue
        findings.push({ path: file.path, line, rule: 'packages', message: `may not import ${target}: ${because}` })
      }
    })
    return findings
  },
}
