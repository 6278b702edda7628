import { z } from 'zod'
import { roles } from '../../../shared/values/actor.ts'
import { operation } from '../operation.ts'
import { id, idParams, pageOf, paging, queryFlag, text } from '../values.ts'
import { agency, agencyPatch, colleague, colleaguePatch, person, plan, registration, subscription, teamUser } from './shapes.ts'

const tag = 'Agencies'
const team = 'Team'
const logo = [{ name: 'logo', purpose: 'photo', most: 1 }] as const
/** The mobile client knows agencies below `auth`, as the replaced system had them. */
const both = (path: string) => ({ path: `/api/auth${path}`, also: [{ path: `/api${path}` }] })
const madeUser = z.object({ id, username: z.string(), email: z.string(), first_name: z.string(), last_name: z.string(), role: z.enum(roles), agency_id: id })
const registrationExample = { name: 'Agence Lagune', license_number: 'SN-DKR-2026-0412', email: 'contact@agence-lagune.sn', phone: '+221338000000', address_line1: 'Route de Ngor', city: 'Dakar' }

export const agenciesContract = {
  'agencies.register': operation({
    method: 'post', ...both('/agencies/register/'), tag, summary: 'Found an agency whose admin is whoever is signed in', access: 'account', rate: 'sign-in', status: 201,
    body: registration, files: logo, answer: agency, example: { body: registrationExample },
  }),
  'agencies.registerWithAgent': operation({
    method: 'post', ...both('/agencies/register-with-agent/'), tag, summary: 'Found an agency with an account for its admin, in one act', access: 'anyone', rate: 'sign-in', status: 201,
    body: registration.extend({ ...person, device_name: text(100).nullish() }).meta({ id: 'AgencyWithAgent' }), files: logo,
    answer: z.object({ message: z.string(), agency, user: madeUser, refresh: z.string(), access: z.string() }),
    example: { body: { ...registrationExample, name: 'Agence Teranga', license_number: 'SN-DKR-2026-0413', email: 'contact@agence-teranga.sn', first_name: 'Awa', last_name: 'Ndiaye', password: 'quatre chevaux verts', password_confirm: 'quatre chevaux verts' } },
  }),
  'agencies.list': operation({
    method: 'get', ...both('/agencies/'), tag, summary: 'Agencies that are active; all of them for the operator', access: 'anyone', rate: 'read', query: z.object(paging), answer: pageOf(agency).meta({ id: 'AgencyPage' }),
  }),
  'agencies.get': operation({ method: 'get', ...both('/agencies/{id}/'), tag, summary: 'One agency', access: 'anyone', rate: 'read', params: idParams, answer: agency }),
  'agencies.me': operation({ method: 'get', ...both('/agencies/me/'), tag, summary: 'One’s own agency', access: 'member', rate: 'read', answer: agency }),
  'agencies.updateMe': operation({
    method: 'patch', path: '/api/auth/agencies/me/', also: [{ path: '/api/agencies/me/' }, { method: 'put', path: '/api/auth/agencies/me/' }, { method: 'put', path: '/api/agencies/me/' }], tag, summary: 'Change the settings of one’s agency',
    access: 'member', rate: 'write', body: agencyPatch, files: logo, answer: agency, example: { body: { website: 'https://agence-lagune.sn', commission_rate: '3.50' } },
  }),
  'agencies.updateSettings': operation({
    method: 'patch', ...both('/agencies/{id}/update_settings/'), tag, summary: 'Change the settings of an agency: its admin, or the operator', access: 'account', rate: 'write', params: idParams, body: agencyPatch, answer: agency,
    example: { body: { city: 'Dakar', reason: 'Demande du 27 novembre' } },
  }),
  'agencies.statistics': operation({
    method: 'get', ...both('/agencies/{id}/statistics/'), tag, summary: 'Figures of an agency, for its people and the operator', access: 'account', rate: 'read', params: idParams,
    answer: z.object({ total_users: z.int(), active_users: z.int(), total_properties: z.int(), total_clients: z.int(), subscription_days_remaining: z.int(), subscription_active: z.boolean() }),
  }),
  'agencies.subscription': operation({
    method: 'get', path: '/api/auth/agencies/me/subscription/', also: [{ path: '/api/agencies/me/subscription/' }, { path: '/api/auth/agencies/me/usage/' }, { path: '/api/agencies/me/usage/' }], tag,
    summary: 'The plan of one’s agency: what it allows and what is used', access: 'member', rate: 'read', answer: subscription,
  }),
  'plans.list': operation({ method: 'get', path: '/api/plans/', also: [{ path: '/api/auth/plans/' }], tag, summary: 'Plans, from the smallest to the largest', access: 'anyone', rate: 'read', answer: z.array(plan) }),

  'agencies.agents': operation({ method: 'get', ...both('/agencies/{id}/agents/'), tag: team, summary: 'Agents of an agency, for its people and the operator', access: 'account', rate: 'read', params: idParams, answer: z.array(teamUser) }),
  'agencies.users': operation({ method: 'get', ...both('/agencies/{id}/users/'), tag: team, summary: 'Everybody of an agency, for its people and the operator', access: 'account', rate: 'read', params: idParams, answer: z.array(teamUser) }),
  'agencies.toggleActive': operation({
    method: 'post', ...both('/agencies/{id}/agents/{user_id}/toggle-active/'), tag: team, summary: 'Let somebody in or no longer: the agency’s admin, or the operator', access: 'account', rate: 'write', params: z.object({ id, user_id: id }),
    body: z.object({ is_active: z.boolean().optional().meta({ description: 'Left out, it is turned round.' }), reason: text(500).min(3).optional() }), answer: teamUser, example: { body: { is_active: false, reason: 'A quitté l’agence' } },
  }),
  'agents.create': operation({
    method: 'post', path: '/api/auth/agents/create/', tag: team, summary: 'A colleague with an account of his own, in one act', access: 'member', rate: 'write', status: 201, body: colleague,
    description: 'Whoever has an account already keeps it and is not made a member by others: the e-mail is refused.',
    answer: z.object({ message: z.string(), user: madeUser }), example: { body: { email: 'ibou.fall@example.sn', first_name: 'Ibou', last_name: 'Fall', password: 'quatre chevaux verts', password_confirm: 'quatre chevaux verts', role: 'agent' } },
  }),
  'agents.list': operation({
    method: 'get', path: '/api/auth/admin/agents/', tag: team, summary: 'Agents for whoever manages; the operator says of which agency', access: 'account', rate: 'read',
    query: z.object({ agency: id.optional(), is_active: queryFlag.optional(), search: text(100).optional() }), answer: z.array(teamUser),
  }),
  'agents.get': operation({
    method: 'get', path: '/api/auth/admin/agents/{id}/', tag: team, summary: 'A colleague with his figures', access: 'member', rate: 'read', params: idParams,
    answer: z.object({ agent: teamUser, stats: z.object({ properties: z.object({ total: z.int(), available: z.int() }) }) }),
  }),
  'team.list': operation({ method: 'get', ...both('/agencies/me/team/'), tag: team, summary: 'The people of one’s agency', access: 'member', rate: 'read', answer: z.array(teamUser) }),
  'team.add': operation({ method: 'post', ...both('/agencies/me/team/'), tag: team, summary: 'A colleague with an account of his own, in one act', access: 'member', rate: 'write', status: 201, body: colleague, answer: teamUser }),
  'team.update': operation({
    method: 'patch', ...both('/agencies/me/team/{id}/'), tag: team, summary: 'What a colleague is and does in the agency', access: 'member', rate: 'write', params: idParams, body: colleaguePatch, answer: teamUser,
    description: 'By the id of the account or of the member. The last admin stays one.', example: { body: { role: 'manager', position: 'Responsable location' } },
  }),
  'team.givePassword': operation({
    method: 'post', ...both('/agencies/me/team/{id}/password/'), tag: team, summary: 'Give a colleague a new password, which he changes when he signs in', access: 'member', rate: 'sign-in', params: idParams,
    description: 'By the admin, by the id of the account or of the member. Every session of the colleague ends, and a letter tells him.',
    body: z.object({ password: z.string().min(1).max(200), password_confirm: z.string().min(1).max(200) }), answer: teamUser,
    example: { body: { password: 'quatre chevaux verts', password_confirm: 'quatre chevaux verts' } },
  }),
  'team.remove': operation({
    method: 'delete', ...both('/agencies/me/team/{id}/'), tag: team, summary: 'Let a colleague in no longer; what he did keeps his name', access: 'member', rate: 'write', params: idParams, status: 204, answer: z.null(),
  }),
} as const
