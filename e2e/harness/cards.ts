import { join } from 'node:path'
import { createDispatcher } from '../../shared/command/dispatch.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import { business } from '../../shared/modules/business.ts'
import { joinServer } from '../../shared/sync/join.ts'
import { openPost } from '../../shared/sync/post.ts'
import type { CommandResult } from '../../shared/sync/protocol.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { uuidv7 } from '../../shared/values/id.ts'

export type PreparedCards = {
  /** Two of whose facts two people wrote: the price and the description. */
  readonly disputed: { id: string; title: string; kept: number; lost: number; texts: readonly [kept: string, lost: string] }
  /** Of which a change of the price was refused, and one of the rooms that built on it. */
  readonly refused: { id: string; title: string; price: number; wanted: number; rooms: number }
  /** That somebody else wanted to delete. */
  readonly unwanted: { id: string; title: string }
}

const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))

/**
 * What is left in a data folder by a day without a network: two conflicts and two refused commands, made through the same code
 * as ever. The post leaves its server again, so that nothing looks for one. The application must not be running.
 */
export async function prepareCards(directory: string): Promise<PreparedCards> {
  const store = sqliteStore(openSqlite(join(directory, 'agency.sqlite')))
  try {
    const db = store.kysely
    const members = await db.selectFrom('member').select(['id', 'agencyId', 'role']).where('active', '=', 1).orderBy('name').execute()
    const actor = (role: 'agent' | 'manager' | 'admin'): Actor & { kind: 'member' } => {
      const found = members.find((member) => member.role === role)!
      return { kind: 'member', agencyId: found.agencyId, memberId: found.id, role }
    }
    const [agent, admin, { agencyId }] = [actor('agent'), actor('admin'), actor('admin')]
    const own = await db.selectFrom('property').select(['id', 'title', 'priceAmount', 'rooms']).where('deletedAt', 'is', null).where('agentId', '=', agent.memberId)
      .where('priceAmount', '>', 0).where('status', '=', 'available').where('transaction', '=', 'rent').orderBy('title').limit(3).execute()
    const [one, two, three] = own as [typeof own[0], typeof own[0], typeof own[0]]
    const elsewhere = newId()
    const say = async (name: string, input: unknown, who: Actor, mode: 'decide' | 'predict' = 'decide', more: { base?: Record<string, number>; minutesAgo?: number } = {}) => {
      const dispatcher = createDispatcher({ store, business, clock: Date.now, mode: () => mode })
      const typedAt = Date.now() - (more.minutesAgo ?? 0) * 60_000
      const [outcome] = await dispatcher.dispatch([{ commandId: newId(), name, version: 1, input, typedAt, deviceId: elsewhere, ...(more.base ? { base: more.base } : {}) }], who)
      if (outcome!.status === 'rejected') throw new Error(`${name} was refused: ${outcome!.code} ${JSON.stringify(outcome!.params)}`)
      return outcome!.commandId
    }
    // What both saw: the row as it stands before either of them.
    const price = one.priceAmount!
    const texts = ['Belle vue sur mer, trois chambres. Visite le samedi matin.', 'Vue dégagée, deux grandes chambres et un salon ouvert sur la terrasse.\nEau et groupe compris.'] as const
    await say('property.update', { id: one.id, patch: { description: 'Appartement à louer.' } }, admin)
    const seen = Number((await db.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirstOrThrow()).seq)
    const base = (unit: string) => ({ [`${one.id}/${unit}`]: seen })
    await say('property.update', { id: one.id, patch: { priceAmount: price + 50_000 } }, agent, 'decide', { base: base('price'), minutesAgo: 130 })
    await say('property.update', { id: one.id, patch: { priceAmount: price - 25_000 } }, admin, 'decide', { base: base('price'), minutesAgo: 45 })
    await say('property.update', { id: one.id, patch: { description: texts[1] } }, agent, 'decide', { base: base('description'), minutesAgo: 120 })
    await say('property.update', { id: one.id, patch: { description: texts[0] } }, admin, 'decide', { base: base('description'), minutesAgo: 40 })

    await joinServer(store, agencyId, { server: 'nowhere', deviceId: newId(), incarnation: newId() })
    const wanted = two.priceAmount! + 75_000
    const rooms = (two.rooms ?? 0) + 1
    const first = await say('property.update', { id: two.id, patch: { priceAmount: wanted, pricePeriod: 'total' } }, admin, 'predict', { minutesAgo: 90 })
    const second = await say('property.update', { id: two.id, patch: { rooms } }, admin, 'predict', { minutesAgo: 85 })
    const third = await say('property.delete', { id: three.id }, agent, 'predict', { minutesAgo: 60 })
    const refusal = (commandId: string): Partial<CommandResult> =>
      commandId === first ? { status: 'rejected', code: 'rule_broken', params: { rule: 'price_period' } }
      : commandId === second ? { status: 'blocked', code: 'blocked', params: { by: first } }
      : commandId === third ? { status: 'rejected', code: 'forbidden', params: { action: 'property.delete' } } : {}
    const head = async () => Number((await db.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirstOrThrow()).seq)
    const post = openPost({
      store, business, agencyId, clock: Date.now, newId, program: { schemaVersion: '1', appVersion: '1', deviceName: 'e2e' }, maySend: async () => true,
      transport: {
        hello: async () => ({ protocol: 1, epoch: 'e', epochFrom: await head(), head: await head(), scopes: ['agency'], serverTime: Date.now(), heard: 0, resync: null }),
        push: async ({ commands }) => ({
          upTo: commands.at(-1)!.deviceSeq, head: await head(), again: false, resync: null,
          results: await Promise.all(commands.map(async ({ deviceSeq, envelope: { commandId } }) => ({ commandId, deviceSeq, seq: await head(), conflictIds: [], ...refusal(commandId) }))),
        }),
        pull: async ({ cursor }) => ({ from: cursor, to: cursor, head: cursor, more: false, changes: [], commands: [], resync: null }),
      },
    })
    const { refused } = await post.exchange()
    if (refused !== 3) throw new Error(`${refused} were refused where 3 should be`)
    await db.deleteFrom('syncState').where('agencyId', '=', agencyId).execute()
    return {
      disputed: { id: one.id, title: one.title, kept: price - 25_000, lost: price + 50_000, texts },
      refused: { id: two.id, title: two.title, price: two.priceAmount!, wanted, rooms },
      unwanted: { id: three.id, title: three.title },
    }
  } finally {
    await store.close()
  }
}
