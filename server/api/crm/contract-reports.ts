import { z } from 'zod'
import { pdf, xlsx } from '../../../shared/documents/kinds.ts'
import { isDay } from '../../../shared/values/period.ts'
import { operation } from '../operation.ts'
import { id, queryFlag } from '../values.ts'

const tag = 'Reports'
const day = z.iso.date().refine(isDay).optional()
const period = z.object({ start_date: day, end_date: day })
const written = 'In the language of Accept-Language. Without days: the thirty that end today; at most ten years.'

export const reportsContract = {
  'reports.client': operation({
    method: 'get', path: '/api/crm/reports/client-pdf/{client_id}/', tag, summary: 'A client as PDF', access: 'member', rate: 'report', params: z.object({ client_id: id }),
    description: 'Identity, telephones, what he looks for and looked at, what is to be done; talks and notes unless they are not wanted. In the language of Accept-Language.',
    query: z.object({ include_interactions: queryFlag.default(true), include_notes: queryFlag.default(true) }), answer: z.null(), made: pdf,
  }),
  'reports.agent': operation({
    method: 'get', path: '/api/crm/reports/agent-performance/{agent_id}/', tag, summary: 'What a member did in a period, as XLSX', access: 'member', rate: 'report', params: z.object({ agent_id: id }), query: period, answer: z.null(), made: xlsx,
    description: `Leads and what became of them, talks, visits, tasks, month by month. An agent is given his own alone. ${written}`, example: { query: { start_date: '2026-01-01', end_date: '2026-12-31' } },
  }),
  'reports.agency': operation({
    method: 'get', path: '/api/crm/reports/agency-overview/{agency_id}/', tag, summary: 'The agency in a period, as XLSX', access: 'member', rate: 'report', params: z.object({ agency_id: id }), query: period, answer: z.null(), made: xlsx,
    description: `Properties by kind and status, leads by source and stage, conversion, its people in rows, month by month. ${written}`, example: { query: { start_date: '2026-01-01', end_date: '2026-12-31' } },
  }),
} as const
