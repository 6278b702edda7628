import type { z } from 'zod'
import type { NoteRow, TalkPage, TalkRow } from '../../../shared/modules/crm/model-views.ts'
import type { NotesAsked, TalksAsked } from '../../../shared/modules/crm/index.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import { ask, newId, say } from '../../house.ts'
import type { House } from '../../house.ts'
import { invalidField } from '../../http/errors.ts'
import { isoOf } from '../values.ts'
import { inTheirWords, said } from './given-wish.ts'
import { dayIso } from './leads-present.ts'
import type { note, NoteGiven, talk, TalkGiven } from './shapes.ts'
import { noteTypeWords, outcomeWords, priorityWords, talkChannelWords, talkStatusWords, talkTypeWords, toOurs } from './words.ts'

/** Talks and notes, in both directions. */

export const everyTalk: Omit<TalksAsked, 'offset' | 'limit'> = { id: null, contactId: null, agentId: null, type: null, channel: null, priority: null, status: null, from: null, to: null, followUp: null }
export const everyNote: Omit<NotesAsked, 'offset' | 'limit'> = { id: null, contactId: null, authorId: null, type: null, isImportant: null, isPinned: null }

export function presentTalk(row: TalkRow): z.input<typeof talk> {
  const due = row.followUp
  return {
    id: row.id, client: row.contactName ?? row.leadName ?? '', client_name: row.contactName ?? row.leadName ?? '', client_id: row.contactId, lead_id: row.leadId, agent: row.memberName ?? '', agent_name: row.memberName ?? '', agent_id: row.agentId,
    interaction_type: talkTypeWords[row.type], channel: talkChannelWords[row.channel], subject: row.subject, content: row.content ?? '', outcome: row.outcome === null ? '' : outcomeWords[row.outcome], scheduled_date: isoOf(row.at),
    completed_date: isoOf(row.completedAt), duration_minutes: row.durationMinutes, related_property: row.propertyId, requires_follow_up: due !== null,
    follow_up_date: due?.dueOn ? (due.dueTime === null ? dayIso(due.dueOn) : `${due.dueOn}T${due.dueTime}:00.000+00:00`) : null, follow_up_completed: due?.state === 'done', priority: priorityWords[row.priority], status: talkStatusWords[row.status],
    created_at: isoOf(row.createdAt), updated_at: isoOf(row.updatedAt),
  }
}

export function presentNote(row: NoteRow): z.input<typeof note> {
  return {
    id: row.id, client_profile: row.contactId, lead: row.leadId, author: row.memberName ?? '', author_id: row.createdBy, title: row.title ?? '', content: row.content, note_type: noteTypeWords[row.type], is_important: row.isImportant, is_pinned: row.isPinned,
    reminder_date: isoOf(row.remindAt), created_at: isoOf(row.createdAt), updated_at: isoOf(row.updatedAt),
  }
}

/** Milliseconds UTC; what lies before 1970 or after the year 9998 is no day of an agency. Throws `invalid_input`. */
export function momentOf(text: string | null | undefined, field: string): number | null | undefined {
  if (text === null || text === undefined) return text
  const at = Date.parse(text)
  if (!(at >= 0 && at < 253_370_764_800_000)) throw invalidField(field, 'invalid')
  return at
}

export const talkFields = { at: 'scheduled_date', agentId: 'agent_id', contactId: 'client_id', leadId: 'lead_id', propertyId: 'property_id', subject: 'subject' } as const

export function talkPatchOf(given: TalkGiven) {
  return said({
    type: toOurs(talkTypeWords, given.interaction_type), channel: toOurs(talkChannelWords, given.channel), subject: given.subject, content: given.content === undefined ? undefined : given.content || null, priority: toOurs(priorityWords, given.priority),
    at: momentOf(given.scheduled_date, 'scheduled_date') ?? undefined, durationMinutes: given.duration_minutes, agentId: given.agent_id, propertyId: given.property_id,
  })
}

/** What a client may say by himself; the rest is the agency's to note. */
const ownTypes: readonly TalkGiven['interaction_type'][] = ['inquiry', 'complaint', 'feedback', 'sms', 'email']

/** Notes a talk and gives it back. A client writes to the agency: it has happened, and nobody there has done anything yet. */
export async function addTalk(house: House, actor: Actor, about: { contactId: string | null; leadId: string | null }, given: TalkGiven, deviceId: string): Promise<z.input<typeof talk>> {
  const id = newId(house)
  const now = house.clock()
  const outside = actor.kind === 'client'
  if (outside) {
    if (given.interaction_type !== undefined && !ownTypes.includes(given.interaction_type)) throw new AppError('forbidden', { action: 'interaction.create', field: 'interaction_type' })
    for (const field of ['agent_id', 'outcome', 'status', 'priority'] as const) if (given[field]) throw new AppError('forbidden', { action: 'interaction.create', field })
  }
  const fallback = outside ? ({ type: 'inquiry', channel: 'portal' } as const) : ({ type: 'call', channel: 'phone' } as const)
  const patch = talkPatchOf(given)
  const status = outside ? 'completed' : (toOurs(talkStatusWords, given.status) ?? 'scheduled')
  const values = {
    ...about, ...fallback, ...patch, ...(outside ? { channel: 'portal', at: now } : {}), subject: given.subject ?? given.content?.split('\n')[0]?.slice(0, 200).trim() ?? '', status, outcome: toOurs(outcomeWords, given.outcome) ?? null, at: outside ? now : ((patch as { at?: number }).at ?? now),
  }
  if (values.subject === '') throw invalidField('subject', 'required')
  await inTheirWords(talkFields, () => say(house, actor, 'interaction.create', { id, ...values }, { deviceId }))
  return presentTalk((await ask<TalkPage>(house, actor, 'clients.interactions', { ...everyTalk, id, offset: 0, limit: 1 })).rows[0]!)
}

export function notePatchOf(given: NoteGiven) {
  return said({
    title: given.title === undefined ? undefined : given.title || null, content: given.content, type: toOurs(noteTypeWords, given.note_type), isImportant: given.is_important, isPinned: given.is_pinned, remindAt: momentOf(given.reminder_date, 'reminder_date'),
  })
}

export async function addNote(house: House, actor: Actor, about: { contactId: string | null; leadId: string | null }, given: NoteGiven, deviceId: string): Promise<z.input<typeof note>> {
  const id = newId(house)
  await say(house, actor, 'clientNote.create', { id, ...about, ...notePatchOf(given) }, { deviceId })
  return presentNote((await ask<{ rows: NoteRow[] }>(house, actor, 'clients.notes', { ...everyNote, id, offset: 0, limit: 1 })).rows[0]!)
}
