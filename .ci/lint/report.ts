import { exceptions as listed, type Exception } from './exceptions.ts'
import { makeProject, readProject, type Finding, type Project, type Rule } from './source.ts'

/** All findings of the rules, less the listed exceptions, plus the exceptions that do not fit; sorted by place. */
export function lint(project: Project, rules: readonly Rule[], exceptions: readonly Exception[] = listed): Finding[] {
  const findings = [...project.broken, ...rules.flatMap((rule) => rule.check(project))]
  const names = new Set(rules.map((rule) => rule.name))
  const left = new Set(findings)
  for (const exception of exceptions.filter((one) => names.has(one.rule))) {
    const { rule, path, count } = exception
    const covered = findings.filter((finding) => finding.rule === rule && finding.path === path)
    const message = `${count} findings of ${rule} are excepted here, but there are ${covered.length}`
    if (covered.length === count) for (const finding of covered) left.delete(finding)
    else left.add({ path, line: 1, rule: 'exceptions', message })
  }
  return [...left].toSorted(byPlace)
}

/** What the tests of rules use: the findings in invented files, as they are printed. */
export function lintFiles(
  files: Readonly<Record<string, string>>,
  rules: readonly Rule[],
  exceptions: readonly Exception[] = [],
): string[] {
  return lint(makeProject(files), rules, exceptions).map(inWords)
}

export function inWords({ path, line, rule, message }: Finding): string {
  return `${path}:${line} ${rule}: ${message}`
}

/** Lints the repository that stands around this file and ends with 1 when something was found. */
export function runAsProgram(rules: readonly Rule[]): void {
  const started = performance.now()
  const project = readProject(`${import.meta.dirname}/../..`)
  const findings = lint(project, rules)
  for (const finding of findings) console.log(inWords(finding))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${findings.length} findings of ${rules.length} rules in ${project.sources.size} files, ${seconds} s`)
  if (findings.length > 0) process.exitCode = 1
}

function byPlace(one: Finding, other: Finding): number {
  return compare(one.path, other.path) || one.line - other.line || compare(inWords(one), inWords(other))
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
