import { createDispatcher } from '../../command/dispatch.ts'
import { testId } from '../../command/testing/desk.ts'
import { mischief, notebook } from '../../command/testing/notebook.ts'
import type { Envelope } from '../../contract/envelope.ts'
import { uuidv7 } from '../../values/id.ts'
import { openAuthority } from '../authority.ts'
import type { Authority } from '../authority.ts'
import { beginEpoch } from '../epoch.ts'
import { joinServer } from '../join.ts'
import { openPost } from '../post.ts'
import type { Post } from '../post.ts'
import { TransportError } from '../transport.ts'
import type { Transport } from '../transport.ts'
import { openPlaces } from './places.ts'
import type { Place } from './places.ts'
import { randomFrom } from './random.ts'
import { simulatedAgency } from './sim-post.ts'
import type { Member, SimPost } from './sim-post.ts'
import { whatIsWrong } from './truth.ts'

/** Faults by their number in sync.md H. */
export const networkFaults = [1, 2, 3, 6, 12, 14] as const
export const faults = [...networkFaults, 17, 26, 27, 31, 35, 40, 41, 43, 48] as const
export type Fault = (typeof faults)[number]

export type Tally = { faults: Partial<Record<Fault, number>>; conflicts: number; rejections: number; commands: number }

/** Thrown where a process is killed: whatever it was in the middle of is gone. */
class Killed extends Error {}

type Server = { place: Place; authority: Authority }

export type Simulation = Awaited<ReturnType<typeof openSimulation>>
export type SimulationOptions = {
  seed: number
  posts?: number
  /** Chance of a fault of the network, for each request. */
  faulty?: number
  /** For builds that must be caught. */
  broken?: { authority?: (whole: Authority) => Authority; post?: (parts: Parameters<typeof openPost>[0]) => Post }
}

const agencyId = simulatedAgency
const words = ['mer', 'jardin', 'terrasse', 'garage', 'calme', 'étage', 'neuf']

/** A server and its posts in one process, with everything that may go wrong between them, from one seed. */
export async function openSimulation({ seed, posts: count = 3, faulty = 0.15, broken = {} }: SimulationOptions) {
  const random = randomFrom(seed)
  const places = openPlaces()
  const tally: Tally = { faults: {}, conflicts: 0, rejections: 0, commands: 0 }
  const steps: string[] = []
  /** Everything that anybody ever typed, with what he saw. */
  const typed = new Map<string, Envelope>()
  let now = Date.UTC(2026, 10, 28, 8)
  let healed = false
  let epochs = 0
  let serverDies = 0
  let keptServer: Buffer | null = null
  /** A server that was put back judges anew: what it decided before is no longer the measure. */
  let restored = false

  const happened = (fault: Fault, where: string): void => {
    tally.faults[fault] = (tally.faults[fault] ?? 0) + 1
    steps.push(`${where}: fault ${fault}`)
  }
  const newId = (): string => uuidv7(now, random.bytes(10))

  /** The server dies wherever it looks at its clock: before, inside and after its transactions. */
  const serverClock = (): number => {
    if (serverDies > 0 && --serverDies === 0 && !healed) {
      happened(31, 'server')
      throw new Killed('the server was killed')
    }
    return now
  }

  function openServer(place: Place): Server {
    const dispatcher = createDispatcher({ store: place.store, business: notebook, clock: serverClock, mode: () => 'decide' })
    const whole = openAuthority({ store: place.store, business: notebook, dispatcher, clock: serverClock, isPassing: (error) => error instanceof Killed, newEpoch: () => `epoch ${++epochs}` })
    return { place, authority: broken.authority ? broken.authority(whole) : whole }
  }

  let server = openServer(await places.open())
  const posts: SimPost[] = []
  for (let n = 0; n < count; n++) posts.push(await openSimPost(`post ${n}`, n === count - 1 ? 'agent' : 'admin'))

  async function openSimPost(name: string, role: Member['role']): Promise<SimPost> {
    const place = await places.open()
    await joinServer(place.store, agencyId, { server: 'sim', deviceId: newId(), incarnation: newId() })
    return alive({ name, actor: { kind: 'member', agencyId, memberId: testId('member', name), role }, place, skew: 0, saved: new Map(), cursor: 0, mayGoBack: 0 } as unknown as SimPost)
  }

  /** What a process makes anew when it starts over the same database. */
  function alive(sim: SimPost): SimPost {
    const { store } = sim.place
    let dies = 0
    const clock = (): number => {
      if (!healed && dies === 0 && random.chance(0.03)) dies = 1 + random.below(4)
      if (dies > 0 && --dies === 0 && !healed) {
        happened(17, sim.name)
        throw new Killed(`${sim.name} was killed`)
      }
      return now + sim.skew
    }
    sim.dispatcher = createDispatcher({ store, business: notebook, clock: () => now + sim.skew, mode: () => 'predict' })
    sim.post = (broken.post ?? openPost)({ store, business: notebook, agencyId, transport: transportOf(sim), newId, program: { schemaVersion: '0030', appVersion: '1', deviceName: sim.name }, clock })
    return sim
  }

  /** JSON there and back, and whatever a network does to it. */
  function transportOf(sim: SimPost): Transport {
    const peer = () => ({ actor: sim.actor, accountId: null })
    const over = async (name: string, work: () => Promise<unknown>): Promise<unknown> => {
      const fault = !healed && random.chance(faulty) ? random.pick(networkFaults) : null
      if (fault !== null) happened(fault, `${sim.name} ${name}`)
      if (fault === 1) throw new TransportError('away')
      if (fault === 14) throw new TransportError('busy', { retryAfter: 1000 })
      if (fault === 12) return '<html>Bienvenue au WiFi</html>'
      if (!healed && random.chance(0.04)) serverDies = 1 + random.below(6)
      let answer: unknown
      try {
        mischief(async () => {
          happened(40, 'server')
          throw new Error('a command that breaks whoever runs it')
        })
        if (fault === 3) await work()
        answer = JSON.parse(JSON.stringify(await work()))
      } catch (error) {
        if (error instanceof Killed) throw new TransportError('away', { cause: error })
        throw error
      } finally {
        serverDies = 0
        mischief(async () => undefined)
      }
      if (fault === 2) throw new TransportError('away')
      if (fault === 6) return { ...(answer as object), changes: undefined, results: undefined, epoch: undefined }
      return answer
    }
    const copy = <T>(message: T): T => JSON.parse(JSON.stringify(message)) as T
    return {
      hello: (message) => over('hello', () => server.authority.hello(peer(), copy(message))),
      push: (message) => over('push', () => server.authority.push(peer(), copy(message))),
      snapshot: (message) => over('snapshot', () => server.authority.snapshot(peer(), copy({ ...message, limit: 1 + random.below(20) }))),
      pull: (message) => over('pull', () => server.authority.pull(peer(), copy({ ...message, limit: 1 + random.below(20) }))),
    }
  }

  async function exchange(sim: SimPost): Promise<boolean> {
    try {
      const done = await sim.post.exchange()
      tally.rejections += done.refused
      await lookAtCursor(sim)
      return !done.held && !done.more
    } catch (error) {
      if (error instanceof Killed) alive(sim)
      else if (!(error instanceof TransportError)) throw error
      await lookAtCursor(sim)
      return false
    }
  }

  async function lookAtCursor(sim: SimPost): Promise<void> {
    const cursor = await sim.post.cursor()
    if (cursor < sim.cursor && sim.mayGoBack === 0) throw new Error(`seed ${seed}: the cursor of ${sim.name} went back from ${sim.cursor} to ${cursor}`)
    if (cursor < sim.cursor) sim.mayGoBack--
    sim.cursor = cursor
  }

  async function type(sim: SimPost): Promise<void> {
    const { kysely } = sim.place.store
    const notes = (await kysely.selectFrom('note' as 'property').select('id').execute()).map(({ id }) => id)
    const cards = await kysely.selectFrom('conflict').select('id').where('state', '=', 'open').execute()
    const some = notes.length ? random.pick(notes) : null
    const word = (): string => random.pick(words)
    const update = (patch: object): [string, unknown] => ['note.update', { id: some, patch }]
    const says: (() => [string, unknown])[] = [
      () => ['note.create', { id: newId(), values: {
        title: word(), amount: random.below(1000), currency: 'XOF', done: false, marks: [], state: 'open', body: `${word()}. ${word()}. ${word()}.`, claim: null, fee: sim.actor.role === 'admin' ? random.below(100) : null, parentId: null,
      } }],
    ]
    if (some) says.push(
      () => update({ title: word() }), () => update({ title: word(), done: random.chance(0.5) }), () => update({ body: `${word()}. ${word()}. ${word()}.` }), () => update({ claim: sim.name }),
      () => update(random.chance(0.5) ? { amount: random.below(1000) } : { currency: random.pick(['XOF', 'EUR']) }),
      // The authority alone refuses it: invariants are not judged when predicting.
      () => update({ amount: -1 }),
      () => ['note.delete', { id: some }], () => ['note.close', { id: some }], () => ['note.tag', { id: some, add: [word()], remove: [] }], () => ['note.split', { id: some, into: 2 }],
    )
    if (some && random.chance(0.1)) says.push(() => ['note.mischief', { id: some }])
    if (cards.length) says.push(() => ['conflict.settle', { id: random.pick(cards).id, take: random.pick(['kept', 'lost'] as const) }])
    const mine = [...sim.saved.keys()]
    if (mine.length) says.push(() => ['core.undo', { commandId: random.pick(mine) }])
    const [name, input] = random.pick(says)()
    const commandId = newId()
    const { deviceId } = await kysely.selectFrom('syncState').select('deviceId').executeTakeFirstOrThrow()
    const [outcome] = await sim.dispatcher.dispatch([{ commandId, name, version: notebook.commands.get(name)!.version, input, typedAt: Math.max(0, now + sim.skew), deviceId: deviceId! }], sim.actor)
    if (outcome!.status !== 'applied') return
    const { envelope } = await kysely.selectFrom('outbox').select('envelope').where('commandId', '=', commandId).executeTakeFirstOrThrow()
    sim.saved.set(commandId, JSON.parse(envelope) as Envelope)
    typed.set(commandId, JSON.parse(envelope) as Envelope)
    tally.commands++
    steps.push(`${sim.name} ${name} ${JSON.stringify(input)} ${commandId}`)
  }

  /** Disks that are copied and put back. */
  async function mishap(): Promise<void> {
    const sim = random.pick(posts)
    const what = random.below(4)
    if (what === 0 && keptServer === null) keptServer = server.place.database.serialize()
    else if (what === 1 && keptServer !== null) {
      happened(35, 'server')
      server = openServer(await places.open(keptServer))
      await beginEpoch(server.place.store.kysely, `epoch ${++epochs}`, now)
      keptServer = null
      restored = true
      for (const post of posts) post.mayGoBack++
    } else if (what === 2 && posts.length < count + 1) {
      happened(26, sim.name)
      posts.push(alive({ ...sim, name: `copy of ${sim.name}`, place: await places.open(sim.place.database.serialize()), saved: new Map(sim.saved) }))
    } else if (what === 3) {
      happened(27, sim.name)
      const old = { content: sim.place.database.serialize(), saved: new Map(sim.saved) }
      for (let n = random.below(6); n > 0; n--) await (random.chance(0.6) ? type(sim) : exchange(sim))
      // What was typed since went with the disk; what of it was sent, only the server still has.
      sim.saved = old.saved
      sim.place = await places.open(old.content)
      sim.mayGoBack++
      alive(sim)
      sim.cursor = await sim.post.cursor()
    }
  }

  /** A role is given or taken away, while the post may be in the middle of anything. */
  async function reassign(sim: SimPost): Promise<void> {
    happened(48, sim.name)
    sim.actor = { ...sim.actor, role: sim.actor.role === 'admin' ? 'agent' : 'admin' }
    // What is taken from him goes, with a beginning anew.
    sim.mayGoBack++
  }

  async function run(length: number): Promise<void> {
    for (let step = 0; step < length; step++) {
      now += random.below(60_000)
      const sim = random.pick(posts)
      if (random.chance(0.02)) {
        happened(random.chance(0.5) ? 41 : 43, sim.name)
        sim.skew = (random.below(3) - 1) * 43_200_000 * random.below(3)
      }
      if (posts.length < count + 2 && random.chance(0.01)) posts.push(await openSimPost(`newcomer ${posts.length}`, random.pick(['admin', 'agent'])))
      else if (random.chance(0.01)) await reassign(random.pick(posts))
      else if (random.chance(0.015)) await mishap()
      else if (random.chance(0.6)) await type(sim)
      else await exchange(sim)
    }
  }

  /** Faults heal and timers run: then everything must agree. Throws what does not. */
  async function rest(): Promise<void> {
    healed = true
    // A part of the history at a time may be one change.
    const comeToRest = async (sim: SimPost): Promise<void> => {
      for (let tries = 0; !(await exchange(sim)); tries++) if (tries > 60) throw new Error(`seed ${seed}: ${sim.name} does not come to rest`)
    }
    for (let round = 0; round < 3; round++) for (const sim of posts) await comeToRest(sim)
    // One that comes new now has the same as those who were there; from seed to seed an admin or an agent.
    const role = seed % 2 === 0 ? 'admin' : 'agent'
    const fresh = await openSimPost(`a new ${role}`, role)
    await comeToRest(fresh)
    posts.push(fresh)
    tally.conflicts = (await server.place.store.kysely.selectFrom('conflict').select('id').execute()).length
    const wrong = await whatIsWrong(server.place.store, posts, { typed, restored })
    if (wrong.length) throw new Error(`seed ${seed}:\n${wrong.slice(0, 10).join('\n')}\n--- last steps\n${steps.slice(-80).join('\n')}`)
  }

  return { tally, steps, posts, server: () => server.place.store, run, rest, exchange, type, close: places.close }
}
