import { z } from 'zod'
import type { Host } from '../host.ts'
import type { Log } from '../log.ts'
import { hostOverPort } from './host-client.ts'
import { openToServe } from './opening.ts'
import type { ClosableCore, Opened } from './opening.ts'
import { wireOfPort } from './transport/wire.ts'
import type { Port } from './transport/wire.ts'

/** What the core process and main say to each other besides the calls of pages and the host's answers. */
const orderSchema = z.discriminatedUnion('type', [
  /** First and once; comes with the port on which the host answers. */
  z.strictObject({ type: z.literal('start'), directory: z.string().min(1) }),
  /** A page wants to be served; comes with its port. */
  z.strictObject({ type: z.literal('connect') }),
  z.strictObject({ type: z.literal('close') }),
])
export type CoreOrder = z.infer<typeof orderSchema>

export type ParentPort = { on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): unknown }
export type CoreServices = {
  readonly open: (options: { directory: string; host: Host }) => Promise<ClosableCore>
  readonly log: Log
  readonly newId: () => string
  readonly exit: (code: number) => void
}

/**
 * The life of the core in its own process. Pages may be handed over before the database is open: their calls wait.
 * A database that cannot be opened does not end the process: every call then fails with the reason, which the page shows.
 */
export function runCore(parent: ParentPort, services: CoreServices): void {
  const { log, newId } = services
  const opened = Promise.withResolvers<Opened>()

  const follow = async (order: CoreOrder, port: Port | undefined): Promise<void> => {
    if (order.type === 'start') {
      if (!port) throw new Error('no port to the host')
      const host = hostOverPort(port)
      return opened.resolve(openToServe(() => services.open({ directory: order.directory, host }), { log, newId }))
    }
    const { serve, close } = await opened.promise
    if (order.type === 'connect' && port) return serve(wireOfPort(port))
    if (order.type !== 'close') return
    await close()
    services.exit(0)
  }

  parent.on('message', ({ data, ports }) => {
    // What main says is checked like anything else that comes from outside; a failure here is a bug and ends the process.
    void follow(orderSchema.parse(data), ports[0])
  })
}
