import { eachImport } from '../imports.ts'
import { isTest } from '../places.ts'
import type { Finding, Rule } from '../source.ts'

const allowed = /^shared\/database\/|^shared\/command\/recorder[\w.-]*\.ts$|\.sql\.ts$/
const texts = ['sql', 'CompiledQuery']

/** SQL written as text runs on two databases only where somebody looks after it. */
export const portableSql: Rule = {
  name: 'portable-sql',
  check(project) {
    const findings: Finding[] = []
    const elsewhere = (path: string): boolean => !isTest(path) && !allowed.test(path)
    eachImport(project, elsewhere, (file, { target, kind, names, line }) => {
      const found = kind === 'value' && target === 'kysely' ? names.find((name) => texts.includes(name)) : undefined
      if (!found) return
      const message = `${found} of kysely belongs in shared/database or a file named *.sql.ts, where SQL is kept portable`
      findings.push({ path: file.path, line, rule: 'portable-sql', message })
    })
    return findings
  },
}
