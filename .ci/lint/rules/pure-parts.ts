import { eachImport } from '../imports.ts'
import { isTest, placeOf } from '../places.ts'
import type { Finding, Rule } from '../source.ts'

const migrations = 'shared/database/migrations/'

/** A value may say itself in words with the translator it is handed, so it may know the translator's type. */
const handedWords = (target: string, kind: string): boolean => kind === 'type' && target === 'shared/language/index.ts'

/** Parts that stand by themselves: old migrations must run as they were written, whatever becomes of the rest. */
export const pureParts: Rule = {
  name: 'pure-parts',
  check(project) {
    const findings: Finding[] = []
    eachImport(project, (path) => placeOf(path).room === 'shared' && !isTest(path), (file, { target, ours, kind, line }) => {
      const inMigrations = file.path.startsWith(migrations)
      // The one list of them is no migration.
      const listed = file.path === `${migrations}index.ts` && target.startsWith(migrations)
      const leavesValues = file.path.startsWith('shared/values/') && ours && !target.startsWith('shared/values/')
      const message =
        inMigrations && !listed && target !== 'kysely' ? `a migration imports nothing but kysely: ${target}`
        : leavesValues && !handedWords(target, kind) ? `values import nothing of ours but values: ${target}`
        : undefined
      if (message) findings.push({ path: file.path, line, rule: 'pure-parts', message })
    })
    return findings
  },
}
