import { addDays, dayOfInstant, instantOf, timeOfInstant } from '../../values/period.ts'
import { noticeChannels, noticeTopics } from './model.ts'
import type { Choices, NoticeChannel, NoticeKind, NoticeTopic, Notification, Quiet } from './model.ts'

/** Who is told of what. Pure: no clock, no rows. */

type Rule = {
  topic: NoticeTopic
  priority: Notification['priority']
  /** Where nobody follows what it is about: the managers and admins, or nobody. */
  otherwise: 'managers' | 'nobody'
  /** Reminders come to whoever set them; of other things nobody is told who did them himself. */
  alsoToDoer: boolean
}
const rule = (topic: NoticeTopic, priority: Rule['priority'] = 'normal', more: Partial<Rule> = {}): Rule => ({ topic, priority, otherwise: 'nobody', alsoToDoer: false, ...more })

export const noticeRules: Readonly<Record<NoticeKind, Rule>> = {
  leadNew: rule('leads', 'high', { otherwise: 'managers' }),
  leadAssigned: rule('leads', 'high'),
  leadActionDue: rule('reminders', 'normal', { alsoToDoer: true }),
  taskAssigned: rule('tasks'),
  taskDue: rule('reminders', 'high', { alsoToDoer: true }),
  noteDue: rule('reminders', 'normal', { alsoToDoer: true }),
  talkDue: rule('reminders', 'high', { alsoToDoer: true }),
  propertyStatus: rule('properties'),
  interestShown: rule('clients', 'high'),
  contactMerged: rule('clients', 'low'),
  searchMatches: rule('matches', 'normal', { alsoToDoer: true }),
}

/** Members who are told: each once, in the order given; never one who is gone. */
export function toldMembers(kind: NoticeKind, said: { followers: readonly string[]; managers: readonly string[]; active: ReadonlySet<string>; doer: string }): string[] {
  const { otherwise, alsoToDoer } = noticeRules[kind]
  const following = said.followers.filter((id) => said.active.has(id))
  const all = following.length || otherwise === 'nobody' ? following : said.managers
  return [...new Set(all)].filter((id) => said.active.has(id) && (alsoToDoer || id !== said.doer))
}

/** Ways that are used where nobody chose otherwise. */
export const usualChannels: Readonly<Record<NoticeChannel, boolean>> = { inApp: true, native: true, email: true, sms: false, push: true }

export function choicesOf(chosen: readonly { topic: NoticeTopic; channel: NoticeChannel; enabled: boolean }[]): Choices {
  const choices = Object.fromEntries(noticeTopics.map((topic) => [topic, Object.fromEntries(noticeChannels.map((channel) => [channel, usualChannels[channel]]))])) as Choices
  for (const { topic, channel, enabled } of chosen) choices[topic][channel] = enabled
  return choices
}

/** When somebody may be told: at once, or when his hours of quiet are over. What is urgent does not wait. */
export function tellableFrom(at: number, quiet: Quiet | null, priority: Notification['priority']): number {
  if (quiet === null || priority === 'urgent' || quiet.fromTime === quiet.untilTime) return at
  const { fromTime, untilTime, zone } = quiet
  const time = timeOfInstant(at, zone)
  const overMidnight = fromTime > untilTime
  const isQuiet = overMidnight ? time >= fromTime || time < untilTime : time >= fromTime && time < untilTime
  if (!isQuiet) return at
  const day = dayOfInstant(at, zone)
  return Math.max(at, instantOf(overMidnight && time >= fromTime ? addDays(day, 1) : day, untilTime, zone))
}
