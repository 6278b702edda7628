import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Who may come in. The start address carries a token that works once; the browser that brings it gets a cookie that
 * works until the host stops. Scripts cannot read the cookie, other sites cannot make the browser send it.
 */
export type Entrance = {
  /** The token of the start address, to be printed or opened once. */
  readonly token: string
  /** True for a request of our own pages: right Host (else a foreign name points here), right Origin (else a foreign page asks). */
  isOurs(request: Request): boolean
  /** Like `isOurs`, for requests that act: the browser must say itself that our own page asks. */
  isOursToAct(request: Request): boolean
  /** Like `isOurs`, for a WebSocket, which browsers let any page open anywhere: its Origin must be ours. */
  isOursToConnect(request: Request): boolean
  isKnown(request: Request): boolean
  /** The cookie header for who brings the token; null when it is wrong or was used. */
  exchange(token: unknown): string | null
}
type Request = Pick<IncomingMessage, 'headers'>

export function createEntrance(port: number): Entrance {
  const token = randomBytes(32).toString('base64url')
  const secret = randomBytes(32).toString('base64url')
  // Cookies know no ports: two hosts on one computer must not take each other's.
  const cookie = `digit-hab-${port}`
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  let used = false

  const originFits = (origin: string | undefined, host: string) => origin === `http://${host}`
  const hostOf = ({ headers }: Request) => hosts.find((host) => host === headers.host)
  const sameSite = ({ headers }: Request) => ['same-origin', 'none', undefined].includes(single(headers['sec-fetch-site']))

  return {
    token,
    isOurs: (request) => {
      const host = hostOf(request)
      const origin = request.headers.origin
      return host !== undefined && (origin === undefined || originFits(origin, host)) && sameSite(request)
    },
    isOursToAct: (request) => {
      const host = hostOf(request)
      const { origin } = request.headers
      // Pages cannot set either header. Some browsers leave Origin away where they say `same-origin`.
      return host !== undefined && (origin === undefined ? single(request.headers['sec-fetch-site']) === 'same-origin' : originFits(origin, host) && sameSite(request))
    },
    isOursToConnect: (request) => {
      const host = hostOf(request)
      return host !== undefined && originFits(request.headers.origin, host) && sameSite(request)
    },
    isKnown: ({ headers }) => {
      const values = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
      return values.some(([name, value]) => name === cookie && value !== undefined && same(value, secret))
    },
    exchange: (brought) => {
      if (used || typeof brought !== 'string' || !same(brought, token)) return null
      used = true
      return `${cookie}=${secret}; HttpOnly; SameSite=Strict; Path=/`
    },
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join() : value
}
