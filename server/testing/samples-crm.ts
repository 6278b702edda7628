import type { OperationName } from '../api/index.ts'
import { another, property } from './things.ts'
import type { Asking, Sample } from './things.ts'

/** One good request for each operation about clients and leads, on people whose private fields hold the secret of their agency. */

/** Somebody the owner follows, with what he looks for. */
export async function contact({ world, agency, owner }: Asking, values: Record<string, unknown> = {}): Promise<string> {
  const id = world.newId()
  await world.act(owner, agency, 'contact.create', {
    id, name: `Client ${another()}`, email: `${another()}@example.sn`, clientStatus: 'active', priority: 'medium', notes: agency.secret, roles: ['buyer'], phones: [{ typed: '77 123 45 67', whatsapp: true }], ...values,
  })
  await world.act(owner, agency, 'clientSearch.create', { id: world.newId(), contactId: id, transaction: 'sale', budgetMax: 200_000_000, kinds: ['villa'], notes: agency.secret })
  return id
}

export async function lead({ world, agency, owner }: Asking, values: Record<string, unknown> = {}): Promise<string> {
  const id = world.newId()
  await world.act(owner, agency, 'lead.create', {
    id, name: 'Awa Ndiaye', firstName: 'Awa', lastName: 'Ndiaye', source: 'website', phone: '77 555 44 33', transaction: 'sale', budgetMax: 90_000_000, kinds: ['apartment'], timeframe: 'withinMonth', notes: agency.secret, wish: agency.secret,
    nextAction: agency.secret, ...values,
  })
  return id
}

const about = async (asking: Asking, make: (of: Asking) => Promise<string>): Promise<Sample> => ({ params: { id: await make(asking) } })
/** Said by a member of it; a stranger names the agency. */
const isOurs = ({ world, agency }: Asking): boolean => agency === world.ours

/** A talk and a note of that client beside. */
async function known(asking: Asking): Promise<string> {
  const { world, agency, owner } = asking
  const id = await contact(asking)
  await world.act(owner, agency, 'interaction.create', { id: world.newId(), contactId: id, type: 'call', channel: 'phone', subject: 'Appel', content: agency.secret, at: world.server.house.clock() - 1000 })
  await world.act(owner, agency, 'clientNote.create', { id: world.newId(), contactId: id, content: agency.secret })
  return id
}

async function talk(asking: Asking): Promise<string> {
  const { world, agency, owner } = asking
  const id = world.newId()
  await world.act(owner, agency, 'interaction.create', { id, contactId: await contact(asking), type: 'call', channel: 'phone', subject: 'Appel', content: agency.secret, at: world.server.house.clock() + 60_000, status: 'scheduled' })
  return id
}

async function note(asking: Asking): Promise<string> {
  const { world, agency, owner } = asking
  const id = world.newId()
  await world.act(owner, agency, 'clientNote.create', { id, contactId: await contact(asking), content: agency.secret })
  return id
}

async function task({ world, agency, owner }: Asking): Promise<string> {
  const id = world.newId()
  await world.act(owner, agency, 'task.create', { id, title: 'Rappeler', notes: agency.secret, dueOn: '2027-02-01' })
  return id
}

async function interest(asking: Asking): Promise<string> {
  const { world, agency, owner } = asking
  return ((await world.act(owner, agency, 'interest.track', { contactId: await contact(asking), propertyId: await property(asking), step: 'view', notes: agency.secret })) as { id: string }).id
}

export const crmSamples = {
  'analytics.get': async (asking: Asking) => {
    await known(asking)
    return { query: { period: 'month' } }
  },
  'reports.client': async (asking: Asking) => ({ params: { client_id: await known(asking) } }),
  'reports.agent': async (asking: Asking) => {
    await lead(asking, { agentId: asking.owner.memberId })
    return { params: { agent_id: asking.owner.memberId }, query: { start_date: '2026-01-01', end_date: '2026-12-31' } }
  },
  'reports.agency': async (asking: Asking) => {
    await lead(asking)
    return { params: { agency_id: asking.agency.id }, query: { start_date: '2026-01-01', end_date: '2026-12-31' } }
  },
  'admin.overview': () => ({}),
  'interactions.list': async (asking: Asking) => {
    await talk(asking)
    return { query: { page_size: '3', interaction_type: 'call', scheduled_date__gte: '2026-01-01' } }
  },
  'interactions.create': async (asking: Asking) => ({ body: { client_id: await contact(asking), interaction_type: 'inquiry', subject: 'Prix de la villa', content: 'Est-elle encore libre ?' } }),
  'interactions.get': (asking: Asking) => about(asking, talk),
  'interactions.update': async (asking: Asking) => ({ ...(await about(asking, talk)), body: { subject: 'Visite de la villa', duration_minutes: 30, status: 'completed', outcome: 'successful' } }),
  'interactions.delete': (asking: Asking) => about(asking, talk),
  'interactions.complete': async (asking: Asking) => ({ ...(await about(asking, talk)), body: { outcome: 'successful', notes: 'Rappeler lundi' } }),
  'interactions.followUp': async (asking: Asking) => ({ ...(await about(asking, talk)), body: { follow_up_date: '2027-02-01T10:00:00+00:00', notes: 'Envoyer le plan' } }),
  'notes.list': async (asking: Asking) => {
    await note(asking)
    return { query: { page_size: '3', note_type: 'general', is_pinned: 'false' } }
  },
  'notes.create': async (asking: Asking) => ({ body: { client_profile_id: await contact(asking), title: 'Préférences', content: 'Veut une vue sur mer', note_type: 'general', is_important: true } }),
  'notes.get': (asking: Asking) => about(asking, note),
  'notes.update': async (asking: Asking) => ({ ...(await about(asking, note)), body: { content: 'Veut un jardin', is_important: true } }),
  'notes.delete': (asking: Asking) => about(asking, note),
  'notes.togglePin': (asking: Asking) => about(asking, note),
  'notes.toggleImportant': (asking: Asking) => about(asking, note),
  'tasks.list': async (asking: Asking) => {
    await task(asking)
    return { query: { page_size: '3', when: 'all' } }
  },
  'tasks.create': async (asking: Asking) => ({ body: { title: 'Rappeler', client_id: await contact(asking), due_date: '2027-02-01', due_time: '10:00', priority: 'high', repeat: { every: 1, unit: 'week' } } }),
  'tasks.get': (asking: Asking) => about(asking, task),
  'tasks.update': async (asking: Asking) => ({ ...(await about(asking, task)), body: { due_date: '2027-02-02', priority: 'low' } }),
  'tasks.delete': (asking: Asking) => about(asking, task),
  'tasks.complete': (asking: Asking) => about(asking, task),
  'interests.list': async (asking: Asking) => {
    await interest(asking)
    return { query: { page_size: '3', match_score__gte: '10', interaction_type: 'view' } }
  },
  'interests.create': async (asking: Asking) => ({ body: { client_id: await contact(asking), property_id: await property(asking), interaction_type: 'inquiry', interest_level: 'high' } }),
  'interests.track': async (asking: Asking) => ({ body: { client_id: await contact(asking), property_id: await property(asking), interaction_type: 'favorite' } }),
  'interests.ofClient': async (asking: Asking) => ({ params: { user_id: await contact(asking) }, query: { limit: '5' } }),
  'interests.get': (asking: Asking) => about(asking, interest),
  'interests.update': async (asking: Asking) => ({ ...(await about(asking, interest)), body: { interest_level: 'high', status: 'archived' } }),
  'interests.delete': (asking: Asking) => about(asking, interest),
  'dashboard.agent': async (asking: Asking) => {
    await known(asking)
    await task(asking)
    await lead(asking)
    return {}
  },
  'clients.list': async (asking: Asking) => {
    await contact(asking)
    return { query: { page_size: '3', status: 'active', ordering: '-conversion_score', ...(isOurs(asking) ? {} : { agency: asking.agency.id }) } }
  },
  'clients.create': async (asking: Asking) => ({
    body: {
      ...(isOurs(asking) ? { first_name: 'Moussa', last_name: 'Fall', email: `${another()}@example.sn`, phone: '+221771112233' } : { user_id: await contact(asking) }), max_budget: '90000000.00', min_budget: '40000000', preferred_property_types: ['apartment'],
      preferred_cities: ['Dakar'], min_bedrooms: 3, must_have_features: ['has_parking'], tags: ['vip'], financing_status: 'pre_approved',
    },
  }),
  'clients.createFull': () => ({
    body: { user: { first_name: 'Aminata', last_name: 'Ba', email: `${another()}@example.sn`, phone: '+221772223344' }, profile: { max_budget: '400000.00', transaction: 'rent', preferred_locations: ['Almadies'], marital_status: 'married' } },
  }),
  'clients.get': (asking: Asking) => about(asking, contact),
  'clients.update': async (asking: Asking) => ({ ...(await about(asking, contact)), body: { max_budget: '120000000.00', min_bedrooms: 2, phone: '+221775556677', tags: ['vip'], preferred_contact_method: 'whatsapp', date_of_birth: '1985-03-02' } }),
  'clients.delete': (asking: Asking) => about(asking, contact),
  'clients.matches': async (asking: Asking) => {
    await property(asking)
    return { ...(await about(asking, contact)), query: { limit: '3', min_score: '40' } }
  },
  'clients.updateActivity': (asking: Asking) => about(asking, contact),
  'clients.dashboard': (asking: Asking) => about(asking, known),
  'clients.stats': (asking: Asking) => about(asking, known),
  'clients.interactions': async (asking: Asking) => ({ ...(await about(asking, known)), query: { interaction_type: 'call', limit: '5' } }),
  'clients.addInteraction': async (asking: Asking) => ({
    ...(await about(asking, contact)), body: { agent_id: asking.owner.memberId, interaction_type: 'call', channel: 'phone', subject: 'Appel de suivi', content: 'Client intéressé par la propriété', priority: 'medium', status: 'scheduled', scheduled_date: '2027-02-01T10:00:00+00:00' },
  }),
  'clients.notes': async (asking: Asking) => ({ ...(await about(asking, known)), query: { limit: '5' } }),
  'clients.addNote': async (asking: Asking) => ({ ...(await about(asking, contact)), body: { title: 'Préférences', content: 'Veut une vue sur mer', note_type: 'follow_up', is_pinned: true, reminder_date: '2027-02-01T10:00:00+00:00' } }),
  'clients.tags': async (asking: Asking) => ({ ...(await about(asking, contact)), body: { tags: ['vip', 'investisseur'] } }),
  'clients.contact': async (asking: Asking) => ({ ...(await about(asking, contact)), body: { method: 'whatsapp', subject: 'Visite', message: 'Bonjour, la villa est libre.' } }),
  'matching.find': async (asking: Asking) => {
    await property(asking)
    return { body: { client_id: await contact(asking), limit: 3, min_score: 40 } }
  },
  'matching.score': async (asking: Asking) => ({ body: { client_id: await contact(asking), property_id: await property(asking) } }),
  'dashboard.client': () => ({}),
  'leads.list': async (asking: Asking) => {
    await lead(asking)
    return { query: { page_size: '3', status: 'new', ordering: '-score' } }
  },
  'leads.create': async (asking: Asking) => {
    const { caller, agency } = asking
    const stranger = caller === 'client' || caller === 'operator' || caller === 'anonymous'
    return {
      body: {
        first_name: 'Awa', last_name: 'Ndiaye', email: `${another()}@example.sn`, phone: '+221771234567', source: 'walk_in', property_type_interest: 'appartement', budget_range: '50000000-100000000', location_interest: 'Dakar',
        timeframe: 'within_3_months', notes: 'Lead de test', ...(stranger ? { property_id: await property(asking) } : isOurs(asking) ? { qualification: 'warm' } : { agency_id: agency.id }),
      },
    }
  },
  'leads.get': (asking: Asking) => about(asking, lead),
  'leads.update': async (asking: Asking) => ({ ...(await about(asking, lead)), body: { status: 'contacted', next_action: 'Rappeler', next_action_date: '2027-01-15', budget_range: '60000000-120000000' } }),
  'leads.delete': (asking: Asking) => about(asking, lead),
  'leads.assign': async (asking: Asking) => ({ ...(await about(asking, lead)), body: { agent_id: asking.world.ours.agent.memberId } }),
  'leads.qualify': async (asking: Asking) => ({ ...(await about(asking, lead)), body: { qualification: 'hot', notes: 'Budget confirmé' } }),
  'leads.convert': async (asking: Asking) => ({ ...(await about(asking, lead)), body: { convert_to_client: true } }),
  'leads.autoAssign': async (asking: Asking) => {
    await lead(asking)
    return { body: { agency_id: asking.agency.id } }
  },
  'leads.statistics': async (asking: Asking) => {
    await lead(asking)
    return { query: { agency: asking.agency.id } }
  },
  'leads.pipeline': async (asking: Asking) => {
    await lead(asking)
    return { query: { limit: '3' } }
  },
} satisfies Partial<Record<OperationName, (asking: Asking) => Sample | Promise<Sample>>>
