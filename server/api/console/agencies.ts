import type { ConsoleAgency, ConsoleAgencyRecord } from '../../../shared/contract/console.ts'
import { AppError } from '../../../shared/values/error.ts'
import { fold } from '../../../shared/values/fold.ts'
import { subscriptionState, usageOf } from '../../agencies/subscriptions.ts'
import type { SubscriptionRow, SubscriptionState, Usage } from '../../agencies/subscriptions.ts'
import type { House } from '../../house.ts'
import { isoOf } from '../values.ts'

export type Ordering = 'name' | '-created_at' | 'ends_at'
export type AgencyQuery = { search: string; state?: SubscriptionState | undefined; plan?: string | undefined; ordering: Ordering }
/** An agency with its subscription, before anything is counted. */
export type Listed = {
  id: string; name: string; city: string | null; licenseNumber: string | null; createdAt: number; subscription: SubscriptionRow | null; state: SubscriptionState
}

/** Every agency of the platform, small rows of them: some thousands, so that names are sorted and searched as people write them. */
export async function listAgencies(house: House, { search, state, plan, ordering }: AgencyQuery): Promise<Listed[]> {
  const { kysely } = house.reading
  const [agencies, subscriptions] = await Promise.all([
    kysely.selectFrom('agency').select(['id', 'name', 'legalName', 'email', 'city', 'licenseNumber', 'createdAt']).where('deletedAt', 'is', null).execute(),
    kysely.selectFrom('subscription').selectAll().execute(),
  ])
  const byAgency = new Map(subscriptions.map((row) => [row.agencyId, row]))
  const now = house.clock()
  const words = fold(search).split(' ').filter(Boolean)
  const found = agencies.flatMap(({ legalName, email, ...agency }): Listed[] => {
    const subscription = byAgency.get(agency.id) ?? null
    const licenseNumber = subscription?.licenseNumber ?? agency.licenseNumber
    const known = fold([agency.name, legalName, email, agency.city, licenseNumber, agency.id].join(' '))
    const row = { ...agency, licenseNumber, subscription, state: subscriptionState(subscription, now) }
    return words.every((word) => known.includes(word)) && (!state || row.state === state) && (!plan || subscription?.plan === plan) ? [row] : []
  })
  return found.toSorted(orders[ordering])
}

const byName = (a: Listed, b: Listed): number => a.name.localeCompare(b.name, 'fr') || (a.id < b.id ? -1 : 1)
const orders: Readonly<Record<Ordering, (a: Listed, b: Listed) => number>> = {
  name: byName,
  '-created_at': (a, b) => b.createdAt - a.createdAt || byName(a, b),
  ends_at: (a, b) => (a.subscription?.endsAt ?? Number.MAX_SAFE_INTEGER) - (b.subscription?.endsAt ?? Number.MAX_SAFE_INTEGER) || byName(a, b),
}

export async function presentAgencies(house: House, rows: readonly Listed[]): Promise<ConsoleAgency[]> {
  const usage = await usageOf(house.reading.kysely, rows.map((row) => row.id))
  return rows.map((row) => presentAgency(row, usage.get(row.id)!))
}

export function presentAgency({ id, name, city, licenseNumber, createdAt, subscription, state }: Listed, usage: Usage): ConsoleAgency {
  return {
    id, name, city, license_number: licenseNumber, state, plan: subscription?.plan ?? null, starts_at: isoOf(subscription?.startsAt ?? null), ends_at: isoOf(subscription?.endsAt ?? null),
    suspended_at: isoOf(subscription?.suspendedAt ?? null), suspended_reason: subscription?.suspendedReason ?? null,
    limits: { agents: subscription?.maxAgents ?? null, properties: subscription?.maxProperties ?? null, clients: subscription?.maxClients ?? null }, usage, created_at: isoOf(createdAt),
  }
}

/** Facts, subscription and people of one agency, never what it works on. Throws `not_found`. */
export async function agencyRecord(house: House, id: string): Promise<ConsoleAgencyRecord> {
  // An act before may be newer than what the reading connection of another request began with: read where it was written.
  const { kysely } = house.store
  const agency = await kysely.selectFrom('agency').selectAll().where('agencyId', '=', id).where('id', '=', id).where('deletedAt', 'is', null).executeTakeFirst()
  if (!agency) throw new AppError('not_found', { entity: 'agency', id })
  const [subscription, members, usage] = await Promise.all([
    kysely.selectFrom('subscription').selectAll().where('agencyId', '=', id).executeTakeFirst(),
    kysely.selectFrom('member').leftJoin('account', 'account.id', 'member.accountId')
      .select(['member.id', 'member.accountId', 'member.name', 'member.email', 'member.role', 'member.active', 'account.lastActivityAt'])
      .where('member.agencyId', '=', id).where('member.deletedAt', 'is', null).orderBy('member.createdAt').orderBy('member.id').limit(500).execute(),
    usageOf(kysely, [id]),
  ])
  const licenseNumber = subscription?.licenseNumber ?? agency.licenseNumber
  const listed: Listed = { id, name: agency.name, city: agency.city, licenseNumber, createdAt: agency.createdAt, subscription: subscription ?? null, state: subscriptionState(subscription ?? null, house.clock()) }
  const last = Math.max(0, ...members.map((member) => member.lastActivityAt ?? 0))
  return {
    ...presentAgency(listed, usage.get(id)!), legal_name: agency.legalName, email: agency.email, phone: agency.phone, website: agency.website,
    address: [agency.address, agency.addressLine2, agency.postalCode].filter(Boolean).join(', ') || null, country: agency.country, last_activity: isoOf(last || null),
    members: members.map((member) => ({
      id: member.id, account_id: member.accountId, name: member.name, email: member.email, role: member.role as 'agent' | 'manager' | 'admin', active: Number(member.active) === 1,
      last_activity: isoOf(member.lastActivityAt),
    })),
  }
}
