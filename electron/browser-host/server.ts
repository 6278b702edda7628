import { readFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { messageLimit, sessionPath, socketPath, tokenMark } from '../../shared/contract/handshake.ts'
import { wireOfSocket } from '../core/transport/wire.ts'
import type { Wire } from '../core/transport/wire.ts'
import type { Log } from '../log.ts'
import { pageFile } from '../main/security/files.ts'
import { safeHeaders } from '../main/security/headers.ts'
import { createEntrance } from './entrance.ts'
import type { Entrance } from './entrance.ts'

export type BrowserHostOptions = {
  /** Folder of the built page. */
  readonly root: string
  /** Ports to try in order; 0 is any free one. */
  readonly ports: readonly number[]
  readonly serve: (wire: Wire) => void
  readonly log: Log
  /** `npm run dev`: Vite's middleware answers for pages instead of the built files. */
  readonly development?: (request: IncomingMessage, response: ServerResponse) => void
}

export type BrowserHost = {
  readonly port: number
  /** The start address, with the token that works once. */
  readonly url: string
  stop(): Promise<void>
}

/** The core behind HTTP and WebSocket, for this computer only: it listens on 127.0.0.1 and nowhere else. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const http = createHttpServer({ requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 })
  const port = await listen(http, options.ports)
  const entrance = createEntrance(port)
  const headers = safeHeaders({ connect: [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`], development: options.development !== undefined })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageLimit * 3, perMessageDeflate: false, clientTracking: true })

  http.on('request', (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    void answerOrFail(request, response, entrance, options)
  })
  http.on('upgrade', (request, socket: Duplex, head) => {
    if (request.url !== socketPath) return refuse(socket, 404)
    if (!entrance.isOursToConnect(request)) return refuse(socket, 403)
    if (!entrance.isKnown(request)) return refuse(socket, 401)
    sockets.handleUpgrade(request, socket, head, (opened) => options.serve(wireOfSocket(opened)))
  })

  return {
    port,
    url: `http://127.0.0.1:${port}/${tokenMark}${entrance.token}`,
    stop: async () => {
      for (const socket of sockets.clients) socket.close(1001)
      const closed = new Promise((resolve) => http.close(resolve))
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
        http.closeAllConnections()
      }, 500).unref()
      await closed
    },
  }
}

async function listen(http: Server, ports: readonly number[]): Promise<number> {
  for (const [index, port] of ports.entries()) {
    try {
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, '127.0.0.1', () => {
          http.off('error', reject)
          resolve()
        })
      })
      return (http.address() as AddressInfo).port
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || index === ports.length - 1) throw error
    }
  }
  throw new Error('no port to try')
}

async function answerOrFail(request: IncomingMessage, response: ServerResponse, entrance: Entrance, options: BrowserHostOptions): Promise<void> {
  try {
    await answer(request, response, entrance, options)
  } catch (error) {
    options.log('error', 'a request failed', { error })
    if (!response.headersSent) response.writeHead(500)
    response.end()
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, entrance: Entrance, options: BrowserHostOptions): Promise<void> {
  const end = (status: number, more: Record<string, string> = {}) => {
    response.writeHead(status, more)
    response.end()
  }
  if (!entrance.isOurs(request)) return end(403)
  const pathname = (request.url ?? '/').split(/[?#]/)[0] ?? '/'
  if (pathname === sessionPath) {
    if (request.method === 'GET') return end(entrance.isKnown(request) ? 204 : 401, { 'Cache-Control': 'no-store' })
    if (request.method !== 'POST' || !entrance.isOursToAct(request)) return end(403)
    const cookie = entrance.exchange(tokenOf(await bodyOf(request)))
    return cookie ? end(204, { 'Set-Cookie': cookie }) : end(401)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(404)
  if (options.development) return options.development(request, response)
  const file = await pageFile(options.root, pathname)
  if (!file) return end(404)
  const body = await readFile(file.path)
  // Built names carry a hash of their content; the page itself does not.
  const kept = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store'
  response.writeHead(200, { 'Content-Type': file.mime, 'Content-Length': body.byteLength, 'Cache-Control': kept })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** A token is short: a longer body is not ours. */
async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > 1_000) return ''
  }
  return text
}

function tokenOf(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && 'token' in value ? value.token : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function refuse(socket: Duplex, status: 401 | 403 | 404): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
