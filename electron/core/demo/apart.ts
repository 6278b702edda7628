import { fork } from 'node:child_process'
import { join } from 'node:path'
import { AppError, isErrorCode } from '../../../shared/values/error.ts'

/** What the process that makes a demonstration says when it is done. */
export type Answer = { done: true } | { code: string; params: Record<string, unknown> } | { bug: string }

/**
 * Runs `make.ts` with these choices in a process of its own: drawing hundreds of pictures leaves the C library holding
 * some hundred megabytes, which the core that is opened next should not carry.
 */
export function makeApart(choices: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'make.ts'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
    let answer: Answer = { bug: 'the process that makes the demonstration ended before it was done' }
    child.on('message', (message: Answer) => (answer = message))
    child.on('error', reject)
    child.on('exit', () => {
      if ('done' in answer) resolve()
      else if ('code' in answer && isErrorCode(answer.code)) reject(new AppError(answer.code, answer.params))
      else reject(new Error('bug' in answer ? answer.bug : answer.code))
    })
    child.send(choices)
  })
}
