import { connect } from 'node:net'
import type { LoadAnswer, LoadTask } from './server/load.ts'

// The load, in a process of its own: so many connections that are kept, each sends its next request when the last is answered.
// Written on bare sockets: a client that costs as much as the server would measure itself.

type Response = { status: number; end: number }

/** Where the first response in these bytes ends, or null while it is not whole. */
function read(bytes: Buffer): Response | null {
  const head = bytes.indexOf('\r\n\r\n')
  if (head < 0) return null
  const lines = bytes.toString('latin1', 0, head).toLowerCase()
  const length = /\r\ncontent-length: (\d+)/.exec(lines)?.[1]
  const status = Number(lines.slice(9, 12))
  if (length === undefined && status !== 204) throw new Error(`a response without its length: ${lines}`)
  const end = head + 4 + Number(length ?? 0)
  return bytes.length < end ? null : { status, end }
}

async function run({ port, connections, milliseconds, expected, requests }: LoadTask): Promise<LoadAnswer> {
  const messages = requests.map((one) => Buffer.from(one))
  const latencies: number[] = []
  let next = 0
  let bytes = 0
  const begun = performance.now()
  const end = begun + milliseconds
  await Promise.all(Array.from({ length: connections }, () => new Promise<void>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let sent = 0
    let waiting: Buffer = Buffer.alloc(0)
    const send = () => {
      sent = performance.now()
      socket.write(messages[next++ % messages.length]!)
    }
    socket.once('connect', send)
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the server closed a connection')))
    socket.on('data', (chunk) => {
      waiting = waiting.length ? Buffer.concat([waiting, chunk]) : chunk
      const response = read(waiting)
      if (!response) return
      if (response.status !== expected) return void socket.destroy(new Error(`answered ${response.status}: ${waiting.toString('utf8').slice(0, 1000)}`))
      const now = performance.now()
      latencies.push(now - sent)
      bytes += response.end
      waiting = waiting.subarray(response.end)
      if (now < end) return send()
      socket.removeAllListeners('close')
      socket.destroy()
      resolve()
    })
  })))
  const seconds = (performance.now() - begun) / 1000
  latencies.sort((a, b) => a - b)
  const at = (part: number): number => latencies[Math.max(0, Math.ceil(latencies.length * part) - 1)]!
  return { rate: latencies.length / seconds, p50: at(0.5), p99: at(0.99), bytes: bytes / latencies.length }
}

async function answer(task: LoadTask): Promise<void> {
  try {
    process.send!({ answer: await run(task) })
  } catch (error) {
    process.send!({ error: error instanceof Error ? error.message : String(error) })
  }
}

process.once('disconnect', () => process.exit(0))
process.on('message', (task: LoadTask) => void answer(task))
process.send!('ready')
