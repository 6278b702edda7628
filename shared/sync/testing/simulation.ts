import { compareLogWithTables } from '../../command/fold.ts'
import { createDispatcher } from '../../command/dispatch.ts'
import type { Dispatcher } from '../../command/dispatch.ts'
import { testId } from '../../command/testing/desk.ts'
import { createNotebookTables, notebook } from '../../command/testing/notebook.ts'
import { openSqliteStore } from '../../command/testing/stores.ts'
import type { Store } from '../../database/store.ts'
import type { Actor } from '../../values/actor.ts'
import { uuidv7 } from '../../values/id.ts'
import { openAuthority } from '../authority.ts'
import type { Authority } from '../authority.ts'
import { joinServer } from '../join.ts'
import { openPost } from '../post.ts'
import type { Post } from '../post.ts'
import { TransportError } from '../transport.ts'
import type { Transport } from '../transport.ts'
import { randomFrom } from './random.ts'

/** Faults by their number in sync.md H. */
export const networkFaults = [1, 2, 3, 6, 12, 14] as const
export const deathFaults = [17, 31, 32, 16] as const
export type Fault = (typeof networkFaults)[number] | (typeof deathFaults)[number] | 26 | 27 | 35 | 40 | 41 | 43

export type Tally = { faults: Partial<Record<Fault, number>>; conflicts: number; rejections: number; commands: number }
type Member = Actor & { kind: 'member' }

/** Thrown where a process is killed: whatever it was in the middle of is gone. */
class Killed extends Error {}

type SimPost = { name: string; actor: Member; store: Store; dispatcher: Dispatcher; post: Post; skew: number; saved: Map<string, string>; cursor: number; inApply: boolean }

export type Simulation = Awaited<ReturnType<typeof openSimulation>>
export type SimulationOptions = {
  seed: number
  posts?: number
  /** Chance of each fault of the network, for each request. */
  faulty?: number
  /** For the builds that must be caught. */
  broken?: { authority?: (whole: Authority) => Authority; post?: (parts: Parameters<typeof openPost>[0]) => Post }
}

const agencyId = testId('agency')

/** A server and its posts in one process, with everything that may go wrong between them, from one seed. */
export async function openSimulation({ seed, posts: count = 3, faulty = 0.15, broken = {} }: SimulationOptions) {
  const random = randomFrom(seed)
  const tally: Tally = { faults: {}, conflicts: 0, rejections: 0, commands: 0 }
  const happened = (fault: Fault): void => void (tally.faults[fault] = (tally.faults[fault] ?? 0) + 1)
  let now = Date.UTC(2026, 10, 28, 8)
  let healed = false
  let epochs = 0
  const steps: string[] = []
  let killServer = 0

  const newId = (): string => uuidv7(now, random.bytes(10))
  const serverStore = await openStore()
  /** The server dies wherever it looks at its clock: before, inside and after its transactions. */
  const serverClock = (): number => {
    if (killServer > 0 && --killServer === 0 && !healed) {
      happened(31)
      throw new Killed('the server was killed')
    }
    return now
  }
  const serverDispatcher = createDispatcher({ store: serverStore, business: notebook, clock: serverClock, mode: () => 'decide' })
  const whole = openAuthority({ store: serverStore, business: notebook, dispatcher: serverDispatcher, clock: serverClock, isPassing: (error) => error instanceof Killed, newEpoch: () => `epoch ${++epochs}` })
  const authority = broken.authority ? broken.authority(whole) : whole

  const posts: SimPost[] = []
  for (let n = 0; n < count; n++) posts.push(await openSimPost(`post ${n}`, n === count - 1 ? 'agent' : 'admin', await openStore()))

  async function openStore(): Promise<Store> {
    const store = await openSqliteStore()
    await createNotebookTables(store)
    return store
  }

  async function openSimPost(name: string, role: Member['role'], store: Store): Promise<SimPost> {
    const actor: Member = { kind: 'member', agencyId, memberId: testId('member', name), role }
    await joinServer(store, agencyId, { server: 'sim', deviceId: newId(), incarnation: newId() })
    return alive({ name, actor, store, skew: 0, saved: new Map(), cursor: 0, inApply: false } as unknown as SimPost)
  }

  /** What a process makes anew when it starts over the same database. */
  function alive(sim: SimPost): SimPost {
    let dying = 0
    const clock = (): number => {
      if (dying > 0 && --dying === 0 && !healed) {
        happened(17)
        throw new Killed(`${sim.name} was killed`)
      }
      return now + sim.skew
    }
    sim.dispatcher = createDispatcher({ store: sim.store, business: notebook, clock: () => now + sim.skew, mode: () => 'predict' })
    const parts = {
      store: sim.store, business: notebook, agencyId, transport: transportOf(sim), newId, program: { schemaVersion: '0030', appVersion: '1', deviceName: sim.name },
      clock: () => {
        if (!healed && dying === 0 && random.chance(0.03)) dying = 1 + random.below(4)
        return clock()
      },
    }
    sim.post = (broken.post ?? openPost)(parts)
    return sim
  }

  /** JSON there and back, and whatever a network does to it. */
  function transportOf(sim: SimPost): Transport {
    const peer = { actor: sim.actor, accountId: null }
    const over = async (name: string, work: () => Promise<unknown>): Promise<unknown> => {
      const fault = !healed && random.chance(faulty) ? random.pick(networkFaults) : null
      if (fault !== null) {
        happened(fault)
        steps.push(`${sim.name} ${name}: fault ${fault}`)
      }
      if (fault === 1) throw new TransportError('away')
      if (fault === 14) throw new TransportError('busy', { retryAfter: 1000 })
      if (fault === 12) return '<html>Bienvenue au WiFi</html>'
      if (!healed && random.chance(0.04)) killServer = 1 + random.below(6)
      let answer: unknown
      try {
        if (fault === 3) await work()
        answer = JSON.parse(JSON.stringify(await work()))
      } catch (error) {
        if (error instanceof Killed) throw new TransportError('away', { cause: error })
        throw error
      } finally {
        killServer = 0
      }
      if (fault === 2) throw new TransportError('away')
      if (fault === 6) return { ...(answer as object), changes: undefined, results: undefined, epoch: undefined }
      return answer
    }
    const copy = <T>(message: T): T => JSON.parse(JSON.stringify(message)) as T
    return {
      hello: (message) => over('hello', () => authority.hello(peer, copy(message))),
      push: (message) => over('push', () => authority.push(peer, copy(message))),
      pull: (message) => over('pull', () => authority.pull(peer, copy({ ...message, limit: 1 + random.below(20) }))),
    }
  }

  async function exchange(sim: SimPost): Promise<boolean> {
    try {
      const done = await sim.post.exchange()
      tally.rejections += done.refused
      const cursor = await sim.post.cursor()
      if (cursor < sim.cursor && !sim.inApply) throw new Error(`${sim.name}: the cursor went back from ${sim.cursor} to ${cursor}`)
      sim.inApply = false
      sim.cursor = cursor
      return !done.held
    } catch (error) {
      if (error instanceof Killed) alive(sim)
      else if (!(error instanceof TransportError)) throw error
      return false
    }
  }

  async function type(sim: SimPost): Promise<void> {
    const notes = await sim.store.kysely.selectFrom('note' as 'property').select(['id', 'deletedAt'] as never).execute() as unknown as { id: string; deletedAt: number | null }[]
    const cards = await sim.store.kysely.selectFrom('conflict').select(['id', 'state']).where('state', '=', 'open').execute()
    const some = notes.length ? random.pick(notes).id : null
    const word = (): string => random.pick(['mer', 'jardin', 'terrasse', 'garage', 'calme', 'étage', 'neuf'])
    const says: (() => [string, unknown])[] = [
      () => ['note.create', { id: newId(), values: { title: word(), amount: random.below(1000), currency: 'XOF', done: false, marks: [], state: 'open', body: `${word()}. ${word()}. ${word()}.`, claim: null, fee: sim.actor.role === 'admin' ? random.below(100) : null, parentId: null } }],
    ]
    if (some) says.push(
      () => ['note.update', { id: some, patch: { title: word() } }],
      () => ['note.update', { id: some, patch: random.chance(0.5) ? { amount: random.below(1000) } : { currency: random.pick(['XOF', 'EUR']) } }],
      () => ['note.update', { id: some, patch: { body: `${word()}. ${word()}. ${word()}.` } }],
      () => ['note.update', { id: some, patch: { claim: sim.name } }],
      // The authority alone refuses it: invariants are not judged when predicting.
      () => ['note.update', { id: some, patch: { amount: -1 } }],
      () => ['note.delete', { id: some }],
      () => ['note.close', { id: some }],
      () => ['note.tag', { id: some, add: [word()], remove: [word()].slice(0, random.below(2)) }].filter(Boolean) as [string, unknown],
      () => ['note.split', { id: some, into: 2 }],
    )
    if (cards.length) says.push(() => ['conflict.settle', { id: random.pick(cards).id, take: random.pick(['kept', 'lost'] as const) }])
    const mine = [...sim.saved.keys()]
    if (mine.length) says.push(() => ['core.undo', { commandId: random.pick(mine) }])
    const [name, input] = random.pick(says)()
    const commandId = newId()
    const { deviceId } = await sim.store.kysely.selectFrom('syncState').select('deviceId').executeTakeFirstOrThrow()
    try {
      const [outcome] = await sim.dispatcher.dispatch([{ commandId, name, version: notebook.commands.get(name)!.version, input, typedAt: Math.max(0, now + sim.skew), deviceId: deviceId! }], sim.actor)
      if (outcome!.status !== 'applied') return
      sim.saved.set(commandId, name)
      tally.commands++
      steps.push(`${sim.name} ${name} ${JSON.stringify(input)} ${commandId}`)
    } catch (error) {
      // A tag that was never there cannot be taken away: not what this is about.
      if (!(error instanceof Error) || !error.message.startsWith('not_found')) throw error
    }
  }

  async function run(length: number): Promise<void> {
    for (let step = 0; step < length; step++) {
      now += random.below(60_000)
      const sim = random.pick(posts)
      if (random.chance(0.02)) {
        happened(random.chance(0.5) ? 41 : 43)
        sim.skew = (random.below(3) - 1) * 86_400_000 * random.below(3)
      }
      if (random.chance(0.6)) await type(sim)
      else await exchange(sim)
    }
  }

  /** Faults heal and timers run: then everything must agree. Throws what does not. */
  async function rest(): Promise<void> {
    healed = true
    for (let round = 0; round < 3; round++) for (const sim of posts) {
      let tries = 0
      while (!(await exchange(sim))) if (++tries > 10) throw new Error(`${sim.name} does not come to rest`)
    }
    tally.conflicts = (await serverStore.kysely.selectFrom('conflict').select('id').execute()).length
    const wrong: string[] = []
    const report = (text: string): void => void wrong.push(text)
    for (const line of await compareLogWithTables(serverStore, notebook)) report(`server: ${JSON.stringify(line)}`)
    await gapless(report)
    for (const sim of posts) await compare(sim, report)
    if (wrong.length) throw new Error(`seed ${seed}:\n${wrong.slice(0, 10).join('\n')}\n--- last steps\n${steps.slice(-60).join('\n')}`)
  }

  async function gapless(report: (text: string) => void): Promise<void> {
    const seqs = (await serverStore.kysely.selectFrom('change').select('seq').distinct().orderBy('seq').execute()).map(({ seq }) => seq)
    for (const [i, seq] of seqs.entries()) if (seq !== i + 1) return report(`server: number ${i + 1} is missing`)
  }

  async function compare(sim: SimPost, report: (text: string) => void): Promise<void> {
    const left = await sim.store.kysely.selectFrom('outbox').select('commandId').execute()
    if (left.length) report(`${sim.name}: ${left.length} commands still wait`)
    for (const line of await compareLogWithTables(sim.store, notebook)) report(`${sim.name}: ${JSON.stringify(line)}`)
    for (const { table } of notebook.entities.values()) {
      const [here, there] = [await rowsOf(sim.store, table, sim.actor), await rowsOf(serverStore, table, sim.actor)]
      for (const [id, row] of there) if (here.get(id) !== row) report(`${sim.name}: ${table} ${id}\n  here   ${here.get(id)}\n  server ${row}`)
      for (const id of here.keys()) if (!there.has(id)) report(`${sim.name}: ${table} ${id} is nowhere else`)
    }
    for (const [id, name] of sim.saved) {
      const judged = await serverStore.kysely.selectFrom('command').select('status').where('id', '=', id).executeTakeFirst()
      const laid = await sim.store.kysely.selectFrom('attention').select('code').where('commandId', '=', id).executeTakeFirst()
      if (!judged) report(`${sim.name}: ${name} ${id} was saved and never reached the server`)
      else if (judged.status === 'rejected' && !laid) report(`${sim.name}: ${name} ${id} was refused and nobody is told`)
    }
  }

  async function close(): Promise<void> {
    for (const { store } of posts) await store.close()
    await serverStore.close()
  }

  return { random, tally, steps, posts, serverStore, authority, run, rest, exchange, type, close, happened, alive, newId, setNow: (to: number) => void (now = to), now: () => now, newEpoch: () => ++epochs }
}

/** Rows as this member may hold them: what lies in other scopes is empty. */
async function rowsOf(store: Store, table: string, actor: Member): Promise<Map<string, string>> {
  const rows = await store.kysely.selectFrom(table as 'property').selectAll().execute() as unknown as Record<string, unknown>[]
  return new Map(rows.map((row) => {
    if (table === 'note' && actor.role === 'agent') {
      const { fee: _fee, ...versions } = JSON.parse(row['versions'] as string) as Record<string, number>
      return [row['id'] as string, stable({ ...row, fee: null, versions: stable(versions), updatedAt: 0 })]
    }
    return [row['id'] as string, stable({ ...row, versions: stable(JSON.parse(row['versions'] as string) as object) })]
  }).filter(([, row]) => !(actor.role === 'agent' && table === 'conflict' && row!.includes('"scope":"management"'))) as [string, string][])
}

const stable = (value: object): string => JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))))
