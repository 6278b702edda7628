import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

// Devices with Actual, one after the other in one process: the first fills a budget, each other downloads it anew.
type Api = {
  init(options: { dataDir: string; serverURL: string; password: string; verbose: boolean }): Promise<{ send(name: 'upload-budget'): Promise<{ error?: unknown } | undefined> }>
  shutdown(): Promise<void>
  runImport(name: string, fill: () => Promise<void>): Promise<void>
  createAccount(account: { name: string }): Promise<string>
  createPayee(payee: { name: string }): Promise<string>
  addTransactions(account: string, transactions: readonly object[], options: { learnCategories: boolean }): Promise<unknown>
  getBudgets(): Promise<readonly { groupId?: string; state?: string }[]>
  downloadBudget(syncId: string): Promise<void>
  sync(): Promise<void>
  q(table: string): { calculate(expression: object): object }
  aqlQuery(query: object): Promise<{ data: number }>
}
/** `upload` downloads too, and then puts the whole budget on the server as one file. */
export type Asked = { url: string; do: 'fill' | 'download' | 'upload'; transactions: number }
/** Milliseconds of the work itself, without signing in. */
export type Taken = { taken: number }

const password = 'for benches alone'
// Its server closes a connection after five idle seconds, and it computes for longer than that between two requests: on a busy
// machine a request then meets the closed one, and Actual gives up. A connection of its own for each request costs nothing here.
// It takes hold of `fetch` when it is loaded.
const kept = globalThis.fetch
globalThis.fetch = (input, options) => kept(input, { ...options, headers: { ...(options?.headers as Record<string, string> | undefined), connection: 'close' } })
const api = createRequire(import.meta.url)('@actual-app/api') as Api
let syncId = ''
let devices = 0

async function device(url: string) {
  const dataDir = join(process.cwd(), `device-${devices++}`)
  mkdirSync(dataDir)
  return api.init({ dataDir, serverURL: url, password, verbose: false })
}

async function found(url: string): Promise<void> {
  await started(url)
  await fetch(`${url}/account/bootstrap`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ password }) })
}

/** As a user of some days has it: an uploaded budget that is nearly empty, and everything since then in messages. */
async function fill(transactions: number): Promise<void> {
  let account = ''
  await api.runImport('Agence', async () => {
    account = await api.createAccount({ name: 'Caisse' })
  })
  const payee = await api.createPayee({ name: 'Awa Diop' })
  const together = 1_000
  for (let from = 0; from < transactions; from += together) {
    const lot = Array.from({ length: together }, (_, i) => from + i).map((n) => ({ date: `2026-${two(1 + (n % 9))}-${two(1 + (n % 28))}`, amount: 100_000 + n, payee, notes: `Loyer ${n}`, cleared: true }))
    await api.addTransactions(account, lot, { learnCategories: false })
    await api.sync()
  }
  syncId = (await api.getBudgets()).find(({ groupId }) => groupId)!.groupId!
}

async function started(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    try {
      await fetch(`${url}/account/needs-bootstrap`)
      return
    } catch {
      await wait(100)
    }
  }
  throw new Error('the server of Actual does not answer')
}

const two = (n: number): string => String(n).padStart(2, '0')

async function answer({ url, do: work, transactions }: Asked): Promise<Taken> {
  if (work === 'fill') await found(url)
  const { send } = await device(url)
  const begun = performance.now()
  await (work === 'fill' ? fill(transactions) : api.downloadBudget(syncId))
  const taken = performance.now() - begun
  const { data: arrived } = await api.aqlQuery(api.q('transactions').calculate({ $count: '*' }))
  if (arrived !== transactions) throw new Error(`${arrived} of ${transactions} transactions are there`)
  if (work === 'upload') {
    const { error } = (await send('upload-budget')) ?? {}
    if (error) throw new Error(`not uploaded: ${JSON.stringify(error)}`)
  }
  await api.shutdown()
  return { taken }
}

process.on('message', (asked: Asked) => void (async () => process.send!(await answer(asked)))())
