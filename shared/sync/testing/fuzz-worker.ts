import { parentPort, workerData } from 'node:worker_threads'
import { runSeed, shrink } from './fuzz.ts'
import type { Run } from './fuzz.ts'

// Takes one run after another from the list that all workers share, until it is at its end.
const { runs, next } = workerData as { runs: readonly Run[]; next: Int32Array<SharedArrayBuffer> }

for (let n = Atomics.add(next, 0, 1); n < runs.length; n = Atomics.add(next, 0, 1)) {
  const { seed, length } = runs[n]!
  const { failure, tally } = await runSeed({ seed }, length)
  parentPort!.postMessage({ tally, failure: failure && (await shrink(failure)) })
}
