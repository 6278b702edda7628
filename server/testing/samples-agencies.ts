import { createAccount } from '../identity/accounts.ts'
import { say } from '../house.ts'
import { another } from './things.ts'
import type { Asking, Sample } from './things.ts'
import { testPassword } from './world.ts'

const registration = () => ({
  name: `Agence ${another()}`, license_number: `SN-${another()}`, email: `${another()}@agence.sn`, phone: '+221338000000', address_line1: 'Route de Ngor', city: 'Dakar', country: 'Sénégal', postal_code: '', logo: null,
  subscription_type: 'enterprise',
})
const person = { first_name: 'Awa', last_name: 'Ndiaye', password: testPassword, password_confirm: testPassword }
const colleague = () => ({ email: `${another()}@agence.sn`, phone: '+221771112233', role: 'agent', position: 'Négociatrice', ...person })

/** Somebody new of the agency, so that who is changed is missed by no other test. */
async function newcomer({ world, agency }: Asking): Promise<{ accountId: string; memberId: string }> {
  const { house } = world.server
  const { id: accountId, email } = await createAccount(house, { email: `${another()}@agence.sn`, firstName: 'Ibou', lastName: 'Fall', phone: null, password: null, language: 'fr' })
  const memberId = world.newId()
  await say(house, { kind: 'job', agencyId: agency.id, name: 'test' }, 'member.create', { id: memberId, accountId, email, name: 'Ibou Fall', role: 'agent' })
  return { accountId, memberId }
}

/** Founders are people who are of no agency yet: a client and the operator send the token of somebody new. */
async function founder({ world, caller }: Asking): Promise<{ token?: string }> {
  if (caller !== 'client' && caller !== 'operator') return {}
  const { house } = world.server
  const { id } = await createAccount(house, { email: `${another()}@example.sn`, firstName: 'Awa', lastName: 'Ndiaye', phone: null, password: null, language: 'fr' })
  return { token: (await house.services.sessions.begin(id, { deviceName: 'test', userAgent: null, address: null })).access }
}

const reason = 'Demande de l’agence du 27 novembre'

export const agencySamples = {
  'agencies.register': async (asking: Asking): Promise<Sample> => ({ body: registration(), ...(await founder(asking)) }),
  'agencies.registerWithAgent': (): Sample => ({ body: { ...registration(), ...person } }),
  'agencies.list': (): Sample => ({ query: { page_size: '2' } }),
  'agencies.get': ({ agency }: Asking): Sample => ({ params: { id: agency.id } }),
  'agencies.me': (): Sample => ({}),
  'agencies.updateMe': (): Sample => ({ body: { website: 'https://agence-lagune.sn', commission_rate: '3.50', address_line1: 'Route de Ngor' } }),
  'agencies.updateSettings': ({ agency }: Asking): Sample => ({ params: { id: agency.id }, body: { city: 'Dakar', reason } }),
  'agencies.statistics': ({ agency }: Asking): Sample => ({ params: { id: agency.id } }),
  'agencies.subscription': (): Sample => ({}),
  'plans.list': (): Sample => ({}),
  'agencies.agents': ({ agency }: Asking): Sample => ({ params: { id: agency.id } }),
  'agencies.users': ({ agency }: Asking): Sample => ({ params: { id: agency.id } }),
  'agencies.toggleActive': async (asking: Asking): Promise<Sample> => ({ params: { id: asking.agency.id, user_id: (await newcomer(asking)).accountId }, body: { is_active: false, reason } }),
  'agents.create': (): Sample => ({ body: colleague() }),
  'agents.list': ({ agency }: Asking): Sample => ({ query: { agency: agency.id, is_active: 'true', search: 'diop' } }),
  'agents.get': ({ owner }: Asking): Sample => ({ params: { id: owner.accountId } }),
  'team.list': (): Sample => ({}),
  'team.add': (): Sample => ({ body: colleague() }),
  'team.update': async (asking: Asking): Promise<Sample> => ({ params: { id: (await newcomer(asking)).memberId }, body: { role: 'manager', position: 'Responsable', is_active: true } }),
  'team.givePassword': async (asking: Asking): Promise<Sample> => ({ params: { id: (await newcomer(asking)).memberId }, body: { password: 'sept pirogues rouges', password_confirm: 'sept pirogues rouges' } }),
  'team.remove': async (asking: Asking): Promise<Sample> => ({ params: { id: (await newcomer(asking)).accountId } }),
}
