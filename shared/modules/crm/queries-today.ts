import type { QueryContext } from '../../command/query.ts'
import { addDays, instantOf } from '../../values/period.ts'
import { readerOf } from '../auth/index.ts'
import { openLeadStatuses } from './model-lead.ts'
import type { DayOfWork } from './model-views.ts'
import { interactionRows, taskRows } from './queries-follow-up.ts'
import { leadRows } from './queries-leads.ts'

/** Shown of each on the first screen; the figures count all. */
const shown = 6
/** There is no other list of talks. */
const talksShown = 50
/** A talk that nobody wrote up is asked for so many days. */
const askedFor = 14

const counted = async (query: { executeTakeFirstOrThrow(): Promise<{ n: number }> }): Promise<number> => Number((await query.executeTakeFirstOrThrow()).n)

/** What clients ask of this reader today: own tasks and talks; leads of the whole agency for whoever leads it. */
export async function dayOfWork(ctx: QueryContext): Promise<DayOfWork> {
  const { today, memberId, zone } = await readerOf(ctx)
  const me = memberId ?? ''
  const due = ctx.from('task').where('state', '=', 'open').where('assigneeId', '=', me).where('deletedAt', 'is', null)
  const tasks = await due.where('dueOn', '<=', today).orderBy('dueOn').orderBy('dueTime', (order) => order.asc().nullsLast()).orderBy('id').select('id').limit(shown).execute()

  const agreed = ctx.from('interaction').where('status', '=', 'scheduled').where('at', '<', instantOf(addDays(today, 1), '00:00', zone)).where('at', '>=', instantOf(addDays(today, -askedFor), '00:00', zone))
    .where('agentId', '=', me).where('deletedAt', 'is', null)
  const talks = await agreed.orderBy('at').orderBy('id').select('id').limit(talksShown).execute()

  const leads = ctx.from('leadList').where('status', 'in', openLeadStatuses)
  const mine = leads.where('agentId', '=', me)
  const overMine = ctx.actor.kind === 'member' && ctx.actor.role === 'agent' ? mine : leads
  const next = await mine.where('nextActionOn', '<=', today).orderBy('nextActionOn').orderBy('baseScore', 'desc').orderBy('id').select('id').limit(shown).execute()
  return {
    tasks: { overdue: await counted(due.select(({ fn }) => fn.countAll<number>().as('n')).where('dueOn', '<', today)), today: await counted(due.select(({ fn }) => fn.countAll<number>().as('n')).where('dueOn', '=', today)), rows: await taskRows(ctx, tasks.map(({ id }) => id)) },
    talks: { count: await counted(agreed.select(({ fn }) => fn.countAll<number>().as('n'))), rows: await interactionRows(ctx, talks.map(({ id }) => id)) },
    leads: {
      unfollowed: await counted(leads.select(({ fn }) => fn.countAll<number>().as('n')).where('agentId', 'is', null)), hot: await counted(overMine.select(({ fn }) => fn.countAll<number>().as('n')).where('qualification', '=', 'hot')),
      toFollow: await counted(mine.select(({ fn }) => fn.countAll<number>().as('n')).where('nextActionOn', '<=', today)),
      rows: await leadRows(ctx, next.map(({ id }) => id)),
    },
  }
}
