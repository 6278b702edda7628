import { parseArgs } from 'node:util'
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

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seeds: { type: 'string', default: '300' }, 'first-seed': { type: 'string', default: '1' }, length: { type: 'string', default: String(usualLength) }, json: { type: 'boolean', default: false } } })
  const [seeds, first, length] = [Number(values.seeds), Number(values['first-seed']), Number(values.length)]
  const sum = { seeds, failed: 0, faults: Object.fromEntries(faults.map((fault) => [fault, 0])) as Record<string, number>, conflicts: 0, rejections: 0, lost: 0 }
  const began = Date.now()
  const runs = [...corpus.map(({ seed, length: steps }) => ({ seed, steps })), ...Array.from({ length: seeds }, (_, i) => ({ seed: first + i, steps: length }))]
  for (const [i, { seed, steps }] of runs.entries()) {
    const { failure, tally } = await runSeed({ seed }, steps)
    for (const [fault, times] of Object.entries(tally.faults)) sum.faults[fault]! += times
    sum.conflicts += tally.conflicts
    sum.rejections += tally.rejections
    if (failure) {
      sum.failed++
      if (failure.message.includes('no card') || failure.message.includes('never reached') || failure.message.includes('nobody is told')) sum.lost++
      const shortest = await shrink(failure)
      process.stderr.write(`seed ${seed} fails; the shortest: --first-seed ${seed} --seeds 1 --length ${shortest.length}\n${shortest.message}\n`)
    }
    if (!values.json && (i + 1) % 100 === 0) process.stderr.write(`${i + 1} runs, ${sum.failed} failed, ${Math.round((Date.now() - began) / 1000)} s\n`)
  }
  process.stdout.write(values.json ? `${JSON.stringify(sum)}\n` : `${seeds} seeds, ${sum.failed} failed, ${sum.conflicts} conflicts, ${sum.rejections} refusals, ${sum.lost} lost\n`)
  process.exitCode = sum.failed ? 1 : 0
}

if (import.meta.main) await main()
