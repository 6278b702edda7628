import { mapEventIterator } from '@orpc/client'
import type { AnyProcedure, AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import { messageLimit } from '../../../shared/contract/handshake.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { Log } from '../../log.ts'
import { createErrorBorder } from './errors.ts'
import { sizeOf } from './wire.ts'
import type { Wire } from './wire.ts'

/** The part of the core that a transport needs: who is connected decides what the context holds (the session). */
export type Served<Context extends object> = {
  readonly router: AnyRouter
  connect(): Context
  disconnect(context: Context): void
}

export type Limits = {
  /** Signs or bytes of one incoming message. */
  readonly message: number
  /** Milliseconds one call may take; a stream is not a call. A procedure may say otherwise: `meta.timeLimit`, 0 = none. */
  readonly call: number
}

export const usualLimits: Limits = { message: messageLimit, call: 60_000 }

export type Serving = {
  readonly log: Log
  readonly newId: () => string
  readonly limits?: Limits
  /** Why there is no core to ask (a database that does not open): the answer to every call. */
  readonly refusal?: AppError
}

/**
 * Mounts the router once and gives the function that serves one connection of it: one `connect()` each, undone when
 * the wire closes. Calls in flight are told by their AbortSignal when the page goes away.
 */
export function createServer<Context extends object>(core: Served<Context>, options: Serving): (wire: Wire) => void {
  const limits = options.limits ?? usualLimits
  const border = createErrorBorder(options.log, options.newId)
  /** Calls whose input could be put together; what fails before is what was sent, not a bug of ours. */
  const begun = new WeakSet<AbortSignal>()
  const handler = new RPCHandler<Context>(core.router, {
    interceptors: [
      async ({ next, request }) => {
        const path = request.url.pathname.split('/').slice(1)
        try {
          if (options.refusal) throw options.refusal
          const result = await next()
          if (!result.matched) throw new AppError('unknown_command', { name: path.join('.').slice(0, 80) })
          return result
        } catch (error) {
          const unreadable = !(error instanceof AppError) && request.signal !== undefined && !begun.has(request.signal)
          throw border(unreadable ? new AppError('invalid_input', { issues: [] }, { cause: error }) : error, path)
        }
      },
    ],
    clientInterceptors: [
      async ({ next, path, procedure, signal, ...call }) => {
        if (signal) begun.add(signal)
        const limited = limitOf(procedure, limits.call)
        const output: unknown = await withinTime(limited, signal, (inner) => next({ ...call, path, procedure, signal: inner }))
        return isStream(output)
          ? mapEventIterator(output, { value: async (value: unknown) => value, error: async (error) => border(error, path) })
          : output
      },
    ],
  })

  return (wire) => {
    const context = core.connect()
    const socket = {
      send: (message: string | ArrayBufferLike | Uint8Array) => {
        wire.send(typeof message === 'string' || message instanceof Uint8Array ? message : new Uint8Array(message))
      },
      addEventListener: (event: string, listener: (event: { data: unknown }) => void) => {
        if (event === 'close') wire.onClose(() => listener({ data: null }))
        if (event !== 'message') return
        wire.onMessage((message) => {
          if (sizeOf(message) <= limits.message) return listener({ data: message })
          // Our own page never sends so much (renderer/core refuses first): whoever does is not our page.
          options.log('warning', 'message too large, connection closed', { size: sizeOf(message) })
          wire.close()
        })
      },
    }
    wire.onClose(() => core.disconnect(context))
    // The cast: oRPC's handler names the whole DOM/ws socket but uses just these two, and `upgrade` only starts listening.
    void handler.upgrade(socket as never, { context } as never)
  }
}

function limitOf(procedure: AnyProcedure, usual: number): number {
  const asked = (procedure['~orpc'].meta as { timeLimit?: unknown }).timeLimit
  return typeof asked === 'number' ? asked : usual
}

async function withinTime<T>(limit: number, outer: AbortSignal | undefined, work: (signal: AbortSignal | undefined) => Promise<T>): Promise<T> {
  if (limit === 0) return work(outer)
  const late = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new AppError('timeout')
      reject(error)
      late.abort(error)
    }, limit)
  })
  try {
    return await Promise.race([work(outer ? AbortSignal.any([outer, late.signal]) : late.signal), tooLate])
  } finally {
    clearTimeout(timer)
  }
}

function isStream(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output
}
