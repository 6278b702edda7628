import type { ClientsAsked, InterestsAsked } from '../../../shared/modules/crm/index.ts'
import type { ClientOffer, ClientRow, ContactBrief, InterestPage, NotePage, PhoneView, TalkPage } from '../../../shared/modules/crm/model-views.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import { ask, newId, say, sayAll } from '../../house.ts'
import type { ActOf, House } from '../../house.ts'
import { invalidField, translate } from '../../http/errors.ts'
import { actorOf, memberActor } from '../caller.ts'
import type { Account } from '../caller.ts'
import type { HandlersOf } from '../operation.ts'
import { isoOf, page } from '../values.ts'
import { clientFields, personOf, searchOf, standingOf } from './clients-given.ts'
import { explain, presentClient, presentOffer, whatsappUrl } from './clients-present.ts'
import type { clientsContract } from './contract-clients.ts'
import { inTheirWords } from './given-wish.ts'
import { offersFor } from './offers.ts'
import { mustKnow, oneOver, pageOver, seatFor, seatsOf } from './seats.ts'
import type { ClientGiven } from './shapes.ts'
import { addNote, addTalk, everyNote, everyTalk, presentNote, presentTalk } from './talks.ts'
import { clientStatusWords, financingWords, priorityWords, talkStatusWords, talkTypeWords, toOurs } from './words.ts'

export const everyone: Omit<ClientsAsked, 'offset' | 'limit'> = { id: null, search: '', status: null, priority: null, financing: null, scoreMin: null, scoreMax: null, needsFollowUp: null, sort: [] }
export const everyInterest: Omit<InterestsAsked, 'offset' | 'limit'> = { id: null, contactId: null, propertyId: null, step: null, level: null, state: null, scoreMin: null, scoreMax: null }
const sortFields = { conversion_score: 'conversion', created_at: 'createdAt', updated_at: 'updatedAt', total_properties_viewed: 'seen' } as const
/** From here on a property is worth showing beside a client. */
const shown = { least: 30, limit: 5 }

type Seen = { row: ClientRow; seat: Actor }
const seen = (house: House, caller: Account, id: string): Promise<Seen> => oneOver<ClientRow>(house, caller, 'clients.page', { ...everyone, id } as { id: string }, 'contact')

export async function presentRows(house: House, seats: readonly Actor[], rows: readonly ClientRow[]) {
  const offers = new Map((await Promise.all(seats.map(async (seat) => [...(await offersFor(house, seat, rows.filter(({ contact }) => contact.agencyId === seat.agencyId).map(({ contact }) => contact.id), shown))]))).flat())
  return rows.map((row) => presentClient(row, (offers.get(row.contact.id) ?? []).map(({ row: found, found: { score } }) => presentOffer(house, found, score))))
}

const presentSeen = async (house: House, { row, seat }: Seen) => (await presentRows(house, [seat], [row]))[0]!

const talksOf = (house: House, seat: Actor, asked: object, limit: number) => ask<TalkPage>(house, seat, 'clients.interactions', { ...everyTalk, ...asked, offset: 0, limit })
const interestsOf = (house: House, seat: Actor, asked: object, limit: number) => ask<InterestPage>(house, seat, 'clients.interests', { ...everyInterest, ...asked, offset: 0, limit })

/** What was done last: a talk that was held, a step with a property. */
async function lastActivity(house: House, seat: Actor, { contact: { id }, lastLook }: ClientRow): Promise<string | null> {
  const { rows: [talk] } = await talksOf(house, seat, { contactId: id, status: 'completed' }, 1)
  const at = Math.max(talk?.completedAt ?? talk?.at ?? 0, lastLook ?? 0)
  return at === 0 ? null : isoOf(at)
}

async function dashboardOf(house: House, { row, seat }: Seen) {
  const contactId = row.contact.id
  const [profile, recent, visits, last] = await Promise.all([
    presentSeen(house, { row, seat }), talksOf(house, seat, { contactId }, 5), talksOf(house, seat, { contactId, type: 'visit', status: 'scheduled', from: house.clock() }, 5), lastActivity(house, seat, row),
  ])
  return {
    profile, recent_interactions: recent.rows.map(presentTalk), upcoming_visits: visits.rows.map(presentTalk),
    // There are no reservations on this platform yet.
    reservations: [], matching_properties: profile.matching_properties, activity_summary: { total_interests: row.interests, total_inquiries: row.inquiries, conversion_score: row.conversion, last_activity: last },
  }
}

const saysSearch = (patch: object): boolean => Object.keys(patch).length > 0

/** The acts that make a client of what was said; `contactId` is somebody known already. */
async function newClient(house: House, actor: Actor, given: ClientGiven, contactId: string | null): Promise<{ id: string; acts: ActOf[] }> {
  const id = contactId ?? newId(house)
  const search = searchOf(given, null)
  const tenant = search.transaction === 'rent' || search.transaction === 'shortStay'
  const role = saysSearch(search) ? (tenant ? 'tenant' : 'buyer') : 'prospect'
  const standing = { clientStatus: 'prospect', priority: 'medium', ...standingOf(given) } as const
  const acts: ActOf[] = []
  const act = (name: string, input: object) => acts.push({ actor, name, input: { id, ...input } })
  if (contactId === null) {
    const person = personOf(given, null)
    if (!person.name) throw invalidField('first_name', 'required')
    if (standing.email) await mustBeNew(house, actor, standing.email)
    act('contact.create', { ...person, ...standing, roles: [role], phones: given.phone ? [{ typed: given.phone, whatsapp: given.whatsapp ?? false }] : [] })
  } else {
    await mustKnow(house, actor, contactId)
    act('contact.update', { patch: { ...personOf(given, null), ...standing } })
    act('contact.setRoles', { add: [role] })
  }
  if (saysSearch(search)) acts.push({ actor, name: 'clientSearch.create', input: { id: newId(house), contactId: id, transaction: 'sale', ...search } })
  if (given.tags?.length) act('contact.setTags', { add: given.tags })
  return { id, acts }
}

/** Nobody is turned into somebody else: whoever has this address already is named by his id. */
async function mustBeNew(house: House, actor: Actor, email: string): Promise<void> {
  const found = await ask<ContactBrief[]>(house, actor, 'contacts.alike', { phone: null, email, name: null })
  if (found.length) throw new AppError('already_exists', { entity: 'contact', field: 'email' })
}

/** What an agency alone says of its clients; the same again is no change. */
function mustBeOwn(given: ClientGiven, { contact, phones }: ClientRow): void {
  const same: Partial<Record<keyof ClientGiven, unknown>> = { status: clientStatusWords[contact.clientStatus ?? 'prospect'], email: contact.email, phone: phones[0]?.e164 ?? phones[0]?.typed ?? null, whatsapp: phones[0]?.whatsapp ?? false, agent_id: contact.agentId }
  for (const field of ['status', 'priority_level', 'tags', 'agent_id', 'email', 'phone', 'whatsapp'] as const) {
    const value = given[field]
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0) || value === same[field]) continue
    throw new AppError('forbidden', { action: 'contact.update', field })
  }
}

function changesOf(house: House, seat: Actor, row: ClientRow, given: ClientGiven): ActOf[] {
  const id = row.contact.id
  const outside = seat.kind === 'client'
  const person = personOf(given, row.contact)
  const patch = outside ? person : { ...person, ...standingOf(given) }
  const search = searchOf(given, row.search)
  const acts: ActOf[] = []
  const act = (name: string, input: object) => acts.push({ actor: seat, name, input })
  if (saysSearch(patch)) act(outside ? 'contact.describeSelf' : 'contact.update', { id, patch })
  if (!outside && (given.phone !== undefined || given.whatsapp !== undefined)) act('contact.setPhones', { id, phones: phonesOf(given, row.phones) })
  if (!outside && given.tags) act('contact.setTags', tagChange(id, row.tags, given.tags))
  if (saysSearch(search)) {
    if (row.search) act('clientSearch.update', { id: row.search.id, patch: search })
    else act('clientSearch.create', { id: newId(house), contactId: id, transaction: 'sale', ...search })
  }
  return acts
}

/** The first number is the one that the mobile client knows; the others stay. */
function phonesOf(given: ClientGiven, known: readonly PhoneView[]) {
  const kept = known.map(({ typed, whatsapp, wave, orangeMoney }) => ({ typed, whatsapp, wave, orangeMoney }))
  const [first, ...others] = kept
  if (given.phone === null || given.phone === '') return others
  if (given.phone === undefined || given.phone === known[0]?.e164) return first ? [{ ...first, ...(given.whatsapp === undefined ? {} : { whatsapp: given.whatsapp }) }, ...others] : []
  return [{ typed: given.phone, whatsapp: given.whatsapp ?? false }, ...others].slice(0, 10)
}

const tagChange = (id: string, before: readonly string[], after: readonly string[]) => ({ id, add: after.filter((tag) => !before.includes(tag)), remove: before.filter((tag) => !after.includes(tag)) })

export const clientsHandlers: HandlersOf<typeof clientsContract> = {
  'clients.list': async ({ house, caller, query, request }) => {
    const seats = (await seatsOf(house, caller)).filter(({ agencyId }) => query.agency === undefined || agencyId === query.agency)
    const sort = (query.ordering?.split(',') ?? []).map((one) => ({ field: sortFields[one.replace('-', '') as keyof typeof sortFields], direction: one.startsWith('-') ? ('desc' as const) : ('asc' as const) }))
    const asked: ClientsAsked = {
      id: null, search: query.search, status: toOurs(clientStatusWords, query.status) ?? null, priority: toOurs(priorityWords, query.priority_level) ?? null, financing: toOurs(financingWords, query.financing_status) ?? null,
      scoreMin: query.conversion_score__gte ?? null, scoreMax: query.conversion_score__lte ?? null, needsFollowUp: query.needs_follow_up ?? null, sort, offset: (query.page - 1) * query.page_size, limit: query.page_size,
    }
    const { rows, count } = await pageOver<ClientRow>(house, seats, 'clients.page', asked)
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, await presentRows(house, seats, rows))
  },

  'clients.create': async ({ house, caller, body }) => {
    const { user_id: known, ...given } = body
    const actor = memberActor(caller)
    const { id, acts } = await newClient(house, actor, given, known ?? null)
    await inTheirWords(clientFields, () => sayAll(house, actor.agencyId, acts, { deviceId: caller.sessionId }))
    return presentSeen(house, await seen(house, caller, id))
  },

  'clients.createFull': async ({ house, caller, body }) => {
    const actor = memberActor(caller)
    const { id, acts } = await newClient(house, actor, { ...body.profile, ...body.user }, null)
    await inTheirWords(clientFields, () => sayAll(house, actor.agencyId, acts, { deviceId: caller.sessionId }))
    return presentSeen(house, await seen(house, caller, id))
  },

  'clients.get': async ({ house, caller, params }) => presentSeen(house, await seen(house, caller, params.id)),

  'clients.update': async ({ house, caller, params, body }) => {
    const { row, seat } = await seen(house, caller, params.id)
    if (seat.kind === 'client') mustBeOwn(body, row)
    const acts = changesOf(house, seat, row, body)
    if (acts.length) await inTheirWords(clientFields, () => sayAll(house, seat.agencyId, acts, { deviceId: caller.sessionId }))
    return presentSeen(house, await seen(house, caller, params.id))
  },

  'clients.delete': async ({ house, caller, params }) => {
    const { seat } = await seen(house, caller, params.id)
    await say(house, seat, 'contact.delete', { id: params.id }, { deviceId: caller.sessionId })
    return null
  },

  'clients.matches': async ({ house, caller, params, query }) => {
    const { seat } = await seen(house, caller, params.id)
    const offers = await offersFor(house, seat, [params.id], { least: query.min_score, limit: query.limit })
    return (offers.get(params.id) ?? []).map(({ row, found }) => presentOffer(house, row, found.score))
  },

  'clients.updateActivity': async ({ house, caller, params }) => {
    const { row } = await seen(house, caller, params.id)
    return { total_properties_viewed: row.interests, total_inquiries_made: row.inquiries, conversion_score: row.conversion ?? 0 }
  },

  'clients.dashboard': async ({ house, caller, params }) => dashboardOf(house, await seen(house, caller, params.id)),

  'clients.stats': async ({ house, caller, params: { id } }) => {
    const { row, seat } = await seen(house, caller, id)
    const talks = async (asked: object): Promise<number> => (await talksOf(house, seat, { contactId: id, ...asked }, 1)).count
    const interests = async (asked: object): Promise<number> => (await interestsOf(house, seat, { contactId: id, ...asked }, 1)).count
    const [total, completed, recent, visits, all, active, last] = await Promise.all([
      talks({}), talks({ status: 'completed' }), talks({ from: house.clock() - 30 * 86_400_000, to: house.clock() }), talks({ type: 'visit' }), interests({}), interests({ state: 'active' }), lastActivity(house, seat, row),
    ])
    return {
      profile: {
        conversion_score: row.conversion, status: clientStatusWords[row.contact.clientStatus ?? 'prospect'], priority_level: row.contact.priority === null ? null : priorityWords[row.contact.priority],
        total_properties_viewed: row.interests, total_inquiries_made: row.inquiries,
      },
      interactions: { total, completed, recent_30_days: recent }, interests: { total: all, active }, visits: { total: visits }, last_activity: last,
    }
  },

  'clients.interactions': async ({ house, caller, params, query }) => {
    const { seat } = await seen(house, caller, params.id)
    const { rows } = await talksOf(house, seat, { contactId: params.id, type: toOurs(talkTypeWords, query.interaction_type) ?? null, status: toOurs(talkStatusWords, query.status) ?? null }, query.limit)
    return rows.map(presentTalk)
  },

  'clients.addInteraction': async ({ house, caller, params, body }) => {
    const { seat } = await seen(house, caller, params.id)
    return addTalk(house, seat, { contactId: params.id, leadId: null }, body, caller.sessionId)
  },

  'clients.notes': async ({ house, caller, params, query }) => {
    const { seat } = await seen(house, caller, params.id)
    return (await ask<NotePage>(house, seat, 'clients.notes', { ...everyNote, contactId: params.id, offset: 0, limit: query.limit })).rows.map(presentNote)
  },

  'clients.addNote': async ({ house, caller, params, body }) => {
    const { seat } = await seen(house, caller, params.id)
    return addNote(house, seat, { contactId: params.id, leadId: null }, body, caller.sessionId)
  },

  'clients.tags': async ({ house, caller, params, body, language }) => {
    const { row, seat } = await seen(house, caller, params.id)
    await say(house, seat, 'contact.setTags', tagChange(params.id, row.tags, body.tags), { deviceId: caller.sessionId })
    return { tags: (await seen(house, caller, params.id)).row.tags, message: translate(language)('server.crm.tagged') }
  },

  'clients.contact': async ({ house, caller, params, body, language }) => {
    const { row, seat } = await seen(house, caller, params.id)
    const t = translate(language)
    const { method, message = '' } = body
    const channels = { call: 'phone', phone: 'phone', email: 'email', sms: 'sms', whatsapp: 'whatsapp' } as const
    const types = { call: 'call', phone: 'call', email: 'email', sms: 'sms', whatsapp: 'sms' } as const
    const given = { interaction_type: types[method], channel: channels[method], subject: body.subject || t(`server.crm.talks.${types[method] === 'sms' ? 'message' : types[method]}`), content: message, status: 'completed' as const }
    const interaction = await addTalk(house, seat, { contactId: params.id, leadId: null }, given, caller.sessionId)
    return { message: t('server.crm.contacted'), interaction, whatsapp_url: method === 'whatsapp' ? whatsappUrl(row.phones, message) : null }
  },

  'matching.find': async ({ house, caller, body, language }) => {
    const seat = await seatFor(house, caller, body.client_id)
    const { row } = await seen(house, caller, body.client_id)
    const offers = await offersFor(house, seat, [row.contact.id], { least: body.min_score, limit: body.limit })
    return (offers.get(row.contact.id) ?? []).map(({ row: property, found }) => {
      const match = explain(found, translate(language), true)
      return { ...presentOffer(house, property, found.score), match_explanation: match, recommendations: match.recommendations }
    })
  },

  'matching.score': async ({ house, caller, body, language }) => {
    const { row, seat } = await seen(house, caller, body.client_id)
    // Whoever may not see the property is told nothing of it.
    const { property } = await ask<{ property: { agencyId: string } }>(house, actorOf(caller), 'catalogue.get', { id: body.property_id })
    if (property.agencyId !== seat.agencyId) throw new AppError('not_found', { entity: 'property', id: body.property_id })
    const [found] = await ask<ClientOffer[]>(house, seat, 'clients.offers', { contactIds: [body.client_id], propertyId: body.property_id, least: 0, limit: 1 })
    const match = explain(found ?? null, translate(language), row.search !== null)
    return { match_score: match.overall_score, match_explanation: match }
  },

  'dashboard.client': async ({ house, caller }) => {
    const seats = (await seatsOf(house, caller)).filter(({ kind }) => kind === 'client')
    const { rows } = await pageOver<ClientRow>(house, seats, 'clients.page', { ...everyone, offset: 0, limit: 20 } as { offset: number; limit: number })
    const agencies = await Promise.all(rows.map((row) => dashboardOf(house, { row, seat: seats.find(({ agencyId }) => agencyId === row.contact.agencyId)! })))
    return { ...agencies[0], agencies }
  },
}
