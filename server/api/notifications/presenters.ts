import type { z } from 'zod'
import { createTranslator } from '../../../shared/language/index.ts'
import type { Language } from '../../../shared/language/index.ts'
import type { NoticeChannel, NoticeSettings, NoticeTopic, NoticeView } from '../../../shared/modules/notifications/model.ts'
import { noticeChannels, noticeTopics } from '../../../shared/modules/notifications/model.ts'
import { noticeWords } from '../../../shared/modules/notifications/rules-words.ts'
import type { AccountRow } from '../../identity/accounts.ts'
import { isoOf } from '../values.ts'
import type { notificationShape, settingsShape } from './contract.ts'

const translators = { fr: createTranslator('fr'), en: createTranslator('en') }
export const typeOf = (priority: NoticeView['priority']) => (priority === 'urgent' ? ('urgent' as const) : priority === 'high' ? ('warning' as const) : ('info' as const))

/** In words of the language that was asked for. */
export function wordsOf(notice: NoticeView, { language, zone, now }: { language: Language; zone: string; now: number }): { title: string; message: string } {
  const { title, text } = noticeWords(notice, { t: translators[language], language, zone, now })
  return { title, message: text }
}

export function presentNotice(notice: NoticeView, account: AccountRow, reader: { language: Language; zone: string; now: number }): z.input<typeof notificationShape> {
  const { id, kind, topic, priority, params, at, readAt, snoozedUntil, target } = notice
  return {
    id, recipient: { id: account.id, username: account.username ?? '', first_name: account.firstName ?? '', last_name: account.lastName ?? '', email: account.email }, ...wordsOf(notice, reader),
    notification_type: typeOf(priority), priority, content_type_name: target.entity, object_id: target.id, status: readAt === null ? 'delivered' : 'read', is_read: readAt !== null, sent_at: isoOf(at), read_at: isoOf(readAt), snoozed_until: isoOf(snoozedUntil),
    created_at: isoOf(at), metadata: { kind, topic, params },
  }
}

export const channelOfFlag = { in_app_enabled: 'inApp', push_enabled: 'push', email_enabled: 'email', sms_enabled: 'sms' } as const satisfies Record<string, NoticeChannel>
export const topicOfFlag = {
  lead_notifications: 'leads', task_notifications: 'tasks', reminder_notifications: 'reminders', property_notifications: 'properties', client_notifications: 'clients', match_notifications: 'matches',
} as const satisfies Record<string, NoticeTopic>

/** A channel is on while anything comes by it, a topic while it comes in the application. */
export function presentSettings({ choices, quiet, zone }: NoticeSettings): z.input<typeof settingsShape> {
  const channel = (name: NoticeChannel) => noticeTopics.some((topic) => choices[topic][name])
  return {
    in_app_enabled: channel('inApp'), push_enabled: channel('push'), email_enabled: channel('email'), sms_enabled: channel('sms'), lead_notifications: choices.leads.inApp, task_notifications: choices.tasks.inApp,
    reminder_notifications: choices.reminders.inApp, property_notifications: choices.properties.inApp, client_notifications: choices.clients.inApp, match_notifications: choices.matches.inApp,
    quiet_hours_start: quiet?.fromTime ?? null, quiet_hours_end: quiet?.untilTime ?? null, timezone: quiet?.zone ?? zone, preferences: choices,
  }
}

/** What the flags that were sent mean for each topic and channel: first whole channels, then topics in the application. */
export function choicesFrom(flags: Readonly<Record<string, unknown>>): { topic: NoticeTopic; channel: NoticeChannel; enabled: boolean }[] {
  const chosen = new Map<string, { topic: NoticeTopic; channel: NoticeChannel; enabled: boolean }>()
  const set = (topic: NoticeTopic, channel: NoticeChannel, enabled: boolean) => chosen.set(`${topic} ${channel}`, { topic, channel, enabled })
  for (const [flag, channel] of Object.entries(channelOfFlag)) if (typeof flags[flag] === 'boolean' && noticeChannels.includes(channel)) for (const topic of noticeTopics) set(topic, channel, flags[flag])
  for (const [flag, topic] of Object.entries(topicOfFlag)) if (typeof flags[flag] === 'boolean') set(topic, 'inApp', flags[flag])
  return [...chosen.values()]
}
