import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { createServerLog } from './log.ts'
import { openServer } from './open.ts'
import type { OpenServer } from './open.ts'
import { request } from './testing/open.ts'
import { until } from './testing/until.ts'

const directory = mkdtempSync(join(tmpdir(), 'digit-hab-slow-'))
const patience = { headers: 600, request: 1_500, idle: 1_500, check: 100 }
let opened: OpenServer
let url = ''
let port = 0
/** The server's ends of all connections, by the port of the client. */
const taken = new Map<number, Socket>()

beforeAll(async () => {
  const config = readConfig({ PORT: '0', DATA: directory, RATE_LIMIT_SCALE: '0' })
  opened = await openServer(config, createServerLog('silent'), { patience })
  ;({ port } = opened.server.address() as AddressInfo)
  opened.server.on('connection', (socket: Socket) => void taken.set(socket.remotePort!, socket))
  url = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  await opened.close()
  rmSync(directory, { recursive: true, force: true })
})

type Wire = { socket: Socket; heard(): string; closed(): boolean }
async function wire(): Promise<Wire> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  let closed = false
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
  socket.on('error', () => {})
  socket.once('close', () => (closed = true))
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return { socket, heard: () => text, closed: () => closed }
}

/** Sends one byte after the other for as long as the server takes them. */
function trickle({ socket, closed }: Wire, text: string): void {
  let at = 0
  const timer = setInterval(() => {
    if (closed() || at >= text.length) return clearInterval(timer)
    socket.write(text[at++]!)
  }, 50)
  socket.once('close', () => clearInterval(timer))
}

const head = (length: string): string => `POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${length}\r\n\r\n`

/** Others are served while the slow ones hold on. */
async function othersAreServed(): Promise<void> {
  const began = performance.now()
  const answers = await Promise.all(Array.from({ length: 20 }, () => request(url, 'GET', '/api/properties/')))
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(performance.now() - began).toBeLessThan(15_000)
}

describe('a slow client', () => {
  it('that trickles its headers is cut off, and others are served meanwhile', async () => {
    const wires = await Promise.all(Array.from({ length: 100 }, wire))
    for (const one of wires) trickle(one, `GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ${'a'.repeat(2000)}`)
    await othersAreServed()
    await until('all are cut off', () => wires.every(({ closed }) => closed()))
    expect(wires[0]!.heard()).toMatch(/^(HTTP\/1\.1 408 |$)/)
  })

  it('that trickles its body is cut off, and others are served meanwhile', async () => {
    const wires = await Promise.all(Array.from({ length: 100 }, wire))
    for (const one of wires) {
      one.socket.write(head('Content-Length: 2000'))
      trickle(one, `{"email": "${'a'.repeat(1900)}`)
    }
    await othersAreServed()
    await until('all are cut off', () => wires.every(({ closed }) => closed()))
    expect(wires.some(({ heard }) => / 200 /.test(heard()))).toBe(false)
  })

  it('that does not read its answers is cut off, and others are served meanwhile', async () => {
    const wires = await Promise.all(Array.from({ length: 20 }, wire))
    for (const { socket } of wires) {
      socket.pause()
      // More than the kernels of both sides hold for it.
      socket.write('GET /api/docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20))
    }
    await othersAreServed()
    // Seen from the server's side: a client that does not read does not see the end either.
    await until('all are taken', () => wires.every(({ socket }) => taken.has(socket.localPort!)))
    const ends = wires.map(({ socket }) => taken.get(socket.localPort!)!)
    // What is never read does not pile up in memory: a few answers are begun, not all twenty.
    expect(ends.every((end) => end.bytesWritten < 20 * 1_000_000)).toBe(true)
    await until('all are cut off', () => ends.every((end) => end.destroyed))
    for (const { socket } of wires) socket.destroy()
  })
})

const megabytes = 10 * 1024 * 1024
describe('a body of 10 MB', () => {
  it.each([
    ['JSON that tells its length', 'Content-Type: application/json', `Content-Length: ${megabytes}`, (chunk: string) => chunk],
    ['a form that tells its length', 'Content-Type: application/x-www-form-urlencoded', `Content-Length: ${megabytes}`, (chunk: string) => chunk],
    ['JSON in chunks', 'Content-Type: application/json', 'Transfer-Encoding: chunked', (chunk: string) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`],
  ])('is refused before it has been read: %s', async (_label, type, length, framed) => {
    const one = await wire()
    one.socket.write(`POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\n${type}\r\n${length}\r\n\r\n`)
    // Sends only what is taken: a connection that nobody reads fills up.
    const chunk = framed('a'.repeat(64 * 1024))
    let sent = 0
    for (let n = 0; n < megabytes / (64 * 1024) && !one.closed(); n++) {
      sent += chunk.length
      if (!one.socket.write(chunk)) await until('it is taken', () => one.socket.writableLength === 0 || one.closed())
      if (one.heard().includes('\r\n\r\n') && n === 20) await until('the answer is whole', () => one.heard().endsWith('}'))
    }
    await until('it is answered', () => one.heard().endsWith('}'))
    const [headers, body] = one.heard().split('\r\n\r\n')
    expect(headers).toMatch(/^HTTP\/1\.1 413 /)
    expect(JSON.parse(body!)).toEqual({ detail: expect.any(String), code: 'too_large', fields: {} })
    await until('it is cut off', one.closed)
    expect(sent).toBeLessThan(megabytes)
  })

  it('is told to whoever only reads when all is sent, if it is not much larger than it may be', async () => {
    const answer = await request(url, 'POST', '/api/auth/login/', { body: { email: 'a'.repeat(800 * 1024), password: 'x' } })
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_large' } })
  })
})
