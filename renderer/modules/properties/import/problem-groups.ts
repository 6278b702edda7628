import type { ImportProblem, ImportProblemCode } from '../../../../shared/modules/properties/model-import.ts'

/** Problems of one sort in one column, told once with the lines they stand on. */
export type ProblemGroup = {
  code: ImportProblemCode
  severity: ImportProblem['severity']
  column: string | null
  lines: number[]
  /** Different values found there, the first few. */
  values: string[]
}

const rank = { error: 0, duplicate: 1, warning: 2 } as const
const shownValues = 4

/** What stops rows comes first, then what touches most of them. */
export function groupProblems(problems: readonly ImportProblem[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>()
  for (const problem of problems) {
    const key = `${problem.severity} ${problem.code} ${problem.column ?? ''}`
    let group = groups.get(key)
    if (!group)
      groups.set(key, (group = { code: problem.code, severity: problem.severity, column: problem.column, lines: [], values: [] }))
    if (group.lines.at(-1) !== problem.line) group.lines.push(problem.line)
    const value = problem.value?.trim()
    if (value && group.values.length < shownValues && !group.values.includes(value)) group.values.push(value)
  }
  for (const group of groups.values()) group.lines = [...new Set(group.lines)].sort((a, b) => a - b)
  return [...groups.values()].sort(
    (a, b) => rank[a.severity] - rank[b.severity] || b.lines.length - a.lines.length || (a.code < b.code ? -1 : 1),
  )
}

export type LineRange = { from: number; to: number }

/** Lines as a person writes them: 3, 7–9. At most `max` ranges; `more` counts the lines left unsaid. */
export function lineRanges(lines: readonly number[], max = 6): { ranges: LineRange[]; more: number } {
  const all: LineRange[] = []
  for (const line of lines) {
    const last = all.at(-1)
    if (last && line === last.to + 1) last.to = line
    else all.push({ from: line, to: line })
  }
  return { ranges: all.slice(0, max), more: all.slice(max).reduce((sum, range) => sum + range.to - range.from + 1, 0) }
}
