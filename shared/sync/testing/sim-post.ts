import type { Dispatcher } from '../../command/dispatch.ts'
import { testId } from '../../command/testing/desk.ts'
import type { Envelope } from '../../contract/envelope.ts'
import type { Actor } from '../../values/actor.ts'
import type { Post } from '../post.ts'
import type { Place } from './places.ts'

export const simulatedAgency = testId('agency')

export type Member = Actor & { kind: 'member' }

export type SimPost = {
  readonly name: string
  actor: Member
  place: Place
  dispatcher: Dispatcher
  post: Post
  /** Milliseconds by which its clock is wrong. */
  skew: number
  /** What its user saw saved, as it was queued. */
  saved: Map<string, Envelope>
  cursor: number
  /** Its disk was put back, or the server's: the cursor may go back once. */
  mayGoBack: number
}
