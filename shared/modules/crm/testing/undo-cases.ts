import { testId } from '../../../command/testing/desk.ts'
import type { CommandName } from '../../../contract/commands.ts'
import type { TestAgency } from '../../testing/agency.ts'

/** Every command of clients, said so that undoing it has something to put back. */
export const crmUndoCases: [CommandName, (agency: TestAgency) => Promise<unknown>][] = [
  ['contact.setTags', async (desk) => {
    const id = await desk.contact(1)
    await desk.act('contact.setTags', { id, add: ['vip', 'investisseur'] })
    return { id, add: ['premier achat'], remove: ['VIP'] }
  }],
  ['contact.merge', async (desk) => twoOfOne(desk)],
  ['clientSearch.create', async (desk) => ({ id: testId('search'), contactId: await desk.contact(1), transaction: 'rent', budgetMax: 400_000, kinds: ['apartment'], mustHave: ['elevator'] })],
  ['clientSearch.update', async (desk) => ({ id: await search(desk), patch: { state: 'paused', budgetMin: 1, places: [{ region: 'Dakar', department: null, commune: null, quartier: 'Ngor' }] } })],
  ['clientSearch.delete', async (desk) => ({ id: await search(desk) })],
  ['lead.create', async () => ({ id: testId('lead'), name: 'Awa', source: 'whatsapp', phone: '77 123 45 67', whatsapp: true })],
  ['lead.update', async (desk) => ({ id: await lead(desk), patch: { phone: '78 111 22 33', budgetMax: 80_000_000, name: 'Autre' } })],
  ['lead.delete', async (desk) => ({ id: await lead(desk) })],
  ['lead.setStatus', async (desk) => ({ id: await lead(desk), to: 'lost', reason: 'A acheté ailleurs' })],
  ['lead.qualify', async (desk) => ({ id: await lead(desk), qualification: 'hot', notes: 'Budget confirmé' })],
  ['lead.assign', async (desk) => ({ id: await lead(desk), agentId: desk.ibou.memberId })],
  ['lead.distribute', async (desk) => ({ ids: [await lead(desk), await lead(desk, 2)] })],
  ['lead.convert', async (desk) => {
    const id = await lead(desk, 1, { transaction: 'rent', budgetMax: 300_000, propertyId: await desk.property(9), notes: 'n' })
    await desk.act('interaction.create', { id: testId('talk'), leadId: id, type: 'call', channel: 'phone', subject: 'Premier appel', at: 1 })
    await desk.act('clientNote.create', { id: testId('note'), leadId: id, content: 'x' })
    await desk.act('task.create', { id: testId('task'), leadId: id, title: 'x' })
    return { id, contactId: testId('contact', 'of lead'), searchId: testId('search', 'of lead') }
  }],
  ['interaction.create', async (desk) => ({ id: testId('talk'), leadId: await lead(desk), type: 'call', channel: 'phone', subject: 'Appel', at: 1 })],
  ['interaction.update', async (desk) => ({ id: await talk(desk), patch: { subject: 'Autre', content: 'c', at: 5 } })],
  ['interaction.delete', async (desk) => ({ id: await talk(desk) })],
  ['interaction.setStatus', async (desk) => ({ id: await talk(desk), to: 'completed', outcome: 'callbackRequested', notes: 'Rappeler lundi' })],
  ['clientNote.create', async (desk) => ({ id: testId('note'), contactId: await desk.contact(1), content: 'x', isPinned: true })],
  ['clientNote.update', async (desk) => ({ id: await note(desk), patch: { content: 'y', isImportant: true } })],
  ['clientNote.delete', async (desk) => ({ id: await note(desk) })],
  ['task.create', async (desk) => ({ id: testId('task'), contactId: await desk.contact(1), title: 'x', dueOn: '2026-12-01', repeat: { every: 1, unit: 'month', until: null } })],
  ['task.update', async (desk) => ({ id: await task(desk), patch: { title: 'y', dueOn: '2026-12-05', dueTime: '09:30' } })],
  ['task.delete', async (desk) => ({ id: await task(desk) })],
  ['task.setState', async (desk) => ({ id: await task(desk), to: 'done' })],
  ['interest.track', async (desk) => ({ contactId: await desk.contact(1), propertyId: await desk.property(1), step: 'visitRequest', notes: 'n' })],
  ['interest.update', async (desk) => ({ id: await interest(desk), patch: { level: 'veryHigh', state: 'lost' } })],
  ['alertMessage.setState', async (desk) => ({ id: await alertMessageOf(desk), to: 'sent', text: 'Bonjour' })],
  ['interest.delete', async (desk) => ({ id: await interest(desk) })],
]

export async function lead(desk: TestAgency, label: number | string = 1, more: object = {}, actor = desk.admin): Promise<string> {
  await desk.act('lead.create', { id: testId('lead', label), name: `Lead ${label}`, source: 'website', phone: '77 123 45 67', ...more }, actor)
  return testId('lead', label)
}

async function search(desk: TestAgency): Promise<string> {
  await desk.act('clientSearch.create', { id: testId('search'), contactId: await desk.contact(1), transaction: 'sale', budgetMax: 90_000_000 })
  return testId('search')
}

async function talk(desk: TestAgency): Promise<string> {
  await desk.act('interaction.create', { id: testId('talk'), contactId: await desk.contact(1), type: 'meeting', channel: 'inPerson', subject: 'Rendez-vous', at: 1, status: 'scheduled' })
  return testId('talk')
}

async function note(desk: TestAgency): Promise<string> {
  await desk.act('clientNote.create', { id: testId('note'), contactId: await desk.contact(1), content: 'x' })
  return testId('note')
}

async function task(desk: TestAgency): Promise<string> {
  await desk.act('task.create', { id: testId('task'), contactId: await desk.contact(1), title: 'x', dueOn: '2026-11-01', repeat: { every: 1, unit: 'week', until: null } })
  return testId('task')
}

async function interest(desk: TestAgency): Promise<string> {
  return ((await desk.act('interest.track', { contactId: await desk.contact(1), propertyId: await desk.property(1), step: 'view' })).value as { id: string }).id
}

/** A message that a saved search made for a client of this member. */
export async function alertMessageOf(desk: TestAgency, label: number | string = 1, actor = desk.admin): Promise<string> {
  const contactId = await desk.contact(`alert ${label}`, { phones: [{ typed: '77 123 45 67' }] }, actor)
  const [searchId, propertyId] = [testId('search', `alert ${label}`), await desk.property(`alert ${label}`, {}, { status: 'available' }, actor)]
  await desk.act('contact.setConsent', { id: contactId, purpose: 'service', channel: 'whatsapp', given: true, day: '2026-11-01' }, actor)
  await desk.act('clientSearch.create', { id: searchId, contactId, transaction: 'rent', kinds: ['apartment'], alerts: 'immediate' }, actor)
  const { value } = await desk.act('alertMessage.tell', { contactId, found: [{ searchId, total: 1, properties: [{ id: propertyId, score: 100 }] }], gone: [] }, { kind: 'job', agencyId: desk.agencyId, name: 'alerts' })
  return (value as { messageId: string }).messageId
}

/** One person met twice, with something of everything on both records. */
export async function twoOfOne(desk: TestAgency): Promise<{ into: string; from: string }> {
  const into = await desk.contact('into', { name: 'Awa Ndiaye', email: 'awa@example.sn', roles: ['buyer'], phones: [{ typed: '77 123 45 67' }], notes: 'Préfère le matin', clientStatus: 'prospect' })
  const from = await desk.contact('from', {
    name: 'Mme Ndiaye', birthDate: '1980-05-02', address: 'Fann', roles: ['buyer', 'owner'], phones: [{ typed: '+221 77 123 45 67', whatsapp: true }, { typed: '78 111 22 33', wave: true }], notes: 'A deux enfants', clientStatus: 'client', priority: 'high',
  })
  const [shared, own] = [await desk.property('seen by both'), await desk.property('of the other', { ownerId: from })]
  await desk.act('contact.setTags', { id: into, add: ['vip'] })
  await desk.act('contact.setTags', { id: from, add: ['VIP', 'diaspora'] })
  await desk.act('contact.setConsent', { id: into, purpose: 'marketing', channel: 'sms', given: true, day: '2026-10-01' })
  await desk.act('contact.setConsent', { id: from, purpose: 'marketing', channel: 'sms', given: false, day: '2026-11-01' })
  await desk.act('contact.setConsent', { id: from, purpose: 'service', channel: 'email', given: true, day: '2026-11-01' })
  await desk.act('clientSearch.create', { id: testId('search of from'), contactId: from, transaction: 'sale' })
  await desk.act('interaction.create', { id: testId('talk of from'), contactId: from, type: 'call', channel: 'phone', subject: 'Appel', at: 1 })
  await desk.act('clientNote.create', { id: testId('note of from'), contactId: from, content: 'x' })
  await desk.act('task.create', { id: testId('task of from'), contactId: from, title: 'x' })
  await desk.act('interest.track', { contactId: into, propertyId: shared, step: 'visitScheduled', notes: 'Aime la cour' })
  await desk.act('interest.track', { contactId: from, propertyId: shared, step: 'view', notes: 'Vu en vitrine' })
  await desk.act('interest.track', { contactId: from, propertyId: own, step: 'favorite' })
  return { into, from }
}
