import type { Actor } from '../values/actor.ts'
import type { Hello, Page, Pull, Push, PushResult, Welcome } from './protocol.ts'

/** How a post reaches its authority: HTTP today, another post of the same office one day. Answers come as they are; the post checks them. */
export type Transport = {
  hello(message: Hello): Promise<unknown>
  /** @param actor who typed these: they are said under his name. */
  push(message: Push, actor: Actor): Promise<unknown>
  pull(message: Pull): Promise<unknown>
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
  /** What the server said, by its own code. */
  readonly code: string | null

  constructor(stop: Stop, options: { retryAfter?: number | null; code?: string | null; cause?: unknown } = {}) {
    super(stop, { cause: options.cause })
    this.name = 'TransportError'
    this.stop = stop
    this.retryAfter = options.retryAfter ?? null
    this.code = options.code ?? null
  }
}
