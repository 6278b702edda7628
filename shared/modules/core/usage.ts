import type { Reader } from '../../database/store.ts'

/** What of an agency counts towards its plan: active members who are agents, properties and contacts that are not deleted. */
export const usageKinds = ['agents', 'properties', 'clients'] as const
export type UsageKind = (typeof usageKinds)[number]
export type Usage = Readonly<Record<UsageKind | 'members' | 'activeMembers', number>>

/** How many there are now, as the transaction sees it that `reader` belongs to. */
export async function countUsed(reader: Reader, agencyId: string, kind: keyof Usage): Promise<number> {
  const all = reader.fn.countAll<number>().as('n')
  const query = {
    members: () => reader.selectFrom('member').where('agencyId', '=', agencyId).where('deletedAt', 'is', null).select(all),
    activeMembers: () => reader.selectFrom('member').where('agencyId', '=', agencyId).where('deletedAt', 'is', null).where('active', '=', 1).select(all),
    agents: () => reader.selectFrom('member').where('agencyId', '=', agencyId).where('deletedAt', 'is', null).where('active', '=', 1).where('role', '=', 'agent').select(all),
    // Narrow, and without deleted rows.
    properties: () => reader.selectFrom('propertyList').where('agencyId', '=', agencyId).select(all),
    clients: () => reader.selectFrom('contact').where('agencyId', '=', agencyId).where('deletedAt', 'is', null).select(all),
  }[kind]()
  return Number((await query.executeTakeFirstOrThrow()).n)
}

export async function agencyUsage(reader: Reader, agencyId: string): Promise<Usage> {
  const count = (kind: keyof Usage) => countUsed(reader, agencyId, kind)
  const [members, activeMembers, agents, properties, clients] = await Promise.all([count('members'), count('activeMembers'), count('agents'), count('properties'), count('clients')])
  return { members, activeMembers, agents, properties, clients }
}
