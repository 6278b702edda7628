import { EventEmitter } from 'node:events'
import type { MessagePortMain } from 'electron'
import { describe, expect, it } from 'vitest'
import { superviseCore } from './core-process.ts'

function supervised() {
  const children: (EventEmitter & { pid: number; got: [unknown, unknown][]; killed: boolean; postMessage(m: unknown, t?: unknown): void; kill(): boolean })[] = []
  const pauses: number[] = []
  let now = 0
  let gaveUp = 0
  const supervisor = superviseCore({
    start: () => {
      const child = Object.assign(new EventEmitter(), {
        pid: 100 + children.length,
        got: [] as [unknown, unknown][],
        killed: false,
        postMessage: (message: unknown, transfer?: unknown) => {
          child.got.push([message, transfer])
        },
        kill: () => (child.killed = true),
      })
      children.push(child)
      return child
    },
    log: () => undefined,
    now: () => now,
    wait: async (milliseconds) => {
      pauses.push(milliseconds)
    },
    gaveUp: () => {
      gaveUp++
    },
  })
  const die = async () => {
    children.at(-1)!.emit('exit', 1)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { supervisor, children, pauses, die, gaveUp: () => gaveUp, later: (milliseconds: number) => (now += milliseconds) }
}
const port = (name: string) => ({ name, close: () => undefined }) as unknown as MessagePortMain

describe('the core process', () => {
  it('is handed the port of each page', () => {
    const { supervisor, children } = supervised()
    const first = port('first')
    supervisor.connect(first)
    expect(children[0]!.got).toEqual([[{ type: 'connect' }, [first]]])
  })

  it('is started again when it dies, and gets the pages that came meanwhile', async () => {
    const { supervisor, children, die } = supervised()
    const dying = die()
    const early = port('early')
    supervisor.connect(early)
    await dying
    expect(children).toHaveLength(2)
    expect(children[1]!.got).toEqual([[{ type: 'connect' }, [early]]])
    expect(supervisor.pid()).toBe(101)
  })

  it('is not started for ever: the fifth death within a minute is told', async () => {
    const { supervisor, children, pauses, die, gaveUp } = supervised()
    for (let death = 0; death < 5; death++) await die()
    expect([children.length, gaveUp()]).toEqual([5, 1])
    expect(pauses).toEqual([0, 500, 1500, 4000])
    supervisor.restart()
    expect(children).toHaveLength(6)
  })

  it('forgives deaths that are long ago', async () => {
    const { children, die, gaveUp, later } = supervised()
    for (let death = 0; death < 12; death++) {
      await die()
      later(20_000)
    }
    expect([children.length, gaveUp()]).toEqual([13, 0])
  })

  it('is asked to close and not started again', async () => {
    const { supervisor, children, die } = supervised()
    const stopped = supervisor.stop(5_000)
    expect(children[0]!.got).toEqual([[{ type: 'close' }, undefined]])
    await die()
    await stopped
    expect(children).toHaveLength(1)
  })

  it('is ended when it does not close in time', async () => {
    const { supervisor, children } = supervised()
    await supervisor.stop(5_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(children[0]!.killed).toBe(true)
  })
})
