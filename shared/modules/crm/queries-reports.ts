import type { SelectQueryBuilder } from 'kysely'
import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import type { Tables } from '../../database/schema.ts'
import { AppError } from '../../values/error.ts'
import { addDays, instantOf } from '../../values/period.ts'
import { currentAgency, readerOf } from '../auth/index.ts'
import { openLeadStatuses } from './model-lead.ts'
import type { AgencyReport, AgentReport, ClientReport, Period, ReportHead } from './model-reports.ts'
import type { TalkLine } from './model-views.ts'
import { clientLife } from './queries-client.ts'
import { clientsOf } from './queries-clients.ts'
import { interactionRows } from './queries-follow-up.ts'
import { leadRows } from './queries-leads.ts'
import { contactView } from './queries.ts'
import { conversionScore } from './rules-client.ts'
import { happenedTo, needPeriod, tallyByMonth, tallyOf } from './rules-report.ts'
import type { AskedPeriod, Happened } from './rules-report.ts'

/** Rows that a list in a report holds at most; the figures count all. */
const mostLines = 5000
/** Ids in one statement. */
const at = 500

export const reportQueries = [
  /** One client on paper. Talks and notes only where they are asked for. */
  defineQuery('reports.client', async (ctx, { id, interactions, notes }: { id: string; interactions: boolean; notes: boolean }): Promise<ClientReport> => {
    const view = await contactView(ctx, id)
    const life = await clientLife(ctx, id)
    return {
      ...(await headOf(ctx)), view, agentName: await nameOf(ctx, view.contact.agentId), score: conversionScore(life.conversionScore), searches: life.searches, interests: life.interests, leads: life.leads,
      tasks: life.tasks.filter(({ state }) => state === 'open'), talks: interactions ? life.interactions : null, notes: notes ? life.notes : null,
    }
  }),

  /** What one member did in a period, and the leads and talks behind it. An agent is told of himself. */
  defineQuery('reports.agent', async (ctx, { memberId, ...asked }: AskedPeriod & { memberId: string }): Promise<AgentReport> => {
    const found = await ctx.from('member').select(['id', 'name', 'role', 'position', 'email']).where('id', '=', memberId).where('deletedAt', 'is', null).executeTakeFirst()
    if (!found) throw new AppError('not_found', { entity: 'member', id: memberId })
    if (ctx.level === 'own' && !(ctx.actor.kind === 'member' && ctx.actor.memberId === memberId)) throw new AppError('forbidden', { action: 'reports.agent' })
    const { today, zone } = await readerOf(ctx)
    const period = needPeriod(asked, today)
    const happened = happenedTo(await happenedIn(ctx, period, today, zone), memberId)
    const [start, end] = instantsOf(period, zone)
    const leads = await ctx.from('lead').select('id').where('deletedAt', 'is', null).where('agentId', '=', memberId).where('createdAt', '>=', start).where('createdAt', '<', end).orderBy('createdAt').orderBy('id').limit(mostLines).execute()
    const talks = await ctx.from('interaction').select('id').where('deletedAt', 'is', null).where('agentId', '=', memberId).where('at', '>=', start).where('at', '<', end).orderBy('at').orderBy('id').limit(mostLines).execute()
    return {
      ...(await headOf(ctx)), period, member: found as AgentReport['member'], total: tallyOf(happened, period, today, zone), months: tallyByMonth(happened, period, today, zone),
      holds: {
        leads: await countOf(ctx.from('leadList').where('agentId', '=', memberId).where('status', 'in', openLeadStatuses)), clients: await countOf(clientsOf(ctx).where('contact.agentId', '=', memberId)),
        properties: await countOf(ctx.from('propertyList').where('agentId', '=', memberId).where('status', '=', 'available')),
      },
      leads: await inPieces(ctx, leads.map(({ id }) => id), leadRows), talks: (await inPieces(ctx, talks.map(({ id }) => id), interactionRows)).map(lineOf),
    }
  }),

  /** The whole agency in a period: what came, what became of it, who did what, and today's stock. */
  defineQuery('reports.agency', async (ctx, asked: AskedPeriod): Promise<AgencyReport> => {
    const { today, zone } = await readerOf(ctx)
    const period = needPeriod(asked, today)
    const happened = await happenedIn(ctx, period, today, zone)
    const total = tallyOf(happened, period, today, zone)
    const members = await ctx.from('member').select(['id', 'name', 'role', 'active']).where('deletedAt', 'is', null).execute()
    const team = members.map(({ active, ...row }) => ({ ...row, active: active === 1, ...tallyOf(happenedTo(happened, row.id), period, today, zone) }) as AgencyReport['team'][number])
      .filter(({ active, leads, converted, talks, tasksDone, clients, properties }) => active || leads + converted + talks + tasksDone + clients + properties > 0)
    const stock = await ctx.from('propertyList').groupBy(['kind', 'status']).select(['kind', 'status']).select(({ fn }) => fn.countAll<number>().as('n')).execute()
    const [start, end] = instantsOf(period, zone)
    const crossed = await ctx.from('lead').where('deletedAt', 'is', null).where('createdAt', '>=', start).where('createdAt', '<', end).groupBy(['source', 'status']).select(['source', 'status']).select(({ fn }) => fn.countAll<number>().as('n')).execute()
    const clients = await clientsOf(ctx).groupBy('contact.clientStatus').select('contact.clientStatus as status').select(({ fn }) => fn.countAll<number>().as('n')).execute()
    return {
      ...(await headOf(ctx)), period, total, months: tallyByMonth(happened, period, today, zone), team: team.toSorted((a, b) => b.leads - a.leads || b.talks - a.talks || a.name.localeCompare(b.name)),
      properties: stock.map(({ n, ...row }) => ({ ...row, count: Number(n) }) as AgencyReport['properties'][number]), leads: crossed.map(({ n, ...row }) => ({ ...row, count: Number(n) }) as AgencyReport['leads'][number]),
      // Whoever looks for something is a prospect, also where nobody said so.
      clients: [...Map.groupBy(clients, ({ status }) => status ?? 'prospect')].map(([status, rows]) => ({ status: status as AgencyReport['clients'][number]['status'], count: rows.reduce((sum, { n }) => sum + Number(n), 0) })),
    }
  }),
]

async function headOf(ctx: QueryContext): Promise<ReportHead> {
  const { name, phone, email, website, address, city, licenseNumber, zone, logoFileId } = await currentAgency(ctx)
  return { agency: { name, phone, email, website, address, city, licenseNumber, zone, logoFileId }, at: ctx.now, by: ctx.actor.kind === 'member' ? await nameOf(ctx, ctx.actor.memberId) : null }
}

async function nameOf(ctx: QueryContext, memberId: string | null): Promise<string | null> {
  return memberId === null ? null : ((await ctx.from('member').select('name').where('id', '=', memberId).executeTakeFirst())?.name ?? null)
}

const instantsOf = ({ from, to }: Period, zone: string): [start: number, end: number] => [instantOf(from, '00:00', zone), instantOf(addDays(to, 1), '00:00', zone)]

/** Narrow rows of all that happened in the agency; months and members are told apart afterwards, by one rule for both databases. */
async function happenedIn(ctx: QueryContext, period: Period, today: string, zone: string): Promise<Happened> {
  const [start, end] = instantsOf(period, zone)
  const came = ctx.from('lead').where('lead.deletedAt', 'is', null).where((where) => where.or([
    where.and([where('lead.createdAt', '>=', start), where('lead.createdAt', '<', end)]), where.and([where('lead.convertedAt', '>=', start), where('lead.convertedAt', '<', end)]),
  ]))
  const leads = await came.select(['lead.id', 'lead.agentId', 'lead.source', 'lead.status', 'lead.createdAt', 'lead.convertedAt']).execute()
  // What he asked himself is no answer.
  const answers = await ctx.from('interaction').where('deletedAt', 'is', null).where('status', '=', 'completed').where('type', '!=', 'inquiry').where('leadId', 'in', came.select('lead.id') as never)
    .groupBy('leadId').select('leadId').select(({ fn }) => fn.min<number>('at').as('first')).execute()
  const answeredAt = new Map(answers.map(({ leadId, first }) => [leadId, Number(first)]))
  await ctx.pause()
  const talks = await ctx.from('interaction').where('deletedAt', 'is', null).where('at', '>=', start).where('at', '<', end).select(['agentId', 'type', 'status', 'at']).execute()
  await ctx.pause()
  const tasks = await ctx.from('task').where('deletedAt', 'is', null).where((where) => where.or([
    where.and([where('state', '=', 'done'), where('doneAt', '>=', start), where('doneAt', '<', end)]), where.and([where('state', '=', 'open'), where('dueOn', '>=', period.from), where('dueOn', '<=', period.to), where('dueOn', '<', today)]),
  ])).select(['assigneeId', 'state', 'doneAt', 'dueOn']).execute()
  const clients = await clientsOf(ctx).where('contact.createdAt', '>=', start).where('contact.createdAt', '<', end).select(['contact.agentId', 'contact.createdAt']).execute()
  const properties = await ctx.from('property').where('deletedAt', 'is', null).where('createdAt', '>=', start).where('createdAt', '<', end).select(['agentId', 'createdAt']).execute()
  // The clock of a zone is asked once a day, not once a task: that is most of the time.
  const over = new Map([...new Set(tasks.flatMap(({ dueOn }) => dueOn ?? []))].map((day) => [day, instantOf(addDays(day, 1), '00:00', zone)]))
  return { leads: leads.map((row) => ({ ...row, answeredAt: answeredAt.get(row.id) ?? null })), talks, tasks: tasks.map((row) => ({ ...row, overAt: row.dueOn === null ? null : over.get(row.dueOn)! })), clients, properties } as Happened
}

async function countOf<T extends keyof Tables>(query: SelectQueryBuilder<Tables, T, object>): Promise<number> {
  return Number((await query.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow() as { n: number }).n)
}

/** Of a long list a piece at a time, so that others who ask are answered between. */
async function inPieces<Row>(ctx: QueryContext, ids: readonly string[], rowsOf: (ctx: QueryContext, ids: readonly string[]) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  for (let start = 0; start < ids.length; start += at) {
    rows.push(...(await rowsOf(ctx, ids.slice(start, start + at))))
    await ctx.pause()
  }
  return rows
}

const lineOf = ({ id, at: when, type, channel, subject, status, outcome, durationMinutes, contactName, leadName, propertyTitle }: TalkLine): TalkLine =>
  ({ id, at: when, type, channel, subject, status, outcome, durationMinutes, contactName, leadName, propertyTitle })
