import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '../.ci/postgres-database.ts'
import { startPostgres } from '../.ci/postgres-server.ts'
import { readConfig } from '../server/config.ts'
import { createServerLog } from '../server/log.ts'
import { closeHouse, openHouse } from '../server/open.ts'
import { rateFigure } from './figures.ts'
import type { Figure, Suite } from './figures.ts'
import { linesOf } from './server/lines.ts'
import type { Line } from './server/lines.ts'
import { wireOf } from './server/load.ts'
import type { LoadAnswer, Request } from './server/load.ts'
import { makeMarket } from './server/market.ts'
import type { Market } from './server/market.ts'
import { startLoad, startPlainServer, startServer } from './server/processes.ts'
import type { Load, PlainRoute, Running } from './server/processes.ts'

const name = 'server'
const connections = 16
const sizes = {
  whole: { properties: 20_000, rounds: 5, milliseconds: 2000, warm: 1500 },
  quick: { properties: 1000, rounds: 1, milliseconds: 300, warm: 200 },
}
type Size = typeof sizes.whole

/** Answers of ours that the plain server has ready for a line. */
const mostSamples = 20

/**
 * The server with 20,000 properties of five agencies, started as for real, asked by a process of its own over 16 connections. Beside
 * it, in turns, the plainest Express handler that sends the same bytes, and what the replaced system did on such a machine.
 */
export const server: Suite = {
  name,
  async *run({ quick, say }) {
    const size = quick ? sizes.quick : sizes.whole
    yield* measure('SQLite', '', size, say)
    const postgres = await startPostgres({ durable: true })
    try {
      const database = await createTestDatabase(postgres.url)
      yield* measure('PostgreSQL', database.url, size, say)
      await database.drop()
    } finally {
      await postgres.stop()
    }
  },
}

async function* measure(kind: 'SQLite' | 'PostgreSQL', databaseUrl: string, size: Size, say: (line: string) => void): AsyncGenerator<Figure> {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-bench-server-'))
  const running: { stop(): Promise<void> }[] = []
  try {
    const environment = { HOST: '127.0.0.1', PORT: '0', DATA: directory, RATE_LIMIT_SCALE: '0', JWT_SECRET: 'for measurements alone, never elsewhere', ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }
    const market = await filled(environment, size, say)
    const ours = await startServer(directory, environment)
    running.push(ours)
    const load = await startLoad()
    running.push(load)
    const lines = linesOf(market, await signIn(ours, market))
    const plain = await startPlainServer(await Promise.all(lines.map((line, n) => plainRoute(ours, line, n))))
    running.push(plain)
    for (const [n, line] of lines.entries()) {
      const { ours: rounds, plain: baseline } = await inTurns({ load, ours, plain, size }, line, n)
      yield rateFigure(name, `${line.name}, ${kind}`, rounds, baseline.map(({ rate }) => rate), line.replaced[databaseUrl ? 'postgres' : 'sqlite'])
    }
  } finally {
    for (const one of running.toReversed()) await one.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function filled(environment: Record<string, string>, { properties }: Size, say: (line: string) => void): Promise<Market> {
  const clock = { now: Date.now() }
  const house = await openHouse(readConfig(environment), createServerLog('silent'), { clock: () => clock.now })
  const begun = performance.now()
  try {
    const market = await makeMarket(house, properties, clock)
    say(`${properties} properties on ${house.store.dialect}, made in ${Math.round((performance.now() - begun) / 1000)} s`)
    return market
  } finally {
    await closeHouse(house)
  }
}

async function signIn(ours: Running, { agents }: Market): Promise<string[]> {
  const answers = await Promise.all(agents.map((body) => ask(ours, { method: 'POST', path: '/api/auth/login/', token: null, body })))
  return answers.map(({ text }) => (JSON.parse(text) as { access: string }).access)
}

async function ask({ port }: Running, { method, path, token, body }: Request): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method, headers: { 'accept-language': 'fr', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}

const plainPath = (n: number): string => `/line-${n}`

/** What we answered to this line, for the plain server to send. */
async function plainRoute(ours: Running, { requests, expected, name: line }: Line, n: number): Promise<PlainRoute> {
  const answers = await Promise.all(requests.slice(0, mostSamples).map((one) => ask(ours, one)))
  const wrong = answers.find(({ status }) => status !== expected)
  if (wrong) throw new Error(`${line} was answered with ${wrong.status}: ${wrong.text.slice(0, 500)}`)
  return { method: requests[0]!.method, path: plainPath(n), status: expected, bodies: answers.map(({ text }) => text) }
}

type Ground = { load: Load; ours: Running; plain: Running; size: Size }

/** Rounds of ours and of the plain server, one after the other, each warmed before. */
async function inTurns({ load, ours, plain, size }: Ground, { requests, expected }: Line, n: number): Promise<{ ours: LoadAnswer[]; plain: LoadAnswer[] }> {
  const round = (of: Running, messages: string[], milliseconds: number) => load.send({ port: of.port, connections, milliseconds, expected, requests: messages })
  const toOurs = requests.map(wireOf)
  const toPlain = requests.map((one) => wireOf({ ...one, path: plainPath(n) }))
  await round(ours, toOurs, size.warm)
  await round(plain, toPlain, size.warm)
  const answers: { ours: LoadAnswer[]; plain: LoadAnswer[] } = { ours: [], plain: [] }
  for (let i = 0; i < size.rounds; i++) {
    answers.ours.push(await round(ours, toOurs, size.milliseconds))
    answers.plain.push(await round(plain, toPlain, size.milliseconds))
  }
  return answers
}
