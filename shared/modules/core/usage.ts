import type { Reader } from '../../database/store.ts'

/** What of an agency counts towards its plan: people who may sign in (of every role), properties and contacts that are not deleted. */
export const usageKinds = ['agents', 'properties', 'clients'] as const
export type UsageKind = (typeof usageKinds)[number]
export type Usage = Readonly<Record<UsageKind, number>> & { readonly members: number }

/** How many there are now, as the transaction sees it that `reader` belongs to. */
export async function countUsed(reader: Reader, agencyId: string, kind: UsageKind | 'members'): Promise<number> {
  const all = reader.fn.countAll<number>().as('n')
  const query = {
    members: () => reader.selectFrom('member').where('agencyId', '=', agencyId).where('deletedAt', 'is', null).select(all),
    agents: () => reader.selectFrom('member').where('agencyId', '=', agencyId).where('deletedAt', 'is', null).where('active', '=', 1).select(all),
    // Narrow, and without deleted rows.
    properties: () => reader.selectFrom('propertyList').where('agencyId', '=', agencyId).select(all),
    clients: () => reader.selectFrom('contact').where('agencyId', '=', agencyId).where('deletedAt', 'is', null).select(all),
  }[kind]()
  return Number((await query.executeTakeFirstOrThrow()).n)
}

export async function usageOf(reader: Reader, agencyId: string): Promise<Usage> {
  const [members, agents, properties, clients] = await Promise.all((['members', 'agents', 'properties', 'clients'] as const).map((kind) => countUsed(reader, agencyId, kind)))
  return { members: members!, agents: agents!, properties: properties!, clients: clients! }
}
