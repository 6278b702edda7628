import { lastName, memberName } from '../nodes.ts'
import { isTest } from '../places.ts'
import type { Finding, Node, Rule } from '../source.ts'

const scope = /^shared\/(values|modules|command|sync)\//
const globals = new Map([
  ['Date', ['now']],
  ['Math', ['random']],
  ['performance', ['now', 'timeOrigin']],
  ['crypto', ['randomUUID', 'getRandomValues', 'randomBytes', 'randomInt']],
])
const functions = new Set([
  'setTimeout', 'setInterval', 'setImmediate', 'randomUUID', 'randomBytes', 'randomInt', 'getRandomValues',
])

/** Clock, timers and randomness are handed in, so that the same command on two machines gives the same rows. */
export const handedIn: Rule = {
  name: 'handed-in',
  check: (project) =>
    [...project.sources.values()]
      .filter((file) => scope.test(file.path) && !isTest(file.path))
      .flatMap((file) =>
        file.nodes.flatMap((node): Finding[] => {
          const what = taken(node)
          const message = `${what} is taken from the machine: clock, timers and randomness are handed in`
          return what ? [{ path: file.path, line: file.lineAt(node.start), rule: 'handed-in', message }] : []
        }),
      ),
}

function taken(node: Node): string | undefined {
  if (node.type === 'MemberExpression') {
    const owner = lastName(node.object)
    const member = memberName(node)
    return owner && member && globals.get(owner)?.includes(member) ? `${owner}.${member}` : undefined
  }
  if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Date') {
    return node.arguments.length === 0 ? 'new Date()' : undefined
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined
  return node.callee.name === 'Date' || functions.has(node.callee.name) ? `${node.callee.name}()` : undefined
}
