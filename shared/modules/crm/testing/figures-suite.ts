import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testId } from '../../../command/testing/desk.ts'
import type { OpenStore } from '../../../command/testing/stores.ts'
import type { Store } from '../../../database/store.ts'
import { openAgency } from '../../testing/agency.ts'
import type { TestAgency } from '../../testing/agency.ts'
import { financings } from '../model-search.ts'
import type { ClientLife, ContactPage, LeadPage, LeadStatistics } from '../model-views.ts'
import { contactRoles } from '../model.ts'
import { conversionScore } from '../rules-client.ts'
import { lead } from './undo-cases.ts'

const day = 86_400_000
const people = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const person = fc.constantFrom(...people)

/** What the agency did, in any order; some of it taken back. */
const acts = fc.array(fc.oneof(
  fc.record({ did: fc.constant('look' as const), who: person, at: fc.nat(3), daysAgo: fc.nat(60) }),
  fc.record({ did: fc.constant('ask' as const), who: person, type: fc.constantFrom('inquiry', 'call') }),
  fc.record({ did: fc.constant('seek' as const), who: person, financing: fc.constantFrom(...financings) }),
  fc.record({ did: fc.constant('pause' as const), who: person }),
  fc.record({ did: fc.constant('become' as const), who: person, clientStatus: fc.constantFrom('prospect', 'active', 'client', 'archived', null), priority: fc.constantFrom('low', 'medium', 'high', 'urgent', null) }),
  fc.record({ did: fc.constant('merge' as const), who: person, into: person }),
  fc.record({ did: fc.constant('leave' as const), who: person }),
  fc.record({ did: fc.constant('undo' as const) }),
), { minLength: 10, maxLength: 40 })

/** Figures that are worked out over all clients at once, beside the same told one by one, on whichever database `open` gives. */
export function figuresSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`figures over all clients on ${kind}`, () => {
    let store: Store
    beforeAll(async () => {
      store = await open()
    })
    afterAll(async () => store.close())

    it('scores that a list is filtered, sorted and counted by are those of each page, whatever happened (random runs)', async () => {
      let run = 0
      await fc.assert(fc.asyncProperty(acts, fc.nat(60), async (done, least) => {
        const desk = await openAgency(store, `scores ${run++}`)
        const properties = [await desk.property(0), await desk.property(1), await desk.property(2), await desk.property(3)]
        for (const [i, label] of people.entries()) await desk.contact(label, { roles: [contactRoles[i % contactRoles.length]] })
        await play(desk, done, properties)

        const page = (more: object) => desk.ask<ContactPage>('contacts.page', { search: '', role: null, offset: 0, limit: 50, ...more })
        const { rows: all } = await page({})
        const plain = new Map<string, number>()
        for (const { id } of all) plain.set(id, conversionScore((await desk.ask<ClientLife>('contacts.life', { id })).conversionScore))
        expect(new Map(all.map(({ id, score }) => [id, score]))).toEqual(plain)

        const sorted = await page({ sort: [{ field: 'score', direction: 'desc' }] })
        expect(sorted.rows.map(({ score }) => score)).toEqual([...plain.values()].toSorted((a, b) => b - a))
        for (const [filter, kept] of [
          [{ operator: 'atLeast', value: least }, (score: number) => score >= least], [{ operator: 'atMost', value: least }, (score: number) => score <= least], [{ operator: 'between', value: [5, least + 5] }, (score: number) => score >= 5 && score <= least + 5],
          [{ operator: 'atMost', value: 100 }, () => true], [{ operator: 'atLeast', value: 101 }, () => false], [{ operator: 'between', value: [0, 100] }, () => true], [{ operator: 'is', value: least }, (score: number) => score === least],
        ] as const) {
          const filters = [{ field: 'score', ...filter }]
          const expected = [...plain].filter(([, score]) => kept(score)).map(([id]) => id).toSorted()
          const found = await page({ filters })
          expect([found.rows.map(({ id }) => id).toSorted(), found.count]).toEqual([expected, expected.length])
          // Also beyond the end, where no row can say how many there are.
          expect((await page({ filters, offset: 50 })).count).toBe(expected.length)
          const buyers = all.filter(({ id, roles }) => expected.includes(id) && roles.includes(contactRoles[0]!)).map(({ id }) => id).toSorted()
          const chosen = await page({ filters, role: contactRoles[0] })
          expect([chosen.rows.map(({ id }) => id).toSorted(), chosen.count]).toEqual([buyers, buyers.length])
        }
      }), { numRuns: kind === 'SQLite' ? 10 : 4, seed: 20 })
    }, 60_000)

    it('figures of leads are those of their rows, also after they moved, changed, went and came back', async () => {
      const desk = await openAgency(store, 'lead figures')
      const today = desk.now
      for (let i = 0; i < 24; i++) {
        desk.now = today - (i * 7 % 120) * day
        await lead(desk, i, { source: i % 2 ? 'website' : 'referral', transaction: i % 3 ? 'sale' : 'rent', currency: i % 5 ? 'XOF' : 'EUR', ...(i % 4 ? { budgetMax: 1_000_000 * i } : { budgetMin: 7 }) })
      }
      desk.now = today
      const agrees = async (): Promise<void> => {
        for (const filters of [[], [{ field: 'source', operator: 'is', value: 'website' }], [{ field: 'status', operator: 'is', value: 'lost' }]]) {
          const { rows } = await desk.ask<LeadPage>('leads.page', { filters, search: '', sort: [], offset: 0, limit: 50 })
          const sales = rows.filter(({ status, transaction, currency }) => !['won', 'lost', 'archived'].includes(status) && transaction === 'sale' && currency === 'XOF')
          const counts = (of: (row: LeadPage['rows'][number]) => string) => Object.fromEntries([...Map.groupBy(rows, of)].map(([name, group]) => [name, group.length]))
          const scores = rows.reduce((sum, { score }) => sum + score, 0)
          expect(await desk.ask<LeadStatistics>('leads.statistics', { filters, search: '' })).toMatchObject({
            total: rows.length, openValue: sales.reduce((sum, { budgetMax }) => sum + (budgetMax ?? 0), 0), byStatus: counts(({ status }) => status), bySource: counts(({ source }) => source), byQualification: counts(({ qualification }) => qualification),
            averageScore: rows.length ? Math.round((scores / rows.length) * 10) / 10 : null,
          })
        }
      }
      await agrees()
      const undone: string[] = []
      const act = async (name: Parameters<TestAgency['act']>[0], input: object): Promise<void> => void undone.push((await desk.act(name, input)).commandId)
      for (const i of [1, 4, 7]) await act('lead.setStatus', { id: testId('lead', i), to: 'lost', reason: 'Ailleurs' })
      await agrees()
      for (const i of [2, 5, 8]) await act('lead.update', { id: testId('lead', i), patch: { budgetMax: 500 } })
      await act('lead.update', { id: testId('lead', 11), patch: { transaction: 'rent' } })
      await act('lead.update', { id: testId('lead', 13), patch: { currency: 'EUR' } })
      await act('lead.qualify', { id: testId('lead', 14), qualification: 'hot', notes: null })
      await act('lead.delete', { id: testId('lead', 16) })
      await agrees()
      for (const commandId of undone) await desk.act('core.undo', { commandId })
      await agrees()
    })
  })
}

async function play(desk: TestAgency, done: readonly (typeof acts extends fc.Arbitrary<infer Acts> ? Acts : never)[number][], properties: readonly string[]): Promise<void> {
  const today = desk.now
  const gone = new Set<string>()
  const searches = new Map<string, string>()
  let before: { commandId: string; gone: string | null } | null = null
  for (const [n, act] of done.entries()) {
    if (act.did === 'undo') {
      if (!before) continue
      await desk.act('core.undo', { commandId: before.commandId })
      if (before.gone) gone.delete(before.gone)
      // A search that was taken back cannot rest.
      searches.clear()
      before = null
      continue
    }
    if (act.did === 'pause' && !searches.has(act.who)) continue
    if (gone.has(act.who) || (act.did === 'merge' && (gone.has(act.into) || act.into === act.who))) continue
    const id = testId('contact', act.who)
    const [name, input] = ((): [Parameters<TestAgency['act']>[0], object] => {
      switch (act.did) {
        case 'look': return ['interest.track', { contactId: id, propertyId: properties[act.at], step: 'view' }]
        case 'ask': return ['interaction.create', { id: testId('talk', n), contactId: id, type: act.type, channel: 'phone', subject: 'Demande', at: n }]
        case 'seek': return ['clientSearch.create', { id: testId('search', n), contactId: id, transaction: 'sale', financing: act.financing }]
        case 'pause': return ['clientSearch.update', { id: searches.get(act.who), patch: { state: 'paused' } }]
        case 'become': return ['contact.update', { id, patch: { clientStatus: act.clientStatus, priority: act.priority } }]
        case 'merge': return ['contact.merge', { from: id, into: testId('contact', act.into) }]
        case 'leave': return ['contact.delete', { id }]
      }
    })()
    if (act.did === 'seek') searches.set(act.who, testId('search', n))
    if (act.did === 'look') desk.now = today - act.daysAgo * day
    const { commandId } = await desk.act(name, input)
    desk.now = today
    const leaves = act.did === 'merge' || act.did === 'leave'
    if (leaves) gone.add(act.who)
    before = { commandId, gone: leaves ? act.who : null }
  }
}
