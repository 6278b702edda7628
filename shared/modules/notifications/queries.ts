import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { recipientsOf } from './commands.ts'
import { noticeKinds, notification, notificationPreference, quietHours } from './model.ts'
import type { NoticeCount, NoticeNews, NoticePage, NoticeSettings, NoticeStatistics, NoticeTopic, NoticeView, Notification, Quiet } from './model.ts'
import { choicesOf, noticeRules } from './rules.ts'

/** Commands of the log that are looked at at once. */
const atOnce = 50

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

  /**
   * What is news to whoever asks since he was last told: by the log, and what waited for its hour. Where nothing is said of the
   * log, from now on. For whoever keeps a line open and may have lost it.
   */
  defineQuery('notifications.after', async (ctx, { seq, at }: { seq: number | null; at: number }): Promise<NoticeNews> => {
    const head = Number((await ctx.from('agencySequence').select('seq').executeTakeFirst())?.seq ?? 0)
    const after = seq === null || seq > head ? head : seq
    const scopes = recipientsOf(ctx.actor).map(({ scope }) => scope)
    const changes = ctx.from('change').where('entity', '=', 'notification').where('scope', 'in', ['', ...scopes]).where('seq', '>', after).where('seq', '<=', head)
    const commands = await changes.select('seq').distinct().orderBy('seq').limit(atOnce).execute()
    const more = commands.length === atOnce
    const upTo = more ? Number(commands.at(-1)!.seq) : head
    const ids = commands.length ? (await changes.where('seq', '<=', upTo).select('entityId').distinct().execute()).map(({ entityId }) => entityId) : []
    const rows = await visible(ctx).where('readAt', 'is', null)
      .where((row) => row.or([row('id', 'in', ['', ...ids]), ...(seq === null ? [] : [row.and([row('visibleFrom', '>', at), row('visibleFrom', '<=', ctx.now)]), row.and([row('snoozedUntil', '>', at), row('snoozedUntil', '<=', ctx.now)])])]))
      .selectAll().orderBy('at').orderBy('id').execute()
    return { rows: rows.map((row) => viewOf(decodeRow(notification, row) as Notification)), seq: upTo, at: ctx.now, more, ...(await countUnread(ctx)) }
  }),

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
      mine(ctx, 'quietHours').selectAll().where('enabled', '=', 1).executeTakeFirst(),
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
