import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { AppError } from '../../shared/values/error.ts'
import type { ErrorCode } from '../../shared/values/error.ts'
import type { Log } from '../log.ts'
import { errorBodyOf } from './errors.ts'

/** What cannot be read as HTTP never reaches the app; it is refused in the one shape all the same, where somebody still listens. */
export function answerClientErrors(server: Server, log: Log): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const begun = (socket as Duplex & { _httpMessage?: ServerResponse | null })._httpMessage?.headersSent
    if (!socket.writable || begun || error.code === 'ECONNRESET') return void socket.destroy()
    const id = randomUUID()
    const [status, code] = kindOf(error.code)
    log.info({ request: id, status, reason: error.code }, 'not a request')
    const body = JSON.stringify(errorBodyOf(new AppError(code), 'fr'))
    socket.end([
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'Content-Type: application/json; charset=utf-8', `Content-Length: ${Buffer.byteLength(body)}`, `X-Request-Id: ${id}`,
      'X-Content-Type-Options: nosniff', 'Cache-Control: no-store', 'Connection: close', '', body,
    ].join('\r\n'), () => socket.destroy())
  })
}

function kindOf(code: string | undefined): [number, ErrorCode] {
  if (code === 'HPE_HEADER_OVERFLOW') return [431, 'too_large']
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'timeout']
  return [400, 'body_unreadable']
}
