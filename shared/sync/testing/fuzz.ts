import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { isMainThread, Worker } from 'node:worker_threads'
import { corpus } from './corpus.ts'
import { faults, openSimulation } from './simulation.ts'
import type { SimulationOptions, Tally } from './simulation.ts'

/** Steps of one run: long enough for every kind of trouble, short enough to be read. */
export const usualLength = 120

export type Failure = { seed: number; length: number; message: string }

/** One run from one seed; what went wrong, or null. */
export async function runSeed(options: SimulationOptions, length = usualLength): Promise<{ failure: Failure | null; tally: Tally }> {
  const simulation = await openSimulation(options)
  try {
    await simulation.run(length)
    await simulation.rest()
    return { failure: null, tally: simulation.tally }
  } catch (error) {
    return { failure: { seed: options.seed, length, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }, tally: simulation.tally }
  } finally {
    await simulation.close()
  }
}

/** The shortest run of the same seed that still fails: its steps are the first of the long one. */
export async function shrink(failure: Failure, options: Omit<SimulationOptions, 'seed'> = {}): Promise<Failure> {
  let [passes, fails] = [0, failure]
  while (fails.length - passes > 1) {
    const length = (passes + fails.length) >> 1
    const { failure: shorter } = await runSeed({ ...options, seed: failure.seed }, length)
    if (shorter) fails = shorter
    else passes = length
  }
  return fails
}

/** How a long run ended: `seeds` counts the seeds that were run, `faults` how often each number of sync.md H happened. */
export type FuzzSum = { seeds: number; failed: number; faults: Record<string, number>; conflicts: number; rejections: number; lost: number }
export type Run = { seed: number; length: number }
type Ran = Awaited<ReturnType<typeof runSeed>>

/** Words of the checks that say that something a user typed is nowhere. */
const losses = ['no card', 'never reached', 'nobody is told'] as const

/** Runs the corpus and then `seeds` seeds, in as many threads; an aborted run sums up what it has come to. */
export async function fuzz(given: { seeds: number; first: number; length: number; workers: number; signal?: AbortSignal; onRan?: (ran: Ran, sum: FuzzSum) => void }): Promise<FuzzSum> {
  const sum: FuzzSum = { seeds: 0, failed: 0, faults: Object.fromEntries(faults.map((fault) => [fault, 0])), conflicts: 0, rejections: 0, lost: 0 }
  const runs: Run[] = [...corpus.map(({ seed, length }) => ({ seed, length })), ...Array.from({ length: given.seeds }, (_, n) => ({ seed: given.first + n, length: given.length }))]
  let done = 0
  const next = new Int32Array(new SharedArrayBuffer(4))
  const add = (ran: Ran): void => {
    if (++done > corpus.length) sum.seeds++
    for (const [fault, times] of Object.entries(ran.tally.faults)) sum.faults[fault] = (sum.faults[fault] ?? 0) + times
    sum.conflicts += ran.tally.conflicts
    sum.rejections += ran.tally.rejections
    if (ran.failure) sum.failed++
    if (losses.some((words) => ran.failure?.message.includes(words))) sum.lost++
    given.onRan?.(ran, sum)
  }
  const threads = Array.from({ length: Math.min(given.workers, runs.length) }, () => new Worker(new URL('./fuzz-worker.ts', import.meta.url), { workerData: { runs, next }, resourceLimits: { maxOldGenerationSizeMb: 256 } }))
  const stop = (): void => threads.forEach((thread) => void thread.terminate())
  given.signal?.addEventListener('abort', stop, { once: true })
  try {
    await Promise.all(threads.map((thread) => new Promise<void>((resolve, reject) => thread.on('message', add).once('error', reject).once('exit', () => resolve()))))
  } finally {
    stop()
  }
  return sum
}

async function main(): Promise<void> {
  const text = (value: number) => ({ type: 'string', default: String(value) }) as const
  const { values } = parseArgs({ options: { seeds: text(300), 'first-seed': text(1), length: text(usualLength), workers: text(availableParallelism()), json: { type: 'boolean', default: false } } })
  const stopped = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort())
  const began = Date.now()
  const sum = await fuzz({
    seeds: Number(values.seeds), first: Number(values['first-seed']), length: Number(values.length), workers: Number(values.workers), signal: stopped.signal,
    onRan: ({ failure }, { seeds, failed }) => {
      if (failure) process.stderr.write(`seed ${failure.seed} fails; the shortest: --first-seed ${failure.seed} --seeds 1 --length ${failure.length}\n${failure.message}\n`)
      if (seeds > 0 && seeds % 100 === 0) process.stderr.write(`${seeds} seeds, ${failed} failed, ${Math.round((Date.now() - began) / 1000)} s\n`)
    },
  })
  process.stdout.write(values.json ? `${JSON.stringify(sum)}\n` : `${sum.seeds} seeds, ${sum.failed} failed, ${sum.conflicts} conflicts, ${sum.rejections} refusals, ${sum.lost} lost\n`)
  process.exitCode = sum.failed ? 1 : 0
}

if (isMainThread && import.meta.main) await main()
