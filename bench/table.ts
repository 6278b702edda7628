import type { Figure } from './figures.ts'

type Column = { title: string; of(figure: Figure): string | number | null | undefined }

/** Those that no figure of a suite fills are left away. */
const columns: readonly Column[] = [
  { title: 'name', of: ({ name }) => name },
  { title: 'unit', of: ({ unit }) => unit },
  { title: 'replaced', of: ({ replaced }) => replaced?.figure },
  { title: 'p50', of: ({ p50 }) => p50 },
  { title: 'p95', of: ({ p95 }) => p95 },
  { title: 'times', of: ({ replaced }) => replaced?.times },
  { title: 'baseline', of: ({ baseline }) => baseline },
  { title: 'ratio', of: ({ ratio }) => ratio },
  { title: 'ms p50', of: ({ latency }) => latency?.p50 },
  { title: 'ms p99', of: ({ latency }) => latency?.p99 },
]

/** The figures of one suite for a person, numbers flush right. */
export function tableOf(figures: readonly Figure[]): string {
  const shown = columns.filter(({ of }) => figures.some((figure) => of(figure) !== undefined))
  const lines = [shown.map(({ title }) => title), ...figures.map((figure) => shown.map(({ of }) => String(of(figure) ?? '-')))]
  const widths = shown.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)))
  return lines.map((line) => line.map((text, i) => (i < 2 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))).join('  ').trimEnd()).join('\n')
}
