import type { ESTree } from 'rolldown/utils'
import type { MachineryWriter } from '../exceptions.ts'
import { eachImport } from '../imports.ts'
import { keyName, lastName, memberName, staticText, stringOf } from '../nodes.ts'
import { isTest, placeOf } from '../places.ts'
import type { Finding, Node, Project, Rule, SourceFile } from '../source.ts'
import { writesOf } from '../statements.ts'

/** One place where rows may be written. `tables` is undefined when the text does not tell, empty for a read by handle. */
type Write = { line: number; how: string; tables: readonly string[] | undefined }

const free = /^shared\/(database|language)\/|^shared\/command\/recorder[\w.-]*\.ts$/
const isFree = (path: string): boolean => isTest(path) || free.test(path)
const builders = new Set(['insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto'])
const verbs = ['insert', 'replace', 'merge', 'update', 'delete', 'create', 'drop', 'alter', 'truncate', 'with'].join('|')
const statement = new RegExp(String.raw`^\s*(${verbs}|${verbs.toUpperCase()})\s`)
const handle = /^(db|database|sqlite|connection|conn|executor|transaction|trx|tx)$|(Db|Database|Connection|Executor|Transaction)$/

const instead = 'make it a command, or list the file under machineryWriters in .ci/lint/exceptions.ts'

/** Business tables change by commands alone (architecture §3), so writing stands in the recorder and in listed machinery. */
export function writes(writers: readonly MachineryWriter[]): Rule {
  return {
    name: 'writes',
    check: (project) => [
      ...[...project.sources.values()].filter((file) => !isFree(file.path)).flatMap((file) => judge(file, writers)),
      ...recorderInsides(project),
      ...writers.flatMap((writer) => judgeList(project, writer)),
    ],
  }
}

function judge(file: SourceFile, writers: readonly MachineryWriter[]): Finding[] {
  const allowed = writers.find((writer) => writer.path === file.path)
  return writesIn(file).flatMap(({ line, how, tables }) => {
    const message =
      !allowed ? `${how} goes round the recorder: ${instead}`
      : tables === undefined ? `${how} does not name its table in place, so that nobody can check it`
      : tables.every((table) => allowed.tables.includes(table)) ? undefined
      : `${how} writes ${tables.join(', ')}; it may write only ${allowed.tables.join(', ') || 'nothing'}`
    return message ? [{ path: file.path, line, rule: 'writes', message }] : []
  })
}

/** The parts of the recorder write any table they are told to: outside shared/command only its readings are used. */
function recorderInsides(project: Project): Finding[] {
  const findings: Finding[] = []
  eachImport(project, (path) => !isTest(path) && !path.startsWith('shared/command/'), (file, { target, kind, names, line }) => {
    if (kind === 'type' || !target.startsWith('shared/command/recorder-')) return
    const name = names.find((one) => !/^(decode|read|load)[A-Z]/.test(one))
    if (!name) return
    const message = `of a part of the recorder only reading is used outside shared/command: ${name} of ${target}`
    findings.push({ path: file.path, line, rule: 'writes', message })
  })
  return findings
}

/** A listed writer must exist, write each table it is listed for, and none of them may be a business table. */
function judgeList(project: Project, { path, tables }: MachineryWriter): Finding[] {
  const file = project.sources.get(path)
  const say = (message: string): Finding => ({ path, line: 1, rule: 'writes', message })
  if (!file) return [say('is listed under machineryWriters and is not there')]
  const found = writesIn(file)
  if (found.length === 0) return [say('is listed under machineryWriters and neither writes nor uses a handle')]
  const written = new Set(found.flatMap((write) => write.tables ?? []))
  const business = businessTables(project)
  return tables.flatMap((table) => {
    if (business.has(table)) return [say(`${table} is a business table: the recorder alone writes it`)]
    return written.has(table) ? [] : [say(`is listed as a writer of ${table} and no longer writes it`)]
  })
}

function writesIn(file: SourceFile): Write[] {
  const judged = new Set<Node>()
  return file.nodes.flatMap((node) => {
    const found = judged.has(node) ? undefined : writeIn(node, (part) => judged.add(part))
    return found ? [{ ...found, line: file.lineAt(node.start) }] : []
  })
}

type Found = Omit<Write, 'line'>
type Done = (part: Node) => void

/** Nodes come outermost first; `done` says which parts need no look of their own. */
function writeIn(node: Node, done: Done): Found | undefined {
  switch (node.type) {
    case 'TaggedTemplateExpression':
      if (lastName(node.tag) !== 'sql') return undefined
      done(node.quasi)
      return raw('sql`…`', staticText(node.quasi))
    case 'Literal':
    case 'TemplateLiteral': {
      // Whatever it is handed to: `run(executor, 'insert into …')`. Sentences begin with a capital, statements do not.
      const text = staticText(node)
      return text !== undefined && statement.test(text) ? raw('SQL text', text) : undefined
    }
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' ? callIn(node, node.callee, done) : undefined
    default:
      return undefined
  }
}

function callIn(call: ESTree.CallExpression, callee: ESTree.MemberExpression, done: Done): Found | undefined {
  const method = memberName(callee)
  const owner = lastName(callee.object) ?? ''
  const [first] = call.arguments
  if (method === undefined) return undefined
  if (builders.has(method)) {
    // The builder is given camelCase (`viewCount as v`), the database has snake_case.
    const table = stringOf(first)?.split(/\s/)[0]?.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    return { how: `.${method}(${table ? `'${table}'` : ''})`, tables: table ? [table] : undefined }
  }
  const byHandle = method === 'prepare' || (method === 'exec' && handle.test(owner))
  if (!byHandle && !(method === 'raw' && (owner === 'sql' || owner === 'CompiledQuery'))) return undefined
  if (first) done(first)
  const how = `${owner}.${method}()`
  // A handle goes round the executor even where it only reads, so its use is listed too.
  return raw(how, staticText(first)) ?? (byHandle ? { how, tables: [] } : undefined)
}

function raw(how: string, text: string | undefined): Found | undefined {
  if (text === undefined) return { how, tables: undefined }
  const { tables, shape } = writesOf(text)
  if (shape || tables.includes('?')) return { how, tables: undefined }
  return tables.length > 0 ? { how: `${how} on ${[...new Set(tables)].join(', ')}`, tables } : undefined
}

/** The tables of declared entities, as `table: '…'` says it in the models. */
function businessTables(project: Project): Set<string> {
  const models = [...project.sources.values()].filter((file) => placeOf(file.path).kind === 'model' && !isTest(file.path))
  const declared = models.flatMap((file) => file.nodes).flatMap((node) => {
    const isEntity = node.type === 'CallExpression' && lastName(node.callee) === 'defineEntity'
    const declaration = isEntity ? node.arguments[0] : undefined
    return declaration?.type === 'ObjectExpression' ? declaration.properties : []
  })
  const tables = declared.filter((part) => part.type === 'Property').filter((part) => keyName(part) === 'table')
  return new Set(tables.flatMap((part) => stringOf(part.value) ?? []))
}
