import type { z } from 'zod'
import type { ClientRow, InterestPage, InterestPageRow, LeadPage, LeadStatistics, NotePage, NoteRow, TalkPage, TalkRow, TaskPage, TaskRow } from '../../../shared/modules/crm/model-views.ts'
import type { Agency } from '../../../shared/modules/auth/model.ts'
import { openLeadStatuses } from '../../../shared/modules/crm/model-lead.ts'
import type { CatalogueRecord } from '../../../shared/modules/properties/index.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import { ask, newId, say, sayAll } from '../../house.ts'
import type { ActOf, House } from '../../house.ts'
import { invalidField, translate } from '../../http/errors.ts'
import { actorOf, memberActor } from '../caller.ts'
import type { Account } from '../caller.ts'
import type { HandlersOf } from '../operation.ts'
import { isoOf, page } from '../values.ts'
import { everyInterest, everyone, presentRows } from './clients.ts'
import type { followUpContract } from './contract-follow-up.ts'
import { inTheirWords, said } from './given-wish.ts'
import { presentLead } from './leads-present.ts'
import { mustKnow, oneOver, pageOver, seatFor, seatsOf } from './seats.ts'
import type { interest, task, TaskGiven } from './shapes.ts'
import { addNote, addTalk, everyNote, everyTalk, momentOf, notePatchOf, presentNote, presentTalk, talkFields, talkPatchOf } from './talks.ts'
import { interestStateWords, levelWords, noteTypeWords, outcomeWords, priorityWords, repeatWords, stepWords, talkChannelWords, talkStatusWords, talkTypeWords, taskStateWords, toOurs } from './words.ts'

type Member = { house: House; caller: Account & { member: NonNullable<Account['member']> } }

const taskFields = { dueOn: 'due_date', dueTime: 'due_time', assigneeId: 'assigned_to_id', contactId: 'client_id', leadId: 'lead_id', propertyId: 'property_id' } as const

const talkSeen = (house: House, caller: Account, id: string) => oneOver<TalkRow>(house, caller, 'clients.interactions', { ...everyTalk, id } as { id: string }, 'interaction')
const noteSeen = async (house: House, caller: Account, id: string): Promise<NoteRow> => (await oneOver<NoteRow>(house, caller, 'clients.notes', { ...everyNote, id } as { id: string }, 'clientNote')).row
const interestSeen = (house: House, caller: Account, id: string) => oneOver<InterestPageRow>(house, caller, 'clients.interests', { ...everyInterest, id } as { id: string }, 'interest')

async function taskSeen({ house, caller }: Member, id: string): Promise<TaskRow> {
  const row = await ask<TaskRow | null>(house, memberActor(caller), 'clients.task', { id })
  if (!row) throw new AppError('not_found', { entity: 'task', id })
  return row
}

function presentTask(row: TaskRow): z.input<typeof task> {
  return {
    id: row.id, title: row.title, notes: row.notes ?? '', status: taskStateWords[row.state], priority: priorityWords[row.priority], due_date: row.dueOn, due_time: row.dueTime, reminder_date: isoOf(row.remindAt),
    repeat: row.repeat && { ...row.repeat, unit: repeatWords[row.repeat.unit] }, completed_date: isoOf(row.doneAt), assigned_to: row.memberName, assigned_to_id: row.assigneeId, client_id: row.contactId, client_name: row.contactName, lead_id: row.leadId,
    lead_name: row.leadName, property_id: row.propertyId, property_title: row.propertyTitle, interaction_id: row.interactionId, created_at: isoOf(row.createdAt), updated_at: isoOf(row.updatedAt),
  }
}

function taskPatchOf(given: TaskGiven) {
  return said({
    title: given.title, notes: given.notes === '' ? null : given.notes, priority: toOurs(priorityWords, given.priority), dueOn: given.due_date, dueTime: given.due_time, remindAt: momentOf(given.reminder_date, 'reminder_date'),
    repeat: given.repeat && { ...given.repeat, unit: toOurs(repeatWords, given.repeat.unit) }, ...(given.repeat === null ? { repeat: null } : {}), assigneeId: given.assigned_to_id, propertyId: given.property_id,
  })
}

function presentInterest(row: InterestPageRow): z.input<typeof interest> {
  return {
    id: row.id, client: row.contactName, client_id: row.contactId, property: row.propertyId, property_id: row.propertyId, property_title: row.propertyTitle, property_reference: row.propertyReference, interaction_type: stepWords[row.step], interaction_date: isoOf(row.at),
    notes: row.notes ?? '', interest_level: levelWords[row.level], match_score: row.score, status: interestStateWords[row.state], created_at: isoOf(row.createdAt), updated_at: isoOf(row.updatedAt),
  }
}

/** That whoever asks may see this property, and that it is of the agency in which he asks. Throws `not_found`. */
async function mustOffer(house: House, caller: Account, seat: Actor, propertyId: string): Promise<void> {
  const { property } = await ask<CatalogueRecord>(house, actorOf(caller), 'catalogue.get', { id: propertyId })
  if (property.agencyId !== seat.agencyId) throw new AppError('not_found', { entity: 'property', id: propertyId })
}

type Step = { client: string; property: string; step: keyof typeof stepWords; level?: keyof typeof levelWords | undefined; notes: string | null; state?: keyof typeof interestStateWords | undefined }

async function track(house: House, caller: Account, { client, property, step, level, notes, state }: Step) {
  const seat = await seatFor(house, caller, client)
  await mustKnow(house, seat.kind === 'client' ? { kind: 'job', agencyId: seat.agencyId, name: 'interest of a client' } : seat, client)
  await mustOffer(house, caller, seat, property)
  if (state !== undefined && seat.kind === 'client') throw new AppError('forbidden', { action: 'interest.update', field: 'status' })
  const { value } = await inTheirWords({ step: 'interaction_type' }, () => say(house, seat, 'interest.track', { contactId: client, propertyId: property, step, level: level ?? null, notes }, { deviceId: caller.sessionId }))
  const { id } = value as { id: string }
  if (state !== undefined) await say(house, seat, 'interest.update', { id, patch: { state } }, { deviceId: caller.sessionId })
  return presentInterest((await interestSeen(house, caller, id)).row)
}

/** Whom a talk or a note is about: a client or a lead of the agency. Throws `not_found`. */
async function aboutOf(house: House, seat: Actor, contactId: string | undefined, leadId: string | undefined, field: string): Promise<{ contactId: string | null; leadId: string | null }> {
  if (contactId === undefined && leadId === undefined) throw invalidField(field, 'required')
  if (contactId !== undefined && seat.kind === 'member') await mustKnow(house, seat, contactId)
  return { contactId: contactId ?? null, leadId: leadId ?? null }
}

async function toggle({ house, caller }: Member, id: string, flag: 'isPinned' | 'isImportant') {
  const row = await noteSeen(house, caller, id)
  await say(house, memberActor(caller), 'clientNote.update', { id, patch: { [flag]: !row[flag] } }, { deviceId: caller.sessionId })
  return presentNote(await noteSeen(house, caller, id))
}

const windowOf = (query: { page: number; page_size: number }) => ({ offset: (query.page - 1) * query.page_size, limit: query.page_size })

export const followUpHandlers: HandlersOf<typeof followUpContract> = {
  'interactions.list': async ({ house, caller, query, request }) => {
    const asked = {
      id: null, contactId: query.client ?? null, agentId: query.agent ?? null, type: toOurs(talkTypeWords, query.interaction_type) ?? null, channel: toOurs(talkChannelWords, query.channel) ?? null, priority: toOurs(priorityWords, query.priority) ?? null,
      status: toOurs(talkStatusWords, query.status) ?? null, from: momentOf(query.scheduled_date__gte, 'scheduled_date__gte') ?? null, to: momentOf(query.scheduled_date__lte, 'scheduled_date__lte') ?? null, followUp: query.requires_follow_up ?? null,
    }
    const { rows, count } = await pageOver<TalkRow>(house, await seatsOf(house, caller), 'clients.interactions', { ...asked, ...windowOf(query) })
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, rows.map(presentTalk))
  },
  'interactions.create': async ({ house, caller, body }) => {
    const { client_id: clientId, client = clientId, lead_id: leadId, ...given } = body
    const isMember = caller.member !== null && !caller.suspended
    if (!isMember && client === undefined) throw invalidField('client_id', 'required')
    const seat = isMember ? memberActor({ member: caller.member! }) : await seatFor(house, caller, client!)
    if (leadId !== undefined && !isMember) throw new AppError('forbidden', { action: 'interaction.create', field: 'lead_id' })
    return addTalk(house, seat, await aboutOf(house, seat, client, leadId, 'client_id'), given, caller.sessionId)
  },
  'interactions.get': async ({ house, caller, params }) => presentTalk((await talkSeen(house, caller, params.id)).row),
  'interactions.update': async ({ house, caller, params: { id }, body }) => {
    const { row } = await talkSeen(house, caller, id)
    const actor = memberActor(caller)
    const patch = talkPatchOf(body)
    const [status, outcome] = [toOurs(talkStatusWords, body.status) ?? row.status, body.outcome === undefined ? row.outcome : toOurs(outcomeWords, body.outcome)]
    const acts: ActOf[] = [
      ...(status !== row.status || outcome !== row.outcome ? [{ actor, name: 'interaction.setStatus', input: { id, to: status, outcome } }] : []),
      ...(Object.keys(patch).length ? [{ actor, name: 'interaction.update', input: { id, patch } }] : []),
    ]
    if (acts.length) await inTheirWords(talkFields, () => sayAll(house, actor.agencyId, acts, { deviceId: caller.sessionId }))
    return presentTalk((await talkSeen(house, caller, id)).row)
  },
  'interactions.delete': async ({ house, caller, params: { id } }) => {
    await talkSeen(house, caller, id)
    await say(house, memberActor(caller), 'interaction.delete', { id }, { deviceId: caller.sessionId })
    return null
  },
  'interactions.complete': async ({ house, caller, params: { id }, body }) => {
    await talkSeen(house, caller, id)
    const notes = body.notes ? `[Suivi] ${body.notes}` : null
    await say(house, memberActor(caller), 'interaction.setStatus', { id, to: 'completed', outcome: toOurs(outcomeWords, body.outcome) ?? null, notes }, { deviceId: caller.sessionId })
    return presentTalk((await talkSeen(house, caller, id)).row)
  },
  'interactions.followUp': async ({ house, caller, params: { id }, body, language }) => {
    const { row } = await talkSeen(house, caller, id)
    const at = momentOf(body.follow_up_date, 'follow_up_date')!
    // Dakar's hours are UTC's; a bare day has none.
    const due = { dueOn: new Date(at).toISOString().slice(0, 10), dueTime: body.follow_up_date.length > 10 ? new Date(at).toISOString().slice(11, 16) : null }
    const actor = memberActor(caller)
    if (row.followUp?.state === 'open') await say(house, actor, 'task.update', { id: row.followUp.id, patch: { ...due, ...(body.notes ? { notes: body.notes } : {}) } }, { deviceId: caller.sessionId })
    else {
      const title = translate(language)('server.crm.followUp', { subject: row.subject }).slice(0, 200)
      await say(house, actor, 'task.create', { id: newId(house), contactId: row.contactId, leadId: row.leadId, propertyId: row.propertyId, interactionId: id, title, notes: body.notes || null, assigneeId: row.agentId, priority: row.priority, ...due }, { deviceId: caller.sessionId })
    }
    return presentTalk((await talkSeen(house, caller, id)).row)
  },

  'notes.list': async ({ house, caller, query, request }) => {
    const asked = { id: null, contactId: query.client_profile ?? null, authorId: query.author ?? null, type: toOurs(noteTypeWords, query.note_type) ?? null, isImportant: query.is_important ?? null, isPinned: query.is_pinned ?? null }
    const { rows, count } = await ask<NotePage>(house, memberActor(caller), 'clients.notes', { ...asked, ...windowOf(query) })
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, rows.map(presentNote))
  },
  'notes.create': async ({ house, caller, body }) => {
    const { client_profile_id: clientId, client_profile: client = clientId, lead_id: leadId, ...given } = body
    const actor = memberActor(caller)
    return addNote(house, actor, await aboutOf(house, actor, client, leadId, 'client_profile'), given, caller.sessionId)
  },
  'notes.get': async ({ house, caller, params }) => presentNote(await noteSeen(house, caller, params.id)),
  'notes.update': async ({ house, caller, params: { id }, body }) => {
    await noteSeen(house, caller, id)
    const patch = notePatchOf(body)
    if (Object.keys(patch).length) await say(house, memberActor(caller), 'clientNote.update', { id, patch }, { deviceId: caller.sessionId })
    return presentNote(await noteSeen(house, caller, id))
  },
  'notes.delete': async ({ house, caller, params: { id } }) => {
    await noteSeen(house, caller, id)
    await say(house, memberActor(caller), 'clientNote.delete', { id }, { deviceId: caller.sessionId })
    return null
  },
  'notes.togglePin': (call) => toggle(call, call.params.id, 'isPinned'),
  'notes.toggleImportant': (call) => toggle(call, call.params.id, 'isImportant'),

  'tasks.list': async ({ house, caller, query, request }) => {
    const { rows, count } = await ask<TaskPage>(house, memberActor(caller), 'tasks.page', { when: query.when, state: toOurs(taskStateWords, query.status), assignee: query.assigned_to ?? null, ...windowOf(query) })
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, rows.map(presentTask))
  },
  'tasks.create': async (call) => {
    const { house, caller, body } = call
    const { client_id: contactId = null, lead_id: leadId = null, ...given } = body
    const actor = memberActor(caller)
    if (contactId !== null) await mustKnow(house, actor, contactId)
    const id = newId(house)
    await inTheirWords(taskFields, () => say(house, actor, 'task.create', { id, contactId, leadId, ...taskPatchOf(given) }, { deviceId: caller.sessionId }))
    return presentTask(await taskSeen(call, id))
  },
  'tasks.get': async (call) => presentTask(await taskSeen(call, call.params.id)),
  'tasks.update': async (call) => {
    const { house, caller, params: { id }, body } = call
    const row = await taskSeen(call, id)
    const actor = memberActor(caller)
    const patch = taskPatchOf(body)
    const state = toOurs(taskStateWords, body.status)
    const acts: ActOf[] = [
      ...(state !== undefined && state !== row.state ? [{ actor, name: 'task.setState', input: { id, to: state } }] : []),
      ...(Object.keys(patch).length ? [{ actor, name: 'task.update', input: { id, patch } }] : []),
    ]
    if (acts.length) await inTheirWords(taskFields, () => sayAll(house, actor.agencyId, acts, { deviceId: caller.sessionId }))
    return presentTask(await taskSeen(call, id))
  },
  'tasks.delete': async (call) => {
    await taskSeen(call, call.params.id)
    await say(call.house, memberActor(call.caller), 'task.delete', { id: call.params.id }, { deviceId: call.caller.sessionId })
    return null
  },
  'tasks.complete': async (call) => {
    await taskSeen(call, call.params.id)
    await say(call.house, memberActor(call.caller), 'task.setState', { id: call.params.id, to: 'done' }, { deviceId: call.caller.sessionId })
    return presentTask(await taskSeen(call, call.params.id))
  },

  'interests.list': async ({ house, caller, query, request }) => {
    const asked = {
      id: null, contactId: query.client ?? null, propertyId: query.property ?? null, step: toOurs(stepWords, query.interaction_type) ?? null, level: toOurs(levelWords, query.interest_level) ?? null, state: toOurs(interestStateWords, query.status) ?? null,
      scoreMin: query.match_score__gte ?? null, scoreMax: query.match_score__lte ?? null,
    }
    const { rows, count } = await pageOver<InterestPageRow>(house, await seatsOf(house, caller), 'clients.interests', { ...asked, ...windowOf(query) })
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, rows.map(presentInterest))
  },
  'interests.create': async ({ house, caller, body }) => {
    const { client = body.client_id, property = body.property_id } = body
    if (client === undefined) throw invalidField('client_id', 'required')
    if (property === undefined) throw invalidField('property_id', 'required')
    return track(house, caller, { client, property, step: toOurs(stepWords, body.interaction_type), level: toOurs(levelWords, body.interest_level), notes: body.notes || null, state: toOurs(interestStateWords, body.status) })
  },
  'interests.track': async ({ house, caller, body }) => track(house, caller, { client: body.client_id, property: body.property_id, step: toOurs(stepWords, body.interaction_type), notes: body.notes || null }),
  'interests.ofClient': async ({ house, caller, params, query }) => {
    const seat = await seatFor(house, caller, params.user_id)
    if (seat.kind === 'member') await mustKnow(house, seat, params.user_id)
    return (await ask<InterestPage>(house, seat, 'clients.interests', { ...everyInterest, contactId: params.user_id, offset: 0, limit: query.limit })).rows.map(presentInterest)
  },
  'interests.get': async ({ house, caller, params }) => presentInterest((await interestSeen(house, caller, params.id)).row),
  'interests.update': async ({ house, caller, params: { id }, body }) => {
    await interestSeen(house, caller, id)
    const patch = said({ level: toOurs(levelWords, body.interest_level), state: toOurs(interestStateWords, body.status), notes: body.notes === '' ? null : body.notes })
    if (Object.keys(patch).length) await say(house, memberActor(caller), 'interest.update', { id, patch }, { deviceId: caller.sessionId })
    return presentInterest((await interestSeen(house, caller, id)).row)
  },
  'interests.delete': async ({ house, caller, params: { id } }) => {
    const { seat } = await interestSeen(house, caller, id)
    await say(house, seat, 'interest.delete', { id }, { deviceId: caller.sessionId })
    return null
  },

  'dashboard.agent': async ({ house, caller, language }) => {
    const actor = memberActor(caller)
    const own = caller.member.role === 'agent' ? caller.member.memberId : null
    const mine = own === null ? [] : [{ field: 'agentId', operator: 'is' as const, value: own }]
    const [clients, statistics, hot, talks, due, { name }] = await Promise.all([
      ask<{ rows: ClientRow[]; count: number }>(house, actor, 'clients.page', { ...everyone, sort: [{ field: 'updatedAt', direction: 'desc' }], offset: 0, limit: 5 }), ask<LeadStatistics>(house, actor, 'leads.statistics', { filters: mine, search: '' }),
      ask<LeadPage>(house, actor, 'leads.page', { filters: [...mine, { field: 'qualification', operator: 'is', value: 'hot' }, { field: 'status', operator: 'in', value: [...openLeadStatuses] }], search: '', sort: [], offset: 0, limit: 5 }),
      ask<TalkPage>(house, actor, 'clients.interactions', { ...everyTalk, agentId: own, status: 'scheduled', from: house.clock(), offset: 0, limit: 5 }), ask<TaskPage>(house, actor, 'tasks.page', { when: 'all', state: 'open', assignee: own, offset: 0, limit: 5 }),
      ask<Agency>(house, actor, 'agency.get', {}),
    ])
    const open = openLeadStatuses.reduce((sum, status) => sum + (statistics.byStatus[status] ?? 0), 0)
    return {
      total_clients: clients.count, total_leads: statistics.total, open_leads: open, upcoming_interactions: talks.rows.map(presentTalk), recent_clients: await presentRows(house, [actor], clients.rows),
      hot_leads: hot.rows.map((row) => presentLead(row, { agencyName: name, t: translate(language) })), tasks: due.counts, due_tasks: due.rows.map(presentTask),
    }
  },
}
