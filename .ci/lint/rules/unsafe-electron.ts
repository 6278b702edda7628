import { keyName, lastName, memberName, stringOf } from '../nodes.ts'
import { isTest } from '../places.ts'
import type { Finding, Node, Rule } from '../source.ts'

/** The only value each may have; undefined: it may not stand there at all (electron.md §3.1, items 2-4, 6, 8-12). */
const only = new Map<string, boolean | undefined>([
  ['webSecurity', true],
  ['contextIsolation', true],
  ['sandbox', true],
  ['nodeIntegration', false],
  ['nodeIntegrationInWorker', false],
  ['nodeIntegrationInSubFrames', false],
  ['webviewTag', false],
  ['allowRunningInsecureContent', false],
  ['experimentalFeatures', false],
  ['enableBlinkFeatures', undefined],
  ['disableBlinkFeatures', undefined],
])
const unsafeSwitches = new Set([
  'no-sandbox', 'disable-web-security', 'allow-running-insecure-content', 'ignore-certificate-errors',
  'disable-site-isolation-trials', 'remote-debugging-port', 'remote-allow-origins', 'enable-blink-features', 'js-flags',
])

export const unsafeElectron: Rule = {
  name: 'unsafe-electron',
  check: (project) =>
    [...project.sources.values()]
      .filter((file) => file.path.startsWith('electron/') && !isTest(file.path))
      .flatMap((file) =>
        file.nodes.flatMap((node): Finding[] => {
          const message = unsafe(node)
          return message ? [{ path: file.path, line: file.lineAt(node.start), rule: 'unsafe-electron', message }] : []
        }),
      ),
}

function unsafe(node: Node): string | undefined {
  if (node.type === 'Property') return setting(keyName(node), node.value)
  if (node.type === 'AssignmentExpression') return setting(memberName(node.left), node.right)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  if (memberName(node.callee) !== 'appendSwitch' || lastName(node.callee.object) !== 'commandLine') return undefined
  const name = stringOf(node.arguments[0])
  if (name === undefined) return 'a command line switch is named in place, so that it can be checked'
  return unsafeSwitches.has(name) ? `the switch ${name} takes a guard away` : undefined
}

function setting(name: string | undefined, value: Node): string | undefined {
  if (name === undefined || !only.has(name)) return undefined
  const allowed = only.get(name)
  if (allowed === undefined) return `${name} is never set`
  return value.type === 'Literal' && value.value === allowed ? undefined : `${name} is ${allowed} or left out, written in place`
}
