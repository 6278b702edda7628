import { eachImport } from '../imports.ts'
import type { Finding, Rule } from '../source.ts'

/** Node runs our files as they are, so an import names the file there is, with its ending. */
export const importFiles: Rule = {
  name: 'import-files',
  check(project) {
    const findings: Finding[] = []
    eachImport(project, () => true, (file, { target, ours, specifier, line }) => {
      if (!ours || project.paths.has(target)) return
      const meant = ['.ts', '.tsx', '/index.ts'].map((ending) => target + ending).find((path) => project.paths.has(path))
      const problem = meant ? `must name the file with its ending: ${meant}` : `names no file: ${target}`
      findings.push({ path: file.path, line, rule: 'import-files', message: `'${specifier}' ${problem}` })
    })
    return findings
  },
}
