import type { FieldProblem } from './errors.ts'

/** Deeper than anything we take, and far from where a recursive reader would break. */
const deepest = 32

/**
 * What no field can hold: NUL, which PostgreSQL does not keep in a text, halves of surrogate pairs, which are no UTF-8, and values
 * nested without end. Looked for once at the border, so that no schema has to think of it. Told by the path of the field.
 */
export function unreadableTexts(value: unknown): FieldProblem[] {
  const problems: FieldProblem[] = []
  const left: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }]
  for (let one = left.pop(); one !== undefined && problems.length < 20; one = left.pop()) {
    const { value: here, path, depth } = one
    if (typeof here === 'string') {
      if (here.includes('\u0000') || !here.isWellFormed()) problems.push({ path, problem: 'invalid_format' })
    } else if (typeof here === 'object' && here !== null) {
      if (depth >= deepest) problems.push({ path, problem: 'too_big' })
      else for (const [name, inner] of Object.entries(here)) left.push({ value: inner, path: depth < 4 ? `${path}${path && '.'}${shown(name)}` : path, depth: depth + 1 })
    }
  }
  return problems
}

/** A name from outside, as it may stand in an answer. */
export function shown(name: string): string {
  return name.slice(0, 100).toWellFormed().replaceAll('\u0000', '')
}
