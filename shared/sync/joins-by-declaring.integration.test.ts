import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { compareLogWithTables } from '../command/fold.ts'
import type { Business, CommandDefinition } from '../command/define.ts'
import { generatedCreate, generatedDelete, generatedUpdate } from '../command/generate.ts'
import { notebook } from '../command/testing/notebook.ts'
import type { Store } from '../database/store.ts'
import { defineEntity } from '../values/entity.ts'
import { undeclared } from './testing/declared.ts'
import { openOffice } from './testing/office.ts'
import type { Office, OfficePost } from './testing/office.ts'

/** A module of tomorrow: its declaration, the commands that are generated from it, its table, and not a word elsewhere. */
const plain = { policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null, label: 'note' } as const
const lease = defineEntity({
  name: 'lease', table: 'lease', ownedBy: 'createdBy',
  fields: {
    place: { schema: z.string(), ...plain, unit: 'place' },
    rent: { schema: z.int(), ...plain, unit: 'rent' },
    currency: { schema: z.string(), ...plain, unit: 'rent' },
    tenant: { schema: z.string().nullable(), ...plain, policy: 'first', unit: 'tenant' },
    terms: { schema: z.string(), ...plain, policy: 'text', unit: 'terms' },
    margin: { schema: z.int().nullable(), ...plain, scope: 'management', unit: 'margin' },
    state: { schema: z.string(), ...plain, policy: 'command', unit: 'state' },
  },
})
const commands = [generatedCreate(lease), generatedUpdate(lease), generatedDelete(lease)] as unknown as CommandDefinition[]
const tomorrow: Business = {
  ...notebook, entities: new Map([...notebook.entities, [lease.name, lease]]), commands: new Map([...notebook.commands, ...commands.map((one) => [one.name, one] as const)]),
}
const columns = Object.entries(lease.storage).map(([name, kind]) => `${name} ${kind === 'number' || kind === 'flag' ? 'bigint' : 'text'}`).join(', ')
const createTable = ({ kysely }: Store) => sql.raw(`create table lease (agency_id text not null, id text not null, created_at bigint not null, created_by text not null, updated_at bigint not null, deleted_at bigint, versions text not null, ${columns}, primary key (agency_id, id))`).execute(kysely)

describe('a later module joins by declaring its fields', () => {
  let office: Office
  afterEach(async () => office.close())
  const rowOf = async ({ store }: { store: Store }) => (await store.kysely.selectFrom('lease' as 'property').selectAll().executeTakeFirst()) as unknown as Record<string, unknown> | undefined

  it('each unit is merged as its policy says, what is for the management stays there, cards and sums are right, and nothing is lost', async () => {
    expect(undeclared(tomorrow)).toEqual([])
    office = await openOffice({ business: tomorrow })
    await createTable(office.server)
    const posts: OfficePost[] = []
    for (const [name, role] of [['one', 'admin'], ['two', 'admin'], ['agent', 'agent']] as const) {
      const post = await office.post(name, { role })
      await createTable(post.store)
      posts.push(post)
    }
    const [one, two, agent] = posts as [OfficePost, OfficePost, OfficePost]
    const id = office.newId()
    await one.say('lease.create', { id, values: { place: 'Dakar', rent: 100, currency: 'XOF', tenant: null, terms: 'Un an. Payable le 5. Sans animaux.', margin: 12, state: 'draft' } })
    await one.exchange()
    await two.exchange()
    await one.say('lease.update', { id, patch: { place: 'Thiès', rent: 200, tenant: 'Awa', terms: 'Deux ans. Payable le 5. Sans animaux.', margin: 13 } })
    await two.say('lease.update', { id, patch: { currency: 'EUR', tenant: 'Modou', terms: 'Un an. Payable le 5. Avec un chat.', margin: 14 } })
    expect(await two.say('lease.update', { id, patch: { state: 'signed' } })).toMatchObject({ status: 'rejected', code: 'invalid_input' })
    for (let round = 0; round < 2; round++) for (const post of posts) await post.exchange()
    const merged = { place: 'Thiès', rent: 100, currency: 'EUR', tenant: 'Awa', terms: 'Deux ans. Payable le 5. Avec un chat.', state: 'draft' }
    for (const post of [one, two]) expect(await rowOf(post), post.name).toMatchObject({ ...merged, margin: 14 })
    expect(await rowOf(agent)).toMatchObject({ ...merged, margin: null })
    const cards = await office.server.kysely.selectFrom('conflict').select(['unit', 'lost', 'scope']).orderBy('unit').execute()
    expect(cards.map(({ unit, lost, scope }) => [unit, JSON.parse(lost), scope])).toEqual([
      ['margin', { margin: 13 }, 'management'], ['rent', { rent: 200, currency: 'XOF' }, 'agency'], ['tenant', { tenant: 'Modou' }, 'agency'],
    ])
    for (const post of posts) expect([await post.waiting(), await post.compare(), await compareLogWithTables(post.store, tomorrow)], post.name).toEqual([0, [], []])
  })

  it('one that leaves a policy out is not let in', () => {
    const { policy: _policy, ...without } = lease.fields.place
    // @ts-expect-error -- a field without a policy does not compile
    const silent = defineEntity({ name: 'lease', table: 'lease', ownedBy: 'createdBy', fields: { ...lease.fields, place: without } })
    expect(undeclared({ ...tomorrow, entities: new Map([...notebook.entities, ['lease', silent as unknown as typeof lease]]) })).toEqual(['lease.place has no merge policy'])
  })
})
