import { portAnswer, portRequest, sessionPath, socketPath, tokenMark } from '../../shared/contract/handshake.ts'

/** One connection to the core as the page holds it; see `electron/core/transport/wire.ts` for the other end. */
export type Wire = {
  send(message: string | Uint8Array): void
  onMessage(listener: (message: string | Uint8Array) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** The host does not know this page: its start address was used already, or belongs to an earlier start. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** In Electron: a MessagePort, asked of the preload. Rejects when none comes in time (the core is still restarting). */
export async function openPort(patience = 10_000): Promise<Wire> {
  const port = await new Promise<MessagePort>((resolve, reject) => {
    const done = new AbortController()
    const timer = setTimeout(() => {
      done.abort()
      reject(new Error('no port came'))
    }, patience)
    window.addEventListener('message', (event) => {
      const [received] = event.ports
      if (event.source !== window || event.data !== portAnswer || !received) return
      clearTimeout(timer)
      done.abort()
      resolve(received)
    }, { signal: done.signal })
    window.postMessage(portRequest, location.origin)
  })
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.addEventListener('message', (event) => listener(event.data as string | Uint8Array))
      port.start()
    },
    onClose: (listener) => port.addEventListener('close', listener),
    close: () => port.close(),
  }
}

/** In a browser: a WebSocket to where the page came from, once the host knows this browser by its cookie. */
export async function openSocket(): Promise<Wire> {
  await beKnown()
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${socketPath}`)
  socket.binaryType = 'arraybuffer'
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('close', () => reject(new Error('the socket did not open')), { once: true })
  })
  return {
    send: (message) => socket.send(message as Uint8Array<ArrayBuffer>),
    onMessage: (listener) => {
      socket.addEventListener('message', (event: MessageEvent<string | ArrayBuffer>) => {
        listener(typeof event.data === 'string' ? event.data : new Uint8Array(event.data))
      })
    },
    onClose: (listener) => socket.addEventListener('close', listener),
    close: () => socket.close(),
  }
}

async function beKnown(): Promise<void> {
  if (location.hash.startsWith(tokenMark)) {
    const token = location.hash.slice(tokenMark.length)
    // Out of the address bar and the history before anything else can read or copy it.
    history.replaceState(null, '', location.pathname)
    await fetch(sessionPath, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token }) })
    // Whether it was taken is seen below: a browser that is known already may come with a token that is used up.
  }
  const answer = await fetch(sessionPath, { cache: 'no-store' })
  if (answer.status === 401) throw new Refused('this browser is not known to the host')
  if (!answer.ok) throw new Error(`the host answered ${answer.status}`)
}
