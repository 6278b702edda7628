import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { recipientsOf } from './commands.ts'
import { noticeKinds, notification, notificationPreference, quietHours } from './model.ts'
import type { NoticeCount, NoticePage, NoticeSettings, NoticeStatistics, NoticeTopic, NoticeView, Notification, Quiet } from './model.ts'
import { choicesOf, noticeRules } from './rules.ts'

export const notificationQueries = [
  /** What was told to whoever asks and is to be seen now, the latest first. */
  defineQuery('notifications.page', async (ctx, { unread, topic, offset, limit, ids = null, since = 0 }: { unread: boolean; topic: NoticeTopic | null; offset: number; limit: number; ids?: readonly string[] | null; since?: number }): Promise<NoticePage> => {
    const kinds = noticeKinds.filter((kind) => topic === null || noticeRules[kind].topic === topic)
    const asked = visible(ctx).where('kind', 'in', kinds).$if(unread, (rows) => rows.where('readAt', 'is', null)).$if(ids !== null, (rows) => rows.where('id', 'in', ids!)).$if(since > 0, (rows) => rows.where('at', '>=', since))
    const [rows, counted, count] = await Promise.all([
      asked.selectAll().orderBy('at', 'desc').orderBy('id').offset(offset).limit(limit).execute(),
      asked.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
      countUnread(ctx),
    ])
    return { rows: rows.map((row) => viewOf(decodeRow(notification, row) as Notification)), count: Number(counted.n), ...count }
  }),

  defineQuery('notifications.unread', (ctx): Promise<NoticeCount> => countUnread(ctx)),

  /** How many of each kind and priority, and since the day began. */
  defineQuery('notifications.statistics', async (ctx, { since }: { since: number }): Promise<NoticeStatistics> => {
    const [groups, lately, count] = await Promise.all([
      visible(ctx).groupBy(['kind', 'priority']).select(['kind', 'priority']).select(({ fn }) => fn.countAll<number>().as('n')).execute(),
      visible(ctx).where('at', '>=', since).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
      countUnread(ctx),
    ])
    return { groups: groups.map(({ kind, priority, n }) => ({ kind, topic: noticeRules[kind].topic, priority, count: Number(n) })), since: Number(lately.n), unread: count.unread }
  }),

  defineQuery('notifications.settings', async (ctx): Promise<NoticeSettings> => {
    const [chosen, quiet, agency] = await Promise.all([
      mine(ctx, 'notificationPreference').selectAll().execute(),
      mine(ctx, 'quietHours').selectAll().executeTakeFirst(),
      ctx.from('agency').select('zone').executeTakeFirst(),
    ])
    const hours = quiet ? (decodeRow(quietHours, quiet) as unknown as Quiet) : null
    return {
      choices: choicesOf(chosen.map((row) => decodeRow(notificationPreference, row) as never)),
      quiet: hours && { fromTime: hours.fromTime, untilTime: hours.untilTime, zone: hours.zone }, zone: agency?.zone ?? 'Africa/Dakar',
    }
  }),
]

function mine<T extends 'notification' | 'notificationPreference' | 'quietHours'>(ctx: QueryContext, table: T) {
  const recipients = recipientsOf(ctx.actor)
  const ids = (of: 'memberId' | 'contactId') => ['', ...recipients.flatMap((one) => one[of] ?? [])]
  return ctx.from(table as 'notification').where('deletedAt', 'is', null)
    .where((where) => where.or([where('memberId', 'in', ids('memberId')), where('contactId', 'in', ids('contactId'))])) as unknown as ReturnType<typeof ctx.from<T>>
}

const visible = (ctx: QueryContext) => mine(ctx, 'notification').where('visibleFrom', '<=', ctx.now)
  .where((where) => where.or([where('snoozedUntil', 'is', null), where('snoozedUntil', '<=', ctx.now)]))

async function countUnread(ctx: QueryContext): Promise<NoticeCount> {
  const [unread, quiet, snoozed] = await Promise.all([
    visible(ctx).where('readAt', 'is', null).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
    mine(ctx, 'notification').where('visibleFrom', '>', ctx.now).select(({ fn }) => fn.min('visibleFrom').as('at')).executeTakeFirst(),
    mine(ctx, 'notification').where('snoozedUntil', '>', ctx.now).select(({ fn }) => fn.min('snoozedUntil').as('at')).executeTakeFirst(),
  ])
  const waiting = [quiet?.at, snoozed?.at].flatMap((at) => (at === null || at === undefined ? [] : [Number(at)]))
  return { unread: Number(unread.n), nextAt: waiting.length ? Math.min(...waiting) : null }
}

function viewOf({ id, kind, priority, params, at, readAt, snoozedUntil, targetEntity, targetId }: Notification): NoticeView {
  return { id, kind, priority, params, at, readAt, snoozedUntil, topic: noticeRules[kind].topic, target: { entity: targetEntity, id: targetId } }
}
