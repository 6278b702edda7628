import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import type { FilterReader } from '../../database/filter-sql.ts'
import { AppError } from '../../values/error.ts'
import { dayOfInstant } from '../../values/period.ts'
import type { MemberView, RightsTable } from '../core/index.ts'
import type { Agency, Member } from './model.ts'
import { agency, member } from './model.ts'
import { rightsTable, subjects } from './rules.ts'

export const authQueries = [
  defineQuery('agency.get', async (ctx): Promise<Agency> => currentAgency(ctx)),

  defineQuery('team.list', async (ctx): Promise<MemberView[]> => {
    const rows = await ctx.from('member').leftJoin('credential', 'credential.accountId', 'member.accountId').selectAll('member')
      .select(['credential.accountId as known', 'credential.lastSignInAt'])
      .select((builder) => builder.selectFrom('propertyList').whereRef('propertyList.agencyId', '=', 'member.agencyId').whereRef('propertyList.agentId', '=', 'member.id')
        .select(({ fn }) => fn.countAll<number>().as('n')).as('properties'))
      .where('member.deletedAt', 'is', null).execute()
    return rows
      .map((row) => ({ ...(decodeRow(member, row) as Member), hasPassword: row.known !== null, lastSignInAt: row.lastSignInAt, properties: Number(row.properties ?? 0) }))
      .toSorted((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name))
  }),

  defineQuery('team.rights', async (): Promise<RightsTable> => ({
    subjects: [...subjects],
    rows: (['commands', 'queries'] as const).flatMap((part) =>
      Object.entries(rightsTable[part]).map(([name, levels]) => ({
        name, kind: part === 'commands' ? ('command' as const) : ('query' as const), levels: Object.fromEntries(subjects.map((subject, i) => [subject, levels[i]!])),
      }))),
  })),
]

export async function currentAgency(ctx: QueryContext): Promise<Agency> {
  const row = await ctx.from('agency').selectAll().where('id', '=', ctx.agencyId).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'agency', id: ctx.agencyId })
  const all = decodeRow(agency, row) as Agency
  // Rates are for those who manage (the scope of the field says so).
  return ctx.actor.kind === 'member' && ctx.actor.role === 'agent' ? { ...all, commissionRate: null } : all
}

/** Who `me` is and which day `today` is, for filters. */
export async function readerOf(ctx: QueryContext): Promise<FilterReader> {
  const row = await ctx.from('agency').select('zone').where('id', '=', ctx.agencyId).executeTakeFirst()
  const zone = row?.zone ?? 'Africa/Dakar'
  return { memberId: ctx.actor.kind === 'member' ? ctx.actor.memberId : null, today: dayOfInstant(ctx.now, zone), zone }
}
