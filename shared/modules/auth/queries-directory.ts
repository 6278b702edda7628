import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { hiddenAgencies, isPublished } from '../../database/published.ts'
import type { Role } from '../../values/actor.ts'
import type { Agency } from './model.ts'

/** Agencies and their people as the platform shows them: to everybody what is public of active ones, to the operator all of them. */

export type DirectoryAgency = Pick<Agency, 'id' | 'name' | 'email' | 'phone' | 'website' | 'address' | 'addressLine2' | 'city' | 'postalCode' | 'country' | 'logoFileId' | 'createdAt' | 'updatedAt'> & {
  /** Properties that everybody sees. */
  published: number
  /** For the operator alone. */
  registered: (Pick<Agency, 'legalName' | 'licenseNumber' | 'vatNumber'> & { members: number; properties: number; clients: number }) | null
}
export type DirectoryAsked = { ids: readonly string[] | null; offset: number; limit: number }

/** A member with the account behind, which a lone desktop may not have. */
export type TeamAccount = {
  agencyId: string
  agencyName: string
  memberId: string
  accountId: string
  email: string
  name: string
  phone: string | null
  role: Role
  active: boolean
  position: string | null
  department: string | null
  employeeNumber: string | null
  createdAt: number
  updatedAt: number
  /** Those he is the agent of. */
  properties: number
  available: number
  account: {
    username: string | null
    firstName: string | null
    lastName: string | null
    bio: string | null
    birthDate: string | null
    contactMethod: string | null
    inactive: boolean
    verifiedAt: number | null
    lastActivityAt: number | null
    signIns: number
    avatarSha256: string | null
  } | null
}
export type TeamAsked = { role?: Role; active?: boolean; search?: string; id?: string }

export const directoryQueries = [
  defineQuery('catalogue.agencies', async (ctx, asked: DirectoryAsked): Promise<{ rows: DirectoryAgency[]; count: number }> => {
    const all = ctx.actor.kind === 'operator'
    const hidden = all ? [] : await hiddenAgencies(ctx.executor, ctx.now)
    // Agencies of this platform are those that subscribed.
    let listed = ctx.executor.selectFrom('agency').innerJoin('subscription', 'subscription.agencyId', 'agency.agencyId').whereRef('agency.id', '=', 'agency.agencyId').where('agency.deletedAt', 'is', null)
      .where('agency.agencyId', 'not in', ctx.executor.selectFrom('founding').select('agencyId'))
    if (asked.ids) listed = listed.where('agency.id', 'in', [...asked.ids])
    if (hidden.length) listed = listed.where('agency.id', 'not in', hidden)
    const [rows, counted] = await Promise.all([
      listed.select(['agency.id', 'agency.name', 'agency.email', 'agency.phone', 'agency.website', 'agency.address', 'agency.addressLine2', 'agency.city', 'agency.postalCode', 'agency.country', 'agency.logoFileId',
        'agency.createdAt', 'agency.updatedAt', 'agency.legalName', 'agency.licenseNumber', 'agency.vatNumber'])
        .select((row) => [
          row.selectFrom('propertyList').whereRef('propertyList.agencyId', '=', 'agency.agencyId').where(isPublished).select(({ fn }) => fn.countAll<number>().as('n')).as('published'),
          row.selectFrom('propertyList').whereRef('propertyList.agencyId', '=', 'agency.agencyId').select(({ fn }) => fn.countAll<number>().as('n')).as('properties'),
          row.selectFrom('member').whereRef('member.agencyId', '=', 'agency.agencyId').where('member.deletedAt', 'is', null).select(({ fn }) => fn.countAll<number>().as('n')).as('members'),
          row.selectFrom('contact').whereRef('contact.agencyId', '=', 'agency.agencyId').where('contact.deletedAt', 'is', null).select(({ fn }) => fn.countAll<number>().as('n')).as('clients'),
        ])
        .orderBy('agency.createdAt', 'desc').orderBy('agency.id', 'desc').offset(asked.offset).limit(asked.limit).execute(),
      listed.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
    ])
    return {
      count: Number(counted.n),
      rows: rows.map(({ published, properties, members, clients, legalName, licenseNumber, vatNumber, ...row }) => ({
        ...row, published: Number(published ?? 0),
        registered: all ? { legalName, licenseNumber, vatNumber, members: Number(members ?? 0), properties: Number(properties ?? 0), clients: Number(clients ?? 0) } : null,
      })),
    }
  }),

  defineQuery('team.accounts', async (ctx, asked: TeamAsked): Promise<TeamAccount[]> => {
    const words = asked.search?.trim().toLowerCase()
    const people = await accountsOf(ctx, asked)
    return people.filter(({ name, email, phone }) => !words || [name, email, phone ?? ''].some((text) => text.toLowerCase().includes(words)))
  }),
]

async function accountsOf(ctx: QueryContext, { role, active, id }: TeamAsked): Promise<TeamAccount[]> {
  let query = ctx.from('member').innerJoin('agency', (join) => join.onRef('agency.agencyId', '=', 'member.agencyId').onRef('agency.id', '=', 'member.agencyId'))
    .leftJoin('account', 'account.id', 'member.accountId').where('member.deletedAt', 'is', null)
  if (role) query = query.where('member.role', '=', role)
  if (active !== undefined) query = query.where('member.active', '=', active ? 1 : 0)
  if (id) query = query.where((row) => row.or([row('member.id', '=', id), row('member.accountId', '=', id)]))
  const rows = await query
    .select(['member.agencyId', 'agency.name as agencyName', 'member.id as memberId', 'member.accountId', 'member.email', 'member.name', 'member.phone', 'member.role', 'member.active', 'member.position',
      'member.department', 'member.employeeNumber', 'member.createdAt', 'member.updatedAt', 'account.id as known', 'account.username', 'account.firstName', 'account.lastName', 'account.bio', 'account.birthDate',
      'account.contactMethod', 'account.inactive', 'account.verifiedAt', 'account.lastActivityAt', 'account.signIns', 'account.avatarSha256'])
    .select((row) => [
      row.selectFrom('propertyList').whereRef('propertyList.agencyId', '=', 'member.agencyId').whereRef('propertyList.agentId', '=', 'member.id').select(({ fn }) => fn.countAll<number>().as('n')).as('properties'),
      row.selectFrom('propertyList').whereRef('propertyList.agencyId', '=', 'member.agencyId').whereRef('propertyList.agentId', '=', 'member.id').where('propertyList.status', '=', 'available')
        .select(({ fn }) => fn.countAll<number>().as('n')).as('available'),
    ])
    .orderBy('member.createdAt').orderBy('member.id').execute()
  return rows.map(({ known, username, firstName, lastName, bio, birthDate, contactMethod, inactive, verifiedAt, lastActivityAt, signIns, avatarSha256, ...row }) => ({
    ...row, active: row.active === 1, properties: Number(row.properties ?? 0), available: Number(row.available ?? 0),
    account: known === null ? null : { username, firstName, lastName, bio, birthDate, contactMethod, inactive: inactive === 1, verifiedAt, lastActivityAt, signIns: Number(signIns ?? 0), avatarSha256 },
  }))
}
