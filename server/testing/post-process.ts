import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createDispatcher } from '../../shared/command/dispatch.ts'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { migrate } from '../../shared/database/migrate.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import { business } from '../../shared/modules/business.ts'
import { openHttpTransport } from '../../shared/sync/http-transport.ts'
import { joinServer } from '../../shared/sync/join.ts'
import { openLoop } from '../../shared/sync/loop.ts'
import { openPokeSocket } from '../../shared/sync/poke-socket.ts'
import { openPokes } from '../../shared/sync/poke.ts'
import { openPost } from '../../shared/sync/post.ts'
import type { PushResult } from '../../shared/sync/protocol.ts'
import { randomFrom } from '../../shared/sync/testing/random.ts'
import { TransportError } from '../../shared/sync/transport.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { uuidv7 } from '../../shared/values/id.ts'

// A post in a process of its own, which somebody edits at all the time and which may be killed at any moment: everything it
// knows lies in its file. It says each command once its user saw it saved.
export type Told = { path: string; server: string; agencyId: string; actor: Actor & { kind: 'member' }; token: string; seed: number; /** Others of the agency, whom work may be given to. */ members: string[] }
export type Said =
  | { saved: Envelope }
  /** The server has answered: so many commands, of which so many were judged already when they were sent again. */
  | { answered: number; duplicates: number }
  | { trouble: string }
  /** Nothing is edited any more, and the post has exchanged: so many commands wait. */
  | { waiting: number }
  /** The same, and why it did not come to an end. */
  | { stopped: string }
  | { ready: true }

const told = JSON.parse(process.argv[2]!) as Told
const { actor, agencyId } = told
const random = randomFrom(told.seed)
const say = (said: Said): void => void process.send!(said)
const wordsOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error))
const newId = (): string => uuidv7(Date.now(), randomBytes(10))

const store = sqliteStore(openSqlite(told.path))
await migrate(store)
if (!(await store.kysely.selectFrom('syncState').select('deviceId').executeTakeFirst()))
  await joinServer(store, agencyId, { server: told.server, deviceId: newId(), incarnation: newId() })

const dispatcher = createDispatcher({ store, business, clock: Date.now, mode: () => 'predict' })
const transport = openHttpTransport({ server: told.server, token: async () => told.token })
const post = openPost({
  store, business, agencyId, clock: Date.now, newId, program: { schemaVersion: '0030', appVersion: '0.1.0', deviceName: actor.memberId },
  transport: {
    ...transport,
    // Short pages, so that there are moments between them.
    pull: (message) => transport.pull({ ...message, limit: 100 }),
    push: async (message, who) => {
      const answer = (await transport.push(message, who)) as PushResult
      say({ answered: answer.results.length, duplicates: answer.results.filter(({ status }) => status === 'duplicate').length })
      return answer
    },
  },
})

/** A minute of the loop is a second here. */
const later = (milliseconds: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, milliseconds / 60)
  return () => clearTimeout(timer)
}
let editing = true
const loop = openLoop({
  exchange: post.exchange, later, random: random.next,
  onState: ({ error }) => {
    if (error && !(error instanceof TransportError)) say({ trouble: wordsOf(error) })
  },
})
const pokes = openPokes({ open: () => openPokeSocket(told.server, async () => told.token), now: loop.now, cursor: post.cursor, clock: Date.now, later })

const mostWaiting = 60
const words = ['mer', 'jardin', 'terrasse', 'garage', 'calme', 'étage', 'neuf']
const word = (): string => random.pick(words)

async function oneOf(table: 'property' | 'contact'): Promise<string | null> {
  const rows = await store.kysely.selectFrom(table).select('id').where('deletedAt', 'is', null).orderBy('id', random.chance(0.6) ? 'asc' : 'desc').limit(4).execute()
  return rows.length ? random.pick(rows).id : null
}

/** What somebody does next: mostly at a few rows, where others are at work too. */
async function next(): Promise<[string, unknown]> {
  const [property, contact] = [await oneOf('property'), await oneOf('contact')]
  const cards = await store.kysely.selectFrom('conflict').select('id').where('state', '=', 'open').limit(5).execute()
  const mine = await store.kysely.selectFrom('command').select('id').where('actorId', '=', actor.memberId).orderBy('typedAt', 'desc').limit(3).execute()
  const acts: (() => [string, unknown])[] = [() => ['contact.create', { id: newId(), name: word() }], () => ['property.create', { id: newId(), values: { title: word(), kind: 'villa', transaction: 'sale', priceAmount: random.below(1000) } }]]
  if (contact) acts.push(
    () => ['contact.update', { id: contact, patch: { address: word() } }], () => ['contact.update', { id: contact, patch: { notes: `${word()}. ${word()}.` } }],
    () => ['contact.setPhones', { id: contact, phones: [{ typed: `77 000 ${10 + random.below(80)} 22` }] }],
  )
  if (property) {
    const update = (patch: object): [string, unknown] => ['property.update', { id: property, patch }]
    acts.push(() => update({ title: word() }), () => update({ priceAmount: random.below(1000) }), () => update({ description: `${word()}. ${word()}.` }), () => ['property.setAmenities', { id: property, add: [random.pick(['pool', 'garage'])] }])
    if (random.chance(0.2)) acts.push(() => ['property.delete', { id: property }], () => update({ agentId: random.pick(told.members) }))
  }
  if (cards.length) acts.push(() => ['conflict.settle', { id: random.pick(cards).id, take: random.pick(['kept', 'lost'] as const) }])
  if (mine.length) acts.push(() => ['core.undo', { commandId: random.pick(mine).id }])
  return random.pick(acts)()
}

async function edit(): Promise<void> {
  const [name, input] = await next()
  const commandId = newId()
  const { deviceId } = await store.kysely.selectFrom('syncState').select('deviceId').executeTakeFirstOrThrow()
  const [outcome] = await dispatcher.dispatch([{ commandId, name, version: business.commands.get(name)!.version, input, typedAt: Date.now(), deviceId: deviceId! }], actor)
  if (outcome!.status !== 'applied') return
  // As it is queued, with what its user saw; an exchange may have been quicker.
  const queued = await store.kysely.selectFrom('outbox').select('envelope').where('commandId', '=', commandId).executeTakeFirst()
  say({ saved: queued ? (JSON.parse(queued.envelope) as Envelope) : { commandId, name, version: 1, input, typedAt: 0, deviceId: deviceId! } })
}

async function keepEditing(): Promise<void> {
  while (editing) {
    try {
      if ((await store.kysely.selectFrom('outbox').select('commandId').limit(mostWaiting).execute()).length < mostWaiting) await edit()
    } catch (error) {
      say({ trouble: wordsOf(error) })
    }
    void loop.now()
    await wait(20 + random.below(100))
  }
}

async function stopEditing(): Promise<void> {
  editing = false
  await working
  pokes.close()
  await loop.close()
}

async function rest(): Promise<void> {
  await stopEditing()
  try {
    say({ waiting: (await post.exchange()).waiting })
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    say({ stopped: `${error.stop}: ${String(error.cause)}` })
  }
}

async function end(): Promise<void> {
  await stopEditing()
  await store.close()
  process.exit(0)
}

const working = keepEditing()
process.on('message', (message: 'calm' | 'rest' | 'end') => void (message === 'calm' ? stopEditing() : message === 'rest' ? rest() : end()))
process.once('disconnect', () => process.exit(1))
say({ ready: true })
