import { EventEmitter } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { os } from '@orpc/server'
import type { RouterClient } from '@orpc/server'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/values/error.ts'
import { runCore } from './process.ts'

const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

const router = { greet: os.handler(() => 'bonjour') }
type Page = RouterClient<typeof router>

function running(open: (directory: string) => Promise<void>) {
  const parent = new EventEmitter()
  const told: string[] = []
  const logged: string[] = []
  let closed = 0
  runCore(parent, {
    open: async ({ directory }) => {
      await open(directory)
      return { router, connect: () => ({}), disconnect: () => undefined, close: async () => void closed++ }
    },
    log: (_level, event) => logged.push(event),
    newId: () => 'a1b2',
    exit: (code) => told.push(`exit ${code} after ${closed} close`),
  })
  const order = (data: unknown, port?: MessagePort) => parent.emit('message', { data, ports: port ? [port] : [] })
  const channel = () => {
    const { port1, port2 } = new MessageChannel()
    ports.push(port1, port2)
    return [port1, port2] as const
  }
  const page = (): Page => {
    const [ours, theirs] = channel()
    order({ type: 'connect' }, theirs)
    return createORPCClient<Page>(new RPCLink({
      port: {
        postMessage: (data: unknown) => ours.postMessage(data),
        on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) => ours.on(event, (data: unknown) => listener({ data })),
      } as never,
    }))
  }
  return { order, page, told, logged, start: () => order({ type: 'start', directory: '/data' }, channel()[1]) }
}
const refusal = (call: Promise<unknown>) => call.then((value) => value, (error: { data: unknown }) => error.data)

describe('the core in its process', () => {
  it('opens the folder it is told and serves pages, also those that came before it was open', async () => {
    const opened: string[] = []
    const core = running(async (directory) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      opened.push(directory)
    })
    const early = core.page().greet()
    core.start()
    expect(await early).toBe('bonjour')
    expect(await core.page().greet()).toBe('bonjour')
    expect(opened).toEqual(['/data'])
  })

  it('answers every call with the reason when its database does not open', async () => {
    const core = running(async () => {
      throw new AppError('database_busy', { pid: 7 })
    })
    core.start()
    expect(await refusal(core.page().greet())).toEqual({ code: 'database_busy', params: { pid: 7 } })
    expect(core.told).toEqual([])
  })

  it('tells a bug at start by an id, and logs it under that', async () => {
    const core = running(async () => {
      throw new TypeError('secret words')
    })
    core.start()
    expect(await refusal(core.page().greet())).toEqual({ code: 'internal', params: { id: 'a1b2' } })
    expect(core.logged).toEqual(['the core does not open'])
  })

  it('closes its files before it leaves', async () => {
    const core = running(async () => undefined)
    core.start()
    await core.page().greet()
    core.order({ type: 'close' })
    await expect.poll(() => core.told).toEqual(['exit 0 after 1 close'])
  })

  it.each([{}, { type: 'run', code: 'x' }, { type: 'start' }, { type: 'connect', more: 1 }, null, 'close'])('refuses an order like %j', (order) => {
    expect(() => running(async () => undefined).order(order)).toThrow()
  })
})
