import type { z } from 'zod'
import type { Lead, LeadStatus } from '../../../shared/modules/crm/model-lead.ts'
import { openLeadStatuses } from '../../../shared/modules/crm/model-lead.ts'
import type { ContactBrief, LeadBoard, LeadPage, LeadRow, LeadStatistics, LeadView } from '../../../shared/modules/crm/model-views.ts'
import type { Agency } from '../../../shared/modules/auth/model.ts'
import type { CatalogueRecord } from '../../../shared/modules/properties/index.ts'
import type { DirectoryAgency } from '../../../shared/modules/auth/index.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { Filter, Sort } from '../../../shared/values/filter.ts'
import { addDays, dayOfInstant } from '../../../shared/values/period.ts'
import { ask, newId, say, sayAll } from '../../house.ts'
import type { ActOf, House } from '../../house.ts'
import { invalidField, translate } from '../../http/errors.ts'
import { actorOf, memberActor } from '../caller.ts'
import type { Account } from '../caller.ts'
import type { Call, HandlersOf } from '../operation.ts'
import { page } from '../values.ts'
import type { leadsContract } from './contract-leads.ts'
import { inTheirWords } from './given-wish.ts'
import { momentOf } from './talks.ts'
import { mustKnow } from './seats.ts'
import { leadFields, leadPatchOf } from './leads-given.ts'
import { presentLead } from './leads-present.ts'
import type { leadCreate, LeadGiven } from './shapes.ts'
import { leadSourceWords, leadStatusWords, qualificationWords, toOurs } from './words.ts'

type Member = Pick<Call<unknown, unknown, unknown, 'member'>, 'house' | 'caller' | 'language'>
type Filters = z.output<(typeof leadsContract)['leads.statistics']['query']>

const sortFields = { score: 'score', urgency_score: 'urgency', created_at: 'createdAt', updated_at: 'updatedAt', next_action_date: 'nextActionOn' } as const

function askedOf(query: Filters): { filters: Filter[]; search: string; score: [number | null, number | null] } {
  const filters: Filter[] = []
  const is = (field: string, value: string | undefined) => {
    if (value !== undefined) filters.push({ field, operator: 'is', value })
  }
  is('source', toOurs(leadSourceWords, query.source))
  is('status', toOurs(leadStatusWords, query.status))
  is('qualification', toOurs(qualificationWords, query.qualification))
  is('agentId', query.assigned_agent)
  const since = momentOf(query.created_at__gte, 'created_at__gte')
  const until = momentOf(query.created_at__lte, 'created_at__lte')
  if (since) filters.push({ field: 'createdAt', operator: 'since', value: dayOfInstant(since, 'UTC') })
  // The whole of that day.
  if (until) filters.push({ field: 'createdAt', operator: 'before', value: addDays(dayOfInstant(until, 'UTC'), 1) })
  return { filters, search: query.search, score: [query.score__gte ?? null, query.score__lte ?? null] }
}

const sortOf = (ordering: string | undefined): Sort[] =>
  (ordering?.split(',') ?? []).map((one) => ({ field: sortFields[one.replace('-', '') as keyof typeof sortFields], direction: one.startsWith('-') ? 'desc' : 'asc' }))

async function frameOf({ house, caller, language }: Member) {
  const { name } = await ask<Agency>(house, memberActor(caller), 'agency.get', {})
  return { agencyName: name, t: translate(language) }
}

/** Throws `not_found` for what is not there, or no longer. */
async function leadOf({ house, caller }: Pick<Member, 'house' | 'caller'>, id: string): Promise<LeadRow> {
  return (await viewOf(house, memberActor(caller), id)).row
}

async function viewOf(house: House, actor: Actor, id: string): Promise<LeadView> {
  try {
    return await ask<LeadView>(house, actor, 'leads.get', { id })
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') throw new AppError('not_found', { entity: 'lead', id }, { cause: error })
    throw error
  }
}

const presentOne = async (call: Member, id: string) => presentLead(await leadOf(call, id), await frameOf(call))

/** What is said of a lead besides its facts: each by its own command. */
function movesOf(actor: Actor, id: string, given: LeadGiven, before: Pick<Lead, 'status' | 'qualification' | 'agentId'>): ActOf[] {
  const status = toOurs(leadStatusWords, given.status)
  const qualification = toOurs(qualificationWords, given.qualification)
  if (status === 'won' && before.status !== 'won') throw new AppError('move_not_allowed', { entity: 'lead', from: before.status, to: 'won', field: 'status' })
  return [
    ...(qualification !== undefined && qualification !== before.qualification ? [{ actor, name: 'lead.qualify', input: { id, qualification } }] : []),
    ...(status !== undefined && status !== before.status ? [{ actor, name: 'lead.setStatus', input: { id, to: status, reason: given.lost_reason || null } }] : []),
    // Last: whoever gives it away may not change it any more.
    ...(given.assigned_agent_id !== undefined && given.assigned_agent_id !== before.agentId ? [{ actor, name: 'lead.assign', input: { id, agentId: given.assigned_agent_id } }] : []),
  ]
}

/** What an agency alone says of its leads. */
const agencysOwn = ['status', 'qualification', 'assigned_agent_id', 'next_action', 'next_action_date', 'lost_reason'] as const

/** The agency that somebody outside asks: that of the listing, else the one he names, which must be open to him. */
async function agencyAsked({ house, caller }: { house: House; caller: Account }, body: z.output<typeof leadCreate>): Promise<{ agencyId: string; agencyName: string }> {
  if (body.property_id) {
    const { property, agencyName } = await ask<CatalogueRecord>(house, actorOf(caller), 'catalogue.get', { id: body.property_id })
    if (body.agency_id !== undefined && body.agency_id !== property.agencyId) throw invalidField('agency_id', 'mismatch')
    return { agencyId: property.agencyId, agencyName: agencyName ?? '' }
  }
  if (body.agency_id === undefined) throw invalidField('agency_id', 'required')
  const { rows: [found] } = await ask<{ rows: DirectoryAgency[] }>(house, actorOf(caller), 'catalogue.agencies', { ids: [body.agency_id], offset: 0, limit: 1 })
  if (!found) throw new AppError('not_found', { entity: 'agency', id: body.agency_id })
  return { agencyId: found.id, agencyName: found.name }
}

function factsOf(body: LeadGiven) {
  const facts = leadPatchOf(body, null)
  if (!facts.name) throw invalidField('first_name', 'required')
  if (!facts.email && !facts.phone) throw invalidField('email', 'required')
  return facts
}

export const leadsHandlers: HandlersOf<typeof leadsContract> = {
  'leads.list': async (call) => {
    const { house, caller, query, request } = call
    // Of another agency a member sees none.
    if (query.agency !== undefined && query.agency !== caller.member.agencyId) return page({ publicUrl: house.config.publicUrl, url: request.url }, query, 0, [])
    const { rows, count } = await ask<LeadPage>(house, memberActor(caller), 'leads.page', { ...askedOf(query), sort: sortOf(query.ordering), offset: (query.page - 1) * query.page_size, limit: query.page_size })
    const frame = await frameOf(call)
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, rows.map((row) => presentLead(row, frame)))
  },

  'leads.create': async (call) => {
    const { house, caller, body, language } = call
    const facts = factsOf(body)
    const id = newId(house)
    if (caller.member && !caller.suspended) {
      if (body.agency_id !== undefined && body.agency_id !== caller.member.agencyId) throw new AppError('not_found', { entity: 'agency', id: body.agency_id })
      const actor = memberActor({ member: caller.member })
      await inTheirWords(leadFields, () => sayAll(house, actor.agencyId, [{ actor, name: 'lead.create', input: { id, ...facts } }, ...movesOf(actor, id, body, { status: 'new', qualification: 'cold', agentId: null })], { deviceId: caller.sessionId }))
      return presentOne({ house, caller: { ...caller, member: caller.member }, language }, id)
    }
    for (const field of agencysOwn) if (body[field]) throw new AppError('forbidden', { action: 'lead.create', field })
    const { agencyId, agencyName } = await agencyAsked({ house, caller }, body)
    const actor: Actor = { kind: 'client', agencyId, accountId: caller.accountId, contactIds: [] }
    await inTheirWords(leadFields, () => say(house, actor, 'lead.create', { id, ...facts }, { deviceId: caller.sessionId }))
    // He may not read leads: this one is his own words, read by the program for him.
    const { row } = await viewOf(house, { kind: 'job', agencyId, name: 'lead of a client' }, id)
    return presentLead(row, { agencyName, t: translate(language), own: false })
  },

  'leads.get': async (call) => presentOne(call, call.params.id),

  'leads.update': async (call) => {
    const { house, caller, params: { id }, body } = call
    const before = await leadOf(call, id)
    const actor = memberActor(caller)
    const patch = leadPatchOf(body, before)
    const acts = [...(Object.keys(patch).length ? [{ actor, name: 'lead.update', input: { id, patch } }] : []), ...movesOf(actor, id, body, before)]
    if (acts.length) await inTheirWords(leadFields, () => sayAll(house, actor.agencyId, acts, { deviceId: caller.sessionId }))
    return presentOne(call, id)
  },

  'leads.delete': async (call) => {
    await leadOf(call, call.params.id)
    await say(call.house, memberActor(call.caller), 'lead.delete', { id: call.params.id }, { deviceId: call.caller.sessionId })
    return null
  },

  'leads.assign': async (call) => {
    await leadOf(call, call.params.id)
    await inTheirWords({ agentId: 'agent_id' }, () => say(call.house, memberActor(call.caller), 'lead.assign', { id: call.params.id, agentId: call.body.agent_id }, { deviceId: call.caller.sessionId }))
    return presentOne(call, call.params.id)
  },

  'leads.qualify': async (call) => {
    const { house, caller, params: { id }, body } = call
    await leadOf(call, id)
    await say(house, memberActor(caller), 'lead.qualify', { id, qualification: toOurs(qualificationWords, body.qualification), notes: body.notes || null }, { deviceId: caller.sessionId })
    return presentOne(call, id)
  },

  'leads.convert': async (call) => {
    const { house, caller, params: { id }, body } = call
    const row = await leadOf(call, id)
    const actor = memberActor(caller)
    if (body.client_id !== undefined) await mustKnow(house, actor, body.client_id)
    const contactId = body.client_id ?? (await sameAddress(house, actor, row.email)) ?? newId(house)
    await say(house, actor, 'lead.convert', { id, contactId, searchId: newId(house) }, { deviceId: caller.sessionId })
    return presentOne(call, id)
  },

  'leads.autoAssign': async ({ house, caller, body, language }) => {
    const actor = memberActor(caller)
    if (body.agency_id !== undefined && body.agency_id !== actor.agencyId) throw new AppError('not_found', { entity: 'agency', id: body.agency_id })
    const filters: Filter[] = [{ field: 'agentId', operator: 'isEmpty' }, { field: 'status', operator: 'in', value: [...openLeadStatuses] }]
    const { rows } = await ask<LeadPage>(house, actor, 'leads.page', { filters, search: '', sort: [], offset: 0, limit: 200 })
    const ids = rows.map((row) => row.id)
    if (ids.length) await say(house, actor, 'lead.distribute', { ids }, { deviceId: caller.sessionId })
    // Nobody waiting is no reason to let somebody ask who may not.
    else if (caller.member.role === 'agent') throw new AppError('forbidden', { action: 'lead.distribute' })
    const given = (await Promise.all(ids.map((id) => leadOf({ house, caller }, id)))).filter(({ agentId }) => agentId !== null)
    return { message: translate(language)('server.crm.assigned', { count: given.length }), assigned_count: given.length, assigned: given.map((row) => ({ lead_id: row.id, agent_id: row.agentId!, agent_name: row.agentName })) }
  },

  'leads.statistics': async ({ house, caller, query }) => {
    if (query.agency !== undefined && query.agency !== caller.member.agencyId) throw new AppError('not_found', { entity: 'agency', id: query.agency })
    const { total, byStatus, bySource, byQualification, averageScore, conversionRate } = await ask<LeadStatistics>(house, memberActor(caller), 'leads.statistics', askedOf(query))
    const named = <W extends Record<string, string>>(words: W, counts: Partial<Record<keyof W, number>>) => Object.fromEntries(Object.entries(counts).map(([name, count]) => [words[name]!, count as number]))
    return {
      total_leads: total, by_status: named(leadStatusWords, byStatus), by_source: named(leadSourceWords, bySource), by_qualification: named(qualificationWords, byQualification), avg_score: averageScore ?? 0, conversion_rate: conversionRate ?? 0,
    }
  },

  'leads.pipeline': async (call) => {
    const { house, caller, query, language } = call
    const actor = memberActor(caller)
    const [{ columns }, { total, conversionRate, openValue }, frame] = await Promise.all([
      ask<LeadBoard>(house, actor, 'leads.board', { filters: [], search: '', each: query.limit }), ask<LeadStatistics>(house, actor, 'leads.statistics', { filters: [], search: '' }), frameOf(call),
    ])
    const t = translate(language)
    const stage = (status: Exclude<LeadStatus, 'archived'>) => {
      const column = columns.find((one) => one.status === status)
      return { title: t(`server.crm.stages.${status}`), leads: (column?.rows ?? []).map((row) => presentLead(row, frame)), count: column?.count ?? 0 }
    }
    return {
      pipeline: { new: stage('new'), contacted: stage('contacted'), qualified: stage('qualified'), proposal_sent: stage('proposalSent'), negotiation: stage('negotiation'), won: stage('won'), lost: stage('lost') },
      metrics: { total_leads: total, conversion_rate: conversionRate ?? 0, total_value: openValue },
    }
  },
}

/** The one contact who has this address. Several who share it: nobody is chosen. */
async function sameAddress(house: House, actor: Actor, email: string | null): Promise<string | null> {
  if (email === null) return null
  const found = await ask<ContactBrief[]>(house, actor, 'contacts.alike', { phone: null, email, name: null })
  return found.length === 1 ? found[0]!.id : null
}
