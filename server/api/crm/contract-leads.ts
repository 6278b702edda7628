import { z } from 'zod'
import { operation } from '../operation.ts'
import { id, idParams, instant, pageOf, paging, queryWhole, text } from '../values.ts'
import { lead, leadCreate, leadPatch } from './shapes.ts'
import { leadSourceWords, leadStatusWords, qualificationWords, wordOf } from './words.ts'

const tag = 'Leads'
const moment = z.union([z.iso.date(), instant]).optional()
const filters = {
  source: wordOf(leadSourceWords).optional(), status: wordOf(leadStatusWords).optional(), qualification: wordOf(qualificationWords).optional(), agency: id.optional(), assigned_agent: id.optional(),
  score__gte: queryWhole(0, 100).optional(), score__lte: queryWhole(0, 100).optional(), created_at__gte: moment, created_at__lte: moment, search: text(200).default(''),
}
const sorts = 'score|urgency_score|created_at|updated_at|next_action_date'
const ordering = text(200).regex(new RegExp(`^-?(${sorts})(,-?(${sorts})){0,3}$`)).optional().meta({ description: 'score, urgency_score, created_at, updated_at, next_action_date; a minus turns one round', example: '-score' })
const column = z.object({ title: z.string(), leads: z.array(lead), count: z.int() })
const stages = ['new', 'contacted', 'qualified', 'proposal_sent', 'negotiation', 'won', 'lost'] as const

export const leadsContract = {
  'leads.list': operation({
    method: 'get', path: '/api/crm/leads/', tag, summary: 'Leads of one’s agency, the most promising first', access: 'member', rate: 'read', query: z.object({ ...filters, ordering, ...paging }), answer: pageOf(lead).meta({ id: 'LeadPage' }),
    example: { query: { status: 'new', ordering: '-urgency_score' } },
  }),
  'leads.create': operation({
    method: 'post', path: '/api/crm/leads/', tag, summary: 'Ask an agency something, or note who asked', access: 'account', rate: 'write', status: 201, body: leadCreate, answer: lead,
    description: 'A member notes a lead of his agency. Anybody else who has an account asks the agency of `property_id`, or `agency_id`; what an agency says of its leads he neither sets nor sees.',
    example: { body: { first_name: 'Awa', last_name: 'Ndiaye', email: 'awa@example.sn', phone: '+221771234567', source: 'website', property_type_interest: 'appartement', budget_range: '50000000-100000000', location_interest: 'Dakar', timeframe: 'within_3_months', property_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab' } },
  }),
  'leads.get': operation({ method: 'get', path: '/api/crm/leads/{id}/', tag, summary: 'One lead', access: 'member', rate: 'read', params: idParams, answer: lead }),
  'leads.update': operation({
    method: 'patch', path: '/api/crm/leads/{id}/', also: [{ method: 'put', path: '/api/crm/leads/{id}/' }], tag, summary: 'Change a lead', access: 'member', rate: 'write', params: idParams, body: leadPatch, answer: lead,
    description: 'What is not said stays. A status follows the table of allowed moves: lost needs `lost_reason`, won is what converting makes. PUT is taken too.',
    example: { body: { status: 'contacted', next_action: 'Rappeler', next_action_date: '2027-01-15' } },
  }),
  'leads.delete': operation({ method: 'delete', path: '/api/crm/leads/{id}/', tag, summary: 'Take a lead away; its history stays', access: 'member', rate: 'write', params: idParams, status: 204, answer: z.null() }),
  'leads.assign': operation({
    method: 'post', path: '/api/crm/leads/{id}/assign/', tag, summary: 'Say who follows a lead', access: 'member', rate: 'write', params: idParams, body: z.object({ agent_id: id.nullable() }), answer: lead,
  }),
  'leads.qualify': operation({
    method: 'post', path: '/api/crm/leads/{id}/qualify/', tag, summary: 'Say how serious a lead is', access: 'member', rate: 'write', params: idParams,
    body: z.object({ qualification: wordOf(qualificationWords), notes: text(2000).nullable().optional() }), answer: lead, example: { body: { qualification: 'hot', notes: 'Lead très intéressé, budget confirmé' } },
  }),
  'leads.convert': operation({
    method: 'post', path: '/api/crm/leads/{id}/convert/', tag, summary: 'Make a client of a lead', access: 'member', rate: 'write', params: idParams, answer: lead,
    description: 'He becomes the client named by `client_id`, else whoever of the agency has his e-mail, else somebody new; what he wants becomes his search.',
    body: z.object({ convert_to_client: z.literal(true).default(true), client_id: id.optional() }), example: { body: { convert_to_client: true } },
  }),
  'leads.autoAssign': operation({
    method: 'post', path: '/api/crm/leads/auto_assign/', tag, summary: 'Hand leads that nobody follows to whoever has the fewest', access: 'member', rate: 'write', body: z.object({ agency_id: id.optional() }),
    answer: z.object({ message: z.string(), assigned_count: z.int(), assigned: z.array(z.object({ lead_id: id, agent_id: id, agent_name: z.string().nullable() })) }), example: { body: {} },
  }),
  'leads.statistics': operation({
    method: 'get', path: '/api/crm/leads/statistics/', tag, summary: 'How many leads, of what kind, and how many became clients', access: 'member', rate: 'read', query: z.object(filters),
    answer: z.object({
      total_leads: z.int(), by_status: z.record(z.string(), z.int()), by_source: z.record(z.string(), z.int()), by_qualification: z.record(z.string(), z.int()), avg_score: z.number(), conversion_rate: z.number(),
    }),
  }),
  'leads.pipeline': operation({
    method: 'get', path: '/api/crm/leads/pipeline/', tag, summary: 'Leads by stage, the first of each', access: 'member', rate: 'read', query: z.object({ limit: queryWhole(1, 200).default(50) }),
    answer: z.object({
      pipeline: z.object(Object.fromEntries(stages.map((stage) => [stage, column])) as Record<(typeof stages)[number], typeof column>),
      metrics: z.object({ total_leads: z.int(), conversion_rate: z.number(), total_value: z.number().meta({ description: 'What open leads would spend at most, summed in francs.' }) }),
    }),
  }),
} as const
