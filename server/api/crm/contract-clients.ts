import { z } from 'zod'
import { operation } from '../operation.ts'
import { id, idParams, instant, pageOf, paging, queryFlag, queryWhole, text } from '../values.ts'
import { client, clientCreate, clientFull, clientPatch, explainedOffer, explanation, note, noteOfClient, offer, talk, talkOfClient } from './shapes.ts'
import { clientStatusWords, financingWords, priorityWords, talkStatusWords, talkTypeWords, wordOf } from './words.ts'

const tag = 'Clients'
const sorts = 'conversion_score|created_at|updated_at|total_properties_viewed'
const listQuery = z.object({
  status: wordOf(clientStatusWords).optional(), priority_level: wordOf(priorityWords).optional(), financing_status: wordOf(financingWords).optional(), conversion_score__gte: queryWhole(0, 100).optional(), conversion_score__lte: queryWhole(0, 100).optional(),
  needs_follow_up: queryFlag.optional(), agency: id.optional(), search: text(200).default(''),
  ordering: text(200).regex(new RegExp(`^-?(${sorts})(,-?(${sorts})){0,3}$`)).optional().meta({ description: 'conversion_score, created_at, updated_at, total_properties_viewed; a minus turns one round', example: '-conversion_score' }),
  ...paging,
})
const upTo = z.object({ limit: queryWhole(1, 200).default(50) })
const talkFilters = upTo.extend({ interaction_type: wordOf(talkTypeWords).optional(), status: wordOf(talkStatusWords).optional() })

const dashboard = z.object({
  profile: client, recent_interactions: z.array(talk), upcoming_visits: z.array(talk), reservations: z.array(z.unknown()), matching_properties: z.array(offer),
  activity_summary: z.object({ total_interests: z.int(), total_inquiries: z.int(), conversion_score: z.int().nullable(), last_activity: instant.nullable() }),
}).meta({ id: 'ClientDashboard' })

export const clientsContract = {
  'clients.list': operation({
    method: 'get', path: '/api/crm/clients/', tag, summary: 'Clients of one’s agency; a client’s own records', access: 'account', rate: 'read', query: listQuery, answer: pageOf(client).meta({ id: 'ClientPage' }),
    description: 'Each with up to five properties that suit, the best first. Who is no member sees himself in every agency that has his proven e-mail.', example: { query: { ordering: '-conversion_score' } },
  }),
  'clients.create': operation({
    method: 'post', path: '/api/crm/clients/', tag, summary: 'Make somebody a client', access: 'member', rate: 'write', status: 201, body: clientCreate, answer: client,
    example: { body: { first_name: 'Moussa', last_name: 'Fall', phone: '+221771112233', max_budget: '90000000.00', preferred_property_types: ['apartment'], preferred_cities: ['Dakar'], min_bedrooms: 3 } },
  }),
  'clients.createFull': operation({
    method: 'post', path: '/api/crm/clients/create_full/', tag, summary: 'Add a person and what he looks for', access: 'member', rate: 'write', status: 201, body: clientFull, answer: client,
    description: 'Somebody of the agency who has this e-mail already is not taken over: it is refused.', example: { body: { user: { first_name: 'Aminata', last_name: 'Ba', phone: '+221772223344' }, profile: { max_budget: '400000.00', transaction: 'rent', preferred_cities: ['Dakar'] } } },
  }),
  'clients.get': operation({ method: 'get', path: '/api/crm/clients/{id}/', tag, summary: 'One client', access: 'account', rate: 'read', params: idParams, answer: client }),
  'clients.update': operation({
    method: 'patch', path: '/api/crm/clients/{id}/', also: [{ method: 'put', path: '/api/crm/clients/{id}/' }], tag, summary: 'Change a client', access: 'account', rate: 'write', params: idParams, body: clientPatch, answer: client,
    description: 'What is not said stays. A client may say of himself who he is and what he looks for, not his status, priority, tags, agent or address. PUT is taken too.', example: { body: { max_budget: '120000000.00', min_bedrooms: 2 } },
  }),
  'clients.delete': operation({ method: 'delete', path: '/api/crm/clients/{id}/', tag, summary: 'Take a client away; his history stays', access: 'member', rate: 'write', params: idParams, status: 204, answer: z.null() }),
  'clients.matches': operation({
    method: 'get', path: '/api/crm/clients/{id}/matching_properties/', tag, summary: 'Properties that suit a client', access: 'account', rate: 'read', params: idParams, query: z.object({ limit: queryWhole(1, 50).default(10), min_score: queryWhole(0, 100).default(30) }), answer: z.array(offer),
  }),
  'clients.updateActivity': operation({
    method: 'post', path: '/api/crm/clients/{id}/update_activity/', tag, summary: 'The figures of a client as they are now', access: 'member', rate: 'write', params: idParams,
    description: 'They are worked out whenever they are read; nothing has to be recomputed.', answer: z.object({ total_properties_viewed: z.int(), total_inquiries_made: z.int(), conversion_score: z.int() }),
  }),
  'clients.dashboard': operation({ method: 'get', path: '/api/crm/clients/{id}/dashboard/', tag, summary: 'A client at one glance', access: 'account', rate: 'read', params: idParams, answer: dashboard }),
  'clients.stats': operation({
    method: 'get', path: '/api/crm/clients/{id}/stats/', tag, summary: 'Counts of what was said to a client and what he saw', access: 'account', rate: 'read', params: idParams,
    answer: z.object({
      profile: z.object({ conversion_score: z.int().nullable(), status: wordOf(clientStatusWords), priority_level: wordOf(priorityWords).nullable(), total_properties_viewed: z.int(), total_inquiries_made: z.int() }),
      interactions: z.object({ total: z.int(), completed: z.int(), recent_30_days: z.int() }), interests: z.object({ total: z.int(), active: z.int() }), visits: z.object({ total: z.int() }), last_activity: instant.nullable(),
    }),
  }),
  'clients.interactions': operation({ method: 'get', path: '/api/crm/clients/{id}/interactions/', tag, summary: 'What was said to a client, the latest first', access: 'account', rate: 'read', params: idParams, query: talkFilters, answer: z.array(talk) }),
  'clients.addInteraction': operation({
    method: 'post', path: '/api/crm/clients/{id}/add_interaction/', tag, summary: 'Note a talk with a client', access: 'account', rate: 'write', status: 201, params: idParams, body: talkOfClient, answer: talk,
    description: 'A client may write to the agency: an inquiry, a complaint, his opinion.', example: { body: { interaction_type: 'call', channel: 'phone', subject: 'Appel de suivi', content: 'Client intéressé par la propriété', priority: 'medium', status: 'scheduled' } },
  }),
  'clients.notes': operation({ method: 'get', path: '/api/crm/clients/{id}/notes/', tag, summary: 'Notes about a client, what is pinned first', access: 'member', rate: 'read', params: idParams, query: upTo, answer: z.array(note) }),
  'clients.addNote': operation({
    method: 'post', path: '/api/crm/clients/{id}/notes/add/', tag, summary: 'Note something about a client', access: 'member', rate: 'write', status: 201, params: idParams, body: noteOfClient, answer: note,
    example: { body: { title: 'Préférences', content: 'Veut une vue sur mer', note_type: 'general', is_pinned: true } },
  }),
  'clients.tags': operation({
    method: 'patch', path: '/api/crm/clients/{id}/tags/', tag, summary: 'The tags of a client from now on', access: 'member', rate: 'write', params: idParams, body: z.object({ tags: z.array(text(40).min(1)).max(50) }),
    answer: z.object({ tags: z.array(z.string()), message: z.string() }), example: { body: { tags: ['vip', 'investisseur'] } },
  }),
  'clients.contact': operation({
    method: 'post', path: '/api/crm/clients/{id}/contact/', tag, summary: 'Note that one gets in touch; nothing is sent', access: 'member', rate: 'write', status: 201, params: idParams,
    description: 'For WhatsApp the answer holds the link that opens the talk with this message written.', body: z.object({ method: z.enum(['call', 'phone', 'email', 'sms', 'whatsapp']), subject: text(200).optional(), message: text(5000).optional() }),
    answer: z.object({ message: z.string(), interaction: talk, whatsapp_url: z.string().nullable() }), example: { body: { method: 'email', subject: 'Test contact', message: 'Ceci est un test de contact' } },
  }),
  'matching.find': operation({
    method: 'post', path: '/api/crm/matching/find_matches/', tag: 'Matching', summary: 'Properties that suit a client, with the reasons', access: 'account', rate: 'read',
    body: z.object({ client_id: id, limit: z.int().min(1).max(50).default(10), min_score: z.int().min(0).max(100).default(30) }), answer: z.array(explainedOffer), example: { body: { client_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab' } },
  }),
  'matching.score': operation({
    method: 'post', path: '/api/crm/matching/get_match_score/', tag: 'Matching', summary: 'How well one property suits one client, and why', access: 'account', rate: 'read', body: z.object({ client_id: id, property_id: id }),
    answer: z.object({ match_score: z.int(), match_explanation: explanation }), example: { body: { client_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab', property_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab' } },
  }),
  'dashboard.client': operation({
    method: 'get', path: '/api/crm/dashboard/client_dashboard/', tag, summary: 'One’s own dashboards as a client, one for each agency', access: 'account', rate: 'read', description: 'The first stands at the top as well, as the replaced system had it; null where no agency knows this account.',
    answer: dashboard.partial().extend({ agencies: z.array(dashboard) }),
  }),
} as const
