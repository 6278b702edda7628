// What the rules read: the files of the repository, or a map of invented ones in the rules' own tests.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync, type ESTree } from 'rolldown/utils'

export type Node = ESTree.Node

export type SourceFile = {
  readonly path: string
  readonly program: ESTree.Program
  /** Every node, parents before children. */
  readonly nodes: readonly Node[]
  lineAt(offset: number): number
}

export type Finding = { path: string; line: number; rule: string; message: string }

export type Rule = { readonly name: string; check(project: Project): Finding[] }

export type Project = {
  /** Every file that is there, also those that are not source. Paths are relative to the root, with slashes. */
  readonly paths: ReadonlySet<string>
  readonly sources: ReadonlyMap<string, SourceFile>
  /** Sources that the parser refuses. */
  readonly broken: readonly Finding[]
}

const sourceEnding = /\.[cm]?[jt]sx?$/

/** `files` maps paths to texts; of a file that is not source the text does not matter. */
export function makeProject(files: Readonly<Record<string, string>>): Project {
  const sources = new Map<string, SourceFile>()
  const broken: Finding[] = []
  for (const [name, text] of Object.entries(files)) {
    if (!sourceEnding.test(name)) continue
    const parsed = parseSync(name, text)
    const [error] = parsed.errors
    const line = error ? lineCounter(text)(error.labels[0]?.start ?? 0) : 0
    if (error) broken.push({ path: name, line, rule: 'syntax', message: error.message })
    else sources.set(name, new Source(name, text, parsed.program))
  }
  return { paths: new Set(Object.keys(files)), sources, broken }
}

class Source implements SourceFile {
  readonly path: string
  readonly program: ESTree.Program
  readonly lineAt: (offset: number) => number
  #nodes: Node[] | undefined

  constructor(name: string, text: string, program: ESTree.Program) {
    this.path = name
    this.program = program
    this.lineAt = lineCounter(text)
  }

  get nodes(): readonly Node[] {
    this.#nodes ??= descendants(this.program)
    return this.#nodes
  }
}

function descendants(root: Node): Node[] {
  const found: Node[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
    } else if (isNode(value)) {
      found.push(value)
      for (const key in value) visit(value[key as keyof Node])
    }
  }
  visit(root)
  return found
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function lineCounter(text: string): (offset: number) => number {
  let starts: number[] | undefined
  return (offset) => {
    starts ??= [0, ...Array.from(text.matchAll(/\n/g), (match) => match.index + 1)]
    const next = starts.findIndex((start) => start > offset)
    return next === -1 ? starts.length : next
  }
}

/** Reads the repository, leaving out what .gitignore names by folder (`out/`) or by ending (`*.log`). */
export function readProject(root: string): Project {
  const lines = readFileSync(path.join(root, '.gitignore'), 'utf8').split('\n').map((line) => line.trim())
  const named = lines.filter((line) => line.endsWith('/')).map((line) => line.replaceAll(/^\/|\/$/g, ''))
  const folders = new Set(['.git', ...named])
  const endings = lines.filter((line) => line.startsWith('*.')).map((line) => line.slice(1))
  const files: Record<string, string> = {}
  const visit = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = folder + entry.name
      if (entry.isDirectory()) {
        if (!folders.has(entry.name) && !folders.has(name)) visit(`${name}/`)
      } else if (!endings.some((ending) => name.endsWith(ending))) {
        files[name] = sourceEnding.test(name) ? readFileSync(path.join(root, name), 'utf8') : ''
      }
    }
  }
  visit('')
  return makeProject(files)
}
