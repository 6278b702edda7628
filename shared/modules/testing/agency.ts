import { runQuery } from '../../command/query.ts'
import { openDesk, testId } from '../../command/testing/desk.ts'
import type { TestDesk } from '../../command/testing/desk.ts'
import type { Store } from '../../database/store.ts'
import type { Actor, Role } from '../../values/actor.ts'
import { business, queries } from '../business.ts'

type Member = Actor & { kind: 'member' }

/** An agency of four people on the real business: commands as on any desk, queries as the reader asks them. */
export type TestAgency = TestDesk & {
  readonly manager: Member
  readonly member: (role: Role) => Member
  /** Two agents, so that there is always a foreign row. */
  readonly fatou: Member
  readonly ibou: Member
  ask<T = unknown>(name: string, input?: unknown, actor?: Actor): Promise<T>
  /** A property with no more than it needs, and what is said. Returns its id. */
  property(label: string | number, values?: object, more?: object, actor?: Actor): Promise<string>
  contact(label: string | number, more?: object, actor?: Actor): Promise<string>
  file(label: string | number, more?: object): Promise<string>
  photo(label: string | number, propertyId: string, position?: string): Promise<string>
}

export const hash = (n: number): string => n.toString(16).padStart(64, '0')

/** Ids do not hold the agency's name: two agencies hold the same ids, so that a query that forgets the tenant is caught. */
export async function openAgency(store: Store, name = 'agency'): Promise<TestAgency> {
  const desk = openDesk(store, business, name)
  const { agencyId } = desk
  const member = (label: string | number, role: Role): Member => ({ kind: 'member', agencyId, memberId: testId('member', label),
    role })
  const people = { admin: member('admin', 'admin'), manager: member('manager', 'manager'), fatou: desk.agent(1),
    ibou: desk.agent(2) }
  const job: Actor = { kind: 'job', agencyId, name: 'test' }
  await desk.act('agency.found', {
    agencyId, name: `Agence ${name}`, referencePrefix: 'DKR', phone: null, city: 'Dakar',
    admin: { memberId: people.admin.memberId, accountId: testId(name, 'account', 'admin'), email: 'awa@example.sn',
      name: 'Awa Ndiaye' },
  }, job)
  for (const [label, who, title] of [['manager', people.manager, 'Moussa Fall'], ['fatou', people.fatou, 'Fatou Sarr'],
    ['ibou', people.ibou, 'Ibou Diop']] as const)
    await desk.act('member.create', { id: who.memberId, accountId: testId(name, 'account', label), email: `${label}@example.sn`,
      name: title, role: who.role }, people.admin)
  const { fatou, ibou, manager } = people
  return Object.assign(desk, {
    manager, fatou, ibou,
    member: (role: Role) => (role === 'agent' ? fatou : role === 'manager' ? manager : people.admin),
    ask: async <T>(query: string, input: unknown = {}, actor: Actor = desk.admin) => {
      const found = queries.get(query)
      if (!found) throw new Error(`no query ${query}`)
      return (await runQuery(found, input, { executor: store.kysely, dialect: store.dialect, actor, now: desk.now,
        rightOf: business.rightOf })) as T
    },
    property: async (label: string | number, values: object = {}, more: object = {}, actor: Actor = desk.admin) => {
      const id = testId('property', label)
      await desk.act('property.create', { id, values: { title: `Appartement ${label}`, kind: 'apartment', transaction: 'rent',
        ...values }, ...more }, actor)
      return id
    },
    contact: async (label: string | number, more: object = {}, actor: Actor = desk.admin) => {
      const id = testId('contact', label)
      await desk.act('contact.create', { id, name: `Contact ${label}`, ...more }, actor)
      return id
    },
    file: async (label: string | number, more: object = {}) => {
      const id = testId('file', label)
      const values = { sha256: hash(typeof label === 'number' ? label : label.length + 1000), bytes: 10, mime: 'image/jpeg',
        name: `${label}.jpg`, width: 8, height: 6, ...more }
      await desk.act('file.create', { id, values })
      return id
    },
    photo: async (label: string | number, propertyId: string, position = `a${label}`) => {
      const id = testId('photo', label)
      const fileId = testId('file', `of photo ${label}`)
      await desk.act('file.create', { id: fileId, values: { sha256: hash(7), bytes: 10, mime: 'image/jpeg', name: 'p.jpg',
        width: 8, height: 6 } })
      await desk.act('propertyPhoto.create', { id, propertyId, fileId, position })
      return id
    },
  })
}
