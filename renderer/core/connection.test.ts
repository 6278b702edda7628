import { createORPCClient } from '@orpc/client'
import { ORPCError, os } from '@orpc/server'
import type { RouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/values/error.ts'
import { createConnection } from './connection.ts'
import type { ConnectionState } from './connection.ts'
import { Refused } from './wire.ts'
import type { Wire } from './wire.ts'

/** A core that can be brought down, and comes back when it is opened again. */
function machine() {
  const done: string[] = []
  let waiting: (() => void)[] = []
  let sessions = new Set<string>()
  const router = {
    command: os.handler(async ({ input }) => {
      const { id, deadly } = input as { id: string; deadly?: boolean }
      if (deadly) crash()
      if (!done.includes(id)) {
        done.push(id)
        if (id === 'answer is lost') crash()
      }
      return `done ${id}`
    }),
    query: os.handler(async ({ input }) => {
      if (input === 'hang') await new Promise<void>((resolve) => waiting.push(resolve))
      if (input === 'refuse') throw new ORPCError('APP_ERROR', { data: { code: 'forbidden', params: { a: 1 } } })
      if (input === 'who') return [...sessions].join()
      return input
    }),
    resume: os.handler(({ input }) => {
      if (input === 'expired') throw new ORPCError('APP_ERROR', { data: { code: 'not_signed_in', params: {} } })
      sessions.add(String(input))
      return null
    }),
    stream: os.handler(async function* () {
      yield 1
      await new Promise<void>((resolve) => waiting.push(resolve))
    }),
  }
  const handler = new RPCHandler(router)
  let port: MessagePort | null = null
  let opened = 0
  let refuseOpening = 0
  let known = true
  function crash() {
    port?.close()
    waiting = []
    sessions = new Set()
  }
  const open = async (): Promise<Wire> => {
    if (!known) throw new Refused('no')
    if (refuseOpening-- > 0) throw new Error('not yet')
    opened++
    const channel = new MessageChannel()
    port = channel.port1
    channel.port1.start()
    handler.upgrade(channel.port1)
    return {
      send: (message) => channel.port2.postMessage(message),
      onMessage: (listener) => {
        channel.port2.addEventListener('message', (event) => listener(event.data as string))
        channel.port2.start()
      },
      onClose: (listener) => channel.port2.addEventListener('close', listener),
      close: () => channel.port2.close(),
    }
  }
  return {
    open, crash, done, router,
    openings: () => opened,
    failNext: (times: number) => {
      refuseOpening = times
    },
    forget: () => {
      known = false
    },
  }
}

function connected() {
  const core = machine()
  const pauses: number[] = []
  const connection = createConnection({
    open: core.open,
    mayRepeat: (path) => path[0] === 'command',
    messageLimit: 10_000,
    wait: async (milliseconds) => {
      pauses.push(milliseconds)
      await new Promise((resolve) => setTimeout(resolve, 1))
    },
  })
  const client = createORPCClient<RouterClient<typeof core.router>>(connection.link) as never as Record<'command' | 'query' | 'resume' | 'stream', (input?: unknown, options?: { signal?: AbortSignal }) => Promise<never>>
  const states: ConnectionState[] = [connection.state()]
  connection.subscribe(() => states.push(connection.state()))
  return { core, connection, client, states, pauses }
}

const refusal = (call: Promise<unknown>) => call.then((value) => value, (error: AppError) => [error instanceof AppError, error.code, error.params])
const until = async (condition: () => boolean) => {
  for (let wait = 0; wait < 200 && !condition(); wait++) await new Promise((resolve) => setTimeout(resolve, 1))
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('the connection to the core', () => {
  it('lets calls wait until it stands', async () => {
    const { client, states } = connected()
    expect(await client.query('Almadies')).toBe('Almadies')
    expect(states).toEqual(['connecting', 'connected'])
  })

  it('gives a refusal of the core as an AppError', async () => {
    expect(await refusal(connected().client.query('refuse'))).toEqual([true, 'forbidden', { a: 1 }])
  })

  it('fails a question that was under way when the core died, and answers the next one', async () => {
    const { core, client, states } = connected()
    const asked = refusal(client.query('hang'))
    await settle()
    core.crash()
    expect(await asked).toEqual([true, 'core_restarted', {}])
    expect(await client.query('again')).toBe('again')
    expect(states).toEqual(['connecting', 'connected', 'resuming', 'connected'])
  })

  it('sends a command again under its own id, so that it is done once', async () => {
    const { core, client } = connected()
    expect(await client.command({ id: 'answer is lost' })).toBe('done answer is lost')
    expect(core.done).toEqual(['answer is lost'])
    expect(core.openings()).toBe(2)
  })

  it('does not send for ever a command that brings the core down', async () => {
    const { core, client } = connected()
    expect(await refusal(client.command({ id: 'x', deadly: true }))).toEqual([true, 'core_restarted', {}])
    expect(core.openings()).toBeLessThanOrEqual(4)
  })

  it('tries again with growing pauses', async () => {
    const { core, client, connection, pauses } = connected()
    await client.query('x')
    pauses.length = 0
    core.failNext(4)
    core.crash()
    await until(() => connection.state() === 'resuming')
    expect(await client.query('y')).toBe('y')
    expect(pauses).toEqual([0, 100, 250, 500, 1000])
  })

  it('takes the session up again before any call that waits', async () => {
    const { core, connection, client } = connected()
    await client.query('x')
    connection.beforeCalls((link) => link.call(['resume'], 'awa', { context: {} }))
    core.crash()
    await settle()
    expect(await client.query('who')).toBe('awa')
  })

  it('connects all the same when the session is over', async () => {
    const { core, connection, client } = connected()
    await client.query('x')
    connection.beforeCalls((link) => link.call(['resume'], 'expired', { context: {} }))
    core.crash()
    await settle()
    expect(await client.query('who')).toBe('')
  })

  it('ends a stream with core_restarted when the core dies', async () => {
    const { core, client } = connected()
    const stream = (await client.stream()) as AsyncIterator<number>
    expect((await stream.next()).value).toBe(1)
    const next = refusal(stream.next())
    core.crash()
    expect(await next).toEqual([true, 'core_restarted', {}])
  })

  it('gives up when the host does not know this page', async () => {
    const { core, client, connection } = connected()
    await client.query('x')
    core.forget()
    core.crash()
    await until(() => connection.state() === 'refused')
    expect(await refusal(client.query('y'))).toEqual([true, 'not_signed_in', { host: true }])
    expect(connection.state()).toBe('refused')
  })

  it('refuses a message that the core would cut off', async () => {
    expect(await refusal(connected().client.query('x'.repeat(20_000)))).toEqual([true, 'too_large', {}])
  })

  it('stops waiting when the caller does', async () => {
    const { core, client } = connected()
    await client.query('x')
    core.failNext(1000)
    core.crash()
    await settle()
    const stop = new AbortController()
    const asked = refusal(client.query('y', { signal: stop.signal }))
    stop.abort()
    expect(await asked).toEqual([true, 'cancelled', {}])
  })
})
