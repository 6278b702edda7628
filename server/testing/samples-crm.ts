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

export const crmSamples = {
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
