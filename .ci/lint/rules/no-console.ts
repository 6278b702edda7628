import { isTest, placeOf } from '../places.ts'
import type { Finding, Rule } from '../source.ts'

/** Programs that talk to a person at a terminal. */
const terminal = /^electron\/(cli\/|start\/|start\.ts$)/
const speaks = (path: string): boolean => terminal.test(path) || placeOf(path).room === 'root'

export const noConsole: Rule = {
  name: 'no-console',
  check: (project) =>
    [...project.sources.values()]
      .filter((file) => !isTest(file.path) && !speaks(file.path))
      .flatMap((file) =>
        file.nodes.flatMap((node): Finding[] => {
          const found = node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'console'
          const message = 'the product does not speak to a console: log it, throw it or show it'
          return found ? [{ path: file.path, line: file.lineAt(node.start), rule: 'no-console', message }] : []
        }),
      ),
}
