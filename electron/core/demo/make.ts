import { AppError } from '../../../shared/values/error.ts'
import { makeDemo } from '../demo.ts'
import type { MadeWith } from '../demo.ts'
import type { Answer } from './apart.ts'

// A process of its own for prepareDemo (see apart.ts): one message in, one out.
process.once('message', (choices: MadeWith) => void make(choices))
// Whoever asked is gone: what is unfinished is begun again next time.
process.once('disconnect', () => process.exit(1))

async function make(choices: MadeWith): Promise<void> {
  let answer: Answer
  try {
    await makeDemo(choices)
    answer = { done: true }
  } catch (error) {
    answer = error instanceof AppError ? { code: error.code, params: { ...error.params } }
      : { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
  process.send!(answer, () => process.exit(0))
}
