import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/**
 * How a line is bad: nothing goes out, nothing comes back, neither; `halfOpen` is taken and then nobody is there; `trickle` brings answers
 * a byte at a time; `late` brings them after so many milliseconds.
 */
export type BadLine = 'good' | 'outward' | 'inward' | 'both' | 'halfOpen' | 'trickle' | 'late'
const [trickleEvery, lateBy] = [25, 700]

/** A line to a server over which things go wrong as they do on the road: by TCP, below everything that we wrote. */
export async function openBadLine(host: string, port: number): Promise<{ port: number; be(how: BadLine): void; close(): Promise<void> }> {
  let how: BadLine = 'good'
  const sockets = new Set<Socket>()
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => other.destroy())
    socket.once('close', () => {
      sockets.delete(socket)
      other.destroy()
    })
  }
  const bring = async (near: Socket, chunk: Buffer): Promise<void> => {
    if (how === 'late') await new Promise((resolve) => setTimeout(resolve, lateBy))
    if (how !== 'trickle') return void near.write(chunk)
    for (const byte of chunk) {
      if (near.destroyed) return
      near.write(Buffer.from([byte]))
      await new Promise((resolve) => setTimeout(resolve, trickleEvery))
    }
  }
  const server = createServer((near) => {
    // Taken, and nobody is behind it.
    if (how === 'halfOpen') {
      sockets.add(near)
      near.on('error', () => undefined)
      near.once('close', () => sockets.delete(near))
      near.resume()
      return
    }
    const far = connect(port, host)
    keep(near, far)
    keep(far, near)
    near.on('data', (chunk) => {
      if (how !== 'outward' && how !== 'both') far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (how !== 'inward' && how !== 'both') void bring(near, chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    be: (next) => {
      how = next
      if (next === 'good') cut()
    },
    close: () => {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
