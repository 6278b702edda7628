import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { AppError } from '../../values/error.ts'
import { addDays } from '../../values/period.ts'
import { readerOf } from '../auth/index.ts'
import { clientNote, interaction, task } from './model-follow-up.ts'
import type { ClientNote, Interaction, Task } from './model-follow-up.ts'
import type { FollowUps, InteractionRow, NoteRow, TaskPage, TaskRow } from './model-views.ts'

/** What was said and what is to be done: of one person, and of a day's work. */

/** Shown of one person; more are on their own pages. */
const mostShown = 200

type TasksAsked = {
  when: 'overdue' | 'today' | 'week' | 'later' | 'all'; state: Task['state']; assignee: string | null; about?: { contactId?: string | undefined; leadId?: string | undefined; propertyId?: string | undefined } | null; offset: number; limit: number
}

export const followUpQueries = [
  /** `when`: overdue, due today, in the next seven days, later or without a day; `all` of them. `about`: only what concerns this person, lead or property. */
  defineQuery('tasks.page', async (ctx, { when, state, assignee, about, offset, limit }: TasksAsked): Promise<TaskPage> => {
    const { today, memberId } = await readerOf(ctx)
    let query = ctx.from('task').where('task.deletedAt', 'is', null).where('task.state', '=', state)
    if (assignee !== null) query = query.where('task.assigneeId', '=', assignee === 'me' ? (memberId ?? '') : assignee)
    for (const field of ['contactId', 'leadId', 'propertyId'] as const) {
      const id = about?.[field]
      if (id) query = query.where(`task.${field}`, '=', id)
    }
    const counted = query
    if (when === 'overdue') query = query.where('task.dueOn', '<', today)
    else if (when === 'today') query = query.where('task.dueOn', '=', today)
    else if (when === 'week') query = query.where('task.dueOn', '>', today).where('task.dueOn', '<=', addDays(today, 7))
    else if (when === 'later') query = query.where((where) => where.or([where('task.dueOn', '>', addDays(today, 7)), where('task.dueOn', 'is', null)]))
    const { count } = await query.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    // What is done is looked back on, what is open ahead.
    const ordered = state === 'open' ? query.orderBy('task.dueOn', (order) => order.asc().nullsLast()).orderBy('task.dueTime', (order) => order.asc().nullsLast()) : query.orderBy('task.doneAt', (order) => order.desc().nullsLast())
    const ids = await ordered.orderBy('task.createdAt').orderBy('task.id').select('task.id').offset(offset).limit(limit).execute()
    const days = await counted.select(({ fn }) => fn.countAll<number>().as('n')).select('task.dueOn').groupBy('task.dueOn').execute()
    const of = (holds: (dueOn: string | null) => boolean): number => days.reduce((sum, row) => sum + (holds(row.dueOn) ? Number(row.n) : 0), 0)
    return {
      rows: await taskRows(ctx, ids.map(({ id }) => id)), count: Number(count), today,
      counts: { overdue: of((dueOn) => dueOn !== null && dueOn < today), today: of((dueOn) => dueOn === today), tomorrow: of((dueOn) => dueOn === addDays(today, 1)), week: of((dueOn) => dueOn !== null && dueOn > today && dueOn <= addDays(today, 7)), later: of((dueOn) => dueOn === null || dueOn > addDays(today, 7)) },
    }
  }),

  defineQuery('tasks.get', async (ctx, { id }: { id: string }): Promise<TaskRow> => {
    const row = (await taskRows(ctx, [id]))[0]
    if (row) return row
    const erased = await ctx.from('task').select('id').where('id', '=', id).executeTakeFirst()
    throw new AppError(erased ? 'gone' : 'not_found', { entity: 'task', id })
  }),
]

/** Talks, notes and tasks about one contact or one lead: the latest first, what is pinned before it. */
export async function followUpsOf(ctx: QueryContext, about: 'contactId' | 'leadId', id: string): Promise<FollowUps> {
  const [talks, notes, tasks] = [
    await ctx.from('interaction').select('id').where(about, '=', id).where('deletedAt', 'is', null).orderBy('at', 'desc').orderBy('id').limit(mostShown).execute(),
    await ctx.from('clientNote').select('id').where(about, '=', id).where('deletedAt', 'is', null).orderBy('isPinned', 'desc').orderBy('isImportant', 'desc').orderBy('createdAt', 'desc').orderBy('id').limit(mostShown).execute(),
    await ctx.from('task').select('id').where(about, '=', id).where('deletedAt', 'is', null).orderBy('state', 'desc').orderBy('dueOn', (order) => order.asc().nullsLast()).orderBy('id').limit(mostShown).execute(),
  ]
  const ids = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id)
  return { interactions: await interactionRows(ctx, ids(talks)), notes: await noteRows(ctx, ids(notes)), tasks: await taskRows(ctx, ids(tasks)) }
}

const inOrder = <T extends { id: string }>(ids: readonly string[], rows: readonly T[]): T[] => {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export async function interactionRows(ctx: QueryContext, ids: readonly string[]): Promise<InteractionRow[]> {
  if (!ids.length) return []
  const rows = await named(ctx, 'interaction', 'agentId', ids)
  return inOrder(ids, rows.map(({ row, names }) => ({ ...(decodeRow(interaction, row) as Interaction), ...names })))
}

export async function noteRows(ctx: QueryContext, ids: readonly string[]): Promise<NoteRow[]> {
  if (!ids.length) return []
  const rows = await named(ctx, 'clientNote', 'createdBy', ids)
  return inOrder(ids, rows.map(({ row, names }) => ({ ...(decodeRow(clientNote, row) as ClientNote), ...names })))
}

export async function taskRows(ctx: QueryContext, ids: readonly string[]): Promise<TaskRow[]> {
  if (!ids.length) return []
  const rows = await named(ctx, 'task', 'assigneeId', ids)
  return inOrder(ids, rows.map(({ row, names }) => ({ ...(decodeRow(task, row) as Task), ...names })))
}

type Names = { memberName: string | null; contactName: string | null; leadName: string | null; propertyTitle: string | null }

/** Rows with the names of those they speak of. */
async function named(ctx: QueryContext, table: 'interaction' | 'clientNote' | 'task', member: 'agentId' | 'createdBy' | 'assigneeId', ids: readonly string[]): Promise<{ row: Record<string, unknown> & { id: string }; names: Names }[]> {
  const rows = await ctx.from(table as 'task')
    .leftJoin('member', (join) => join.onRef('member.agencyId', '=', `${table as 'task'}.agencyId`).onRef('member.id', '=', `${table as 'task'}.${member as 'assigneeId'}`))
    .leftJoin('contact', (join) => join.onRef('contact.agencyId', '=', `${table as 'task'}.agencyId`).onRef('contact.id', '=', `${table as 'task'}.contactId`))
    .leftJoin('lead', (join) => join.onRef('lead.agencyId', '=', `${table as 'task'}.agencyId`).onRef('lead.id', '=', `${table as 'task'}.leadId`))
    .leftJoin('property', (join) => join.onRef('property.agencyId', '=', `${table as 'task'}.agencyId`).onRef('property.id', '=', `${table as 'task'}.propertyId`))
    .selectAll(table as 'task').select(['member.name as memberName', 'contact.name as contactName', 'lead.name as leadName', 'property.title as propertyTitle'])
    .where(`${table as 'task'}.id`, 'in', ids).where(`${table as 'task'}.deletedAt`, 'is', null).execute()
  return rows.map(({ memberName, contactName, leadName, propertyTitle, ...row }) => ({ row, names: { memberName, contactName, leadName, propertyTitle } }))
}
