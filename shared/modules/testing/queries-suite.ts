import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testId } from '../../command/testing/desk.ts'
import type { OpenStore } from '../../command/testing/stores.ts'
import type { Store } from '../../database/store.ts'
import type { Actor } from '../../values/actor.ts'
import { addDays } from '../../values/period.ts'
import { queries } from '../business.ts'
import type { ActivityPage, Dashboard, MemberView, RightsTable, SearchHit } from '../core/model-views.ts'
import type { SavedView } from '../core/model.ts'
import type { ContactBrief, ContactPage, ContactView } from '../crm/model-views.ts'
import { countView } from '../properties/index.ts'
import { openAgency } from './agency.ts'
import type { TestAgency } from './agency.ts'

const day = 86_400_000

/** People, the first screen, activity, search over everything; and that no query tells one agency of another. */
export function agencyQueriesSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`queries of an agency on ${kind}`, () => {
    let store: Store
    let agency: TestAgency
    beforeAll(async () => {
      store = await open()
      agency = await openAgency(store)
    })
    afterAll(async () => store.close())

    describe('contacts', () => {
      let people: TestAgency
      beforeAll(async () => {
        people = await openAgency(store, 'people')
        const list: [string, object][] = [
          ['sow', { name: 'Aminata Sow', roles: ['owner', 'seller'], email: 'Aminata.Sow@Example.sn',
            phones: [{ typed: '77 100 00 01' }, { typed: '33 820 00 01' }] }],
          ['ba', { name: 'Ousmane Bâ', roles: ['tenant'], phones: [{ typed: '+33 6 12 34 56 78' }] }],
          ['sci', { kind: 'company', name: 'SCI Téranga', roles: ['owner'] }],
          ['gone', { name: 'Aminata Partie', roles: ['owner'], phones: [{ typed: '77 100 00 99' }] }],
        ]
        for (const [label, more] of list) {
          people.now += 1000
          await people.contact(label, more, people.fatou)
        }
        await people.act('contact.delete', { id: testId('contact', 'gone') })
        await people.property('hers', { ownerId: testId('contact', 'sow') })
        await people.property('was hers', { ownerId: testId('contact', 'sow') })
        await people.act('property.delete', { id: testId('property', 'was hers') })
      })
      const page = (more: object) => people.ask<ContactPage>('contacts.page',
        { search: '', role: null, offset: 0, limit: 50, ...more })
      const names = async (more: object) => (await page(more)).rows.map((row) => row.name)

      it('all, the last touched first, with what they own', async () => {
        const { rows, count } = await page({})
        expect([rows.map((row) => row.name), count]).toEqual([['SCI Téranga', 'Ousmane Bâ', 'Aminata Sow'], 3])
        expect(rows[2]).toMatchObject({ email: 'aminata.sow@example.sn', properties: 1,
          phones: [{ typed: '77 100 00 01', e164: '+221771000001' }, { typed: '33 820 00 01' }] })
        expect(rows[2]!.roles.toSorted()).toEqual(['owner', 'seller'])
      })

      it('by role, by page, by name, e-mail and telephone', async () => {
        expect(await names({ role: 'owner' })).toEqual(['SCI Téranga', 'Aminata Sow'])
        expect(await names({ role: 'notary' })).toEqual([])
        expect([await names({ limit: 2 }), await names({ offset: 2, limit: 2 })])
          .toEqual([['SCI Téranga', 'Ousmane Bâ'], ['Aminata Sow']])
        expect(await names({ search: 'aminata' })).toEqual(['Aminata Sow'])
        expect(await names({ search: 'ba' })).toEqual(['Ousmane Bâ'])
        expect(await names({ search: 'tereanga' })).toEqual(['SCI Téranga'])
        expect(await names({ search: 'aminata.sow@example' })).toEqual(['Aminata Sow'])
        for (const search of ['77 100 00 01', '771000001', '+221 33 820 00 01', '7710000']) expect(await names({ search }),
          search).toEqual(['Aminata Sow'])
        expect(await names({ search: '77 100 00 99' })).toEqual([])
        expect(await names({ search: 'aminata', role: 'tenant' })).toEqual([])
        expect((await page({ search: 'zzzz' })).count).toBe(0)
      })

      it('one, with telephones in order, roles, consents, and whether the reader may write', async () => {
        const id = testId('contact', 'sow')
        await people.act('contact.setPhones', { id,
          phones: [{ typed: '33 820 00 01' }, { typed: '+221 77 100 00 01', wave: true }, { typed: '77.100.00.01' }] })
        await people.act('contact.setConsent', { id, purpose: 'marketing', channel: 'whatsapp', given: true, source: 'agence',
          day: '2026-11-01' })
        await people.act('contact.setConsent', { id, purpose: 'marketing', channel: 'whatsapp', given: false, source: null,
          day: '2026-11-20' })
        const view = await people.ask<ContactView>('contacts.get', { id }, people.fatou)
        expect(view.phones.map((phone) => [phone.typed, phone.wave])).toEqual([['33 820 00 01', false],
          ['+221 77 100 00 01', true]])
        expect(view.consents).toEqual([{ purpose: 'marketing', channel: 'whatsapp', given: false, source: null,
          day: '2026-11-20' }])
        expect([view.mayEdit, (await people.ask<ContactView>('contacts.get', { id }, people.ibou)).mayEdit,
          (await people.ask<ContactView>('contacts.get', { id }, people.manager)).mayEdit]).toEqual([true, false, true])
      })

      it('that is not there, or not any more, says so', async () => {
        await expect(people.ask('contacts.get', { id: testId('nobody') })).rejects.toMatchObject({ code: 'not_found' })
        await expect(people.ask('contacts.get', { id: testId('contact', 'gone') })).rejects.toMatchObject({ code: 'gone' })
      })

      it('alike: the same telephone however written, the same e-mail, nearly the same name', async () => {
        const alike = async (more: object) => (await people.ask<ContactBrief[]>('contacts.alike',
          { phone: null, email: null, name: null, ...more })).map((one) => one.name)
        expect(await alike({ phone: '00221 77 100 00 01' })).toEqual(['Aminata Sow'])
        expect(await alike({ email: ' AMINATA.sow@example.sn ' })).toEqual(['Aminata Sow'])
        expect(await alike({ name: 'Amineta Sow' })).toEqual(['Aminata Sow'])
        expect(await alike({ name: 'am' })).toEqual([])
        expect(await alike({ phone: '77 100 00 99' })).toEqual([])
        expect(await alike({ phone: 'voir gardien', email: '', name: '' })).toEqual([])
      })
    })

    it('the team: active first, with their properties', async () => {
      const team = await openAgency(store, 'team')
      await team.property(1, {}, {}, team.fatou)
      await team.property(2, {}, {}, team.fatou)
      await team.act('member.setActive', { id: team.ibou.memberId, active: false })
      const list = await team.ask<MemberView[]>('team.list', {}, team.ibou)
      expect(list.map((one) => [one.name, one.active, one.properties, one.hasPassword, one.lastSignInAt])).toEqual([
        ['Awa Ndiaye', true, 0, false, null], ['Fatou Sarr', true, 2, false, null], ['Moussa Fall', true, 0, false, null],
          ['Ibou Diop', false, 0, false, null],
      ])
    })

    it('the table of rights is shown whole', async () => {
      const { subjects, rows } = await agency.ask<RightsTable>('team.rights')
      expect(subjects.slice(0, 3)).toEqual(['agent', 'manager', 'admin'])
      expect(rows.find((row) => row.name === 'property.update')).toMatchObject({ kind: 'command',
        levels: { agent: 'own', manager: 'agency', admin: 'agency', client: 'none' } })
    })

    it('views are each member’s own, in his order', async () => {
      const desk = await openAgency(store, 'views')
      const view = (label: string, position: string, actor: Actor & { kind: 'member' }) =>
        desk.act('savedView.create', { id: testId('view', label), values: {
        memberId: actor.memberId, list: 'properties', name: label, filters: [{ field: 'rooms', operator: 'atLeast', value: 3 }],
          search: '', sort: [{ field: 'title', direction: 'asc' }], columns: ['title'], layout: 'cards', position,
      } }, actor)
      await view('second', 'b', desk.fatou)
      await view('first', 'a', desk.fatou)
      await view('his', 'a', desk.ibou)
      const list = async (actor: Actor) => desk.ask<SavedView[]>('views.list', { list: 'properties' }, actor)
      expect((await list(desk.fatou)).map((one) => one.name)).toEqual(['first', 'second'])
      expect((await list(desk.fatou))[0]).toMatchObject({ filters: [{ field: 'rooms', operator: 'atLeast', value: 3 }],
        sort: [{ field: 'title', direction: 'asc' }], columns: ['title'], layout: 'cards' })
      expect(await desk.ask('views.list', { list: 'contacts' }, desk.fatou)).toEqual([])
      expect(await list(desk.admin)).toEqual([])
      const { entries } = await desk.ask<ActivityPage>('core.activity', { beforeSeq: null, limit: 200 }, desk.ibou)
      expect(entries.filter((entry) => entry.entity === 'savedView').map((entry) => entry.entityId))
        .toEqual([testId('view', 'his')])
    })

    it('the first screen of the day counts what is there', async () => {
      const desk = await openAgency(store, 'dashboard')
      const now = desk.now
      const today = '2026-11-23'
      const rent = (n: number, more: object, status = 'available') => desk.property(n,
        { quartier: 'Ngor', surfaceArea: 50, priceAmount: 100_000 * n, ...more }, { status })
      desk.now = now - 20 * day
      await rent(1, {})
      desk.now = now - 8 * day
      await rent(2, {})
      desk.now = now
      await rent(3, { quartier: 'Yoff' })
      await rent(4, {})
      await rent(5, { priceAmount: null, quartier: null }, 'draft')
      await rent(6, { transaction: 'sale', surfaceArea: null })
      await rent(7, { transaction: 'shortStay' })
      await desk.photo(1, await rent(8, {}))
      await desk.act('property.delete', { id: await rent(9, {}) })
      await desk.contact(1)
      await desk.act('contact.delete', { id: await desk.contact(2) })
      const paper = async (label: string, validUntil: string | null, property = testId('property', 1)) =>
        desk.act('propertyDocument.create', { id: testId('paper', label), propertyId: property, fileId: await desk.file(label),
        type: 'diagnosis', title: label, validUntil })
      await paper('soon', addDays(today, 10))
      await paper('over', addDays(today, -100))
      await paper('later', addDays(today, 46))
      await paper('ever', null)
      for (const n of [1, 1, 1, 4]) await countView(store, desk.agencyId, testId('property', n), desk.now)
      await countView(store, desk.agencyId, testId('property', 2), desk.now - 31 * day)
      const board = await desk.ask<Dashboard>('core.dashboard', {}, desk.fatou)
      expect(board.properties.total).toBe(8)
      expect(Object.fromEntries(board.properties.byStatus.map((one) => [one.status, one.count])))
        .toEqual({ available: 7, draft: 1 })
      expect(Object.fromEntries(board.properties.byTransaction.map((one) => [one.transaction, one.count])))
        .toEqual({ rent: 6, sale: 1, shortStay: 1 })
      expect(Object.fromEntries(board.toComplete.map((one) => [one.kind, one.count])))
        .toEqual({ price: 1, place: 1, photo: 7, surface: 1 })
      expect(board.recent).toHaveLength(6)
      expect(board.expiringDocuments.map((one) => [one.title, one.propertyTitle, one.validUntil]))
        .toEqual([['over', 'Appartement 1', '2026-08-15'], ['soon', 'Appartement 1', '2026-12-03']])
      expect(board.listedPerWeek).toHaveLength(12)
      // 23 November 2026 is a Monday; 20 days before is in the week of the 2nd, 8 days before in that of the 9th.
      expect(board.listedPerWeek.slice(-4)).toEqual([{ weekStart: '2026-11-02', count: 1 },
        { weekStart: '2026-11-09', count: 1 }, { weekStart: '2026-11-16', count: 0 }, { weekStart: '2026-11-23', count: 5 }])
      expect(board.medianRentByQuartier).toEqual([{ quartier: 'Ngor', median: 200_000, count: 4 },
        { quartier: 'Yoff', median: 300_000, count: 1 }])
      expect(board.contacts).toBe(1)
      expect(board.mostViewed.map((one) => [one.title, one.views])).toEqual([['Appartement 1', 3], ['Appartement 4', 1]])
    })

    it('activity is one line a command, newest first, with how many rows it touched and what it is about', async () => {
      const desk = await openAgency(store, 'activity')
      const id = await desk.property('storied', {}, { amenities: ['pool', 'guard'] }, desk.fatou)
      await desk.act('importBatch.start', { id: testId('batch'), fileName: 'biens.csv', rows: 1 }, desk.ibou)
      await desk.act('property.update', { id, patch: { title: 'Autre titre' } })
      await desk.photo(1, id)
      const all = await desk.ask<ActivityPage>('core.activity', { beforeSeq: null, limit: 200 })
      expect(all.entries.slice(0, 5).map((entry) => [entry.commandName, entry.title, entry.rows, entry.actorName])).toEqual([
        ['propertyPhoto.create', 'Autre titre', 2, 'Awa Ndiaye'], ['file.create', null, 1, 'Awa Ndiaye'],
          ['property.update', 'Autre titre', 1, 'Awa Ndiaye'], ['importBatch.start', 'biens.csv', 1, 'Ibou Diop'],
          ['property.create', 'Autre titre', 3, 'Fatou Sarr'],
      ])
      const first = await desk.ask<ActivityPage>('core.activity', { beforeSeq: null, limit: 2 })
      const second = await desk.ask<ActivityPage>('core.activity', { beforeSeq: first.entries[1]!.seq, limit: 200 })
      expect([first.more, second.more]).toEqual([true, false])
      expect([...first.entries, ...second.entries].map((entry) => entry.commandId))
        .toEqual(all.entries.map((entry) => entry.commandId))
      const [undoable] = (await desk.ask<ActivityPage>('core.activity', { beforeSeq: null, limit: 200 }, desk.ibou))
        .entries.filter((entry) => entry.commandName === 'property.update')
      expect(undoable).toMatchObject({ mayUndo: false })
    })

    describe('search over everything', () => {
      let desk: TestAgency
      beforeAll(async () => {
        desk = await openAgency(store, 'search')
        await desk.property('almadies', { title: 'Villa aux Almadies', quartier: 'Almadies', commune: 'Ngor' })
        await desk.property('mention', { title: 'Studio', description: 'À dix minutes des Almadies en voiture, villa voisine.',
          quartier: 'Yoff' })
        await desk.contact('almadies', { name: 'Syndic des Almadies',
          phones: [{ typed: '77 222 33 44' }, { typed: '78 222 33 44' }] })
        await desk.contact('gone', { name: 'Almadies Parti', phones: [{ typed: '77 222 33 45' }] })
        await desk.act('contact.delete', { id: testId('contact', 'gone') })
      })
      const search = async (text: string, limit = 12) => (await desk.ask<SearchHit[]>('core.search', { text, limit }))
        .map((hit) => `${hit.entity} ${hit.title}`)

      it('finds properties, people and colleagues, what is nearest first', async () => {
        expect(await search('almadies')).toEqual(['contact Syndic des Almadies', 'property Villa aux Almadies',
          'property Studio'])
        expect(await search('villa almadies')).toEqual(['property Villa aux Almadies', 'property Studio'])
        expect(await search('moussa')).toEqual(['member Moussa Fall'])
        expect(await search('almadiies')).toHaveLength(3)
        expect(await search('DKR-0001')).toEqual(['property Villa aux Almadies'])
        expect(await search('almadies', 1)).toHaveLength(1)
        expect(await search('')).toEqual([])
      })

      it('finds a person once, by any telephone; nobody who is gone', async () => {
        expect(await search('78 222 33 44')).toEqual(['contact Syndic des Almadies'])
        expect(await search('7 7222 3344')).toEqual(['contact Syndic des Almadies'])
        expect(await search('77 222 33 45')).toEqual([])
        expect(await search('parti')).toEqual([])
      })

      it('shows what a property is and where', async () => {
        const [hit] = (await desk.ask<SearchHit[]>('core.search', { text: 'villa aux', limit: 1 }))
        expect(hit).toEqual({ entity: 'property', id: testId('property', 'almadies'), title: 'Villa aux Almadies',
          detail: 'Almadies, Ngor', status: 'draft', photoFileId: null, reference: 'DKR-0001' })
      })

      it('finds leads, what is to be done and what was said, with whom; behind what there is', async () => {
        const [awa, lead] = [await desk.contact('awa', { name: 'Awa Zingara' }), testId('lead', 'zingara')]
        await desk.act('lead.create', { id: lead, name: 'Zingara Immo', source: 'website', phone: '76 111 00 99', wish: 'Un terrain' })
        await desk.act('task.create', { id: testId('zingara task'), contactId: awa, title: 'Rappeler Zingara' })
        await desk.act('interaction.create', { id: testId('zingara talk'), leadId: lead, type: 'call', channel: 'phone', subject: 'Appel', content: `Vu avec Zingara. ${'Puis '.repeat(40)}`, at: 1 })
        await desk.act('clientNote.create', { id: testId('zingara note'), contactId: awa, content: 'Zingara préfère le matin' })
        expect((await search('zingara')).slice(0, 2).toSorted()).toEqual(['contact Awa Zingara', 'lead Zingara Immo'])
        const hits = await desk.ask<SearchHit[]>('core.search', { text: 'zingara', limit: 12 })
        expect(hits.slice(2).toSorted((a, b) => (a.entity < b.entity ? -1 : 1))).toEqual([
          { entity: 'clientNote', id: testId('zingara note'), title: 'Zingara préfère le matin', detail: 'Awa Zingara', contactId: awa, leadId: null },
          { entity: 'interaction', id: testId('zingara talk'), title: 'Appel', detail: expect.stringMatching(/^Zingara Immo · Vu avec Zingara\. Puis .{80,120}…$/), contactId: null, leadId: lead },
          { entity: 'task', id: testId('zingara task'), title: 'Rappeler Zingara', detail: 'Awa Zingara', contactId: awa, leadId: null },
        ])
        expect(hits.find((hit) => hit.entity === 'lead')).toEqual({ entity: 'lead', id: lead, title: 'Zingara Immo', detail: '76 111 00 99', status: 'contacted' })
        await desk.act('task.delete', { id: testId('zingara task') })
        expect(await search('rappeler zingara')).toEqual([])
      })

      it('who was merged, and a lead that is a client now, stand for whom they became', async () => {
        const [kept, twin] = [await desk.contact('kept', { name: 'Dieynaba Sylla' }), await desk.contact('twin', { name: 'Mme Quenelle' })]
        await desk.act('contact.merge', { into: kept, from: twin })
        expect(await search('quenelle')).toEqual(['contact Dieynaba Sylla'])
        const again = await desk.contact('again', { name: 'D. S.' })
        await desk.act('contact.merge', { into: again, from: kept })
        expect(await search('quenelle')).toEqual(['contact D. S.'])
        const lead = testId('lead', 'quixote')
        await desk.act('lead.create', { id: lead, name: 'Quixote', source: 'walkIn' })
        const { commandId } = await desk.act('lead.convert', { id: lead, contactId: again, searchId: testId('quixote search') })
        expect(await search('quixote')).toEqual(['contact D. S.'])
        await desk.act('core.undo', { commandId })
        expect(await search('quixote')).toEqual(['lead Quixote'])
      })

      it('what is gone takes no place among the first', async () => {
        for (let n = 0; n < 5; n += 1) await desk.act('contact.delete',
          { id: await desk.contact(`crowd ${n}`, { name: 'Xavier', phones: [{ typed: `76 999 88 ${10 + n}` }] }) })
        await desk.contact('there', { name: 'Dernier', phones: [{ typed: '76 999 88 09' }] })
        for (let n = 5; n < 9; n += 1) await desk.act('contact.delete',
          { id: await desk.contact(`crowd ${n}`, { name: 'Xavier', phones: [{ typed: `76 999 88 ${10 + n}` }] }) })
        expect(await search('76 999 88', 2)).toEqual(['contact Dernier'])
      })
    })

    it('an agent reads nothing that only the management may see', async () => {
      const desk = await openAgency(store, 'management')
      const seq = (await store.kysely.selectFrom('agencySequence').select('seq').where('agencyId', '=', desk.agencyId)
        .executeTakeFirstOrThrow()).seq
      await store.kysely.insertInto('change').values({
        agencyId: desk.agencyId, seq: seq + 1, localSeq: seq + 1, n: 0, commandId: testId('rate'), entity: 'agency',
          entityId: desk.agencyId, kind: 'update', patch: '{}', before: '{}', scope: 'management',
        actorId: 'x', deviceId: 'x', typedAt: 1, at: 1,
      }).execute()
      const seen = async (actor: Actor) => (await desk.ask<ActivityPage>('core.activity', { beforeSeq: null, limit: 200 }, actor))
        .entries.some((entry) => entry.commandId === testId('rate'))
      expect([await seen(desk.fatou), await seen(desk.manager), await seen(desk.admin)]).toEqual([false, true, true])
    })

    describe('no query tells one agency of another', () => {
      /** What each is asked; ids are the same in both agencies, so only the tenant keeps them apart. */
      const list = { filters: [], search: '', sort: [], offset: 0, limit: 200 }
      const id = testId('property', 'shared')
      const probe = { id: null, title: 'Villa secrète du voisin', kind: 'apartment', transaction: 'rent', quartier: 'Ngor',
        commune: null, priceAmount: 424_242, surfaceArea: 42, bedrooms: null, ownerPhones: ['+221774242424'] }
      const catalogue = { filters: [], search: '', city: null, agencyId: null, ownOnly: false, sort: [], offset: 0, limit: 200 }
      const paged = { id: null, offset: 0, limit: 200 }
      const clients = { ...paged, status: null, priority: null, financing: null, scoreMin: null, scoreMax: null, needsFollowUp: null, sort: [] }
      const talks = { ...paged, contactId: null, agentId: null, type: null, channel: null, priority: null, status: null, from: null, to: null, followUp: null }
      const asked: Record<string, unknown[]> = {
        'agency.get': [{}], 'agency.usage': [{}], 'team.list': [{}], 'team.rights': [{}], 'team.accounts': [{}, { search: 'secret' }],
          'catalogue.agencies': [{ ids: null, offset: 0, limit: 200 }], 'core.log': [{ offset: 0, limit: 200 }], 'catalogue.totals': [{}], 'properties.page': [list, { ...list, search: 'secrete' }],
          'properties.totals': [list, { ...list, search: 'secrete' }],
        'properties.neighbours': [{ ...list, id }, { ...list, id: testId('property', 'theirs') }],
          'properties.get': [{ id }, { id: testId('property', 'theirs') }],
          'properties.ofOwner': [{ contactId: testId('contact', 'shared') }],
        'properties.similar': [{ id, limit: 20 }], 'properties.duplicates': [probe],
          'properties.history': [{ id, beforeSeq: null, limit: 200 }], 'properties.map': [list, { ...list, search: 'secrete' }],
        'properties.places': [{}], 'properties.exportCsv': [{ ...list, ids: null,
          columns: ['title', 'agentName', 'ownerName', 'reference'], language: 'fr' },
          { ...list, ids: [id, testId('property', 'theirs')], columns: ['title', 'ownerName'], language: 'fr' }],
        'imports.repeats': [{ batchId: testId('batch x'), rows: [{ ...probe, line: 1 }] }], 'imports.batches': [{}],
          'contacts.page': [{ search: '', role: null, offset: 0, limit: 200 },
          { search: 'secrete', role: null, offset: 0, limit: 200 }],
        'contacts.get': [{ id: testId('contact', 'shared') }, { id: testId('contact', 'theirs') }],
          'contacts.alike': [{ phone: '77 424 24 24', email: 'secrete@example.sn', name: 'Secrète' }],
          'views.list': [{ list: 'properties' }],
        'contacts.life': [{ id: testId('contact', 'shared') }, { id: testId('contact', 'theirs') }], 'leads.page': [list, { ...list, search: 'secrete' }], 'leads.board': [{ filters: [], search: '', each: 200 }],
        'leads.get': [{ id: testId('lead', 'shared') }, { id: testId('lead', 'theirs') }], 'leads.alike': [{ phone: '77 424 24 24', email: 'secrete@example.sn', name: 'secrete', except: null }], 'leads.history': [{ id: testId('lead', 'shared'), beforeSeq: null, limit: 200 }, { id: testId('lead', 'theirs'), beforeSeq: null, limit: 200 }], 'leads.statistics': [list],
        'tasks.page': [{ when: 'all', state: 'open', assignee: null, offset: 0, limit: 200 }], 'tasks.get': [{ id: testId('task shared') }],
        'leads.neighbours': [{ ...list, id: testId('lead', 'shared') }, { ...list, id: testId('lead', 'theirs') }],
        'clients.page': [{ ...clients, search: '' }, { ...clients, search: 'secrete' }], 'clients.interactions': [talks], 'clients.interests': [{ ...paged, contactId: null, propertyId: null, step: null, level: null, state: null, scoreMin: null, scoreMax: null }],
        'clients.notes': [{ ...paged, contactId: null, authorId: null, type: null, isImportant: null, isPinned: null }], 'clients.task': [{ id: testId('task shared') }], 'clients.figures': [{ marks: [0, 9e12] }],
        'clients.offers': [{ contactIds: [testId('contact', 'shared'), testId('contact', 'theirs')], propertyId: null, least: 0, limit: 50 }],
        'reports.client': [{ id: testId('contact', 'shared'), interactions: true, notes: true }, { id: testId('contact', 'theirs'), interactions: true, notes: true }], 'reports.agency': [{ from: null, to: null }, { from: '2020-01-01', to: '2027-12-31' }],
        'reports.agent': [{ memberId: testId('member', 'admin'), from: null, to: null }, { memberId: testId('member', 'theirs'), from: null, to: null }],
        'contacts.tags': [{}], 'contacts.duplicates': [{ id: null, limit: 200 }, { id: testId('contact', 'shared'), limit: 200 }],
        'contacts.merging': [{ into: testId('contact', 'shared'), from: testId('contact', 'alike') }, { into: testId('contact', 'theirs'), from: testId('contact', 'shared') }],
        'searches.page': [{ search: '', state: null, offset: 0, limit: 200 }, { search: 'secrete', state: null, offset: 0, limit: 200 }],
        'matching.properties': [{ searchId: testId('search', 'shared'), wish: null, tolerance: {}, limit: 200 }, { searchId: testId('search', 'theirs'), wish: null, tolerance: {}, limit: 200 }],
        'matching.clients': [{ propertyId: id, limit: 200 }, { propertyId: testId('property', 'theirs'), limit: 200 }], 'matching.latest': [{ limit: 20 }], 'matching.score': [{ searchId: testId('search', 'shared'), propertyId: id }, { searchId: testId('search', 'theirs'), propertyId: id }],
        'reminders.due': [{}],
        'notifications.page': [{ unread: false, topic: null, offset: 0, limit: 200 }], 'notifications.unread': [{}], 'notifications.settings': [{}], 'notifications.statistics': [{ since: 0 }], 'notifications.after': [{ seq: 0, at: 0 }],
        'matching.some': [{ after: '', limit: 200, best: 3 }], 'matching.overview': [{ mine: false, offset: 0, limit: 200 }],
        'alerts.messages': [{ contactId: null, state: 'ready', mine: false, offset: 0, limit: 200 }], 'alerts.log': [{ contactId: null, offset: 0, limit: 200 }], 'alerts.round': [{ rhythm: 'immediate', after: 0 }],
        'core.search': [{ text: 'secrete', limit: 50 }, { text: '77 424 24 24', limit: 50 }, { text: 'shared', limit: 50 }],
          'conflicts.list': [{ recordId: null, limit: 200 }, { recordId: id, limit: 200 }], 'conflicts.count': [{ recordId: null }],
          'attention.list': [{ recordId: null, closed: false }, { recordId: null, closed: true }], 'attention.count': [{ recordId: null }],
          'core.dashboard': [{}], 'core.activity': [{ beforeSeq: null, limit: 200 }, { contactId: testId('contact', 'shared'), beforeSeq: null, limit: 200 }],
        'files.read': [{ fileId: testId('file', 'of photo shared') }, { fileId: testId('file', 'theirs') }],
        'files.some': [{ fileIds: [testId('file', 'of photo shared'), testId('file', 'theirs')] }],
        'catalogue.page': [catalogue, { ...catalogue, search: 'secrete' }, { ...catalogue, city: { text: 'secret', whole: false } }],
        'catalogue.count': [catalogue], 'catalogue.get': [{ id }, { id: testId('property', 'theirs') }], 'catalogue.kinds': [{}],
        'catalogue.rows': [{ ids: ['ours', 'theirs'].map((name) => ({ agencyId: testId('agency', name), id })) }],
        'properties.statistics': [{}], 'files.mine': [{ offset: 0, limit: 200 }], 'properties.photoOrder': [{ propertyId: id }],
        'properties.ofPart': [{ part: 'propertyPhoto', id: testId('photo', 'shared') }, { part: 'propertyDocument', id: testId('paper shared') }],
      }
      let ours: TestAgency
      let theirs: TestAgency
      beforeAll(async () => {
        ours = await openAgency(store, 'ours')
        theirs = await openAgency(store, 'theirs')
        for (const desk of [ours, theirs]) {
          const secret = desk === theirs
          const owner = await desk.contact('shared',
            { name: secret ? 'Secrète Voisine' : 'Notre Cliente', phones: [{ typed: secret ? '77 424 24 24' : '77 111 11 11' }],
            email: secret ? 'secrete@example.sn' : 'notre@example.sn' })
          await desk.contact('alike', { name: secret ? 'Secrète Semblable' : 'Notre semblable', phones: [{ typed: secret ? '77 424 24 24' : '77 111 11 11' }] })
          await desk.act('contact.setTags', { id: owner, add: [secret ? 'secret' : 'notre'] })
          await desk.property('shared', { title: secret ? 'Villa secrète du voisin' : 'Notre bien', quartier: 'Ngor',
            priceAmount: secret ? 424_242 : 100_000, surfaceArea: 42, ownerId: owner, isPublic: false })
          await desk.act('property.setStatus', { id: testId('property', 'shared'), to: 'available' })
          await desk.act('clientSearch.create', { id: testId('search', 'shared'), contactId: owner, title: secret ? 'Recherche secrète' : 'Notre recherche', transaction: 'rent', budgetMax: secret ? 424_242 : 100_000 })
          await desk.act('lead.create', { id: testId('lead', 'shared'), name: secret ? 'Prospect secret' : 'Notre prospect', source: 'website', phone: secret ? '77 424 24 24' : '77 111 11 11' })
          await desk.act('interaction.create', { id: testId('talk shared'), contactId: owner, leadId: testId('lead', 'shared'), type: 'call', channel: 'phone', subject: secret ? 'Appel secret' : 'Notre appel', at: 1 })
          await desk.act('clientNote.create', { id: testId('note shared'), contactId: owner, content: secret ? 'Note secrète' : 'Notre note' })
          await desk.act('task.create', { id: testId('task shared'), contactId: owner, title: secret ? 'Tâche secrète' : 'Notre tâche' })
          await desk.act('task.create', { id: testId('task given'), title: secret ? 'Mission secrète' : 'Notre mission', assigneeId: (desk.admin as { memberId: string }).memberId }, desk.manager)
          await desk.act('interest.track', { contactId: owner, propertyId: testId('property', 'shared'), step: 'view', notes: secret ? 'Intérêt secret' : 'Notre intérêt' })
          const seeker = await desk.contact('seeker', { name: secret ? 'Cliente secrète' : 'Cliente', phones: [{ typed: secret ? '77 424 24 24' : '77 111 11 11' }] })
          await desk.act('contact.setConsent', { id: seeker, purpose: 'service', channel: 'whatsapp', given: true, day: '2026-11-01' })
          await desk.act('clientSearch.create', { id: testId('search', 'of seeker'), contactId: seeker, transaction: 'rent', kinds: ['apartment'], alerts: 'immediate' })
          await desk.act('alertMessage.tell', { contactId: seeker, found: [{ searchId: testId('search', 'of seeker'), total: 1, properties: [{ id: testId('property', 'shared'), score: 100 }] }], gone: [] },
            { kind: 'job', agencyId: desk.agencyId, name: 'test' })
          await store.kysely.insertInto('agencyMatch').values({ agencyId: desk.agencyId, searchId: testId('search', 'of seeker'), contactId: seeker, best: '[]', matches: 1, almost: 0, score: 1, at: 1 }).execute()
          await desk.photo('shared', testId('property', 'shared'))
          await desk.act('propertyDocument.create',
            { id: testId('paper shared'), propertyId: testId('property', 'shared'), fileId: testId('file', 'of photo shared'),
            type: 'title', title: secret ? 'Titre secret' : 'Notre titre', validUntil: '2026-12-01' })
          await desk.act('savedView.create', { id: testId('view shared'),
            values: { memberId: desk.fatou.memberId, list: 'properties', name: secret ? 'Vue secrète' : 'Notre vue', filters: [],
            search: '', sort: [], columns: [], layout: 'table', position: 'a' } }, desk.fatou)
          await desk.act('importBatch.start', { id: testId('batch shared'), fileName: secret ? 'secret.csv' : 'notre.csv',
            rows: 1 })
          await desk.act('property.update', { id: testId('property', 'shared'), patch: { landmark: secret ? 'Repère secret' : 'Notre repère' } })
          await desk.act('property.update', { id: testId('property', 'shared'), patch: { landmark: 'Pharmacie' } }, desk.admin,
            { base: { [`${testId('property', 'shared')}/place`]: 0 } })
          await countView(store, desk.agencyId, testId('property', 'shared'), desk.now)
          if (secret) {
            await desk.property('theirs', { title: 'Chose secrète', quartier: 'Secretville' })
            await desk.contact('theirs', { name: 'Secrète Deux' })
            await desk.act('lead.create', { id: testId('lead', 'theirs'), name: 'Prospect secret', source: 'other' })
            await desk.act('clientSearch.create', { id: testId('search', 'theirs'), contactId: testId('contact', 'theirs'), title: 'Recherche secrète', transaction: 'rent', kinds: ['apartment'] })
            await desk.file('theirs', { name: 'secret.jpg' })
            await desk.act('agency.update', { id: desk.agencyId, patch: { name: 'Agence secrète' } })
            for (const member of [desk.fatou, desk.ibou, desk.manager]) await desk.act('member.update',
              { id: member.memberId, patch: { name: 'Collègue secret' } })
          }
        }
      })

      it('every registered query is asked here', () => {
        expect(Object.keys(asked).toSorted()).toEqual([...queries.keys()].toSorted())
      })

      it.each([...queries.keys()])('%s', async (name) => {
        for (const input of asked[name]!)
          for (const actor of [ours.admin, ours.fatou]) {
            const answer = await ours.ask(name, input, actor).catch((error: { code: string }) => ({ refused: error.code }))
            const text = JSON.stringify(answer)
            expect(text, name).not.toMatch(/secr[eè]t/i)
            expect(text, name).not.toContain('424242')
            expect(text, name).not.toContain(theirs.agencyId)
          }
      })

      it('and each does tell the other agency its own', async () => {
        const silent = ['alerts.round', 'matching.some', 'team.rights', 'agency.usage', 'catalogue.agencies', 'catalogue.totals', 'views.list', 'files.read', 'files.some', 'properties.totals', 'properties.neighbours',
          'properties.similar', 'catalogue.count', 'catalogue.kinds', 'catalogue.rows', 'properties.statistics', 'properties.ofPart', 'properties.photoOrder', 'files.mine', 'conflicts.count', 'attention.list', 'attention.count', 'leads.statistics', 'leads.neighbours', 'matching.score', 'notifications.unread', 'notifications.settings', 'clients.figures', 'clients.offers', 'reminders.due', 'notifications.statistics']
        for (const [name, inputs] of Object.entries(asked).filter(([one]) => !silent.includes(one))) {
          const told = await Promise.all(inputs.map(async (input) => JSON.stringify(await theirs.ask(name, input, theirs.admin)
            .catch(() => ''))))
          expect(told.join(' '), name).toMatch(/secr[eè]t/i)
        }
      })

      it('nobody is told anything who has no right to ask', async () => {
        const { agencyId } = ours
        // A client whom this agency does not know asks of himself, and is told of nobody (server/api/crm/flows.integration.test.ts).
        const asSelf = ['clients.page', 'clients.interactions', 'clients.interests', 'clients.offers']
        const strangers: Actor[] = [{ kind: 'anonymous', agencyId }, { kind: 'webhook', agencyId, provider: 'x' },
          { kind: 'client', agencyId, accountId: 'x', contactIds: [] }]
        for (const actor of strangers)
          // The catalogue is for everybody and shows what is published alone (queries-catalogue.test.ts); a client may ask what he was told.
          for (const [name, [input]] of Object.entries(asked).filter(([one]) => actor.kind === 'webhook' || !(one.startsWith('catalogue.') || (actor.kind === 'client' && (asSelf.includes(one) || one.startsWith('notifications.')))))) await expect(ours.ask(name, input, actor), name)
            .rejects.toMatchObject({ code: 'forbidden' })
      })
    })
  })
}
