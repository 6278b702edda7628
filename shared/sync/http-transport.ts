import { setImmediate as turn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { TransportError } from './transport.ts'
import type { FoundTransport, Stop, Transport } from './transport.ts'

const compress = promisify(gzip)
/** Smaller bodies travel as they are. */
const worthCompressing = 1024

export type HttpTransportParts = {
  /** Address of the server, without a slash at the end. */
  server: string
  /** The access token of whoever is signed in on this post; null where nobody is. */
  token: () => Promise<string | null>
  fetch?: typeof fetch
  /** Milliseconds after which a request counts as lost. */
  patience?: number
}

/** The exchange over HTTPS: works through proxies, and takes for an answer only what our server would say. */
export function openHttpTransport(parts: HttpTransportParts): Transport {
  const ask = openAsking(parts)
  return {
    hello: (message) => ask('hello', message), push: (message) => ask('push', message), pull: (message) => ask('pull', message), snapshot: (message) => ask('snapshot', message),
    check: (message) => ask('check', message), leaving: requestLeaves,
  }
}

/** `fetch` needs some turns of the event loop until its request has left, fewer than these where the connection is open. */
const turnsOfRequest = 10
export async function requestLeaves(): Promise<void> {
  for (let n = 0; n < turnsOfRequest; n++) await turn()
}

export function openHttpFoundTransport(parts: HttpTransportParts): FoundTransport {
  const ask = openAsking(parts)
  return { begin: (message) => ask('found/begin', message), part: (message) => ask('found/part', message), finish: (message) => ask('found/finish', message), drop: (message) => ask('found/drop', message) }
}

function openAsking({ server, token, fetch: send = fetch, patience = 30_000 }: HttpTransportParts) {
  return async (name: string, message: unknown): Promise<unknown> => {
    const access = await token()
    if (access === null) throw new TransportError('signedOut')
    const text = JSON.stringify(message)
    const small = text.length < worthCompressing
    let response: Response
    let answer: string
    try {
      response = await send(`${server}/api/sync/${name}/`, {
        method: 'POST', redirect: 'error', signal: AbortSignal.timeout(patience), body: small ? text : new Uint8Array(await compress(text)),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${access}`, ...(small ? {} : { 'content-encoding': 'gzip' }) },
      })
      answer = await response.text()
    } catch (error) {
      throw new TransportError('away', { cause: error })
    }
    const body = parsed(answer)
    if (response.ok && body !== undefined) return body
    throw refusalOf(response, answer)
  }
}

/** What an answer that is none of ours, or a refusal, means for the exchange. */
export function refusalOf(response: Pick<Response, 'status' | 'headers'>, answer: string): TransportError {
  const body = parsed(answer)
  return new TransportError(stopOf(response.status, body), { code: codeOf(body), retryAfter: waitOf(response.headers.get('retry-after')), cause: new Error(`${response.status} ${answer.slice(0, 200)}`) })
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** By our own error codes; a proxy's page has none and means that the server was not reached. */
function stopOf(status: number, body: unknown): Stop {
  const code = codeOf(body)
  if (code === null) return 'away'
  if (code === 'unsupported_version') return 'tooOld'
  if (status === 401) return 'signedOut'
  if (status === 403) return 'revoked'
  return status === 429 || status === 503 ? 'busy' : 'away'
}

function codeOf(body: unknown): string | null {
  const code = typeof body === 'object' && body !== null ? (body as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : null
}

const waitOf = (seconds: string | null): number | null => (seconds !== null && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : null)
