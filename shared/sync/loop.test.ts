import { describe, expect, it } from 'vitest'
import { openLoop } from './loop.ts'
import type { LoopState } from './loop.ts'
import { TransportError } from './transport.ts'
import { randomFrom } from './testing/random.ts'
import { openTime } from './testing/time.ts'

function open(exchange: () => Promise<{ held: boolean }>, later?: (milliseconds: number, work: () => void) => () => void) {
  const time = openTime()
  const states: LoopState[] = []
  const loop = openLoop({ exchange, later: later ?? time.later, random: randomFrom(1).next, onState: (state) => states.push(state) })
  return { time, states, loop }
}

describe('keeping in step', () => {
  it('asks once a minute by itself, poked or not', async () => {
    let exchanges = 0
    const { time, loop } = open(async () => {
      exchanges++
      return { held: false }
    })
    await loop.now()
    await time.pass(10 * 60_000)
    expect(exchanges).toBeGreaterThanOrEqual(11)
    expect(exchanges).toBeLessThanOrEqual(21)
  })

  it('tries again after every failure on its own timer, later each time up to five minutes, never only on the next write', async () => {
    const at: number[] = []
    const { time, loop } = open(async () => {
      at.push(time.now())
      throw new TransportError('away')
    })
    await loop.now()
    await time.pass(2 * 3_600_000)
    const waits = at.slice(1).map((one, i) => one - at[i]!)
    expect(waits[0]).toBeLessThanOrEqual(1000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(5 * 60_000)
    expect(waits.at(-1)).toBeGreaterThanOrEqual(2.5 * 60_000)
    expect(at.length).toBeGreaterThan(25)
  })

  it('a build whose timer does not run would stay where it is: this is what the timer is for', async () => {
    let exchanges = 0
    const { time, loop } = open(async () => {
      exchanges++
      throw new TransportError('away')
    }, () => () => undefined)
    await loop.now()
    await time.pass(3_600_000)
    expect(exchanges).toBe(1)
  })

  it('leaves the server alone as long as it asks', async () => {
    const at: number[] = []
    const { time, loop } = open(async () => {
      at.push(time.now())
      throw new TransportError('busy', { retryAfter: 90_000 })
    })
    await loop.now()
    await time.pass(89_000)
    expect(at).toHaveLength(1)
    await time.pass(2000)
    expect(at).toHaveLength(2)
  })

  it('calls while it works become one more round, one exchange at a time', async () => {
    let [running, most, exchanges] = [0, 0, 0]
    let release = (): void => undefined
    const { loop } = open(async () => {
      exchanges++
      most = Math.max(most, ++running)
      await new Promise<void>((resolve) => {
        release = resolve
      })
      running--
      return { held: false }
    })
    const first = loop.now()
    for (let n = 0; n < 5; n++) void loop.now()
    release()
    for (let n = 0; n < 20; n++) await Promise.resolve()
    release()
    await first
    expect([exchanges, most]).toEqual([2, 1])
  })

  it('says when somebody is needed, and works no more once it is closed', async () => {
    let exchanges = 0
    const { time, states, loop } = open(async () => {
      exchanges++
      throw new TransportError('signedOut')
    })
    await loop.now()
    expect(states.at(-1)).toMatchObject({ working: false, stopped: 'signedOut', failures: 1 })
    await loop.close()
    await time.pass(3_600_000)
    expect([exchanges, time.waiting()]).toEqual([1, 0])
  })
})
