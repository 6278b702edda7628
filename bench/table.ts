import type { Figure } from './figures.ts'

const columns = ['name', 'unit', 'p50', 'p95', 'baseline', 'ratio'] as const

/** The figures of one suite for a person, numbers flush right. */
export function tableOf(figures: readonly Figure[]): string {
  const lines = [[...columns], ...figures.map((figure) => columns.map((column) => (figure[column] === null ? '-' : String(figure[column]))))]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)))
  return lines.map((line) => line.map((text, i) => (i < 2 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))).join('  ').trimEnd()).join('\n')
}
