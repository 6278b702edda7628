import { createAccount } from '../identity/accounts.ts'
import { suspend } from '../agencies/subscriptions.ts'
import { say } from '../house.ts'
import { another } from './things.ts'
import type { Asking, Sample } from './things.ts'
import { testPassword } from './world.ts'

const body = { reason: 'Demandé au téléphone' }

/** An agency of its own for each request, so that acts of the operator leave those of the world alone. */
async function agencyId({ world }: Asking): Promise<string> {
  const { house } = world.server
  const id = world.newId()
  const email = `${another()}@example.sn`
  const account = await createAccount(house, { email, firstName: 'Fatou', lastName: 'Sow', phone: null, password: null, language: 'fr' })
  await say(house, { kind: 'job', agencyId: id, name: 'test' }, 'agency.found', { agencyId: id, name: `Agence ${another()}`, referencePrefix: 'CON', admin: { memberId: world.newId(), accountId: account.id, email, name: 'Fatou Sow' } })
  const now = house.clock()
  await house.store.kysely.insertInto('subscription').values({ agencyId: id, plan: 'trial', licenseNumber: null, startsAt: now, endsAt: now + 86_400_000, maxAgents: 5, maxProperties: 100, maxClients: 500,
    suspendedAt: null, suspendedReason: null, createdAt: now, updatedAt: now }).execute()
  return id
}

async function accountId({ world }: Asking, values: { inactive?: number } = {}): Promise<string> {
  const { id } = await createAccount(world.server.house, { email: `${another()}@example.sn`, firstName: 'Modou', lastName: 'Fall', phone: null, password: testPassword, language: 'fr' })
  if (values.inactive) await world.server.house.store.kysely.updateTable('account').set(values).where('id', '=', id).execute()
  return id
}

export const consoleSamples = {
  'console.me': (): Sample => ({}),
  'console.overview': (): Sample => ({}),
  'console.plans': (): Sample => ({}),
  'console.agencies': (): Sample => ({ query: { state: 'active', search: 'agence', page_size: '5' } }),
  'console.agency': ({ agency }: Asking): Sample => ({ params: { id: agency.id } }),
  'console.changeSubscription': async (asking: Asking): Promise<Sample> => ({
    params: { id: await agencyId(asking) }, body: { plan: 'basic', ends_at: '2030-12-31T23:59:59.999+00:00', max_agents: 8, max_properties: null, max_clients: 900, ...body },
  }),
  'console.suspend': async (asking: Asking): Promise<Sample> => ({ params: { id: await agencyId(asking) }, body }),
  'console.resume': async (asking: Asking): Promise<Sample> => {
    const id = await agencyId(asking)
    await suspend(asking.world.server.house, id, 'Impayé')
    return { params: { id }, body }
  },
  'console.accounts': (): Sample => ({ query: { role: 'agent', page_size: '5' } }),
  'console.account': ({ owner }: Asking): Sample => ({ params: { id: owner.accountId } }),
  'console.sessions': ({ owner }: Asking): Sample => ({ params: { id: owner.accountId } }),
  'console.close': async (asking: Asking): Promise<Sample> => ({ params: { id: await accountId(asking) }, body }),
  'console.reopen': async (asking: Asking): Promise<Sample> => ({ params: { id: await accountId(asking, { inactive: 1 }) }, body }),
  'console.unlock': async (asking: Asking): Promise<Sample> => ({ params: { id: await accountId(asking) }, body }),
  'console.dropFactor': async (asking: Asking): Promise<Sample> => ({ params: { id: await accountId(asking) }, body }),
  'console.endSessions': async (asking: Asking): Promise<Sample> => ({ params: { id: await accountId(asking) }, body }),
  'console.endSession': async (asking: Asking): Promise<Sample> => {
    const { house } = asking.world.server
    const { account } = await house.services.sessions.begin(await accountId(asking), { deviceName: 'other', userAgent: null, address: null })
    return { params: { id: account.sessionId }, body }
  },
  'console.audit': (): Sample => ({ query: { page_size: '3' } }),
  'console.auditActions': (): Sample => ({}),
  'console.work': (): Sample => ({}),
}
