import { createDispatcher } from '../../command/dispatch.ts'
import type { Business } from '../../command/define.ts'
import { testId } from '../../command/testing/desk.ts'
import { createNotebookTables, notebook } from '../../command/testing/notebook.ts'
import type { Envelope, Outcome } from '../../contract/envelope.ts'
import type { Store } from '../../database/store.ts'
import { uuidv7 } from '../../values/id.ts'
import type { Actor } from '../../values/actor.ts'
import { openAuthority } from '../authority.ts'
import type { Authority } from '../authority.ts'
import { joinServer } from '../join.ts'
import { openPost } from '../post.ts'
import type { PostParts } from '../post.ts'
import type { Transport } from '../transport.ts'
import { openPlaces } from './places.ts'
import type { Place } from './places.ts'
import { randomFrom } from './random.ts'

type Member = Actor & { kind: 'member' }
export type OfficePost = Awaited<ReturnType<Office['post']>>
export type Office = Awaited<ReturnType<typeof openOffice>>
export type OfficeParts = {
  /** Where the server's data lives; without it a file of SQLite. The notebook's tables are made in it. */
  serverStore?: Store
  business?: Business
  authority?: (whole: Authority) => Authority
  isPassing?: (error: unknown) => boolean
  horizon?: number
}

/** A server and posts by hand, one fault at a time: what the simulation does at random. */
export async function openOffice({ serverStore, business = notebook, authority: other, isPassing = () => false, horizon }: OfficeParts = {}) {
  const agencyId = testId('agency')
  const random = randomFrom(7)
  const places = openPlaces()
  const time = { now: Date.UTC(2026, 10, 28, 8) }
  const newId = (): string => uuidv7(time.now, random.bytes(10))
  if (serverStore) await createNotebookTables(serverStore)
  const serverPlace = serverStore ? null : await places.open()
  const server = serverStore ?? serverPlace!.store
  let epochs = 0

  function openServer(withBusiness: Business = business): { authority: Authority; dispatcher: ReturnType<typeof createDispatcher> } {
    const dispatcher = createDispatcher({ store: server, business: withBusiness, clock: () => time.now, mode: () => 'decide' })
    const whole = openAuthority({ store: server, business: withBusiness, dispatcher, clock: () => time.now, isPassing, newEpoch: () => `epoch ${++epochs}`, schemaVersion: withBusiness === business ? '0030' : '0040', ...(horizon === undefined ? {} : { horizon }) })
    return { authority: other ? other(whole) : whole, dispatcher }
  }
  const desk = openServer()

  /** A post of one member. `wire` stands between it and the server. */
  async function post(name: string, { role = 'admin', wire = (whole: Transport) => whole, business: own = business, parts = {} }: {
    role?: Member['role']; wire?: (whole: Transport) => Transport; business?: Business; parts?: Partial<PostParts>
  } = {}) {
    const place = await places.open()
    await joinServer(place.store, agencyId, { server: 'office', deviceId: newId(), incarnation: newId() })
    return over(place, { name, actor: { kind: 'member', agencyId, memberId: testId('member', name), role }, wire, business: own, parts })
  }

  /** What a process makes over a database that is there. */
  function over(place: Place, given: { name: string; actor: Member; wire: (whole: Transport) => Transport; business: Business; parts: Partial<PostParts> }) {
    const copy = <T>(message: T): T => JSON.parse(JSON.stringify(message)) as T
    const { store } = place
    const state = { actor: given.actor, skew: 0 }
    const peer = () => ({ actor: state.actor, accountId: null })
    const transport = given.wire({
      hello: async (message) => copy(await desk.authority.hello(peer(), copy(message))),
      push: async (message) => copy(await desk.authority.push(peer(), copy(message))),
      pull: async (message) => copy(await desk.authority.pull(peer(), copy(message))),
      snapshot: async (message) => copy(await desk.authority.snapshot(peer(), copy(message))),
      check: async (message) => copy(await desk.authority.check(peer(), copy(message))),
    })
    const clock = (): number => time.now + state.skew
    const dispatcher = createDispatcher({ store, business: given.business, clock, mode: () => 'predict' })
    const sync = openPost({ store, business: given.business, agencyId, transport, newId, program: { schemaVersion: '0030', appVersion: '1', deviceName: given.name }, clock, ...given.parts })
    const say = async (name: string, input: unknown, more: Partial<Envelope> = {}): Promise<Outcome> => {
      const { deviceId } = await store.kysely.selectFrom('syncState').select('deviceId').executeTakeFirstOrThrow()
      const [outcome] = await dispatcher.dispatch([{ commandId: newId(), name, version: given.business.commands.get(name)!.version, input, typedAt: Math.max(0, clock()), deviceId: deviceId!, ...more }], state.actor)
      return outcome!
    }
    return {
      ...given, place, store, transport, dispatcher, state, say,
      exchange: sync.exchange, compare: sync.compare, cursor: sync.cursor,
      /** The same database in a process of its own; `changed` says what is other about it. */
      again: (changed: Partial<typeof given> = {}, on: Place = place) => over(on, { ...given, ...changed }),
      /** The same post after its computer died at this moment. */
      crashed: async () => over(await places.crash(place), given),
      note: async (values: object = {}): Promise<string> => {
        const id = newId()
        await say('note.create', { id, values: { title: 'note', amount: 1, currency: 'XOF', done: false, marks: [], state: 'open', body: null, claim: null, fee: null, parentId: null, ...values } })
        return id
      },
      row: async (id: string) => (await store.kysely.selectFrom('note' as 'property').selectAll().where('id', '=', id).executeTakeFirst()) as unknown as Record<string, unknown> | undefined,
      waiting: async () => (await store.kysely.selectFrom('outbox').select('commandId').execute()).length,
      attention: () => store.kysely.selectFrom('attention').select(['commandId', 'code', 'blockedBy', 'envelope']).orderBy('localSeq').execute(),
    }
  }

  return {
    agencyId, time, newId, server, places,
    get authority() {
      return desk.authority
    },
    /** The server starts again, perhaps as another version of the program. */
    restart: (withBusiness?: Business) => void Object.assign(desk, openServer(withBusiness)),
    serverRow: async (id: string) => (await server.kysely.selectFrom('note' as 'property').selectAll().where('id', '=', id).executeTakeFirst()) as unknown as Record<string, unknown> | undefined,
    post,
    close: places.close,
  }
}
