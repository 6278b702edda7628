import type { NoticePage, NoticeSettings, NoticeStatistics, NoticeView } from '../../../shared/modules/notifications/model.ts'
import { dayOfInstant, instantsOfDay } from '../../../shared/values/period.ts'
import { AppError } from '../../../shared/values/error.ts'
import { createTranslator } from '../../../shared/language/index.ts'
import type { Language } from '../../../shared/language/index.ts'
import { ask, say } from '../../house.ts'
import type { House } from '../../house.ts'
import { accountById } from '../../identity/accounts.ts'
import { actorOf } from '../caller.ts'
import type { Account } from '../caller.ts'
import type { HandlersOf } from '../operation.ts'
import { isoOf, page } from '../values.ts'
import type { notificationsContract } from './contract.ts'
import { choicesFrom, presentNotice, presentSettings, typeOf } from './presenters.ts'

type Asking = { house: House; caller: Account; language: Language }

/** Rows that lists without pages hold at most. */
const most = 200
const zoneOf = async ({ house, caller }: Asking): Promise<string> => (await ask<NoticeSettings>(house, actorOf(caller), 'notifications.settings', {})).zone
const noticesOf = ({ house, caller }: Asking, more: Partial<{ unread: boolean; offset: number; limit: number; ids: readonly string[]; since: number }>): Promise<NoticePage> =>
  ask<NoticePage>(house, actorOf(caller), 'notifications.page', { unread: false, topic: null, offset: 0, limit: most, ...more })

async function present(asking: Asking, rows: readonly NoticeView[]) {
  if (!rows.length) return []
  const [account, zone] = [await accountById(asking.house, asking.caller.accountId), await zoneOf(asking)]
  return rows.map((row) => presentNotice(row, account, { language: asking.language, zone, now: asking.house.clock() }))
}

/** What was told to whoever asks. Throws `not_found`, also for what is somebody else's. */
async function one(asking: Asking, id: string) {
  const [row] = (await noticesOf(asking, { ids: [id] })).rows
  if (!row) throw new AppError('not_found', { entity: 'notification', id })
  return row
}

async function presentOne(asking: Asking, id: string) {
  const [shown] = await present(asking, [await one(asking, id)])
  return shown!
}

async function act(asking: Asking, name: string, input: unknown): Promise<void> {
  await say(asking.house, actorOf(asking.caller), name, input)
}

const saidMarked = (marked: number, language: Language) => ({ message: createTranslator(language)('server.notificationsRead', { count: marked }), marked })

export const notificationsHandlers: HandlersOf<typeof notificationsContract> = {
  'notifications.list': async ({ query, request, ...asking }) => {
    const unread = query.is_read === false
    const { rows, count } = await noticesOf(asking, { unread, offset: (query.page - 1) * query.page_size, limit: query.page_size })
    return page({ publicUrl: asking.house.config.publicUrl, url: request.url }, query, count, await present(asking, rows))
  },
  'notifications.unread': async (asking) => present(asking, (await noticesOf(asking, { unread: true })).rows),
  'notifications.recent': async ({ query, ...asking }) => present(asking, (await noticesOf(asking, { since: asking.house.clock() - query.days * 86_400_000 })).rows),
  'notifications.stats': async (asking) => {
    const { house, caller } = asking
    const zone = await zoneOf(asking)
    const { start } = instantsOfDay(dayOfInstant(house.clock(), zone), zone)
    const { groups, since, unread } = await ask<NoticeStatistics>(house, actorOf(caller), 'notifications.statistics', { since: start })
    const total = groups.reduce((sum, { count }) => sum + count, 0)
    const by = (name: (group: (typeof groups)[number]) => string): Record<string, number> => {
      const counts: Record<string, number> = {}
      for (const group of groups) counts[name(group)] = (counts[name(group)] ?? 0) + group.count
      return counts
    }
    return {
      total_notifications: total, unread_notifications: unread, sent_today: since, by_type: by(({ priority }) => typeOf(priority)), by_priority: by(({ priority }) => priority), by_topic: by(({ topic }) => topic),
      response_rate: total ? Math.round((10_000 * (total - unread)) / total) / 100 : 0,
    }
  },
  'notifications.unreadCount': async (asking) => ({ unread_count: (await noticesOf(asking, { limit: 1 })).unread }),
  'notifications.markRead': async ({ body, ...asking }) => {
    const ids = [...new Set(body.notification_ids)]
    const { rows } = await noticesOf(asking, { ids })
    if (rows.length < ids.length) throw new AppError('not_found', { entity: 'notification' })
    await act(asking, 'notification.mark', { ids, read: true })
    return saidMarked(rows.filter(({ readAt }) => readAt === null).length, asking.language)
  },
  'notifications.markAllRead': async (asking) => {
    const { unread } = await noticesOf(asking, { limit: 1 })
    if (unread) await act(asking, 'notification.markAll', { upTo: asking.house.clock() })
    return saidMarked(unread, asking.language)
  },
  'notifications.settings': async ({ house, caller }) => presentSettings(await ask<NoticeSettings>(house, actorOf(caller), 'notifications.settings', {})),
  'notifications.updateSettings': async ({ body, ...asking }) => {
    const { house, caller } = asking
    const actor = actorOf(caller)
    // Somebody of no agency is told of nothing yet.
    if (actor.kind !== 'member') throw new AppError('forbidden', { action: 'notification.setPreferences' })
    const { quiet_hours_start: start, quiet_hours_end: end, timezone } = body
    const { quiet, zone } = await ask<NoticeSettings>(house, actor, 'notifications.settings', {})
    const [fromTime, untilTime] = [start === undefined ? quiet?.fromTime : start, end === undefined ? quiet?.untilTime : end]
    const touched = start !== undefined || end !== undefined || timezone !== undefined
    await act(asking, 'notification.setPreferences', { choices: choicesFrom(body), ...(touched ? { quiet: fromTime && untilTime ? { fromTime, untilTime, zone: timezone ?? quiet?.zone ?? zone } : null } : {}) })
    return presentSettings(await ask<NoticeSettings>(house, actor, 'notifications.settings', {}))
  },
  'notifications.get': async ({ params, ...asking }) => presentOne(asking, params.id),
  'notifications.update': async ({ params, body, ...asking }) => {
    const notice = await one(asking, params.id)
    if (body.is_read !== undefined) await act(asking, 'notification.mark', { ids: [params.id], read: body.is_read })
    if (body.snoozed_until === undefined) return presentOne(asking, params.id)
    const until = body.snoozed_until === null ? null : Date.parse(body.snoozed_until)
    await act(asking, 'notification.snooze', { ids: [params.id], until })
    // Put off, it is out of sight: it is answered as it stands.
    const [shown] = await present(asking, [{ ...notice, snoozedUntil: until, readAt: until === null ? notice.readAt : null }])
    return shown!
  },
  'notifications.delete': async ({ params, ...asking }) => {
    await one(asking, params.id)
    await act(asking, 'notification.dismiss', { ids: [params.id] })
    return null
  },
  'notifications.markOneRead': async ({ params, ...asking }) => {
    await one(asking, params.id)
    await act(asking, 'notification.mark', { ids: [params.id], read: true })
    return presentOne(asking, params.id)
  },
  'notifications.logs': async ({ params, ...asking }) => {
    const { id, at, readAt } = await one(asking, params.id)
    return [{ id, notification: id, channel: 'in_app' as const, status: readAt === null ? ('delivered' as const) : ('read' as const), sent_at: isoOf(at), delivered_at: isoOf(at), read_at: isoOf(readAt) }]
  },
}
