import { setTimeout as wait } from 'node:timers/promises'

/** Waits until something has become true, looking often; throws when it has not in time. */
export async function until(what: string, holds: () => unknown, milliseconds = 20_000): Promise<void> {
  const end = Date.now() + milliseconds
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what}: not in ${milliseconds} ms`)
    await wait(10)
  }
}
