import type { Session } from './sessions.ts'

/** One window or one socket. The session lives here, so that the page never holds the actor. */
export type ConnectionContext = { readonly id: string; session: Session | null }
