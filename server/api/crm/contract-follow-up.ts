import { z } from 'zod'
import { operation } from '../operation.ts'
import { id, idParams, pageOf, paging, queryFlag, queryWhole, text } from '../values.ts'
import { client, dayOrInstant, interest, interestCreate, interestPatch, interestTrack, lead, note, noteCreate, notePatch, talk, talkCreate, talkPatch, task, taskCreate, taskPatch } from './shapes.ts'
import { interestStateWords, levelWords, noteTypeWords, outcomeWords, priorityWords, stepWords, talkChannelWords, talkStatusWords, talkTypeWords, taskStateWords, wordOf } from './words.ts'

const tag = 'Follow-up'
const moment = dayOrInstant.optional()
const none = { status: 204, answer: z.null() } as const

export const followUpContract = {
  'interactions.list': operation({
    method: 'get', path: '/api/crm/interactions/', tag, summary: 'Talks with clients and leads, the latest first', access: 'account', rate: 'read', answer: pageOf(talk).meta({ id: 'InteractionPage' }),
    description: 'A client sees his own; what the agency noted of a call or a meeting stays with it.',
    query: z.object({
      client: id.optional(), agent: id.optional(), interaction_type: wordOf(talkTypeWords).optional(), channel: wordOf(talkChannelWords).optional(), priority: wordOf(priorityWords).optional(), status: wordOf(talkStatusWords).optional(),
      scheduled_date__gte: moment, scheduled_date__lte: moment, requires_follow_up: queryFlag.optional(), ...paging,
    }),
  }),
  'interactions.create': operation({
    method: 'post', path: '/api/crm/interactions/', tag, summary: 'Note a talk with a client or a lead', access: 'account', rate: 'write', status: 201, body: talkCreate, answer: talk,
    example: { body: { client_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab', interaction_type: 'call', channel: 'phone', subject: 'Appel de suivi' } },
  }),
  'interactions.get': operation({ method: 'get', path: '/api/crm/interactions/{id}/', tag, summary: 'One talk', access: 'account', rate: 'read', params: idParams, answer: talk }),
  'interactions.update': operation({
    method: 'patch', path: '/api/crm/interactions/{id}/', also: [{ method: 'put', path: '/api/crm/interactions/{id}/' }], tag, summary: 'Change a talk', access: 'member', rate: 'write', params: idParams, body: talkPatch, answer: talk, description: 'What is not said stays. PUT is taken too.',
    example: { body: { subject: 'Visite de la villa', duration_minutes: 30 } },
  }),
  'interactions.delete': operation({ method: 'delete', path: '/api/crm/interactions/{id}/', tag, summary: 'Take a talk away; its history stays', access: 'member', rate: 'write', params: idParams, ...none }),
  'interactions.complete': operation({
    method: 'post', path: '/api/crm/interactions/{id}/complete/', tag, summary: 'Say that a talk was held, and what came of it', access: 'member', rate: 'write', params: idParams, body: z.object({ outcome: wordOf(outcomeWords).optional(), notes: text(4000).optional() }), answer: talk,
    example: { body: { outcome: 'successful', notes: 'Rappeler lundi' } },
  }),
  'interactions.followUp': operation({
    method: 'post', path: '/api/crm/interactions/{id}/schedule_follow_up/', tag, summary: 'Plan what is to be done after a talk', access: 'member', rate: 'write', params: idParams, body: z.object({ follow_up_date: dayOrInstant, notes: text(4000).optional() }), answer: talk,
    description: 'It is a task, of whoever had the talk; planned already, it is moved.', example: { body: { follow_up_date: '2027-02-01', notes: 'Envoyer le plan' } },
  }),

  'notes.list': operation({
    method: 'get', path: '/api/crm/notes/', tag, summary: 'Notes about clients, what is pinned first', access: 'member', rate: 'read', answer: pageOf(note).meta({ id: 'ClientNotePage' }),
    query: z.object({ client_profile: id.optional(), author: id.optional(), note_type: wordOf(noteTypeWords).optional(), is_important: queryFlag.optional(), is_pinned: queryFlag.optional(), ...paging }),
  }),
  'notes.create': operation({
    method: 'post', path: '/api/crm/notes/', tag, summary: 'Note something about a client', access: 'member', rate: 'write', status: 201, body: noteCreate, answer: note, example: { body: { client_profile_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab', content: 'Préfère être appelé le soir' } },
  }),
  'notes.get': operation({ method: 'get', path: '/api/crm/notes/{id}/', tag, summary: 'One note', access: 'member', rate: 'read', params: idParams, answer: note }),
  'notes.update': operation({
    method: 'patch', path: '/api/crm/notes/{id}/', also: [{ method: 'put', path: '/api/crm/notes/{id}/' }], tag, summary: 'Change a note', access: 'member', rate: 'write', params: idParams, body: notePatch, answer: note, description: 'What is not said stays. PUT is taken too.',
    example: { body: { is_important: true } },
  }),
  'notes.delete': operation({ method: 'delete', path: '/api/crm/notes/{id}/', tag, summary: 'Take a note away; its history stays', access: 'member', rate: 'write', params: idParams, ...none }),
  'notes.togglePin': operation({ method: 'post', path: '/api/crm/notes/{id}/toggle-pin/', tag, summary: 'Pin a note, or take it off', access: 'member', rate: 'write', params: idParams, answer: note }),
  'notes.toggleImportant': operation({ method: 'post', path: '/api/crm/notes/{id}/toggle-important/', tag, summary: 'Mark a note as important, or no more', access: 'member', rate: 'write', params: idParams, answer: note }),

  'tasks.list': operation({
    method: 'get', path: '/api/crm/tasks/', tag, summary: 'Tasks, what is due first', access: 'member', rate: 'read', answer: pageOf(task).meta({ id: 'TaskPage' }),
    query: z.object({ when: z.enum(['all', 'overdue', 'today', 'week', 'later']).default('all'), status: wordOf(taskStateWords).default('open'), assigned_to: z.union([id, z.literal('me')]).optional(), ...paging }),
  }),
  'tasks.create': operation({
    method: 'post', path: '/api/crm/tasks/', tag, summary: 'Add something to do', access: 'member', rate: 'write', status: 201, body: taskCreate, answer: task, example: { body: { title: 'Rappeler Mme Ndiaye', due_date: '2027-02-01', due_time: '10:00', priority: 'high' } },
  }),
  'tasks.get': operation({ method: 'get', path: '/api/crm/tasks/{id}/', tag, summary: 'One task', access: 'member', rate: 'read', params: idParams, answer: task }),
  'tasks.update': operation({
    method: 'patch', path: '/api/crm/tasks/{id}/', also: [{ method: 'put', path: '/api/crm/tasks/{id}/' }], tag, summary: 'Change a task', access: 'member', rate: 'write', params: idParams, body: taskPatch, answer: task, description: 'What is not said stays. PUT is taken too.',
    example: { body: { due_date: '2027-02-02' } },
  }),
  'tasks.delete': operation({ method: 'delete', path: '/api/crm/tasks/{id}/', tag, summary: 'Take a task away; its history stays', access: 'member', rate: 'write', params: idParams, ...none }),
  'tasks.complete': operation({ method: 'post', path: '/api/crm/tasks/{id}/complete/', tag, summary: 'Say that a task is done', access: 'member', rate: 'write', params: idParams, answer: task, description: 'One that comes back is laid out anew.' }),

  'interests.list': operation({
    method: 'get', path: '/api/crm/interests/', tag: 'Matching', summary: 'What clients think of properties, the latest first', access: 'account', rate: 'read', answer: pageOf(interest).meta({ id: 'PropertyInterestPage' }),
    query: z.object({
      client: id.optional(), property: id.optional(), interaction_type: wordOf(stepWords).optional(), interest_level: wordOf(levelWords).optional(), status: wordOf(interestStateWords).optional(), match_score__gte: queryWhole(0, 100).optional(),
      match_score__lte: queryWhole(0, 100).optional(), ...paging,
    }),
  }),
  'interests.create': operation({
    method: 'post', path: '/api/crm/interests/', tag: 'Matching', summary: 'Note that a client took a step with a property', access: 'account', rate: 'write', status: 201, body: interestCreate, answer: interest,
    description: 'The furthest step stands. A client does it for himself: look, favourite, inquiry, request of a visit.',
    example: { body: { client_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab', property_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab', interaction_type: 'inquiry' } },
  }),
  'interests.track': operation({
    method: 'post', path: '/api/crm/interests/track_interaction/', tag: 'Matching', summary: 'Note a step of a client', access: 'account', rate: 'write', body: interestTrack, answer: interest,
    example: { body: { client_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab', property_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab' } },
  }),
  'interests.ofClient': operation({
    method: 'get', path: '/api/crm/interests/{user_id}/client_interests/', tag: 'Matching', summary: 'What one client thinks of properties', access: 'account', rate: 'read', params: z.object({ user_id: id }), query: z.object({ limit: queryWhole(1, 200).default(50) }), answer: z.array(interest),
  }),
  'interests.get': operation({ method: 'get', path: '/api/crm/interests/{id}/', tag: 'Matching', summary: 'One interest', access: 'account', rate: 'read', params: idParams, answer: interest }),
  'interests.update': operation({
    method: 'patch', path: '/api/crm/interests/{id}/', also: [{ method: 'put', path: '/api/crm/interests/{id}/' }], tag: 'Matching', summary: 'Change an interest', access: 'member', rate: 'write', params: idParams, body: interestPatch, answer: interest,
    description: 'What is not said stays. PUT is taken too.', example: { body: { interest_level: 'high' } },
  }),
  'interests.delete': operation({ method: 'delete', path: '/api/crm/interests/{id}/', tag: 'Matching', summary: 'Take an interest away; its history stays', access: 'account', rate: 'write', params: idParams, ...none }),

  'dashboard.agent': operation({
    method: 'get', path: '/api/crm/dashboard/agent_dashboard/', tag, summary: 'One’s day: clients, leads, talks and tasks', access: 'member', rate: 'read',
    answer: z.object({
      total_clients: z.int(), total_leads: z.int(), open_leads: z.int(), upcoming_interactions: z.array(talk), recent_clients: z.array(client), hot_leads: z.array(lead), tasks: z.object({ overdue: z.int(), today: z.int(), tomorrow: z.int(), week: z.int(), later: z.int() }), due_tasks: z.array(task),
    }),
  }),
} as const
