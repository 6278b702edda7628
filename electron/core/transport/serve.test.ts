import { MessageChannel } from 'node:worker_threads'
import type { AddressInfo } from 'node:net'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { eventIterator, oc } from '@orpc/contract'
import type { ContractRouterClient } from '@orpc/contract'
import { implement } from '@orpc/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { AppError } from '../../../shared/values/error.ts'
import { createServer } from './serve.ts'
import { wireOfPort, wireOfSocket } from './wire.ts'
import type { Wire } from './wire.ts'

const contract = {
  add: oc.input(z.strictObject({ a: z.int(), b: z.int() })).output(z.int()),
  refuse: oc.input(z.strictObject({})).output(z.null()),
  fail: oc.input(z.strictObject({})).output(z.null()),
  wrongAnswer: oc.input(z.strictObject({})).output(z.strictObject({ sum: z.int() })),
  slow: oc.input(z.strictObject({})).output(z.null()),
  patient: oc.$meta<{ timeLimit?: number }>({ timeLimit: 5_000 }).input(z.strictObject({})).output(z.null()),
  count: oc.input(z.strictObject({ to: z.int(), then: z.enum(['end', 'refuse', 'wait']) })).output(eventIterator(z.int())),
  bytes: oc.input(z.strictObject({ blob: z.instanceof(Blob) })).output(z.instanceof(Blob)),
  who: oc.input(z.strictObject({})).output(z.string()),
}
type Context = { id: string }
type Client = ContractRouterClient<typeof contract>

function application() {
  const logged: { event: string; details: Record<string, unknown> }[] = []
  const connected = new Set<string>()
  const aborted: string[] = []
  let connections = 0
  const on = implement(contract).$context<Context>()
  const router = on.router({
    add: on.add.handler(({ input }) => input.a + input.b),
    refuse: on.refuse.handler(() => { throw new AppError('forbidden', { needs: 'admin' }) }),
    fail: on.fail.handler(() => { throw new TypeError('the secret is Dakar2026') }),
    wrongAnswer: on.wrongAnswer.handler(() => ({ total: 3 }) as never),
    slow: on.slow.handler(async ({ signal }) => {
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }))
      aborted.push('slow')
      return null
    }),
    patient: on.patient.handler(async () => {
      await new Promise((resolve) => setTimeout(resolve, 250))
      return null
    }),
    count: on.count.handler(async function* ({ input, signal }) {
      for (let index = 1; index <= input.to; index++) yield index
      if (input.then === 'refuse') throw new AppError('disk_full')
      if (input.then === 'wait') {
        await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }))
        aborted.push('count')
      }
    }),
    bytes: on.bytes.handler(async ({ input }) => new Blob([new Uint8Array(await input.blob.arrayBuffer()).reverse()], { type: 'image/webp' })),
    who: on.who.handler(({ context }) => context.id),
  })
  const serve = createServer<Context>(
    {
      router,
      connect: () => {
        const context = { id: `connection ${++connections}` }
        connected.add(context.id)
        return context
      },
      disconnect: (context) => connected.delete(context.id),
    },
    {
      log: (_level, event, details = {}) => logged.push({ event, details }),
      newId: () => 'f4a7',
      limits: { message: 300_000, call: 100 },
    },
  )
  return { serve, logged, connected, aborted }
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function overPort(serve: (wire: Wire) => void): Promise<{ client: Client; raw: (message: unknown) => void; close: () => void }> {
  const { port1, port2 } = new MessageChannel()
  serve(wireOfPort(port1))
  const client = createORPCClient<Client>(new PortLink({ port: asPagePort(port2) }))
  closing.push(() => port2.close())
  return { client, raw: (message) => port2.postMessage(message), close: () => port2.close() }
}

/** The page has a DOM port, which hands over an event; worker_threads in a test hands over the value. */
function asPagePort(port: MessageChannel['port1']) {
  return {
    postMessage: (data: unknown) => port.postMessage(data),
    on: (event: 'message' | 'close', listener: (event?: { data: unknown }) => void) =>
      port.on(event, (data: unknown) => listener({ data })),
  } as never
}

async function overSocket(serve: (wire: Wire) => void): Promise<{ client: Client; raw: (message: unknown) => void; close: () => void }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (socket) => serve(wireOfSocket(socket)))
  await new Promise((resolve) => server.once('listening', resolve))
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  socket.binaryType = 'arraybuffer'
  await new Promise((resolve) => socket.once('open', resolve))
  closing.push(() => {
    socket.terminate()
    server.close()
  })
  const client = createORPCClient<Client>(new SocketLink({ websocket: socket as never }))
  return { client, raw: (message) => socket.send(message as string), close: () => socket.close() }
}

const until = async (condition: () => boolean) => {
  for (let wait = 0; wait < 200 && !condition(); wait++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(condition()).toBe(true)
}
const refusal = (call: Promise<unknown>) => call.then(() => 'answered', (error: { code: string; data: unknown }) => ({ ...error, code: error.code, data: error.data }))

describe.each([['a MessagePort', overPort], ['a WebSocket', overSocket]] as const)('the core over %s', (_name, connect) => {
  it('answers a call', async () => {
    const { client } = await connect(application().serve)
    expect(await client.add({ a: 2, b: 3 })).toBe(5)
  })

  it('gives an expected refusal with its code and params', async () => {
    const { client } = await connect(application().serve)
    expect(await refusal(client.refuse({}))).toMatchObject({ data: { code: 'forbidden', params: { needs: 'admin' } } })
  })

  it('hides what an exception said and gives the id under which it was logged', async () => {
    const { serve, logged } = application()
    const { client } = await connect(serve)
    const error = await refusal(client.fail({}))
    expect(error).toMatchObject({ data: { code: 'internal', params: { id: 'f4a7' } } })
    expect(JSON.stringify(error)).not.toContain('Dakar2026')
    expect(logged).toMatchObject([{ event: 'call failed', details: { path: 'fail', id: 'f4a7' } }])
  })

  it('refuses junk by naming the field, without sending the value back', async () => {
    const { client } = await connect(application().serve)
    const error = await refusal(client.add({ a: 'Almadies' as never, b: 1 }))
    expect(error).toMatchObject({ data: { code: 'invalid_input', params: { issues: [{ path: 'a', problem: 'invalid_type' }] } } })
    expect(JSON.stringify(error)).not.toContain('Almadies')
  })

  it('treats an answer that breaks the contract as a bug', async () => {
    const { client } = await connect(application().serve)
    expect(await refusal(client.wrongAnswer({}))).toMatchObject({ data: { code: 'internal' } })
  })

  it('names a procedure that does not exist as unknown', async () => {
    const { client } = await connect(application().serve)
    const stranger = client as unknown as { nothing: { here(input: object): Promise<unknown> } }
    expect(await refusal(stranger.nothing.here({}))).toMatchObject({ data: { code: 'unknown_command', params: { name: 'nothing.here' } } })
  })

  it('ends a call that takes too long and tells its work to stop', async () => {
    const { serve, aborted } = application()
    const { client } = await connect(serve)
    expect(await refusal(client.slow({}))).toMatchObject({ data: { code: 'timeout' } })
    await until(() => aborted.includes('slow'))
  })

  it('gives a procedure the time that its contract asks for', async () => {
    const { client } = await connect(application().serve)
    expect(await client.patient({})).toBeNull()
  })

  it('streams, and tells a failure inside a stream by its code', async () => {
    const { client } = await connect(application().serve)
    const seen: number[] = []
    const reading = (async () => {
      for await (const value of await client.count({ to: 3, then: 'refuse' })) seen.push(value)
    })()
    expect(await refusal(reading)).toMatchObject({ data: { code: 'disk_full' } })
    expect(seen).toEqual([1, 2, 3])
  })

  it('lets a stream outlive the time limit of calls, and ends it when the page goes away', async () => {
    const { serve, aborted, connected } = application()
    const { client, close } = await connect(serve)
    const stream = await client.count({ to: 1, then: 'wait' })
    expect((await stream.next()).value).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(aborted).toEqual([])
    close()
    await until(() => aborted.includes('count') && connected.size === 0)
  })

  it('carries bytes both ways as a Blob', async () => {
    const { client } = await connect(application().serve)
    const bytes = new Uint8Array(256 * 1024).map((_, index) => index % 251)
    const answer = await client.bytes({ blob: new Blob([bytes]) })
    expect(answer.type).toBe('image/webp')
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(bytes.reverse()))).toBe(true)
  })

  it('gives each connection a context of its own and takes it back', async () => {
    const { serve, connected } = application()
    const first = await connect(serve)
    const second = await connect(serve)
    expect([await first.client.who({}), await second.client.who({})]).toEqual(['connection 1', 'connection 2'])
    first.close()
    await until(() => connected.size === 1 && connected.has('connection 2'))
  })

  it('closes a connection that sends too much, and goes on serving the others', async () => {
    const { serve, connected } = application()
    const flooding = await connect(serve)
    const other = await connect(serve)
    flooding.raw('x'.repeat(300_001))
    await until(() => connected.size === 1)
    expect(await other.client.add({ a: 1, b: 1 })).toBe(2)
  })

  it('survives a message that is no message of ours', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined) // where oRPC tells of it
    const { client, raw } = await connect(application().serve)
    for (const junk of ['{', 'null', '[]', '{"i":"x","p":{"u":"nowhere:"}}', new Uint8Array([255, 1, 2])]) raw(junk)
    expect(await client.add({ a: 1, b: 1 })).toBe(2)
    expect(said).toHaveBeenCalled()
    said.mockRestore()
  })
})
