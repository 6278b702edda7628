import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testId } from '../../../command/testing/desk.ts'
import type { OpenStore } from '../../../command/testing/stores.ts'
import type { Store } from '../../../database/store.ts'
import { openAgency } from '../../testing/agency.ts'
import type { TestAgency } from '../../testing/agency.ts'
import type { AgencyReport, AgentReport, ClientReport } from '../model-reports.ts'

export const period = { from: '2026-10-01', to: '2026-11-30' }

/** Four months of two agents, all of it by commands: what reports say of it is known beforehand. */
export async function busyAgency(store: Store, name: string): Promise<TestAgency> {
  const desk = await openAgency(store, name)
  const end = desk.now
  const { fatou, ibou } = desk
  const at = (month: number, date: number, hours = 9): number => Date.UTC(2026, month - 1, date, hours)
  const lead = (label: string, more: object = {}) => desk.act('lead.create', { id: testId('lead', label), name: `Prospect ${label}`, source: 'website', agentId: fatou.memberId, phone: '77 555 44 33', ...more })
  const talk = (label: string, more: object) => desk.act('interaction.create', { id: testId('talk', label), type: 'call', channel: 'phone', subject: `Échange ${label}`, agentId: fatou.memberId, at: desk.now, ...more })

  desk.now = at(8, 3)
  await lead('august')
  desk.now = at(10, 5)
  await lead('answered', { source: 'referral' })
  await talk('asked', { leadId: testId('lead', 'answered'), type: 'inquiry', at: at(10, 5, 10) })
  await lead('=HYPERLINK("http://x")')
  desk.now = at(10, 5, 13)
  await talk('first', { leadId: testId('lead', 'answered') })
  desk.now = at(10, 20)
  await desk.act('lead.convert', { id: testId('lead', 'answered'), contactId: testId('contact', 'of answered'), searchId: testId('search', 'of answered') }, fatou)
  await desk.act('lead.convert', { id: testId('lead', 'august'), contactId: testId('contact', 'of august'), searchId: testId('search', 'of august') }, fatou)
  await lead('lost', { source: 'walkIn' })
  await desk.act('lead.setStatus', { id: testId('lead', 'lost'), to: 'lost', reason: 'Acheté ailleurs' }, fatou)
  desk.now = at(11, 10)
  await lead('of ibou', { agentId: ibou.memberId, source: 'whatsapp' })
  await lead('nobody’s', { agentId: null })
  await lead('erased')
  await desk.act('lead.delete', { id: testId('lead', 'erased') })

  const client = await desk.contact('client', {
    name: 'Mme Aïssatou Ndiaye', email: 'aissatou@example.sn', clientStatus: 'active', priority: 'high', agentId: fatou.memberId, notes: 'Préfère le calme.', roles: ['buyer'], phones: [{ typed: '77 123 45 67', whatsapp: true }, { typed: '33 824 00 11' }], birthDate: '1984-05-12',
  })
  await desk.act('contact.setTags', { id: client, add: ['vip'] })
  await desk.act('contact.setConsent', { id: client, purpose: 'service', channel: 'whatsapp', given: true, day: '2026-11-01', source: 'Au téléphone' })
  await desk.act('clientSearch.create', { id: testId('search', 'family'), contactId: client, title: 'Pour la famille', transaction: 'sale', budgetMin: 80_000_000, budgetMax: 150_000_000, kinds: ['villa'], bedroomsMin: 4, mustHave: ['parking'] })
  const villa = await desk.property('villa', { title: 'Villa aux Almadies', kind: 'villa', transaction: 'sale', agentId: fatou.memberId }, {}, fatou)
  await desk.act('property.setStatus', { id: villa, to: 'available' }, fatou)
  await desk.property('flat', {}, {}, ibou)
  await desk.act('interest.track', { contactId: client, propertyId: villa, step: 'visitRequest' })
  await talk('visit', { contactId: client, propertyId: villa, type: 'visit', channel: 'inPerson', content: 'Elle revient avec son mari.', outcome: 'successful', durationMinutes: 45, at: at(11, 9) })
  await talk('planned', { contactId: client, status: 'scheduled', at: at(11, 25) })
  await talk('missed', { type: 'visit', channel: 'inPerson', contactId: client, status: 'noShow', at: at(11, 8), agentId: ibou.memberId })
  await desk.act('clientNote.create', { id: testId('note', 'secret'), contactId: client, content: 'Ne pas appeler avant 18 h.', isImportant: true })

  const task = (label: string, more: object = {}) => desk.act('task.create', { id: testId('task', label), title: `Tâche ${label}`, contactId: client, assigneeId: fatou.memberId, ...more })
  await task('in time', { dueOn: '2026-11-10' })
  await task('late', { dueOn: '2026-11-08' })
  await task('open and late', { dueOn: '2026-11-12' })
  await task('to come', { dueOn: '2026-11-28' })
  for (const label of ['in time', 'late']) await desk.act('task.setState', { id: testId('task', label), to: 'done' }, fatou)
  desk.now = end
  return desk
}

/** The facts of reports, on whichever database `open` gives. */
export function reportsSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`reports on ${kind}`, () => {
    let store: Store
    let desk: TestAgency
    beforeAll(async () => {
      store = await open()
      desk = await busyAgency(store, 'reports')
    })
    afterAll(async () => store.close())
    const ofFatou = () => desk.ask<AgentReport>('reports.agent', { memberId: desk.fatou.memberId, ...period })
    const ofAgency = () => desk.ask<AgencyReport>('reports.agency', period)

    it('a client with all that stands about him, and only what is asked for', async () => {
      const client = (more: object = {}) => desk.ask<ClientReport>('reports.client', { id: testId('contact', 'client'), interactions: true, notes: true, ...more }, desk.ibou)
      const whole = await client()
      expect(whole).toMatchObject({ agency: { name: 'Agence reports', zone: 'Africa/Dakar', logoFileId: null }, at: desk.now, by: 'Ibou Diop', agentName: 'Fatou Sarr', view: { contact: { name: 'Mme Aïssatou Ndiaye' }, roles: ['buyer'], tags: ['vip'] } })
      expect(whole.view.phones.map(({ typed }) => typed)).toEqual(['77 123 45 67', '33 824 00 11'])
      expect(whole.searches.map(({ title }) => title)).toEqual(['Pour la famille'])
      expect(whole.interests.map(({ propertyTitle, step }) => [propertyTitle, step])).toEqual([['Villa aux Almadies', 'visitRequest']])
      expect(whole.tasks.map(({ title }) => title)).toEqual(['Tâche open and late', 'Tâche to come'])
      expect(whole.talks!.map(({ subject }) => subject)).toEqual(['Échange planned', 'Échange visit', 'Échange missed'])
      expect(whole.notes!.map(({ content }) => content)).toEqual(['Ne pas appeler avant 18 h.'])
      expect(whole.score).toBeGreaterThan(0)
      expect(await client({ interactions: false })).toMatchObject({ talks: null, notes: [{}] })
      expect(await client({ notes: false })).toMatchObject({ talks: [{}, {}, {}], notes: null })
    })

    it('a client who is not there, or gone', async () => {
      await desk.contact('gone')
      await desk.act('contact.delete', { id: testId('contact', 'gone') })
      const asked = (label: string) => desk.ask('reports.client', { id: testId('contact', label), interactions: true, notes: true })
      await expect(asked('nobody')).rejects.toMatchObject({ code: 'not_found' })
      await expect(asked('gone')).rejects.toMatchObject({ code: 'gone' })
    })

    it('what an agent did, in all and month by month', async () => {
      const report = await ofFatou()
      expect(report.total).toEqual({
        leads: 3, won: 1, rate: 1 / 3, converted: 2, lost: 1, answered: 1, responseHours: 4, byStatus: { won: 1, new: 1, lost: 1 }, bySource: { referral: 1, website: 1, walkIn: 1 },
        // What a lead asked himself is a talk, and no answer to him.
        talks: 3, planned: 1, missed: 0, byType: { inquiry: 1, call: 1, visit: 1 }, visits: 1, tasksDone: 2, tasksLate: 1, tasksOpen: 1, clients: 3, properties: 1,
      })
      expect(report.months.map(({ from, leads, converted, talks, visits, clients }) => [from, leads, converted, talks, visits, clients])).toEqual([['2026-10-01', 3, 2, 2, 0, 2], ['2026-11-01', 0, 0, 1, 1, 1]])
      expect(report.holds).toEqual({ leads: 1, clients: 3, properties: 1 })
      expect(report.leads.map(({ name }) => name)).toEqual(['Prospect answered', 'Prospect =HYPERLINK("http://x")', 'Prospect lost'])
      expect(report.talks.map(({ subject, leadName, contactName }) => [subject, contactName ?? leadName])).toEqual([
        ['Échange asked', 'Prospect answered'], ['Échange first', 'Prospect answered'], ['Échange visit', 'Mme Aïssatou Ndiaye'], ['Échange planned', 'Mme Aïssatou Ndiaye'],
      ])
    })

    it('an agent is told of himself, whoever leads him of all, nobody of another agency', async () => {
      const asked = (memberId: string, actor = desk.fatou) => desk.ask<AgentReport>('reports.agent', { memberId, ...period }, actor)
      await expect(asked(desk.fatou.memberId)).resolves.toMatchObject({ member: { name: 'Fatou Sarr', role: 'agent' } })
      await expect(asked(desk.ibou.memberId)).rejects.toMatchObject({ code: 'forbidden', params: { action: 'reports.agent' } })
      await expect(asked(desk.ibou.memberId, desk.manager)).resolves.toMatchObject({ member: { name: 'Ibou Diop' }, total: { leads: 1, missed: 1 } })
      await expect(asked(testId('member', 'elsewhere'), desk.manager)).rejects.toMatchObject({ code: 'not_found', params: { entity: 'member' } })
    })

    it('the agency: what came, what became of it, who did what, today’s stock', async () => {
      const report = await ofAgency()
      expect(report.total).toMatchObject({ leads: 5, won: 1, rate: 0.2, converted: 2, lost: 1, talks: 3, missed: 1, clients: 3, properties: 2, tasksDone: 2 })
      expect(report.months.map(({ leads }) => leads)).toEqual([3, 2])
      expect(report.properties.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([{ kind: 'apartment', status: 'draft', count: 1 }, { kind: 'villa', status: 'available', count: 1 }])
      expect(report.leads.reduce((sum, { count }) => sum + count, 0)).toBe(5)
      expect(report.leads).toContainEqual({ source: 'referral', status: 'won', count: 1 })
      expect(report.team.map(({ name, leads, talks }) => [name, leads, talks])).toEqual([['Fatou Sarr', 3, 3], ['Ibou Diop', 1, 0], ['Awa Ndiaye', 0, 0], ['Moussa Fall', 0, 0]])
      expect(report.clients).toEqual([{ status: 'active', count: 3 }])
    })

    it('a month without anything is a month of noughts', async () => {
      const report = await desk.ask<AgencyReport>('reports.agency', { from: '2025-01-15', to: '2025-03-01' })
      expect(report.months.map(({ from, leads, rate }) => [from, leads, rate])).toEqual([['2025-01-15', 0, null], ['2025-02-01', 0, null], ['2025-03-01', 0, null]])
      expect(report.leads).toEqual([])
      // The stock is of today, whatever the period.
      expect(report.properties).toHaveLength(2)
    })

    it('without days it is of the last thirty', async () => {
      expect((await desk.ask<AgencyReport>('reports.agency', { from: null, to: null })).period).toEqual({ from: '2026-10-25', to: '2026-11-23' })
    })

    it.each(['reports.agent', 'reports.agency'])('%s refuses a period that ends before it begins', async (name) => {
      await expect(desk.ask(name, { memberId: desk.fatou.memberId, from: '2026-11-02', to: '2026-11-01' })).rejects.toMatchObject({ code: 'invalid_input', params: { fields: [{ path: 'to', problem: 'period_order' }] } })
    })
  })
}
