import { TransportError } from './transport.ts'
import type { Stop } from './transport.ts'

export type LoopParts = {
  /** `more`: something is still on its way, and nobody waits for it. */
  exchange: () => Promise<{ held: boolean; more?: boolean }>
  /** Runs something after so many milliseconds; gives what cancels it. */
  later: (milliseconds: number, work: () => void) => () => void
  /** Between 0 and 1. */
  random: () => number
  onState: (state: LoopState) => void
}
export type LoopState = { working: boolean; stopped: Stop | null; error: unknown; failures: number }

const [firstWait, longestWait, poll] = [1000, 5 * 60_000, 60_000]
/** Between two parts of what is still on its way: whoever works here comes first. */
const breath = 50

/**
 * Keeps a post in step by itself: after every failure it tries again on its own timer, with jitter, never only on the next write;
 * after a success it asks once a minute whether or not it was poked (sync.md E2). One exchange at a time.
 */
export function openLoop({ exchange, later, random, onState }: LoopParts) {
  let cancel: (() => void) | null = null
  let running: Promise<void> | null = null
  let asked = false
  let closed = false
  let failures = 0

  const wait = (milliseconds: number): void => {
    cancel?.()
    if (!closed) cancel = later(milliseconds, () => void now())
  }
  const jittered = (milliseconds: number): number => milliseconds * (0.5 + random() / 2)

  async function once(): Promise<void> {
    onState({ working: true, stopped: null, error: null, failures })
    try {
      const { held, more = false } = await exchange()
      failures = held ? failures + 1 : 0
      onState({ working: false, stopped: null, error: null, failures })
      wait(held ? backOff() : more ? breath : jittered(poll))
    } catch (error) {
      failures++
      const stop = error instanceof TransportError ? error.stop : 'away'
      onState({ working: false, stopped: stop, error, failures })
      // Signed out or too old: somebody has to do something; asked rarely all the same, for it may be mended on the other side.
      const needsSomebody = stop !== 'away' && stop !== 'busy'
      wait(Math.max(needsSomebody ? longestWait : backOff(), error instanceof TransportError ? (error.retryAfter ?? 0) : 0))
    }
  }

  const backOff = (): number => jittered(Math.min(longestWait, firstWait * 2 ** Math.min(failures - 1, 20)))

  /** Exchanges as soon as it can: somebody typed, a poke came, the network is back. Calls meanwhile become one more round. */
  async function now(): Promise<void> {
    if (closed) return
    asked = true
    running ??= (async () => {
      try {
        while (asked && !closed) {
          asked = false
          cancel?.()
          await once()
        }
      } finally {
        running = null
      }
    })()
    return running
  }

  return {
    now,
    async close(): Promise<void> {
      closed = true
      cancel?.()
      await running
    },
  }
}
