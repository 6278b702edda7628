import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { RawData, WebSocket } from 'ws'
import { AppError } from '../../shared/values/error.ts'
import { cursorFrom } from './notice-lines.ts'
import type { Line, NoticeLines } from './notice-lines.ts'

const path = '/ws/notifications/'
/** Milliseconds that a client has to say who it is. */
const introduction = 10_000
/** What a refusal closes with, as in the replaced system. */
const policy = 1008

export const isNoticeAddress = (url: string | undefined): boolean => url !== undefined && `${url.split('?')[0]!.replace(/\/$/, '')}/`.startsWith(path)

/**
 * The plain WebSocket of the mobile client, `/ws/notifications/`, or with one's own id behind it. Who it is says `?token=`, a header
 * or the first frame `{type: 'auth', token, cursor?}`; where it was says `?cursor=`.
 */
export function openNoticeSocket(lines: NoticeLines, mayListen: (request: IncomingMessage) => boolean) {
  const server = new WebSocketServer({ noServer: true, maxPayload: 10_000, perMessageDeflate: false })
  const alive = new WeakSet<WebSocket>()

  function converse(socket: WebSocket, request: IncomingMessage): void {
    const url = new URL(request.url ?? '', 'http://localhost')
    const whose = url.pathname.slice(path.length).replace(/\/$/, '')
    const said = url.searchParams.get('token') ?? /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
    const wire = {
      send: (type: string, payload: Readonly<Record<string, unknown>>): void => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type, ...payload }))
      },
      end: (code: string): void => socket.close(policy, code),
    }
    let line: Line | null = null
    let entering = false
    const patience = setTimeout(() => wire.end('not_signed_in'), introduction)
    patience.unref()
    const enter = async (token: unknown, cursor: unknown): Promise<void> => {
      entering = true
      try {
        const account = await lines.admit(token)
        if (whose !== '' && whose !== account.accountId) throw new AppError('forbidden')
        if (socket.readyState !== socket.OPEN) return
        const opened = await lines.open(account, cursorFrom(cursor), wire)
        line = opened
        clearTimeout(patience)
        // Gone while it was let in.
        if (socket.readyState !== socket.OPEN) opened.close()
      } catch (error) {
        clearTimeout(patience)
        wire.end(error instanceof AppError ? error.code : 'internal')
      }
    }
    alive.add(socket)
    socket.on('pong', () => alive.add(socket))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearTimeout(patience)
      line?.close()
    })
    socket.on('message', (data, isBinary) => {
      const frame = isBinary ? null : frameOf(data)
      if (line) void line.hear(frame)
      else if (!entering && isAuth(frame)) void enter(frame.token ?? frame.access, frame.cursor ?? url.searchParams.get('cursor'))
      else if (!entering) wire.end('not_signed_in')
    })
    if (said !== null) void enter(said, url.searchParams.get('cursor'))
  }

  return {
    /** Takes over a connection that asks for this address, and leaves every other. */
    take: (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      if (!isNoticeAddress(request.url)) return
      if (!mayListen(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      server.handleUpgrade(request, socket, head, (taken) => converse(taken, request))
    },
    /** Cuts off who has not answered the last beat, and asks the others. */
    beat: (): void => {
      for (const socket of server.clients) {
        if (!alive.delete(socket)) socket.terminate()
        else socket.ping()
      }
    },
    close: (): void => {
      for (const socket of server.clients) socket.close(1001)
    },
  }
}

function frameOf(data: RawData): unknown {
  try {
    return JSON.parse((data as Buffer).toString('utf8')) as unknown
  } catch {
    return null
  }
}

const isAuth = (frame: unknown): frame is { type: 'auth'; token?: unknown; access?: unknown; cursor?: unknown } => typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === 'auth'
