import { openSqlite } from '../shared/database/open-sqlite.ts'
import { sqliteStore } from '../shared/database/store.ts'
import { databasePath } from '../electron/core/workspace.ts'
import { figure, timeEach } from './figures.ts'
import type { Figure, Suite, Unit } from './figures.ts'
import { startCore } from './desktop/core.ts'
import type { Contract } from './desktop/core.ts'
import { copyOf } from './desktop/data.ts'
import { repeated } from './desktop/questions.ts'
import { modulesData } from './modules/data.ts'
import { inMemory } from './modules/matching.ts'

const name = 'modules'
const sizes = {
  whole: { properties: 100_000, clients: 20_000, each: 60, rounds: 10 },
  quick: { properties: 5_000, clients: 1_000, each: 10, rounds: 2 },
}

/**
 * Clients and what is done with them, in an agency of 100,000 properties to be had and 20,000 clients. Figures are taken on this side of
 * the contract: what a page would wait; those of matching also in memory, by itself, beside the plain rule told pair by pair.
 */
export const modules: Suite = {
  name,
  async *run({ quick, only, say }) {
    const size = quick ? sizes.quick : sizes.whole
    const kept = await modulesData({ properties: size.properties, clients: size.clients }, say)
    const copy = copyOf(kept)
    const wanted = (group: string): boolean => only === null || only === group
    try {
      if (wanted('matching')) yield* inMemory(databasePath(copy.directory), size.each, say)
      if (!wanted('screens') && !wanted('search')) return
      const core = await startCore(copy.directory)
      try {
        await core.client.session.signIn({ email: copy.users[0]!.email, password: copy.users[0]!.password })
        const ids = await someIds(databasePath(copy.directory), size.each)
        say(Object.entries(ids.counts).map(([what, count]) => `${count} ${what}`).join(', '))
        const bench: Bench = { client: core.client, ids, ...size }
        if (wanted('screens')) yield* screens(bench)
        if (wanted('search')) yield* searches(bench)
      } finally {
        await core.stop()
      }
    } finally {
      copy.remove()
    }
  },
}

type Ids = Awaited<ReturnType<typeof someIds>>
type Bench = { client: Contract; ids: Ids } & typeof sizes.whole

const line = (what: string, samples: readonly number[], unit: Unit = 'ms'): Figure => figure(name, what, unit, samples, null)

/** Each asked once to warm up, then `rounds` times. */
async function timed<T>(what: string, inputs: readonly T[], rounds: number, call: (input: T) => Promise<unknown>): Promise<Figure> {
  await timeEach(inputs, call)
  return line(what, await timeEach(repeated(inputs, rounds), call))
}

async function* screens({ client, ids, rounds }: Bench): AsyncGenerator<Figure> {
  const window = { limit: 50 }
  yield await timed('properties that suit a client, the first 20', ids.searches, 1, (searchId) => client.matching.properties({ searchId, limit: 20 }))
  yield await timed('clients whom a property suits, the first 20', ids.properties, 1, (propertyId) => client.matching.clients({ propertyId, limit: 20 }))
  yield await timed('client list', [0, 50, 5000], rounds, (offset) => client.contacts.page({ ...window, offset }))
  yield await timed('client list, one role', ['buyer', 'tenant', 'owner'], rounds, (role) => client.contacts.page({ ...window, role }))
  yield await timed('client list, searched', ['diop', 'awa ndiaye', '77 5'], rounds, (search) => client.contacts.page({ ...window, search }))
  const scored = [
    { filters: [{ field: 'score', operator: 'atLeast' as const, value: 50 }] }, { sort: [{ field: 'score' as const, direction: 'desc' as const }] }, { role: 'buyer', filters: [{ field: 'score', operator: 'between' as const, value: [30, 60] as [number, number] }] },
  ]
  yield await timed('client list, by score', scored, rounds, (asked) => client.contacts.page({ ...window, ...asked }))
  yield await timed('client list, by name', [0, 5000], rounds, (offset) => client.contacts.page({ ...window, sort: [{ field: 'name', direction: 'asc' }], offset }))
  yield await timed('client 360', ids.contacts, 1, async (id) => Promise.all([client.contacts.get({ id }), client.contacts.life({ id })]))
  yield await timed('board of leads', [{}, { filters: [{ field: 'agentId', operator: 'is' as const, value: 'me' }] }], rounds, (asked) => client.leads.board({ each: 20, ...asked }))
  const sorts = [[], [{ field: 'urgency' as const, direction: 'desc' as const }], [{ field: 'name' as const, direction: 'asc' as const }], [{ field: 'nextActionOn' as const, direction: 'asc' as const }]]
  yield await timed('list of leads', sorts.flatMap((sort) => [0, 2000].map((offset) => ({ sort, offset }))), rounds, (asked) => client.leads.page({ ...window, ...asked }))
  yield await timed('list of leads, searched', ['diop', '77 5', 'villa'], rounds, (search) => client.leads.page({ ...window, search }))
  yield await timed('figures of leads', [{}], rounds, () => client.leads.statistics({}))
  yield await timed('a lead', ids.leads, 1, (id) => client.leads.get({ id }))
  yield await timed('tasks', [{ when: 'all' as const, assignee: 'me' }, { when: 'today' as const, assignee: null }, { when: 'all' as const, assignee: null, offset: 1000 }], rounds, (asked) => client.tasks.page({ ...window, ...asked }))
  yield await timed('duplicates while typing', ['77 512 34 56', '76 500 00 01'], rounds, (phone) => client.contacts.alike({ phone, email: null, name: 'Awa Diop' }))
  yield await timed("today's screen", [{}], rounds, () => client.core.dashboard({}))
  yield await timed('whom new properties suit', [{}], rounds, () => client.matching.latest({}))
}

async function* searches({ client, rounds }: Bench): AsyncGenerator<Figure> {
  const anywhere = (text: string) => client.core.search({ text, limit: 12 })
  yield await timed('search everything, a name', ['awa diop', 'moussa', 'ndiaye'], rounds * 2, anywhere)
  yield await timed('search everything, a word of every third talk', ['visite', 'rappeler', 'budget'], rounds * 2, anywhere)
  yield await timed('search everything, a word of every third property', ['appartement cuisine', 'villa'], rounds * 2, anywhere)
  yield await timed('search everything, a few letters', ['a', 'di', 'app', 'vi'], rounds * 2, anywhere)
  yield await timed('search everything, a telephone', ['77 512', '+221 78'], rounds * 2, anywhere)
  yield await timed('search everything, misspelt', ['ndiayye', 'almadis', 'apartemant'], rounds * 2, anywhere)
}

/** Records from all over the agency, the same in every run. */
async function someIds(path: string, count: number) {
  const store = sqliteStore(openSqlite(path))
  try {
    const spread = async (table: 'contact' | 'lead' | 'clientSearch' | 'property' | 'interaction' | 'clientNote' | 'task') => {
      const rows = await store.kysely.selectFrom(table as 'contact').select('id').where('deletedAt', 'is', null).orderBy('id').execute()
      return { ids: Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]!.id), count: rows.length }
    }
    const [contacts, leads, searched, properties] = [await spread('contact'), await spread('lead'), await spread('clientSearch'), await spread('property')]
    const said = (await spread('interaction')).count + (await spread('clientNote')).count
    return {
      contacts: contacts.ids, leads: leads.ids, searches: searched.ids, properties: properties.ids,
      counts: { properties: properties.count, contacts: contacts.count, searches: searched.count, leads: leads.count, 'talks and notes': said, tasks: (await spread('task')).count },
    }
  } finally {
    await store.close()
  }
}
