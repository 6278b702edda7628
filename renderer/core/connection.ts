import { mapEventIterator } from '@orpc/client'
import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { AppError } from '../../shared/values/error.ts'
import { toAppError } from './errors.ts'
import { Refused } from './wire.ts'
import type { Wire } from './wire.ts'

/**
 * A link to the core that outlives the core: when the wire breaks it is opened again, calls that come meanwhile wait,
 * calls that were under way fail as `core_restarted`, and those that may safely be repeated (commands, which the core
 * knows by their id) are sent again.
 */
export type ConnectionState =
  | 'connecting'
  | 'connected'
  /** The wire broke and is being opened again. */
  | 'resuming'
  /** The host does not know this page; only a new start address helps. Nothing is tried any more. */
  | 'refused'

export type Connection = {
  readonly link: ClientLink<ClientContext>
  readonly state: () => ConnectionState
  readonly subscribe: (listener: () => void) => () => void
  /**
   * Runs on each new wire before any waiting call: where a session is taken up again. Calls on the link given to it go
   * out at once. When it fails the connection is used all the same: the calls that follow tell what is missing.
   */
  readonly beforeCalls: (greet: (link: ClientLink<ClientContext>) => Promise<unknown>) => void
  readonly close: () => void
}

export type ConnectionOptions = {
  readonly open: () => Promise<Wire>
  readonly mayRepeat: (path: readonly string[]) => boolean
  readonly messageLimit: number
  /** Milliseconds; handed in so that tests do not wait. */
  readonly wait: (milliseconds: number) => Promise<void>
}

/** A command that itself brings the core down must not do so for ever. */
const mostRepeats = 2
const pauses = [0, 100, 250, 500, 1000, 2000, 5000]

type Line = { readonly link: ClientLink<ClientContext>; readonly ended: Promise<void>; broken: boolean; close(): void }

export function createConnection(options: ConnectionOptions): Connection {
  let state: ConnectionState = 'connecting'
  let next = waited()
  let line: Line | null = null
  let closed = false
  const listeners = new Set<() => void>()
  const greetings: ((link: ClientLink<ClientContext>) => Promise<unknown>)[] = []

  const become = (now: ConnectionState) => {
    if (state === now) return
    state = now
    for (const listener of [...listeners]) listener()
  }

  const openLine = async (): Promise<Line> => {
    const wire = await options.open()
    const ended = Promise.withResolvers<void>()
    const opened: Line = { link: { call: (...call) => link.call(...call) }, ended: ended.promise, broken: false, close: () => wire.close() }
    // Heard before oRPC hears it: a call that fails because of it must find `broken` set.
    wire.onClose(() => {
      opened.broken = true
      ended.resolve()
      if (line !== opened) return
      line = null
      next = waited()
      become('resuming')
    })
    const link = linkOver(wire, options.messageLimit)
    for (const greet of greetings) {
      // A greeting that fails (a session that ended meanwhile) shows in the calls that follow; see `beforeCalls`.
      await Promise.allSettled([greet(opened.link)])
    }
    if (opened.broken) throw new Error('the wire broke again')
    return opened
  }

  const keepOpen = async (): Promise<void> => {
    for (let attempt = 0; !closed; attempt++) {
      await options.wait(pauses[Math.min(attempt, pauses.length - 1)]!)
      try {
        line = await openLine()
      } catch (error) {
        if (!(error instanceof Refused)) continue
        next.reject(new AppError('not_signed_in', { host: true }, { cause: error }))
        return become('refused')
      }
      if (closed) return line.close()
      next.resolve(line)
      become('connected')
      attempt = -1
      await line.ended
    }
  }
  void keepOpen()

  return {
    link: {
      async call(path, input, call) {
        for (let repeats = 0; ; repeats++) {
          const used = await untilAborted(next.promise, call.signal)
          try {
            return streamOrValue(await used.link.call(path, input, call), used)
          } catch (error) {
            if (call.signal?.aborted || !used.broken) throw toAppError(error)
            if (!options.mayRepeat(path) || repeats === mostRepeats) throw restarted(error)
          }
        }
      },
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    beforeCalls: (greet) => {
      greetings.push(greet)
    },
    close: () => {
      closed = true
      line?.close()
    },
  }
}

function restarted(cause: unknown): AppError {
  return new AppError('core_restarted', {}, { cause })
}

/** What calls wait for; a rejection is heard by each of them, and must not count as unheard when there is none. */
function waited(): PromiseWithResolvers<Line> {
  const deferred = Promise.withResolvers<Line>()
  void Promise.allSettled([deferred.promise])
  return deferred
}

function streamOrValue(output: unknown, line: Line): unknown {
  if (typeof output !== 'object' || output === null || !(Symbol.asyncIterator in output)) return output
  return mapEventIterator(output as unknown as AsyncIterator<unknown>, {
    value: async (value: unknown) => value,
    error: async (error) => (line.broken ? restarted(error) : toAppError(error)),
  })
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  if (signal.aborted) throw toAppError(signal.reason)
  const aborted = Promise.withResolvers<never>()
  const stop = () => aborted.reject(toAppError(signal.reason))
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** oRPC's link for message ports, over any wire. */
function linkOver(wire: Wire, limit: number): ClientLink<ClientContext> {
  const port = {
    postMessage: (message: string | Uint8Array) => {
      if ((typeof message === 'string' ? message.length : message.byteLength) > limit) throw new AppError('too_large')
      wire.send(message)
    },
    on: (event: 'message' | 'close', listener: (event?: { data: unknown }) => void) => {
      if (event === 'message') wire.onMessage((data) => listener({ data }))
      else wire.onClose(() => listener())
    },
  }
  return new RPCLink({ port: port as never })
}
