import { describe, expect, it } from 'vitest'
import { openPokes } from './poke.ts'
import type { PokeSocket } from './poke.ts'
import { openTime } from './testing/time.ts'

type Said = 'connect' | 'disconnect' | 'connect_error' | 'poke'

/** A post whose log stands at `cursor`, each exchange of which takes `takes` milliseconds and brings it to `head`. */
function open({ takes = 0 }: { takes?: number } = {}) {
  const time = openTime()
  const listeners = new Map<Said, (said?: unknown) => void>()
  const server = { head: 0, connects: 0 }
  const post = { cursor: 0, exchanges: 0 }
  let active = true
  const socket: PokeSocket = {
    get active() {
      return active
    },
    on: (event, listener) => listeners.set(event, listener),
    connect: () => void server.connects++,
    disconnect: () => {
      active = false
    },
  }
  const pokes = openPokes({
    open: () => socket, cursor: async () => post.cursor, clock: time.now, later: time.later,
    now: async () => {
      post.exchanges++
      const { head } = server
      await new Promise<void>((resolve) => void (takes ? time.later(takes, resolve) : resolve()))
      post.cursor = head
    },
  })
  return {
    time, server, post, pokes,
    say: async (event: Said, said?: unknown) => {
      if (event === 'connect') active = true
      listeners.get(event)!(said)
      await time.pass(0)
    },
    sendAway: () => {
      active = false
    },
  }
}

describe('pokes', () => {
  it('one brings an exchange within a moment, and so does a connection that came back', async () => {
    const { time, server, post, say } = open()
    await say('connect')
    await time.pass(100)
    expect(post.exchanges).toBe(1)
    server.head = 3
    await say('poke', { head: 3 })
    await time.pass(20)
    expect(post).toEqual({ exchanges: 2, cursor: 3 })
    await say('disconnect')
    server.head = 4
    await say('connect')
    await time.pass(20)
    expect(post).toEqual({ exchanges: 3, cursor: 4 })
  })

  it('fault 11: many of a moment are one, doubled and own ones nothing, early and unreadable ones do no harm', async () => {
    const { time, server, post, say } = open()
    server.head = 5
    for (let head = 1; head <= 5; head++) await say('poke', { head })
    await time.pass(100)
    expect(post).toEqual({ exchanges: 1, cursor: 5 })
    await say('poke', { head: 5 })
    await say('poke', { head: 2 })
    await time.pass(1000)
    expect(post.exchanges).toBe(1)
    // The server has not got there yet: asked, nothing came, asked again with the next word.
    await say('poke', { head: 6 })
    await time.pass(100)
    expect(post).toEqual({ exchanges: 2, cursor: 5 })
    server.head = 6
    await say('poke', 'what?')
    await time.pass(100)
    expect(post).toEqual({ exchanges: 3, cursor: 6 })
  })

  it('what is heard while an exchange runs is asked for after it, and what that brought is not', async () => {
    const { time, server, post, say } = open({ takes: 50 })
    server.head = 1
    await say('poke', { head: 1 })
    await time.pass(20)
    await say('poke', { head: 1 })
    await time.pass(1000)
    expect(post).toEqual({ exchanges: 1, cursor: 1 })
    server.head = 2
    await say('poke', { head: 2 })
    await time.pass(20)
    server.head = 3
    await say('poke', { head: 3 })
    await time.pass(2000)
    expect(post).toEqual({ exchanges: 3, cursor: 3 })
  })

  it('a server that answers slowly is asked rarely, however often it pokes', async () => {
    const { time, server, post, say } = open({ takes: 200 })
    for (let n = 0; n < 100; n++) {
      await say('poke', { head: ++server.head })
      await time.pass(100)
    }
    expect(post.exchanges).toBeGreaterThan(8)
    expect(post.exchanges).toBeLessThan(12)
    await time.pass(5000)
    expect(post.cursor).toBe(100)
  })

  it('whoever was sent away comes back by himself after a minute, and not once closed', async () => {
    const { time, server, say, sendAway, pokes } = open()
    await say('connect')
    sendAway()
    await say('disconnect')
    await time.pass(59_000)
    expect(server.connects).toBe(1)
    await time.pass(2_000)
    expect(server.connects).toBe(2)
    await say('connect_error')
    await time.pass(61_000)
    expect(server.connects).toBe(3)
    pokes.close()
    await say('disconnect')
    await time.pass(120_000)
    expect([server.connects, time.waiting()]).toEqual([3, 0])
  })
})
