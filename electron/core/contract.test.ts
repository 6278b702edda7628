import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { traverseContractProcedures } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import { createBrowserHost } from '../browser-host/host.ts'
import { openCore } from './core.ts'
import type { Core } from './core.ts'
import { createServer } from './transport/serve.ts'
import { wireOfPort } from './transport/wire.ts'

// Walks the contract: every procedure there is, on the real core, over a real wire.
const procedures: string[] = []
traverseContractProcedures({ router: contract, path: [] }, ({ path }) => procedures.push(path.join('/')))

const junk: readonly unknown[] = [
  undefined, null, 7, 'x', true, [], [{}], { unexpected: 1 }, { id: {} }, { id: '../../etc/passwd', offset: -1 }, { __proto__: null, constructor: 1 },
  { filters: 'all', search: 7, sort: {}, limit: 1e9, offset: -5 }, { envelopes: [{}] }, { uploadId: 'x', base64: 'a'.repeat(800_000) },
]

let directory = ''
let core: Core
const logged: string[] = []
let call: (path: string, input: unknown) => Promise<{ status: number; code: unknown }>

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'digit-hab-contract-'))
  core = await openCore({ directory, host: createBrowserHost(directory) })
  const { port1, port2 } = new MessageChannel()
  createServer(core, { log: (_level, event, details) => logged.push(`${event} ${JSON.stringify(details)}`), newId: () => 'id' })(wireOfPort(port1))
  const waiting = new Map<string, (answer: { status: number; code: unknown }) => void>()
  port2.on('message', (text: string) => {
    const { i, p } = JSON.parse(text) as { i: string; p: { s?: number; b?: { json?: { data?: { code?: unknown } } } } }
    waiting.get(i)?.({ status: p.s ?? 200, code: p.b?.json?.data?.code })
  })
  let calls = 0
  call = (path, input) =>
    new Promise((resolve) => {
      const i = String(++calls)
      waiting.set(i, resolve)
      port2.postMessage(JSON.stringify({ i, p: { u: `/${path}`, ...(input === undefined ? {} : { b: { json: input } }) } }))
    })
})
afterAll(async () => {
  await core.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('every procedure of the contract', () => {
  it('is known here: there are some', () => {
    expect(procedures.length).toBeGreaterThan(40)
  })

  it.each(procedures)('%s refuses junk as such', async (path) => {
    for (const input of junk) expect({ input, ...(await call(path, input)) }).toEqual({ input, status: 422, code: 'invalid_input' })
  })

  it('has a handler: none is unknown to the core, none fails as a bug', async () => {
    expect((await call('nothing/here', {})).code).toBe('unknown_command')
    // Asked of nobody in particular: each answers, or says who may ask. Only the demonstration would set to work.
    for (const path of procedures.filter((name) => name !== 'setup/openDemo')) expect((await call(path, {})).code, path).not.toBe('unknown_command')
    expect(logged).toEqual([])
  })
})
