import { z } from 'zod'
import { noticeChannels, noticeKinds, noticePriorities, noticeTargets, noticeTopics } from '../../../shared/modules/notifications/model.ts'
import { operation } from '../operation.ts'
import { id, idParams, instant, pageOf, paging, queryFlag, queryWhole } from '../values.ts'

const tag = 'Notifications'

export const notificationTypes = ['info', 'warning', 'urgent'] as const
export const notificationShape = z.object({
  id,
  recipient: z.object({ id, username: z.string(), first_name: z.string(), last_name: z.string(), email: z.string() }),
  title: z.string(), message: z.string(),
  notification_type: z.enum(notificationTypes).meta({ description: 'How it may be shown; `kind` in metadata says what it is about' }),
  priority: z.enum(noticePriorities),
  /** What it leads to. */
  content_type_name: z.enum(noticeTargets), object_id: id,
  status: z.enum(['delivered', 'read']), is_read: z.boolean(), sent_at: instant, read_at: instant.nullable(), snoozed_until: instant.nullable(), created_at: instant,
  metadata: z.object({ kind: z.enum(noticeKinds), topic: z.enum(noticeTopics), params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) }),
}).meta({ id: 'Notification' })

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/).transform((time) => time.slice(0, 5))
const channelFlags = { in_app_enabled: z.boolean(), push_enabled: z.boolean(), email_enabled: z.boolean(), sms_enabled: z.boolean() }
const topicFlags = {
  lead_notifications: z.boolean(), task_notifications: z.boolean(), reminder_notifications: z.boolean(), property_notifications: z.boolean(), client_notifications: z.boolean(), match_notifications: z.boolean(),
}
export const settingsShape = z.object({
  ...channelFlags, ...topicFlags, quiet_hours_start: z.string().nullable(), quiet_hours_end: z.string().nullable(), timezone: z.string(),
  /** Each topic on each channel, as it is kept. */
  preferences: z.record(z.enum(noticeTopics), z.record(z.enum(noticeChannels), z.boolean())),
}).meta({ id: 'NotificationSettings' })
const settingsPatch = z.strictObject({
  ...z.object({ ...channelFlags, ...topicFlags }).partial().shape, quiet_hours_start: clock.nullable().optional(), quiet_hours_end: clock.nullable().optional(), timezone: z.string().trim().min(1).max(60).optional(),
})

const inTheApp = z.object({ id, notification: id, channel: z.literal('in_app'), status: z.enum(['delivered', 'read']), sent_at: instant, delivered_at: instant, read_at: instant.nullable() })
const counted = z.object({ message: z.string(), marked: z.int().min(0) })
const byPath = '/api/notifications/notifications'

/** Templates, groups and subscriptions of the replaced system served no user: what is told of, and to whom, stands in the rules of the module. */
export const notificationsContract = {
  'notifications.list': operation({
    method: 'get', path: '/api/notifications/', also: [{ path: `${byPath}/` }], tag, summary: 'What one was told, the latest first', access: 'account', rate: 'read',
    query: z.object({ ...paging, is_read: queryFlag.optional() }), answer: pageOf(notificationShape).meta({ id: 'NotificationPage' }),
  }),
  'notifications.unread': operation({ method: 'get', path: `${byPath}/unread/`, tag, summary: 'What is not read yet', access: 'account', rate: 'read', answer: z.array(notificationShape) }),
  'notifications.recent': operation({ method: 'get', path: `${byPath}/recent/`, tag, summary: 'What one was told in the last days', access: 'account', rate: 'read', query: z.object({ days: queryWhole(1, 365).default(7) }), answer: z.array(notificationShape) }),
  'notifications.stats': operation({
    method: 'get', path: `${byPath}/stats/`, tag, summary: 'How many, of what, and how many are read', access: 'account', rate: 'read',
    answer: z.object({
      total_notifications: z.int(), unread_notifications: z.int(), sent_today: z.int(), by_type: z.record(z.string(), z.int()), by_priority: z.record(z.string(), z.int()), by_topic: z.record(z.string(), z.int()),
      response_rate: z.number().meta({ description: 'Share that was read, in a hundred' }),
    }),
  }),
  'notifications.unreadCount': operation({ method: 'get', path: '/api/notifications/unread_count/', tag, summary: 'How many are not read', access: 'account', rate: 'read', answer: z.object({ unread_count: z.int().min(0) }) }),
  'notifications.markRead': operation({
    method: 'post', path: '/api/notifications/mark-read/', tag, summary: 'Mark these as read', access: 'account', rate: 'write', body: z.object({ notification_ids: z.array(id).min(1).max(200) }), answer: counted,
  }),
  'notifications.markAllRead': operation({
    method: 'post', path: '/api/notifications/mark_all_read/', also: [{ path: `${byPath}/mark_all_read/` }], tag, summary: 'Mark all as read', access: 'account', rate: 'write', body: z.object({}), answer: counted,
  }),
  'notifications.settings': operation({ method: 'get', path: '/api/notifications/settings/my_settings/', tag, summary: 'How one wants to be told', access: 'account', rate: 'read', answer: settingsShape }),
  'notifications.updateSettings': operation({
    method: 'post', path: '/api/notifications/settings/update_my_settings/', also: [{ method: 'patch', path: '/api/notifications/settings/update_my_settings/' }], tag, summary: 'Choose how one wants to be told', access: 'account', rate: 'write', body: settingsPatch,
    answer: settingsShape,
  }),
  'notifications.get': operation({ method: 'get', path: `${byPath}/{id}/`, also: [{ path: '/api/notifications/{id}/' }], tag, summary: 'One of them', access: 'account', rate: 'read', params: idParams, answer: notificationShape }),
  'notifications.update': operation({
    method: 'patch', path: `${byPath}/{id}/`, also: [{ method: 'patch', path: '/api/notifications/{id}/' }], tag, summary: 'Mark it as read or unread, or put it off', access: 'account', rate: 'write', params: idParams,
    body: z.strictObject({ is_read: z.boolean().optional(), snoozed_until: instant.nullable().optional() }), answer: notificationShape,
  }),
  'notifications.delete': operation({ method: 'delete', path: `${byPath}/{id}/`, also: [{ method: 'delete', path: '/api/notifications/{id}/' }], tag, summary: 'Dismiss it', access: 'account', rate: 'write', params: idParams, status: 204, answer: z.null() }),
  'notifications.markOneRead': operation({
    method: 'post', path: `${byPath}/{id}/mark_read/`, also: [{ path: '/api/notifications/{id}/mark_read/' }], tag, summary: 'Mark it as read', access: 'account', rate: 'write', params: idParams, body: z.object({}), answer: notificationShape,
  }),
  'notifications.logs': operation({ method: 'get', path: `${byPath}/{id}/logs/`, tag, summary: 'How it reached one', access: 'account', rate: 'read', params: idParams, answer: z.array(inTheApp) }),
} as const
