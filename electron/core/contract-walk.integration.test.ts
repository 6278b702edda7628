import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { traverseContractProcedures } from '@orpc/server'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { z } from 'zod'
import { commandNames } from '../../shared/contract/commands.ts'
import { contract } from '../../shared/contract/index.ts'
import { business } from '../../shared/modules/business.ts'
import { commandSamples } from '../../shared/modules/testing/command-samples.ts'
import { isErrorCode } from '../../shared/values/error.ts'
import { uuidv7 } from '../../shared/values/id.ts'
import { adminAccount, openTestCore } from './testing/open-core.ts'
import type { CoreClient, TestCore } from './testing/open-core.ts'
import { createServer } from './transport/serve.ts'
import { wireOfPort } from './transport/wire.ts'

// What a page that has gone mad could send: through the real wire, to the real core, signed out, signed in and locked.

const paths: string[][] = []
traverseContractProcedures({ router: contract, path: [] }, ({ path }) => paths.push([...path]))

const some = '018f0000-0000-7000-8000-000000000000'
const list = { filters: [{ field: 'rooms', operator: 'atLeast', value: 1 }], search: 'villa' }
const sorted = { ...list, sort: [{ field: 'title', direction: 'asc' }] }
const choices = {
  encoding: 'utf-8', delimiter: ';', sheet: null, headerLine: 1, mapping: { 0: 'title' }, defaultKind: 'villa',
    defaultTransaction: 'sale', status: 'draft', agentId: null,
}
const envelope = { commandId: some, name: 'property.update', version: 1, typedAt: 1, deviceId: some,
  input: { id: some, patch: { rooms: 1 } }, base: { a: 1 }, after: { a: some } }

/** An input that the contract takes, for every procedure: what is sent is this with one thing wrong. */
const samples: Record<string, object> = {
  command: { envelopes: [envelope] },
  'setup.joinAgency': { server: 'x.sn', email: 'b@b.sn', password: 'x', code: '1' },
  'sync.state': {}, 'sync.connect': { password: 'x', code: '1' }, 'sync.now': {}, 'sync.leave': { confirmed: true }, 'sync.files': {}, 'sync.sendFiles': {}, 'files.missing': { fileIds: [some] },
  'sync.past': {}, 'sync.compare': {}, 'sync.posts': {}, 'sync.revokePost': { id: some }, 'sync.toFound': {}, 'sync.dropFounding': { anyway: true }, 'sync.noteFounding': {},
    'sync.found': { server: 'x.sn', email: 'b@b.sn', password: 'x', code: '1', newAccount: false },
  'setup.state': {}, 'setup.createAgency': { agencyName: 'B', city: 'C', phone: '1', referencePrefix: 'ABC', name: 'Name Name',
    email: 'b@b.sn', password: 'neuf chevaux verts' }, 'setup.openDemo': {}, 'setup.recover': { backup: 'x' },
  'session.signIn': { email: 'b@b.sn', password: 'x', code: '1' }, 'session.resume': { token: 'A'.repeat(43) }, 'session.current': {},
    'session.touch': {}, 'session.lock': {}, 'session.unlock': { password: 'x' }, 'session.signOut': {},
  'session.changePassword': { current: 'x', next: 'neuf chevaux verts' }, 'team.list': {},
    'team.setPassword': { memberId: some, password: 'neuf chevaux verts' }, 'team.rights': {},
    'team.add': { name: 'Binta', email: 'b@b.sn', phone: '77', position: 'x', role: 'agent', password: 'neuf chevaux verts' }, 'agency.get': {},
  'properties.page': { ...sorted, offset: 0, limit: 5 }, 'properties.totals': list,
    'properties.neighbours': { ...sorted, id: some }, 'properties.get': { id: some }, 'properties.ofOwner': { contactId: some },
  'properties.similar': { id: some, limit: 3 },
  'properties.duplicates': { id: some, title: 'Villa', kind: 'villa', transaction: 'sale', quartier: 'Ngor', commune: 'Ngor',
    priceAmount: 5, surfaceArea: 5, bedrooms: 2, ownerPhones: ['771112233'] },
  'properties.history': { id: some, beforeSeq: 5, limit: 5 }, 'properties.map': list, 'properties.places': {},
    'properties.viewed': { id: some }, 'properties.exportCsv': { ...sorted, ids: [some], columns: ['title'], language: 'fr' },
  'imports.preview': { uploadId: some, choices }, 'imports.run': { uploadId: some, batchId: some, choices,
    includeDuplicates: true }, 'imports.undo': { batchId: some }, 'imports.batches': {},
    'imports.rejectedFile': { batchId: some },
  'contacts.page': { ...list, search: 'x', role: 'owner', sort: [{ field: 'score', direction: 'desc' }], offset: 0, limit: 5 }, 'contacts.get': { id: some },
    'contacts.alike': { phone: '77', email: 'a@b.sn', name: 'Fatou', except: some }, 'views.list': { list: 'properties' }, 'notifications.page': { unread: true, topic: 'leads' }, 'notifications.unread': {}, 'notifications.settings': {}, 'alerts.messages': { contactId: some, state: 'ready', mine: true, offset: 0, limit: 5 }, 'alerts.log': { contactId: some, offset: 0, limit: 5 },
  'reports.client': { id: some, interactions: true, notes: false, language: 'fr' }, 'reports.agent': { memberId: some, from: '2026-01-01', to: '2026-12-31', language: 'fr' }, 'reports.agency': { from: '2026-01-01', to: '2026-12-31', language: 'fr' },
  'contacts.life': { id: some }, 'leads.page': { ...list, sort: [{ field: 'score', direction: 'desc' }], offset: 0, limit: 5 }, 'leads.board': { ...list, each: 5 }, 'leads.get': { id: some }, 'contacts.tags': {}, 'contacts.duplicates': { id: some, limit: 5 }, 'contacts.merging': { into: some, from: some }, 'searches.page': { search: 'x', state: 'active', offset: 0, limit: 5 },
    'leads.alike': { phone: '77', email: 'a@b.sn', except: some }, 'leads.statistics': list, 'tasks.page': { when: 'today', state: 'open', assignee: 'me', offset: 0, limit: 5 }, 'leads.neighbours': { ...list, sort: [{ field: 'score', direction: 'desc' }], id: some }, 'leads.history': { id: some, beforeSeq: 5, limit: 5 }, 'tasks.get': { id: some },
  'matching.properties': { searchId: some, wish: { transaction: 'sale', budgetMax: 5, kinds: ['villa'], mustHave: ['pool'] }, tolerance: { budget: 0.2, kind: 2 }, limit: 5 }, 'matching.clients': { propertyId: some, limit: 5 },
    'matching.latest': { limit: 5 },
    'matching.runAll': {}, 'matching.overview': { mine: true, offset: 0, limit: 5 }, 'matching.score': { searchId: some, propertyId: some },
  'core.search': { text: 'villa', limit: 5 }, 'core.dashboard': {}, 'core.activity': { contactId: some, beforeSeq: 5, limit: 5 },
  'conflicts.list': { recordId: some, limit: 5 }, 'conflicts.count': { recordId: some }, 'attention.list': { recordId: some, closed: true },
    'attention.count': { recordId: some }, 'attention.giveUp': { commandId: some }, 'attention.takeUp': { commandId: some },
    'attention.sendAgain': { commandId: some, corrected: { name: 'property.update', input: { id: some, patch: { rooms: 1 } } } },
  'files.begin': { name: 'a.jpg', bytes: 5, purpose: 'photo' }, 'files.put': { uploadId: some, offset: 0, base64: 'AAAA' },
    'files.end': { uploadId: some }, 'files.cancel': { uploadId: some },
  'files.read': { fileId: some, variant: 'thumb', offset: 0 }, 'backup.list': {}, 'backup.create': {},
    'backup.restore': { name: 'x' }, 'device.settings': {},
  'device.change': { language: 'fr', theme: 'dark', navigationCollapsed: true }, 'live.changes': {},
}
/** Would end the walk, fill the disk or go out into the world: these are only sent what they must refuse. */
const leavesOrFills = new Set(['session.signOut', 'session.lock', 'setup.openDemo', 'backup.create', 'live.changes', 'sync.leave', 'sync.found'])

function nested(levels: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < levels; level += 1) value = level % 2 ? { in: value } : [value]
  return value
}
const polluted: unknown = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"x"}')
const wrong: [string, unknown][] = [
  ['null', null], ['nothing', undefined], ['a number', 7], ['below zero', -1], ['a fraction', 0.5], ['not a number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY], ['very large', 1e300], ['a bigint', 10n ** 30n], ['a flag', true],
  ['a text', 'x'], ['no text', ''], ['a sign of zero', 'a\u0000b'], ['half a letter', '\uD83D'],
    ['SQL', `'; drop table property; --`], ['a query', '"* OR (NEAR'], ['a path', '../../etc/passwd'],
    ['a long text', 'à b'.repeat(60_000)],
  ['a list', []], ['a list of lists', [[[]]]], ['many', Array.from({ length: 3000 }, () => 'x')], ['an object', {}],
    ['pollution', polluted], ['a date', new Date(0)], ['a bad date', new Date(Number.NaN)], ['a map', new Map([['id', some]])],
  ['a set', new Set([1])], ['a pattern', /(a+)+$/], ['an address', new URL('file:///etc/passwd')], ['deep', nested(300)],
]

/** The sample with each of its parts replaced in turn by each wrong thing, with a part missing, and with one too many. */
function* spoilt(sample: unknown): Generator<[string, unknown]> {
  for (const [what, value] of wrong) yield [what, value]
  if (typeof sample !== 'object' || sample === null) return
  if (!Array.isArray(sample)) yield ['an unknown name', { ...sample, unexpected: 1 }]
  for (const [name, part] of Object.entries(sample) as [string, unknown][]) {
    for (const [what, value] of spoilt(part)) yield [`${name}: ${what}`,
      Array.isArray(sample) ? sample.with(Number(name), value) : { ...sample, [name]: value }]
    if (!Array.isArray(sample)) yield [`without ${name}`,
      Object.fromEntries(Object.entries(sample).filter(([other]) => other !== name))]
  }
}

/** Where nothing is asked for, an object without names is no junk, be it a date. */
function isTaken(path: readonly string[], input: unknown): boolean {
  const procedure = path.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name],
    contract) as { '~orpc': { inputSchema: z.ZodType } }
  return procedure['~orpc'].inputSchema.safeParse(input).success
}

let house: TestCore
const opened: (() => void)[] = []
beforeAll(async () => {
  house = await openTestCore()
  const admin = await house.found()
  await admin.act('property.create', { id: some, values: { title: 'Villa', kind: 'villa', transaction: 'sale', quartier: 'Ngor',
    priceAmount: 5, surfaceArea: 5 } })
})
afterAll(async () => {
  for (const close of opened) close()
  await house.end()
})

/** A page over a MessagePort, as Electron hands it over. */
function overPort(): CoreClient {
  const { port1, port2 } = new MessageChannel()
  createServer(house.core, { log: (level, event, details = {}) => void (level === 'error'
    && house.logged.push({ event, details })), newId: () => 'id' })(wireOfPort(port1))
  opened.push(() => port2.close())
  const port = { postMessage: (data: unknown) => port2.postMessage(data),
    on: (event: 'message' | 'close', listener: (event?: { data: unknown }) => void) =>
    port2.on(event, (data: unknown) => listener({ data })) }
  return createORPCClient<CoreClient>(new RPCLink({ port: port as never }))
}

/** A page whose member came in just now: what was guessed at before has been forgiven. */
async function signedIn(): Promise<CoreClient> {
  house.now += 3 * 3_600_000
  const client = overPort()
  await client.session.signIn(adminAccount)
  return client
}

const patience = 20_000
/** What became of one call: `answered`, or the code it was refused with. A stream is asked for its first word only. */
async function call(client: CoreClient, path: readonly string[], input: unknown): Promise<string> {
  const procedure = path.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], client) as (given: unknown) =>
    Promise<unknown>
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('hangs'), patience)
  })
  try {
    return await Promise.race([late, answer(procedure, input)])
  } finally {
    clearTimeout(timer)
  }
}
async function answer(procedure: (given: unknown) => Promise<unknown>, input: unknown): Promise<string> {
  try {
    const output = await procedure(input)
    if (typeof output === 'object' && output !== null && Symbol.asyncIterator in output) {
      const stream = output as AsyncGenerator<unknown>
      await stream.next()
      await stream.return(undefined)
    }
    return 'answered'
  } catch (error) {
    const { data } = error as { data?: { code?: unknown } }
    return typeof data?.code === 'string' ? data.code : `outside the border: ${String(error)}`
  }
}
/** A code of the closed set, and never that of a bug. */
const isProper = (outcome: string): boolean => outcome === 'answered' || (isErrorCode(outcome) && outcome !== 'internal'
  && outcome !== 'timeout')

it('there is a sample for every procedure, and each is one the contract takes', async () => {
  expect(Object.keys(samples).toSorted()).toEqual(paths.map((path) => path.join('.')).toSorted())
  const client = overPort()
  for (const path of paths) if (!leavesOrFills.has(path.join('.'))) expect(await call(client, path, samples[path.join('.')]),
    path.join('.')).not.toBe('invalid_input')
})

describe('signed out', () => {
  const open = /^(setup|session|device)\./
  it.each(paths.filter((path) => !open.test(path.join('.'))))('%s %s asks who is there', async (...path) => {
    const steps = path.filter((step) => typeof step === 'string')
    expect(await call(overPort(), steps, samples[steps.join('.')])).toBe('not_signed_in')
  })

  it.each(['touch', 'lock', 'unlock', 'signOut', 'changePassword'])('session %s too', async (name) => {
    expect(await call(overPort(), ['session', name], samples[`session.${name}`])).toBe('not_signed_in')
  })

  it('the way in is open, and no wider than that', async () => {
    const client = overPort()
    expect(await call(client, ['setup', 'state'], {})).toBe('answered')
    expect(await call(client, ['session', 'current'], {})).toBe('answered')
    expect(await call(client, ['device', 'settings'], {})).toBe('answered')
    expect(await call(client, ['setup', 'createAgency'], samples['setup.createAgency'])).toBe('already_exists')
    expect(await call(client, ['setup', 'openDemo'], {})).toBe('already_exists')
    expect(await call(client, ['setup', 'recover'], { backup: null })).toBe('rule_broken')
    expect(await call(client, ['session', 'resume'], samples['session.resume'])).toBe('not_signed_in')
    expect(await call(client, ['nothing', 'here'], {})).toBe('unknown_command')
    expect(await call(client, ['constructor'], {})).toBe('unknown_command')
    expect(await call(client, ['__proto__'], {})).toBe('unknown_command')
  })
})

describe.each(['signed out', 'signed in'])('junk, %s', (state) => {
  let client: CoreClient
  beforeAll(async () => {
    client = state === 'signed in' ? await signedIn() : overPort()
  })

  it.each(paths.map((path) => path.join('.')))('%s refuses it in words, and goes on', async (name) => {
    const path = name.split('.')
    const improper: string[] = []
    let refused = 0
    for (const [what, input] of spoilt(samples[name])) {
      if (leavesOrFills.has(name) && isTaken(path, input)) continue
      const outcome = await call(client, path, input)
      if (!isProper(outcome)) improper.push(`${what} -> ${outcome}`)
      if (outcome === 'invalid_input') refused += 1
    }
    expect(improper).toEqual([])
    expect(refused).toBeGreaterThan(15)
  })

  it('anything at all, to any of them', async () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true,
      withObjectString: true, withSparseArray: true, withUnicodeString: true, maxDepth: 4 } as never)
    const asked = paths.filter((path) => !leavesOrFills.has(path.join('.')))
    await fc.assert(fc.asyncProperty(fc.constantFrom(...asked), anything,
      async (path, input) => isProper(await call(client, path, input))), { numRuns: 200 })
  })

  it('and is still there afterwards, with nothing changed by what it refused', async () => {
    if (state === 'signed out') return expect(await call(client, ['core', 'dashboard'], {})).toBe('not_signed_in')
    expect((await client.session.current({}))?.locked).toBe(false)
    expect((await client.properties.get({ id: some })).property.title).toBe('Villa')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(house.logged).toEqual([])
  })
})

describe('messages that no client of ours would send', () => {
  const raw = async (text: string): Promise<unknown> => {
    const { port1, port2 } = new MessageChannel()
    createServer(house.core, { log: (level, event, details = {}) => void (level === 'error'
      && house.logged.push({ event, details })), newId: () => 'id' })(wireOfPort(port1))
    const answered = new Promise<unknown>((resolve) => {
      port2.on('message', (message: string) => {
        const told = JSON.parse(message) as { p: { b: { json: { data: { code: unknown } } } } }
        resolve(told.p.b.json.data.code)
      })
      setTimeout(() => resolve('silence'), 1500)
    })
    port2.postMessage(text)
    const outcome = await answered
    port2.close()
    return outcome
  }
  const message = (path: string, json: string, meta = '') => `{"i":"1","p":{"u":"/${path}","b":{"json":${json}${meta}}}}`

  it('deeper than any stack, where anything may stand and where nothing may', async () => {
    const deep = `${'['.repeat(200_000)}1${']'.repeat(200_000)}`
    const inEnvelope = `"commandId":"${some}","name":"core.undo","version":1,"typedAt":1,"deviceId":"${some}"`
    for (const json of [deep, `{"envelopes":[{${inEnvelope},"input":${deep}}]}`, `{"envelopes":${deep}}`])
      expect(await raw(message('command', json))).toBe('invalid_input')
    expect(await raw(message('properties/page', `{"filters":${deep}}`))).toBe('invalid_input')
    expect(await raw(message('setup/state', deep))).toBe('invalid_input')
  })

  it('polluted, with keys twice, with descriptions of what is not there', async () => {
    for (const json of ['{"__proto__":{"id":"x"}}', `{"id":"${some}","id":7}`,
      '{"constructor":1}']) expect(await raw(message('properties/get', json))).toBe('invalid_input')
    for (const meta of ['[[0,"__proto__","polluted"]]', '[[5,"constructor","prototype"]]', '[[99,"id"]]',
      '[[3,"id"],[3,"id","deeper"]]', '[["x"]]', '7', 'null', '[[1,"id"],[7,"id"],[8,"id"]]'])
      expect(['invalid_input', 'silence', 'not_signed_in'], meta).toContain(await raw(message('properties/get',
        `{"id":"${some}"}`, `,"meta":${meta}`)))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(house.logged).toEqual([])
  })

  it('that are no message at all: the connection is not answered, the core lives', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    for (const text of ['', '{', 'null', '[]', '{"i":1}', '{"i":"1","p":{}}', '{"i":"1","p":{"u":7}}', '\u0000',
      'x'.repeat(2_000_000)]) expect(['silence', 'unknown_command', 'invalid_input'], text.slice(0, 20))
      .toContain(await raw(text))
    printed.mockRestore()
    expect(await call(overPort(), ['setup', 'state'], {})).toBe('answered')
  }, 60_000)
})

describe('junk in commands, signed in', () => {
  let client: CoreClient
  let n = 0
  const fresh = (): string => uuidv7(house.now + ++n, new Uint8Array(10).fill(n % 250))
  beforeAll(async () => {
    client = await signedIn()
  })

  it.each(commandNames)('%s: each part wrong in turn', async (name) => {
    const rows = { property: some, contact: some, otherContact: some, search: some, lead: some, interaction: some, note: some, task: some, interest: some, photo: some, document: some, file: some, batch: some, member: some, view: some,
      viewOf: some, command: some, conflict: some, notice: some, message: some, label: 'x' }
    const { version } = business.commands.get(name)!
    const outcomes = new Set<string>()
    for (const [what, input] of spoilt(commandSamples[name](rows, fresh()))) {
      try {
        const [outcome] = await client.command({ envelopes: [{ commandId: fresh(), name, version, typedAt: house.now,
          deviceId: some, input }] })
        const said = outcome!.code ?? outcome!.status
        expect(said === 'applied' || isProper(said), `${what} -> ${said}`).toBe(true)
        outcomes.add(said)
      } catch (error) {
        const code = (error as { data?: { code: string } }).data?.code
        expect(code, `${what}: ${String(error)}`).toBe('invalid_input')
        outcomes.add('refused')
      }
    }
    expect(outcomes).toContain('refused')
    expect(outcomes.has('invalid_input') || outcomes.has('forbidden')).toBe(true)
  })

  it('names and versions that there are not', async () => {
    for (const name of ['property.burn', 'constructor', '__proto__', 'toString', 'core', '.', 'x'.repeat(80)]) {
      const [outcome] = await client.command({ envelopes: [{ commandId: fresh(), name, version: 1, typedAt: 1, deviceId: some,
        input: {} }] })
      expect(outcome).toMatchObject({ status: 'rejected', code: 'unknown_command' })
    }
    const [outcome] = await client.command({ envelopes: [{ commandId: fresh(), name: 'property.update', version: 99, typedAt: 1,
      deviceId: some, input: {} }] })
    expect(outcome).toMatchObject({ code: 'unsupported_version' })
  })

  it('left no trace in the log of errors, nor any row that the log of changes does not know', async () => {
    expect(house.logged).toEqual([])
    expect(await house.differences()).toEqual([])
  })
})

it('locked, everything that needs somebody says so', async () => {
  const client = await signedIn()
  await client.session.lock({})
  for (const path of paths) {
    const name = path.join('.')
    if (/^(setup|session|device)\./.test(name)) continue
    expect(await call(client, path, samples[name]), name).toBe('session_locked')
  }
})
