import { eachImport } from '../imports.ts'
import { isForPage, isTest, placeOf, type Room } from '../places.ts'
import type { Finding, Rule } from '../source.ts'

const mayEnter: Record<Room, readonly Room[]> = {
  electron: ['electron', 'shared', 'resources', 'root'],
  server: ['server', 'shared', 'resources', 'root'],
  shared: ['shared', 'resources', 'root'],
  renderer: ['renderer', 'shared', 'resources', 'root'],
  resources: ['resources'],
  tests: [],
  root: [],
  unknown: [],
}

const ofShared = 'renderer may import of shared only contract, values, language, and the model and rules of modules'

/** Who may import whom, import by import; types too, for a type also ties two rooms together. */
export const borders: Rule = {
  name: 'borders',
  check(project) {
    const findings: Finding[] = []
    const product = (path: string): boolean => !isTest(path) && !['root', 'unknown'].includes(placeOf(path).room)
    eachImport(project, product, (file, { target, ours, line }) => {
      if (!ours) return
      const from = placeOf(file.path).room
      const to = placeOf(target).room
      const message =
        to === 'tests' ? `the product may not import tests or what stands beside it: ${target}`
        : !mayEnter[from].includes(to) ? `${from} may not import ${to}: ${target}`
        : from === 'renderer' && !isForPage(target) ? `${ofShared}: ${target}`
        : undefined
      if (message) findings.push({ path: file.path, line, rule: 'borders', message })
    })
    return findings
  },
}
