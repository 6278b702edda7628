import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { idSchema } from '../../values/id.ts'

/** What a person is told of. No text is kept: the words are put together where they are read, in the reader's language. */

/** What happened. `rules.ts` says who is told of each, and how urgently. */
export const noticeKinds = [
  'leadNew', 'leadAssigned', 'leadActionDue', 'taskAssigned', 'taskDue', 'noteDue', 'talkDue', 'propertyStatus', 'interestShown', 'contactMerged', 'searchMatches',
] as const
export type NoticeKind = (typeof noticeKinds)[number]
/** Kinds that somebody wants, or does not want, together. */
export const noticeTopics = ['leads', 'tasks', 'reminders', 'properties', 'clients', 'matches'] as const
export type NoticeTopic = (typeof noticeTopics)[number]
export const noticeChannels = ['inApp', 'native', 'email', 'sms', 'push'] as const
export type NoticeChannel = (typeof noticeChannels)[number]
export const noticePriorities = ['low', 'normal', 'high', 'urgent'] as const
/** What a notice may lead to. */
export const noticeTargets = ['lead', 'contact', 'property', 'task'] as const
export type NoticeTarget = (typeof noticeTargets)[number]

const instant = z.int().min(0).max(8_640_000_000_000_000)
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const zoneName = z.string().trim().min(1).max(60).refine(isZone, { error: 'not a time zone' })
/** Names and figures for the words. */
export const noticeParams = z.record(z.string().max(40), z.union([z.string().max(300), z.number(), z.null()]))
export type NoticeParams = z.infer<typeof noticeParams>

const given = { policy: 'command', scope: 'row', visibility: 'private', searchable: false, reference: null } as const
/** Whose it is: a member, whose devices alone hold it; or a contact, whom the agency writes to. */
const recipient = {
  memberId: { schema: idSchema.nullable(), ...given, reference: 'member', unit: 'recipient', label: 'notice.member' },
  contactId: { schema: idSchema.nullable(), ...given, reference: 'contact', unit: 'recipient', label: 'notice.contact' },
  /** As the log writes it. */
  scope: { schema: z.string().max(80), ...given, unit: 'recipient', label: 'notice.scope' },
} as const

export const notification = defineEntity({
  name: 'notification',
  table: 'notification',
  ownedBy: 'memberId',
  isNotice: true,
  fields: {
    ...recipient,
    kind: { schema: z.enum(noticeKinds), ...given, unit: 'what', label: 'notice.kind' },
    priority: { schema: z.enum(noticePriorities), ...given, unit: 'what', label: 'notice.priority' },
    params: { schema: noticeParams, ...given, unit: 'what', label: 'notice.params' },
    targetEntity: { schema: z.enum(noticeTargets), ...given, unit: 'what', label: 'notice.target' },
    targetId: { schema: idSchema, ...given, unit: 'what', label: 'notice.target' },
    /** The same thing told again takes the place of what was told before. */
    groupKey: { schema: z.string().max(120), ...given, unit: 'what', label: 'notice.groupKey' },
    /** When it was told last. */
    at: { schema: instant, ...given, unit: 'what', label: 'notice.at' },
    /** Not to be seen before: told in hours of quiet, or too early. 0: at once, whatever the clock of the reader says. */
    visibleFrom: { schema: instant, ...given, unit: 'what', label: 'notice.visibleFrom' },
    readAt: { schema: instant.nullable(), ...given, unit: 'read', label: 'notice.readAt' },
    snoozedUntil: { schema: instant.nullable(), ...given, unit: 'snooze', label: 'notice.snoozedUntil' },
  },
})
export type Notification = Row<typeof notification>

/** Whether somebody wants to be told of a topic in one way. No row: as `rules.ts` has it. */
export const notificationPreference = defineEntity({
  name: 'notificationPreference',
  table: 'notification_preference',
  ownedBy: 'memberId',
  fields: {
    ...recipient,
    topic: { schema: z.enum(noticeTopics), ...given, unit: 'recipient', label: 'notice.topic' },
    channel: { schema: z.enum(noticeChannels), ...given, unit: 'recipient', label: 'notice.channel' },
    enabled: { schema: z.boolean(), ...given, unit: 'enabled', label: 'notice.enabled' },
  },
})

/** Hours in which somebody is left in peace; over midnight where they end earlier than they begin. */
export const quietHours = defineEntity({
  name: 'quietHours',
  table: 'quiet_hours',
  ownedBy: 'memberId',
  fields: {
    ...recipient,
    enabled: { schema: z.boolean(), ...given, unit: 'hours', label: 'notice.enabled' },
    fromTime: { schema: clockTime, ...given, unit: 'hours', label: 'notice.fromTime' },
    untilTime: { schema: clockTime, ...given, unit: 'hours', label: 'notice.untilTime' },
    zone: { schema: zoneName, ...given, unit: 'hours', label: 'notice.zone' },
  },
})

/** Hours that are kept. */
export type Quiet = { fromTime: string; untilTime: string; zone: string }
export type Choices = Record<NoticeTopic, Record<NoticeChannel, boolean>>

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

// ---- command inputs

const ids = z.array(idSchema).min(1).max(200)
export const noticeMarkInput = z.strictObject({ ids, read: z.boolean() })
/** All that can be seen and was told until an instant: what comes while somebody clicks stays unread. */
export const noticeMarkAllInput = z.strictObject({ upTo: instant, topic: z.enum(noticeTopics).nullable().default(null) })
/** Null: it is to be seen again now. */
export const noticeSnoozeInput = z.strictObject({ ids, until: instant.nullable() })
export const noticeDismissInput = z.strictObject({ ids })
/** `quiet` null: no hours of quiet; left out: as they are. */
export const noticePreferencesInput = z.strictObject({
  choices: z.array(z.strictObject({ topic: z.enum(noticeTopics), channel: z.enum(noticeChannels), enabled: z.boolean() })).max(noticeTopics.length * noticeChannels.length),
  quiet: z.strictObject({ fromTime: clockTime, untilTime: clockTime, zone: zoneName.default('Africa/Dakar') }).nullable().optional(),
})
/** Of a command to another part of itself; never said by a page. */
export const noticeTellInput = z.strictObject({
  kind: z.enum(noticeKinds),
  members: z.array(idSchema).max(200).default([]),
  contacts: z.array(idSchema).max(200).default([]),
  target: z.strictObject({ entity: z.enum(noticeTargets), id: idSchema }),
  params: noticeParams.default({}),
  priority: z.enum(noticePriorities).optional(),
  /** What makes it the same thing told again; its kind and target where nothing is said. */
  groupKey: z.string().max(120).optional(),
  /** Not to be seen before. */
  notBefore: instant.optional(),
})

// ---- what is read

export type NoticeView = Pick<Notification, 'id' | 'kind' | 'priority' | 'params' | 'at' | 'readAt' | 'snoozedUntil'> & { topic: NoticeTopic; target: { entity: NoticeTarget; id: string } }
/** `nextAt`: when the next one that waits (hours of quiet, put off) is to be seen. */
export type NoticePage = { rows: NoticeView[]; count: number; unread: number; nextAt: number | null }
export type NoticeCount = { unread: number; nextAt: number | null }
export type NoticeStatistics = { groups: { kind: NoticeKind; topic: NoticeTopic; priority: Notification['priority']; count: number }[]; since: number; unread: number }
/** What became news to somebody after a place in the log and an instant; `more`: there is more of it. */
export type NoticeNews = { rows: NoticeView[]; seq: number; at: number; more: boolean; unread: number; nextAt: number | null }
export type NoticeSettings = { choices: Choices; quiet: Quiet | null; zone: string }
