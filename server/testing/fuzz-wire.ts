import { connect } from 'node:net'

/** One request as it goes over the wire. Texts of the head are taken byte by byte (latin1), so that any bytes can stand in them. */
export type Wire = {
  method: string
  target: string
  headers: (readonly [string, string])[]
  body?: Buffer
  /** Sent in place of all of it, for heads that are no heads. */
  raw?: Buffer
  /** What is announced is longer than what comes: the sender goes away in the middle. */
  cut?: true
}
export type Heard = { status: number; headers: Map<string, string>; text: string; milliseconds: number }

/** UTF-8 bytes, each as one sign: how a text that is not ASCII stands in a head. */
export const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

export function wireBytes({ method, target, headers, body, raw, cut }: Wire): Buffer {
  if (raw) return raw
  const length: (readonly [string, string])[] = body || ['POST', 'PUT', 'PATCH'].includes(method) ? [['Content-Length', String((body?.length ?? 0) + (cut ? 1000 : 0))]] : []
  const framed = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name)) ? [] : length
  const head = [`${method} ${target} HTTP/1.1`, ...[['Host', '127.0.0.1'] as const, ['Connection', 'close'] as const, ...headers, ...framed].map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)])
}

/** Sends it and hears everything until the server closes. Null where no answer came at all. Throws where it takes too long. */
export function shoot(url: string, wire: Wire, patience: number): Promise<Heard | null> {
  const { hostname, port } = new URL(url)
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    const timer = setTimeout(() => {
      socket.destroy()
      reject(new Error(`no end of the answer after ${patience} ms, so far: ${Buffer.concat(chunks).toString('latin1').slice(0, 300)}`))
    }, patience)
    const done = (): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(heardOf(Buffer.concat(chunks), performance.now() - began))
    }
    socket.on('data', (chunk) => chunks.push(chunk)).once('end', done).once('error', done)
    socket.write(wireBytes(wire), () => {
      if (wire.cut || wire.raw) socket.end()
    })
  })
}

function heardOf(bytes: Buffer, milliseconds: number): Heard | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0)
  const rest = bytes.subarray(end + 4)
  // "Go on" comes before the answer itself.
  if (status === 100) return heardOf(rest, milliseconds)
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
  const body = headers.get('transfer-encoding') === 'chunked' ? unchunked(rest) : rest
  return { status, headers, text: body.toString('utf8'), milliseconds }
}

function unchunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const line = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16)
    if (line < 0 || !(size > 0)) break
    parts.push(bytes.subarray(line + 2, line + 2 + size))
    at = line + 4 + size
  }
  return Buffer.concat(parts)
}
