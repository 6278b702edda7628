import { isTest } from '../places.ts'
import type { Rule } from '../source.ts'

const doors = ['ipcMain', 'ipcRenderer']

/** Every message between page and shell passes the one file that checks its sender (electron.md §3.1, 17 and 20). */
export const oneDoor: Rule = {
  name: 'one-door',
  check: (project) =>
    doors.flatMap((door) => {
      const uses = [...project.sources.values()].flatMap((file) => {
        if (isTest(file.path)) return []
        const node = file.nodes.find((one) => one.type === 'Identifier' && one.name === door)
        return node ? [{ path: file.path, line: file.lineAt(node.start) }] : []
      })
      if (uses.length < 2) return []
      const message = `${door} belongs in one file, and is in ${uses.length}: ${uses.map((use) => use.path).join(', ')}`
      return uses.map((use) => ({ ...use, rule: 'one-door', message }))
    }),
}
