import { setTimeout as wait } from 'node:timers/promises'
import { startPostgres } from '../.ci/postgres-server.ts'
import { besideActual, besidePouch } from './compare/beside.ts'
import { installed } from './compare/program.ts'
import { figure } from './figures.ts'
import type { Figure, Suite, Unit } from './figures.ts'
import { openBenchPost, dayOfWork, newId } from './sync/post.ts'
import type { BenchPost } from './sync/post.ts'
import { measureCrowd } from './sync/crowd.ts'
import { startBenchServer } from './sync/server.ts'
import type { BenchServer } from './sync/server.ts'
import { pokedPost } from './sync/poked-post.ts'

const name = 'sync'
const sizes = {
  whole: { properties: 40_000, rounds: 5, queued: 5_000, seen: 100, waiting: 1_000, crowd: 200, seconds: 20, transactions: 20_000 },
  quick: { properties: 2_000, rounds: 2, queued: 500, seen: 15, waiting: 100, crowd: 20, seconds: 5, transactions: 1_000 },
}
type Size = typeof sizes.whole
const result = (what: string, unit: Unit, samples: readonly number[]): Figure => figure(name, what, unit, samples, null)

/**
 * Posts and a server over HTTP on this machine: the server in a process of its own, posts in this one, each with a SQLite file.
 * PostgreSQL is the embedded one of the tests, which does not wait for the disk.
 */
export const sync: Suite = {
  name,
  async *run({ quick, only, say }) {
    const size = quick ? sizes.quick : sizes.whole
    const wanted = (...groups: string[]): boolean => only === null || groups.includes(only)
    const beside = (rival: string): boolean => wanted('compare', rival) && installed()
    if (wanted('compare', 'actual', 'pouchdb') && !installed()) say('comparison skipped: run `npm ci` in bench/compare')
    if (wanted('first') || beside('actual')) {
      say(`filling a server with ${size.properties} properties...`)
      const full = await startBenchServer({ properties: size.properties, people: 3 })
      if (wanted('first')) yield* firstSyncs(full, size)
      if (beside('actual')) yield* besideActual(async () => (await firstSync(full, false)).here, size.transactions, size.rounds)
      await full.stop()
    }
    const small = await startBenchServer({ properties: 0, people: 3 })
    if (wanted('push')) yield* pushes(small, size, 'SQLite')
    if (beside('pouchdb')) yield* besidePouch(() => push(small, size.queued), size.queued, size.rounds)
    if (wanted('seen')) yield* seen(small, size)
    if (wanted('replay')) yield* replays(small, size)
    if (wanted('crowd')) yield* crowd(small, size, 'SQLite')
    await small.stop()
    if (!wanted('push', 'crowd')) return
    const postgres = await startPostgres()
    try {
      const server = await startBenchServer({ properties: 0, people: 3 }, postgres.url)
      if (wanted('push')) yield* pushes(server, size, 'PostgreSQL')
      if (wanted('crowd')) yield* crowd(server, size, 'PostgreSQL')
      await server.stop()
    } finally {
      await postgres.stop()
    }
  },
}

async function* firstSyncs(server: BenchServer, { rounds }: Size): AsyncGenerator<Figure> {
  const done: Awaited<ReturnType<typeof firstSync>>[] = []
  for (let n = 0; n < rounds; n++) done.push(await firstSync(server, true))
  const rows = `${Math.round(done[0]!.rows / 100) * 100} rows`
  yield result(`first sync of ${rows}: work may begin`, 'ms', done.map(({ usable }) => usable))
  yield result(`first sync of ${rows}: all are here`, 'rows/s', done.map(({ here }) => here))
  yield result(`first sync of ${rows}: with their history`, 'rows/s', done.map(({ whole }) => whole))
}

/** A new post: milliseconds until it may be worked with, and rows a second until all are here and until their history is too. */
async function firstSync(server: BenchServer, history: boolean): Promise<{ rows: number; usable: number; here: number; whole: number }> {
  const post = await openBenchPost(server, server.people[0]!)
  const begun = performance.now()
  const taken = () => performance.now() - begun
  await post.exchange({ usable: true })
  const usable = taken()
  await post.exchange()
  const here = taken()
  if (history) while ((await post.exchange()).more);
  const whole = taken()
  const rows = await post.rows()
  await post.close()
  return { rows, usable, here: (rows / here) * 1000, whole: (rows / whole) * 1000 }
}

async function* pushes(server: BenchServer, { rounds, queued }: Size, kind: string): AsyncGenerator<Figure> {
  const done: Awaited<ReturnType<typeof push>>[] = []
  for (let n = 0; n < rounds; n++) done.push(await push(server, queued))
  yield result(`${queued} queued edits pushed, ${kind}`, 'commands/s', done.map(({ pushed }) => pushed))
  yield result(`${queued} queued edits pushed and confirmed, ${kind}`, 'commands/s', done.map(({ confirmed }) => confirmed))
  yield result(`${queued} edits pulled by another post, ${kind}`, 'rows/s', done.map(({ pulled }) => pulled))
}

/** One post comes back with a queue; another then takes what it brought. All three are rates of edits or rows a second. */
async function push(server: BenchServer, queued: number): Promise<{ pushed: number; confirmed: number; pulled: number }> {
  const [one, two] = [await openBenchPost(server, server.people[0]!), await openBenchPost(server, server.people[1]!)]
  for (const post of [one, two]) while ((await post.exchange()).more);
  await one.say(dayOfWork(queued))
  const done = await one.exchange()
  if (done.sent !== queued || done.refused > 0 || done.waiting > 0) throw new Error(`not all pushed: ${JSON.stringify(done)}`)
  const taken = await two.exchange()
  if (taken.received < queued) throw new Error(`not all pulled: ${JSON.stringify(taken)}`)
  await one.close()
  await two.close()
  return { pushed: (queued / done.pushed) * 1000, confirmed: (queued / done.taken) * 1000, pulled: (taken.received / taken.taken) * 1000 }
}

/** From an edit on one post until it is in the database of another that was poked. */
async function* seen(server: BenchServer, { seen: edits }: Size): AsyncGenerator<Figure> {
  const id = newId()
  let arrived: () => void = () => {}
  const one = await pokedPost(server, server.people[0]!)
  const two = await pokedPost(server, server.people[1]!, (changes) => {
    if (changes.some(({ entityId }) => entityId === id)) arrived()
  })
  const samples: number[] = []
  for (let n = 0; n <= edits; n++) {
    const there = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const begun = performance.now()
    await one.post.say([n === 0 ? { name: 'contact.create', input: { id, name: 'Contact' } } : { name: 'contact.update', input: { id, patch: { name: `Contact ${n}` } } }])
    void one.loop.now()
    await there
    if (n > 0) samples.push(performance.now() - begun)
    await wait(100 + (n % 10) * 20)
  }
  yield result('edit seen on another post', 'ms', samples)
  await one.close()
  await two.close()
}

/** A change of somebody else arrives beneath many that wait. */
async function* replays(server: BenchServer, { rounds, waiting }: Size): AsyncGenerator<Figure> {
  const samples: number[] = []
  for (let n = 0; n < rounds; n++) {
    const post: BenchPost = await openBenchPost(server, server.people[0]!)
    await post.exchange()
    await post.say(dayOfWork(waiting))
    samples.push(await post.replay())
    await post.close()
  }
  yield result(`replay of ${waiting} waiting commands`, 'ms', samples)
}

async function* crowd(server: BenchServer, { crowd: posts, seconds }: Size, kind: string): AsyncGenerator<Figure> {
  const { pushes: samples, cpu } = await measureCrowd(server, posts, seconds)
  yield result(`push with ${posts} posts editing once a second, ${kind}`, 'ms', samples)
  yield result(`server while ${posts} posts edit once a second, ${kind}`, '% of a core', [cpu])
}
