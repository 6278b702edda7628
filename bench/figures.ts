/** One line of the result. `p50` and `p95` are in `unit`; `baseline` is the median of the plain code, `ratio` is p50 / baseline. */
export type Figure = {
  suite: string
  name: string
  unit: Unit
  p50: number
  p95: number
  /** Null where nothing plain does this work. */
  baseline: number | null
  ratio: number | null
  /** Milliseconds of single requests, where the line is a rate of them. */
  latency?: { p50: number; p99: number }
  /** The same of the replaced system, where it was measured, and how many times as good ours is. */
  replaced?: { figure: number; times: number } | null
}
export type Unit = 'ms' | 'ns' | 'rows/s' | 'requests/s' | 'commands/s' | 'MB' | '% of a core'
const moreIsBetter = (unit: Unit): boolean => unit.endsWith('/s')

export type SuiteOptions = {
  /** Less data and fewer rounds: to see that a suite runs, not to quote. */
  quick: boolean
  /** Only the group of lines of this name, where a suite has groups. */
  only: string | null
  /** Progress for a person; never on standard output. */
  say: (line: string) => void
}
export type Suite = { readonly name: string; run(options: SuiteOptions): AsyncIterable<Figure> }

/**
 * @param samples one per measurement, in `unit`; where more is better (rates) p95 is the slow end all the same: 95 % of
 * the samples are at least as good.
 */
export function figure(suite: string, name: string, unit: Unit, samples: readonly number[], plain: readonly number[] | null): Figure {
  const best = (all: readonly number[]) => all.toSorted((a, b) => (moreIsBetter(unit) ? b - a : a - b))
  const sorted = best(samples)
  const p50 = at(sorted, 0.5)
  const baseline = plain?.length ? at(best(plain), 0.5) : null
  return { suite, name, unit, p50: rounded(p50), p95: rounded(at(sorted, 0.95)), baseline: baseline === null ? null : rounded(baseline), ratio: baseline ? rounded(p50 / baseline) : null }
}

export type Round = { rate: number; p50: number; p99: number }

/** A line of requests over several connections: the median of its rounds. @param replaced requests a second of the replaced system. */
export function rateFigure(suite: string, name: string, rounds: readonly Round[], plain: readonly number[], replaced: number | null): Figure {
  const line = figure(suite, name, 'requests/s', rounds.map(({ rate }) => rate), plain)
  const median = (of: 'p50' | 'p99'): number => rounded(at(rounds.map((round) => round[of]).toSorted((a, b) => a - b), 0.5))
  return { ...line, latency: { p50: median('p50'), p99: median('p99') }, replaced: replaced === null ? null : { figure: replaced, times: rounded(line.p50 / replaced) } }
}

/** The nearest-rank percentile of sorted samples. */
function at(sorted: readonly number[], part: number): number {
  if (!sorted.length) throw new RangeError('no samples')
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]!
}

const rounded = (value: number): number => (value >= 1000 ? Math.round(value) : Number(value.toPrecision(3)))

/** Milliseconds that each call took, one after the other, in the order of `inputs`. */
export async function timeEach<T>(inputs: readonly T[], call: (input: T) => Promise<unknown>): Promise<number[]> {
  const samples: number[] = []
  for (const input of inputs) {
    const begun = performance.now()
    await call(input)
    samples.push(performance.now() - begun)
  }
  return samples
}
