import type { Server, Socket } from 'socket.io'
import { AppError } from '../../shared/values/error.ts'
import { cursorFrom } from './notice-lines.ts'
import type { Line, NoticeLines } from './notice-lines.ts'

/** The same over Socket.IO: `auth: { token, cursor }`; each kind of message is an event of its name. */
export function noticesOverSocketIo(io: Server, lines: NoticeLines): void {
  const rooms = io.of('/notifications')
  rooms.use((socket, next) => void (async () => {
    try {
      const { token } = socket.handshake.auth as { token?: unknown }
      socket.data = await lines.admit(token)
      next()
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal'
      next(Object.assign(new Error(code), { data: { code } }))
    }
  })())
  rooms.on('connection', (socket) => void converse(socket, lines))
}

async function converse(socket: Socket, lines: NoticeLines): Promise<void> {
  const { cursor } = socket.handshake.auth as { cursor?: unknown }
  const early: [unknown, unknown][] = []
  let line: Line | null = null
  const hear = (event: unknown, payload: unknown): void => void line?.hear({ ...(typeof payload === 'object' ? payload : {}), type: event })
  socket.onAny((event, payload) => {
    if (line) hear(event, payload)
    else if (early.length < 10) early.push([event, payload])
  })
  socket.on('disconnect', () => line?.close())
  try {
    line = await lines.open(socket.data, cursorFrom(cursor), {
      send: (type, payload) => void socket.emit(type, payload),
      end: (code) => {
        socket.emit('error', { code })
        socket.disconnect(true)
      },
    })
    if (socket.disconnected) line.close()
    for (const [event, payload] of early) hear(event, payload)
  } catch (error) {
    socket.emit('error', { code: error instanceof AppError ? error.code : 'internal' })
    socket.disconnect(true)
  }
}
