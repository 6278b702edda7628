import { eachImport } from '../imports.ts'
import { isTest, placeOf } from '../places.ts'
import type { Finding, Rule } from '../source.ts'

/**
 * A module reaches another through its index.ts alone. Models and rules go from model to model instead: the page reads
 * them, and an index would bring the other module's commands into its bundle.
 */
export const moduleFaces: Rule = {
  name: 'module-faces',
  check(project) {
    const findings: Finding[] = []
    eachImport(project, (path) => placeOf(path).part === 'modules' && !isTest(path), (file, { target, ours, line }) => {
      const from = placeOf(file.path)
      const to = placeOf(target)
      if (!ours || to.part !== 'modules' || from.module === '' || from.module === to.module) return
      const forPage = from.kind === 'model' || from.kind === 'rules'
      if (forPage ? to.kind === 'model' : target === `shared/modules/${to.module}/index.ts`) return
      const message =
        forPage ? `${from.kind}.ts reaches another module only through its model: ${target}`
        : `a module reaches another only through its index.ts: ${target}`
      findings.push({ path: file.path, line, rule: 'module-faces', message })
    })
    return findings
  },
}
