import type { Server } from 'node:http'
import { bodyPatience } from './body.ts'

/** How long the server waits for a client, in milliseconds: slow ones hold a connection for a while, never for ever. */
export type Patience = {
  readonly headers: number
  readonly request: number
  /** A connection on which nothing moves, such as one whose client does not read its answer. */
  readonly idle: number
  /** How often the first two are looked after. */
  readonly check: number
}

export const patience: Patience = { headers: 15_000, request: 2 * bodyPatience, idle: 2 * bodyPatience + 30_000, check: 5_000 }

export function bePatient(server: Server, { headers, request, idle }: Patience): void {
  server.headersTimeout = headers
  server.requestTimeout = request
  server.timeout = idle
  // Longer than the usual proxy keeps a connection, so that it never writes into a closed one.
  server.keepAliveTimeout = 65_000
  server.maxHeadersCount = 100
}
