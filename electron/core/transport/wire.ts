/**
 * A connection as the core sees it: whole messages in, whole messages out, whoever carries them. Both carriers of
 * ours (a MessagePort of Electron, a WebSocket of the browser host) are turned into this one shape, so that limits,
 * errors and sessions are decided once.
 */
export type Message = string | Uint8Array
export type Wire = {
  send(message: Message): void
  onMessage(listener: (message: Message) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** What MessagePortMain (main and utility process) and the MessagePort of node:worker_threads have in common. */
export type Port = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** Messages are held back until somebody listens, so a port may be handed over before the core is ready. */
export function wireOfPort(port: Port): Wire {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event: unknown) => {
        const message = dataOf(event)
        if (message !== null) listener(message)
      })
      port.start()
    },
    onClose: (listener) => {
      port.on('close', listener)
    },
    close: () => port.close(),
  }
}

/** Electron wraps what arrived in `{data}`, worker_threads hands it over as it is. Anything but text or bytes is dropped. */
function dataOf(event: unknown): Message | null {
  const data = typeof event === 'object' && event !== null && 'data' in event ? event.data : event
  if (typeof data === 'string' || data instanceof Uint8Array) return data
  return data instanceof ArrayBuffer ? new Uint8Array(data) : null
}

/** The part of a `ws` socket that is used here. */
export type Socket = {
  send(message: Message): void
  on(event: 'message', listener: (data: unknown, isBinary: boolean) => void): unknown
  on(event: 'close' | 'error', listener: () => void): unknown
  close(code?: number): void
  readonly readyState: number
}

const open = 1

export function wireOfSocket(socket: Socket): Wire {
  // A broken frame or a message over the limit ends in 'close' right after; unheard, 'error' would end the process.
  socket.on('error', () => socket.close())
  return {
    send: (message) => {
      if (socket.readyState === open) socket.send(message)
    },
    onMessage: (listener) => {
      socket.on('message', (data, isBinary) => {
        if (data instanceof Uint8Array) listener(isBinary ? data : new TextDecoder().decode(data))
      })
    },
    onClose: (listener) => {
      socket.on('close', listener)
    },
    close: () => socket.close(1009),
  }
}

export function sizeOf(message: Message): number {
  // A text is counted by its signs: it bounds the bytes within a factor of three, and costs nothing to ask.
  return typeof message === 'string' ? message.length : message.byteLength
}
