import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/values/error.ts'
import { startWork, works } from './work-tray.ts'

beforeEach(() => {
  vi.useFakeTimers()
  works.set([])
})
afterEach(() => vi.useRealTimers())

const only = () => works.get()[0]!

describe('long work', () => {
  it('shows how far it is, then how it ended, then leaves', async () => {
    const seen: number[] = []
    const stop = works.subscribe(() => seen.push(works.get()[0]?.progress.done ?? -1))
    const state = await startWork({
      name: 'import',
      async *run() {
        yield { done: 1, total: 2 }
        yield { done: 2, total: 2 }
        return { message: 'two rows' }
      },
    })
    stop()
    expect(state).toBe('done')
    expect(seen).toEqual([0, 1, 2, 2])
    expect(only()).toMatchObject({ state: 'done', end: { message: 'two rows' } })
    vi.runAllTimers()
    expect(works.get()).toEqual([])
  })

  it('stays when it leads to a result', async () => {
    await startWork({
      name: 'import',
      async *run() {
        yield { done: 1, total: 1 }
        return { message: 'done', open: { label: 'see', run: () => undefined } }
      },
    })
    vi.runAllTimers()
    expect(works.get()).toHaveLength(1)
  })

  it('stops when it is told to', async () => {
    const running = startWork({
      name: 'export',
      async *run(signal) {
        for (let done = 0; !signal.aborted; done++) {
          yield { done, total: null }
          await Promise.resolve()
        }
      },
    })
    await Promise.resolve()
    only().cancel()
    expect(await running).toBe('cancelled')
    expect(only().state).toBe('cancelled')
  })

  it('that fails says why, and does not throw into the screen that began it', async () => {
    const state = await startWork({
      name: 'backup',
      async *run() {
        yield { done: 0, total: null }
        throw new AppError('disk_full')
      },
    })
    expect(state).toBe('failed')
    expect(only().error?.code).toBe('disk_full')
  })
})
