import { eachImport } from '../imports.ts'
import { isTest, placeOf } from '../places.ts'
import type { Finding, Rule } from '../source.ts'

/** A command runs inside a dispatch; a second one would wait for its lock for ever. */
export const nestedDispatch: Rule = {
  name: 'nested-dispatch',
  check(project) {
    const findings: Finding[] = []
    const commands = (path: string): boolean => placeOf(path).kind === 'commands' && !isTest(path)
    eachImport(project, commands, (file, { target, kind, names, line }) => {
      if (kind === 'type' || (!names.includes('dispatch') && !/^shared\/command\/dispatch\b/.test(target))) return
      const message = 'commands compose by ctx.run(other, input), never by dispatch'
      findings.push({ path: file.path, line, rule: 'nested-dispatch', message })
    })
    return findings
  },
}
