import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '../../.ci/postgres-database.ts'
import { readConfig } from '../config.ts'
import type { House } from '../house.ts'
import { createServerLog } from '../log.ts'
import { startServer } from './child.ts'
import { openServer } from '../open.ts'
import type { OpenServer } from '../open.ts'

/** A real server on a free port of this machine, over a database and folder of its own. */
export type TestServer = {
  readonly url: string
  readonly house: House
  /** Moves the server's clock; it starts at the machine's. */
  advance(milliseconds: number): void
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  close(): Promise<void>
}
export type CallOptions = { token?: string | undefined; body?: unknown; form?: FormData; bytes?: Uint8Array; headers?: Record<string, string>; language?: 'fr' | 'en' }
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into whatever was answered
export type Answer = { status: number; body: any; headers: Headers; text: string }

export type TestServerOptions = {
  postgresUrl?: string
  environment?: Record<string, string>
  logLevel?: string
  /** Another process over the same PostgreSQL and files, to which every second request goes. Its clock cannot be moved. */
  second?: boolean
}

export async function openTestServer({ postgresUrl = '', environment = {}, logLevel = 'silent', second = false }: TestServerOptions = {}): Promise<TestServer> {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-server-'))
  const database = postgresUrl ? await createTestDatabase(postgresUrl) : null
  let ahead = 0
  let calls = 0
  const variables = {
    HOST: '127.0.0.1', PORT: '0', DATA: directory, RATE_LIMIT_SCALE: '0', LOG_LEVEL: logLevel, JWT_SECRET: 'for tests alone, never anywhere else',
    ...(database ? { DATABASE_URL: database.url } : {}), ...environment,
  }
  const opened: OpenServer = await openServer(readConfig(variables), createServerLog(logLevel), { clock: () => Date.now() + ahead })
  const other = second ? await startServer(variables) : null
  const stopOther = async (): Promise<void> => {
    other?.signal('SIGTERM')
    await other?.ended
  }
  const url = `http://127.0.0.1:${(opened.server.address() as AddressInfo).port}`
  return {
    url,
    house: opened.house,
    advance: (milliseconds) => {
      ahead += milliseconds
    },
    call: (method, path, options) => request(other && calls++ % 2 === 1 ? other.url : url, method, path, options),
    close: async () => {
      await stopOther()
      await opened.close()
      await database?.drop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

export async function request(url: string, method: string, path: string, { token, body, form, bytes, headers = {}, language }: CallOptions = {}): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(language ? { 'accept-language': language } : {}), ...headers,
    },
    ...(body !== undefined ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : form ? { body: form } : bytes ? { body: new Uint8Array(bytes) } : {}),
  })
  const text = await response.text()
  return { status: response.status, text, headers: response.headers, body: response.headers.get('content-type')?.includes('json') && text ? JSON.parse(text) : text }
}
