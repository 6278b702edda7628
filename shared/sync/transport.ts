import type { Actor } from '../values/actor.ts'
import type { Check, FoundBegin, FoundFinish, FoundPart, Hello, Page, Pull, Push, PushResult, SnapshotMessage, Welcome } from './protocol.ts'

/** How a post reaches its authority: HTTP today, another post of the same office one day. Answers come as they are; the post checks them. */
export type Transport = {
  hello(message: Hello): Promise<unknown>
  /** @param actor who typed these: they are said under his name. */
  push(message: Push, actor: Actor): Promise<unknown>
  pull(message: Pull): Promise<unknown>
  /** Not every authority gives snapshots: without one the whole log is pulled. */
  snapshot?(message: SnapshotMessage): Promise<unknown>
  /** Not every way to an authority compares rows. */
  check?(message: Check): Promise<unknown>
  /** Resolves once what was asked last has left, where that takes turns of the event loop: whoever then works for long gives it none. */
  leaving?(): Promise<void>
}
/** How a desktop that was alone brings its agency to a server. */
export type FoundTransport = {
  begin(message: FoundBegin): Promise<unknown>
  part(message: FoundPart): Promise<unknown>
  finish(message: FoundFinish): Promise<unknown>
  drop(message: { agencyId: string }): Promise<unknown>
}
export type Answers = { hello: Welcome; push: PushResult; pull: Page }

/**
 * Why an exchange did not come to an end. `away` and `busy` pass by themselves; `signedOut`, `revoked` and `tooOld` need somebody.
 */
export type Stop = 'away' | 'busy' | 'signedOut' | 'revoked' | 'tooOld'

export class TransportError extends Error {
  readonly stop: Stop
  /** Milliseconds that the other side asks to be left alone. */
  readonly retryAfter: number | null
  /** What the other side said, in its own code (values/error.ts); null where it said nothing. */
  readonly code: string | null

  constructor(stop: Stop, options: { retryAfter?: number | null; cause?: unknown; code?: string | null } = {}) {
    super(stop, { cause: options.cause })
    this.name = 'TransportError'
    this.stop = stop
    this.retryAfter = options.retryAfter ?? null
    this.code = options.code ?? null
  }
}
