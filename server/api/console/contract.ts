import { z } from 'zod'
import {
  accountRoles, accountStates, agencyStates, consoleAccount, consoleAgency, consoleAgencyRecord, consoleAuditLine, consoleMe, consoleOverview, consolePage, consolePlan, consoleSession, consoleWork,
  reason, subscriptionChange,
} from '../../../shared/contract/console.ts'
import { operation } from '../operation.ts'
import { id, idParams, instant, paging, text } from '../values.ts'

const shared = { tag: 'Console', access: 'operator' } as const
const reading = { ...shared, method: 'get', rate: 'read' } as const
const acting = { ...shared, method: 'post', rate: 'write', params: idParams, body: z.object({ reason }) } as const
const search = text(100).default('')
const because = { body: { reason: 'Asked by telephone on 27 November' } }

/** The operator's own operations: agencies, people, and what the server does by itself. Each act asks why and is audited. */
export const consoleContract = {
  'console.me': operation({ ...reading, path: '/api/console/me/', summary: 'Who is signed in to the console', answer: consoleMe }),
  'console.overview': operation({ ...reading, path: '/api/console/overview/', summary: 'The platform in numbers, and who needs somebody to look', answer: consoleOverview }),
  'console.plans': operation({ ...reading, path: '/api/console/plans/', summary: 'The plans with their limits', answer: z.object({ plans: z.array(consolePlan) }) }),
  'console.agencies': operation({
    ...reading, path: '/api/console/agencies/', summary: 'Agencies with what they may use and what they use',
    query: z.object({ ...paging, search, state: z.enum(agencyStates).optional(), plan: text(60).optional(), ordering: z.enum(['name', '-created_at', 'ends_at']).default('name') }),
    answer: consolePage(consoleAgency).meta({ id: 'ConsoleAgencyPage' }), example: { query: { state: 'active', page_size: '5' } },
  }),
  'console.agency': operation({ ...reading, path: '/api/console/agencies/{id}/', summary: 'One agency: facts, subscription, members', params: idParams, answer: consoleAgencyRecord }),
  'console.changeSubscription': operation({
    ...shared, method: 'put', rate: 'write', path: '/api/console/agencies/{id}/subscription/', summary: 'Plan, end and limits of an agency', params: idParams, body: subscriptionChange, answer: consoleAgencyRecord,
    example: { body: { plan: 'premium', ends_at: '2027-12-31T23:59:59.999+00:00', max_agents: 20, max_properties: 5000, max_clients: null, reason: 'Paid for 2027' } },
  }),
  'console.suspend': operation({ ...acting, path: '/api/console/agencies/{id}/suspend/', summary: 'Suspend an agency: nobody sees its properties', answer: consoleAgencyRecord, example: because }),
  'console.resume': operation({ ...acting, path: '/api/console/agencies/{id}/resume/', summary: 'Lift a suspension', answer: consoleAgencyRecord, example: because }),
  'console.accounts': operation({
    ...reading, path: '/api/console/accounts/', summary: 'People, whatever agency they belong to',
    query: z.object({ ...paging, search, role: z.enum(accountRoles).optional(), state: z.enum(accountStates).optional(), agency: id.optional() }),
    answer: consolePage(consoleAccount).meta({ id: 'ConsoleAccountPage' }), example: { query: { role: 'agent', page_size: '5' } },
  }),
  'console.account': operation({ ...reading, path: '/api/console/accounts/{id}/', summary: 'One account', params: idParams, answer: consoleAccount }),
  'console.sessions': operation({ ...reading, path: '/api/console/accounts/{id}/sessions/', summary: 'Where an account is signed in', params: idParams, answer: z.object({ sessions: z.array(consoleSession) }) }),
  'console.close': operation({ ...acting, path: '/api/console/accounts/{id}/close/', summary: 'Close an account and end its sessions', answer: consoleAccount, example: because }),
  'console.reopen': operation({ ...acting, path: '/api/console/accounts/{id}/reopen/', summary: 'Open a closed account again', answer: consoleAccount, example: because }),
  'console.unlock': operation({ ...acting, path: '/api/console/accounts/{id}/unlock/', summary: 'Take off the lock of wrong passwords', answer: consoleAccount, example: because }),
  'console.dropFactor': operation({ ...acting, path: '/api/console/accounts/{id}/drop-factor/', summary: 'Ask an account for no second factor any more: its telephone is lost', answer: consoleAccount, example: because }),
  'console.endSessions': operation({ ...acting, path: '/api/console/accounts/{id}/end-sessions/', summary: 'End every session of an account, but for the one that asks', answer: consoleAccount, example: because }),
  'console.endSession': operation({ ...acting, path: '/api/console/sessions/{id}/end/', summary: 'End one session', status: 204, answer: z.null(), example: because }),
  'console.audit': operation({
    ...reading, path: '/api/console/audit/', summary: 'Who did what on the platform, the newest first',
    query: z.object({ ...paging, action: text(60).optional(), account: id.optional(), agency: id.optional(), from: instant.optional(), to: instant.optional() }),
    answer: consolePage(consoleAuditLine).meta({ id: 'ConsoleAuditPage' }), example: { query: { page_size: '5' } },
  }),
  'console.auditActions': operation({ ...reading, path: '/api/console/audit/actions/', summary: 'The acts that the audit knows', answer: z.object({ actions: z.array(z.string()) }) }),
  'console.work': operation({ ...reading, path: '/api/console/work/', summary: 'Periodic work and letters that wait', answer: consoleWork }),
} as const
