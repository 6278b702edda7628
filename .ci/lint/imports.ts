import { builtinModules } from 'node:module'
import path from 'node:path'
import type { ESTree } from 'rolldown/utils'
import { stringOf } from './nodes.ts'
import type { Node, Project, SourceFile } from './source.ts'

export type Import = {
  /** As written. */
  readonly specifier: string
  /** A path of the repository for a relative import, else the name of a package (`node:fs`, `@orpc/client`). */
  readonly target: string
  readonly ours: boolean
  /** `type` imports are gone at run time. `import { type A }` is not one: verbatimModuleSyntax keeps `import {}`. */
  readonly kind: 'value' | 'type'
  /** Names as the other file exports them; '*' and 'default' too. */
  readonly names: readonly string[]
  readonly line: number
}

const builtins = new Set(builtinModules)
const known = new WeakMap<SourceFile, Import[]>()

export function importsOf(file: SourceFile): readonly Import[] {
  let imports = known.get(file)
  if (!imports) {
    imports = file.nodes.flatMap((node) => {
      const found = importIn(node)
      return found ? [{ ...found, ...resolve(file.path, found.specifier), line: file.lineAt(node.start) }] : []
    })
    known.set(file, imports)
  }
  return imports
}

/** Runs over every import of the files that `from` chooses. */
export function eachImport(
  project: Project,
  from: (path: string) => boolean,
  visit: (file: SourceFile, found: Import) => void,
): void {
  for (const file of project.sources.values()) if (from(file.path)) for (const found of importsOf(file)) visit(file, found)
}

type Found = Pick<Import, 'specifier' | 'kind' | 'names'>

function importIn(node: Node): Found | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: node.source.value, kind: node.importKind ?? 'value', names: node.specifiers.map(nameOf) }
    case 'ExportAllDeclaration':
      return { specifier: node.source.value, kind: node.exportKind ?? 'value', names: ['*'] }
    case 'ExportNamedDeclaration':
      if (!node.source) return undefined
      return {
        specifier: node.source.value,
        kind: node.exportKind ?? 'value',
        names: node.specifiers.map(({ local }) => exportedName(local)),
      }
    case 'TSImportType':
      return { specifier: node.source.value, kind: 'type', names: ['*'] }
    case 'ImportExpression':
      return literal(node.source)
    case 'CallExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'require' ? literal(node.arguments[0]) : undefined
    case 'NewExpression': {
      // new Worker(new URL('./parser.ts', import.meta.url)): the bundler follows it, so do we.
      const [address, base] = node.arguments
      const relative = base?.type === 'MemberExpression' && base.object.type === 'MetaProperty'
      const found = node.callee.type === 'Identifier' && node.callee.name === 'URL' && relative ? literal(address) : undefined
      return found && /^\.{1,2}\/.*\.[cm]?[jt]sx?$/.test(found.specifier) ? found : undefined
    }
    default:
      return undefined
  }
}

function literal(node: Node | undefined): Found | undefined {
  const specifier = stringOf(node)
  return specifier === undefined ? undefined : { specifier, kind: 'value', names: ['*'] }
}

function nameOf(specifier: ESTree.ImportDeclarationSpecifier): string {
  if (specifier.type === 'ImportSpecifier') return exportedName(specifier.imported)
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*'
}

function exportedName(name: { type: 'Identifier'; name: string } | { type: 'Literal'; value: string }): string {
  return name.type === 'Identifier' ? name.name : name.value
}

function resolve(from: string, specifier: string): Pick<Import, 'target' | 'ours'> {
  if (specifier.startsWith('.')) {
    return { target: path.posix.join(path.posix.dirname(from), specifier.split('?')[0]!), ours: true }
  }
  const [first = '', second = ''] = specifier.split('/')
  if (specifier.startsWith('node:')) return { target: specifier, ours: false }
  if (builtins.has(specifier)) return { target: `node:${specifier}`, ours: false }
  return { target: first.startsWith('@') ? `${first}/${second}` : first, ours: false }
}
