import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** Where the process stands in its life: `/ready` tells it, and so does every answer while the server ends. */
export type Life = { stopping: boolean }

/** Whoever has not ended this long after the last connection was taken is cut off. */
const lastPatience = 10_000

/**
 * The orderly end of a server. First, for `drain` milliseconds, it goes on serving while each answer says `Connection: close` and
 * `/ready` says 503: clients with open connections learn to leave instead of having one closed under a request on its way. Then
 * no connection is taken any more, idle ones close, and requests under way end.
 */
export function endServer(server: Server, life: Life): (drain: number) => Promise<void> {
  const open = new Set<ServerResponse>()
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    if (life.stopping) response.setHeader('Connection', 'close')
    open.add(response)
    response.once('close', () => open.delete(response))
  })
  return async (drain) => {
    life.stopping = true
    for (const response of open) if (!response.headersSent) response.setHeader('Connection', 'close')
    if (drain > 0) await wait(drain)
    const ended = new Promise<void>((resolve) => server.close(() => resolve()))
    const impatient = setTimeout(() => server.closeAllConnections(), lastPatience)
    await ended
    clearTimeout(impatient)
  }
}
