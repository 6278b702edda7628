import { instantOf } from '../../values/period.ts'
import type { NoticeKind } from '../notifications/model.ts'
import type { ClientNote, Interaction, Task } from './model-follow-up.ts'
import type { Lead } from './model-lead.ts'
import { isOpen } from './rules-lead.ts'

/** What comes back to somebody by itself, and when. */

export type Reminded = 'task' | 'clientNote' | 'interaction' | 'lead'
export type Reminder = { kind: NoticeKind; at: number; memberId: string; params: { name: string; at?: number; dueOn?: string | null; dueTime?: string | null } }

/** A talk that is laid out comes to mind this long before, in milliseconds. */
export const beforeTalk = 15 * 60_000
/** The next step of a lead has a day and no hour: at the beginning of work. */
export const dayBegins = '08:00'
/** What is older is no reminder any more. */
export const forgottenAfter = 30 * 86_400_000

/** Null where nothing is to come back: it is done, called off, or has no time. `zone` is the agency's. */
export const reminderRules: { task: (row: Task) => Reminder | null; clientNote: (row: ClientNote) => Reminder | null; interaction: (row: Interaction) => Reminder | null; lead: (row: Lead, zone: string) => Reminder | null } = {
  task: ({ state, remindAt, assigneeId, createdBy, title, dueOn, dueTime }) =>
    (state !== 'open' || remindAt === null ? null : { kind: 'taskDue', at: remindAt, memberId: assigneeId ?? createdBy, params: { name: title, dueOn, dueTime } }),
  clientNote: ({ remindAt, createdBy, title, content }) => (remindAt === null ? null : { kind: 'noteDue', at: remindAt, memberId: createdBy, params: { name: (title ?? content).slice(0, 200) } }),
  interaction: ({ status, at, agentId, createdBy, subject }) =>
    (status !== 'scheduled' ? null : { kind: 'talkDue', at: Math.max(0, at - beforeTalk), memberId: agentId ?? createdBy, params: { name: subject, at } }),
  lead: ({ status, nextAction, nextActionOn, agentId, createdBy, name }, zone) =>
    (!isOpen(status) || nextActionOn === null ? null : { kind: 'leadActionDue', at: instantOf(nextActionOn, dayBegins, zone), memberId: agentId ?? createdBy, params: { name: nextAction === null ? name : `${nextAction} (${name})`.slice(0, 300) } }),
}
