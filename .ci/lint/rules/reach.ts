import { importsOf } from '../imports.ts'
import { isForPage, isTest, placeOf } from '../places.ts'
import type { Finding, Project, Rule } from '../source.ts'

type Limit = {
  who: string
  /** The first kind reaches first, so that a chain begins where it matters most. */
  starts: readonly ((path: string) => boolean)[]
  refuses: (target: string, ours: boolean) => boolean
}

const notForPage = /^(node:.*|kysely|better-sqlite3|pg|electron|electron-.*|express|sharp|ws|@node-rs\/.*)$/
const isRenderer = (path: string): boolean => placeOf(path).room === 'renderer'
const isShell = (path: string): boolean => /^electron\/(main|preload)\//.test(path)
const isPlain = (path: string): boolean => placeOf(path).room === 'electron' && !isShell(path)

const limits: readonly Limit[] = [
  {
    who: 'the page',
    // What the page may import is held to the same before any page does.
    starts: [isRenderer, isForPage],
    refuses: (target, ours) => (ours ? !isForPage(target) : notForPage.test(target)),
  },
  {
    who: 'what runs in plain Node too',
    // The core first. The browser host may share what the shell does without Electron, such as the headers of pages.
    starts: [(path) => isPlain(path) && placeOf(path).part === 'core', isPlain],
    refuses: (target) => target === 'electron',
  },
]

/**
 * What a room reaches at run time through any number of files. Type imports are gone by then and are not followed.
 * One finding per refused import, with the shortest chain to it.
 */
export const reach: Rule = {
  name: 'reach',
  check: (project) => limits.flatMap((limit) => follow(project, limit)),
}

function follow(project: Project, { who, starts, refuses }: Limit): Finding[] {
  const findings: Finding[] = []
  /** File -> the chain that led to it, each link as `path:line` of the import leading on. */
  const chains = new Map<string, readonly string[]>()
  for (const isStart of starts) {
    const queue = [...project.sources.keys()].filter((path) => isStart(path) && !isTest(path) && !chains.has(path))
    for (const path of queue) chains.set(path, [])
    for (const path of queue) {
      const file = project.sources.get(path)
      if (!file) continue
      for (const { target, ours, kind, line } of importsOf(file)) {
        if (kind === 'type') continue
        const chain = [...chains.get(path)!, `${path}:${line}`]
        if (refuses(target, ours)) {
          const message = `${who} may not reach ${target}: ${[...chain, target].join(' -> ')}`
          findings.push({ path, line, rule: 'reach', message })
        } else if (ours && !chains.has(target)) {
          chains.set(target, chain)
          queue.push(target)
        }
      }
    }
  }
  return findings
}
