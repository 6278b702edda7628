import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testId } from '../../../command/testing/desk.ts'
import type { OpenStore } from '../../../command/testing/stores.ts'
import type { Store } from '../../../database/store.ts'
import { openAgency } from '../../testing/agency.ts'
import type { TestAgency } from '../../testing/agency.ts'
import { leadFilterFields, leadSortFields, contactFilterFields, contactSortFields } from '../model-filters.ts'
import type { ClientLife, DayOfWork, LatestMatches, LeadBoard, LeadPage, LeadRow, LeadStatistics, LeadView, MatchesView, SuitorsView, TaskPage, TaskRow, ContactBrief, ContactPage, ContactPairs, MergePreview, SearchPage } from '../model-views.ts'
import type { HistoryPage } from '../../properties/model-views.ts'
import type { ActivityPage } from '../../core/model-views.ts'
import { conversionScore } from '../rules-client.ts'
import type { Match } from '../rules-matching.ts'
import { lead, twoOfOne } from './undo-cases.ts'

const day = 86_400_000

/** Lists, boards and pages of clients, on whichever database `open` gives. */
export function crmQueriesSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`queries of clients on ${kind}`, () => {
    let store: Store
    beforeAll(async () => {
      store = await open()
    })
    afterAll(async () => store.close())

    describe('leads', () => {
      let desk: TestAgency
      beforeAll(async () => {
        desk = await openAgency(store, 'leads')
        const list: [string, number, object][] = [
          ['old and rich', 60, { email: 'rich@example.sn', budgetMax: 90_000_000, source: 'referral', timeframe: 'exploring' }], ['young and poor', 0, { phone: null, source: 'email' }], ['middling', 5, { budgetMax: 20_000_000 }], ['gone', 1, {}],
        ]
        const today = desk.now
        for (const [label, age, more] of list) {
          desk.now = today - age * day
          await lead(desk, label, more, desk.fatou)
        }
        desk.now = today
        await desk.act('lead.delete', { id: testId('lead', 'gone') })
        await desk.act('lead.setStatus', { id: testId('lead', 'middling'), to: 'qualified' })
      })
      const page = (more: object = {}) => desk.ask<LeadPage>('leads.page', { filters: [], search: '', sort: [], offset: 0, limit: 50, ...more })
      const names = async (more: object = {}) => (await page(more)).rows.map(({ name }) => name)

      it('the best first, with what the age adds today', async () => {
        const { rows, count } = await page()
        expect(count).toBe(3)
        expect(rows.map(({ name, score }) => [name, score])).toEqual([['Lead old and rich', 20 + 5 + 10 + 15 + 10 + 5 + 5], ['Lead middling', 15 + 10 + 15 + 5 + 15], ['Lead young and poor', 5 + 5 + 20]])
      })

      it('its score falls as it grows old, without anybody writing it', async () => {
        desk.now += 100 * day
        expect((await page()).rows.map(({ score }) => score)).toEqual([65, 45, 10])
        desk.now -= 100 * day
      })

      it.each(leadSortFields)('can be sorted by %s, both ways, and pages do not overlap', async (field) => {
        for (const direction of ['asc', 'desc'] as const) {
          const whole = await names({ sort: [{ field, direction }] })
          expect([...(await names({ sort: [{ field, direction }], limit: 2 })), ...(await names({ sort: [{ field, direction }], offset: 2 }))]).toEqual(whole)
        }
      })

      it('one knows where it stands in the list and who is beside it', async () => {
        const beside = (id: string, more: object = {}) => desk.ask<object | null>('leads.neighbours', { filters: [], search: '', sort: [], id, ...more })
        const [first, second, third] = (await page()).rows.map(({ id }) => id)
        expect(await beside(first!)).toEqual({ index: 0, previous: null, next: second })
        expect(await beside(second!)).toEqual({ index: 1, previous: first, next: third })
        expect(await beside(second!, { filters: [{ field: 'status', operator: 'is', value: 'new' }] })).toBeNull()
        expect(await beside(testId('lead', 'gone'))).toBeNull()
      })

      it.each([
        [{ field: 'status', operator: 'is', value: 'qualified' }, ['Lead middling']], [{ field: 'source', operator: 'in', value: ['referral', 'email'] }, ['Lead old and rich', 'Lead young and poor']],
        [{ field: 'qualification', operator: 'is', value: 'hot' }, []], [{ field: 'agentId', operator: 'isEmpty' }, ['Lead old and rich', 'Lead middling', 'Lead young and poor']], [{ field: 'budgetMax', operator: 'atLeast', value: 50_000_000 }, ['Lead old and rich']],
        [{ field: 'urgency', operator: 'atLeast', value: 40 }, ['Lead old and rich']], [{ field: 'nextActionOn', operator: 'isNotEmpty' }, []], [{ field: 'createdAt', operator: 'since', value: 'today-7' }, ['Lead middling', 'Lead young and poor']],
        [{ field: 'statusAt', operator: 'since', value: 'today' }, ['Lead middling', 'Lead young and poor']], [{ field: 'updatedAt', operator: 'since', value: 'today' }, ['Lead middling', 'Lead young and poor']],
      ] as const)('%j', async (filter, found) => expect(await names({ filters: [filter] })).toEqual(found))

      it('every field that can be filtered on is tried above', () => expect(leadFilterFields).toHaveLength(10))

      it('found by name, telephone and e-mail', async () => {
        expect(await names({ search: 'midling' })).toEqual(['Lead middling'])
        expect(await names({ search: 'rich@example' })).toEqual(['Lead old and rich'])
        expect((await names({ search: '77 123 45 67' })).toSorted()).toEqual(['Lead middling', 'Lead old and rich'])
      })

      it('the board: stages in order, how many in each, the first of them', async () => {
        const board = await desk.ask<LeadBoard>('leads.board', { filters: [], search: '', each: 1 })
        expect(board.columns.map(({ status, count, rows }) => [status, count, rows.map(({ name }) => name)]).slice(0, 3)).toEqual([['new', 2, ['Lead old and rich']], ['contacted', 0, []], ['qualified', 1, ['Lead middling']]])
      })

      it('one, with why this number, what next, and what was said', async () => {
        const id = testId('lead', 'middling')
        await desk.act('interaction.create', { id: testId('talk of middling'), leadId: id, type: 'call', channel: 'phone', subject: 'Appel', at: desk.now })
        const view = await desk.ask<LeadView>('leads.get', { id }, desk.fatou)
        expect(view.scoreParts.reduce((sum, { points }) => sum + points, 0)).toBe(view.row.score)
        expect(view).toMatchObject({ steps: ['assign', 'askForWishes'], contact: null, interactions: [{ subject: 'Appel', memberName: 'Awa Ndiaye' }], notes: [], tasks: [], mayEdit: true })
        expect((await desk.ask<LeadView>('leads.get', { id }, desk.ibou)).mayEdit).toBe(false)
        await expect(desk.ask('leads.get', { id: testId('lead', 'gone') })).rejects.toMatchObject({ code: 'gone' })
        await expect(desk.ask('leads.get', { id: testId('nobody') })).rejects.toMatchObject({ code: 'not_found' })
      })

      it('what happened to it and to the talks about it, the latest first; what an agent may take back is his', async () => {
        const id = testId('lead', 'middling')
        const history = (actor = desk.fatou, more: object = {}) => desk.ask<HistoryPage>('leads.history', { id, beforeSeq: null, limit: 50, ...more }, actor)
        const { entries } = await history()
        expect(entries.map(({ commandName, entity }) => `${commandName} ${entity}`)).toEqual(['interaction.create interaction', 'lead.setStatus lead', 'lead.create lead'])
        expect(entries.map(({ mayUndo }) => mayUndo)).toEqual([true, true, true])
        expect((await history(desk.ibou)).entries.map(({ mayUndo }) => mayUndo)).toEqual([false, false, false])
        expect((await history(desk.fatou, { beforeSeq: entries[1]!.seq })).entries.map(({ commandName }) => commandName)).toEqual(['lead.create'])
        await expect(desk.ask('leads.history', { id: testId('nobody'), beforeSeq: null, limit: 5 })).rejects.toMatchObject({ code: 'not_found' })
      })

      it('warns of another with the same telephone, however it is typed, or the same e-mail', async () => {
        const alike = async (phone: string | null, email: string | null, except: string | null = null) => (await desk.ask<LeadRow[]>('leads.alike', { phone, email, except })).map(({ name }) => name)
        expect((await alike('+221 77-123-45-67', null)).toSorted()).toEqual(['Lead middling', 'Lead old and rich'])
        expect(await alike(null, 'RICH@example.sn')).toEqual(['Lead old and rich'])
        expect(await alike('771234567', null, testId('lead', 'middling'))).toEqual(['Lead old and rich'])
        expect(await alike('chez lui', '')).toEqual([])
        const named = async (name: string, except: string | null = null) => (await desk.ask<LeadRow[]>('leads.alike', { phone: null, email: null, name, except })).map((row) => row.name)
        expect(await named('lead midling')).toEqual(['Lead middling'])
        expect(await named('Lead middling', testId('lead', 'middling'))).toEqual([])
        expect(await named('Lead gone')).toEqual([])
      })

      it('the figures', async () => {
        expect(await desk.ask<LeadStatistics>('leads.statistics', { filters: [], search: '' })).toEqual({
          openValue: 0, total: 3, byStatus: { new: 2, qualified: 1 }, bySource: { referral: 1, email: 1, website: 1 }, byQualification: { cold: 3 }, averageScore: 53.3, conversionRate: 0,
        })
        expect(await desk.ask<LeadStatistics>('leads.statistics', { filters: [{ field: 'status', operator: 'is', value: 'lost' }], search: '' })).toMatchObject({ total: 0, averageScore: null, conversionRate: null })
      })
    })

    describe('the list of contacts', () => {
      let desk: TestAgency
      beforeAll(async () => {
        desk = await openAgency(store, 'contacts')
        const people: [string, object, string[]][] = [
          ['keen', { name: 'Zeynab Keita', clientStatus: 'client', priority: 'urgent', roles: ['buyer'], agentId: desk.fatou.memberId }, ['VIP', 'Diaspora']], ['cool', { name: 'Élie Cissé', clientStatus: 'prospect', roles: ['tenant', 'owner'] }, ['vip']],
          ['notary', { name: 'Abdou Ndour', roles: ['notary'] }, []],
        ]
        for (const [label, more, tags] of people) {
          desk.now += day
          await desk.contact(label, more)
          await desk.act('contact.setTags', { id: testId('contact', label), add: tags })
        }
        const keen = testId('contact', 'keen')
        await desk.act('clientSearch.create', { id: testId('search', 'keen'), contactId: keen, title: 'Pour habiter', transaction: 'sale', financing: 'preApproved' })
        for (let i = 0; i < 12; i++) await desk.act('interaction.create', { id: testId(`ask ${i}`), contactId: keen, type: i < 11 ? 'inquiry' : 'call', channel: 'phone', subject: 'Demande', at: i })
        for (let i = 0; i < 3; i++) await desk.act('interest.track', { contactId: testId('contact', 'cool'), propertyId: await desk.property(`p${i}`), step: 'view' })
      })
      const page = (more: object) => desk.ask<ContactPage>('contacts.page', { search: '', role: null, offset: 0, limit: 50, ...more })
      const names = async (filter: object) => (await page({ filters: [filter] })).rows.flatMap(({ name }) => name.split(' ')[0] ?? []).toSorted()

      it.each([
        [{ field: 'role', operator: 'is', value: 'owner' }, ['Élie']], [{ field: 'role', operator: 'notIn', value: ['owner', 'notary'] }, ['Zeynab']], [{ field: 'clientStatus', operator: 'in', value: ['client', 'prospect'] }, ['Zeynab', 'Élie']],
        [{ field: 'priority', operator: 'isEmpty' }, ['Abdou', 'Élie']], [{ field: 'tag', operator: 'is', value: 'vip' }, ['Zeynab', 'Élie']], [{ field: 'tag', operator: 'contains', value: 'aspo' }, ['Zeynab']], [{ field: 'tag', operator: 'isNot', value: 'diaspora' }, ['Abdou', 'Élie']],
        [{ field: 'tag', operator: 'isEmpty' }, ['Abdou']], [{ field: 'tag', operator: 'isNotEmpty' }, ['Zeynab', 'Élie']], [{ field: 'score', operator: 'atLeast', value: 60 }, ['Zeynab']], [{ field: 'score', operator: 'between', value: [1, 16] }, ['Élie']],
        [{ field: 'score', operator: 'is', value: 0 }, ['Abdou']], [{ field: 'score', operator: 'isNotEmpty' }, ['Abdou', 'Zeynab', 'Élie']], [{ field: 'score', operator: 'isEmpty' }, []], [{ field: 'agentId', operator: 'isNotEmpty' }, ['Zeynab']],
        [{ field: 'createdAt', operator: 'since', value: 'today-1' }, ['Abdou', 'Élie']], [{ field: 'updatedAt', operator: 'before', value: 'today' }, ['Zeynab', 'Élie']],
      ] as const)('%j', async (filter, found) => expect(await names(filter)).toEqual(found))

      it('every field that can be filtered on is tried above', () => expect(contactFilterFields).toHaveLength(8))
      it('what is no filter of theirs is refused', async () => expect(page({ filters: [{ field: 'score', operator: 'is', value: 'much' }] })).rejects.toMatchObject({ code: 'invalid_input' }))

      it('the score of a row is that of the page, and the list can be sorted by it', async () => {
        const { rows } = await page({ sort: [{ field: 'score', direction: 'desc' }] })
        expect(rows.map(({ name, score }) => [name, score])).toEqual([['Zeynab Keita', 30 + 15 + 20 + 20], ['Élie Cissé', 6 + 10], ['Abdou Ndour', 0]])
        for (const { id, score } of rows) expect(conversionScore((await desk.ask<ClientLife>('contacts.life', { id })).conversionScore)).toBe(score)
        expect(rows[0]).toMatchObject({ tags: ['Diaspora', 'VIP'], agentName: 'Fatou Sarr', clientStatus: 'client', priority: 'urgent' })
      })

      it.each(contactSortFields)('can be sorted by %s, both ways, and pages do not overlap', async (field) => {
        for (const direction of ['asc', 'desc'] as const) {
          const whole = (await page({ sort: [{ field, direction }] })).rows.map(({ name }) => name)
          if (field === 'name') expect(whole).toEqual(direction === 'asc' ? ['Abdou Ndour', 'Élie Cissé', 'Zeynab Keita'] : ['Zeynab Keita', 'Élie Cissé', 'Abdou Ndour'])
          expect([...(await page({ sort: [{ field, direction }], limit: 1 })).rows, ...(await page({ sort: [{ field, direction }], offset: 1 })).rows].map(({ name }) => name)).toEqual(whole)
        }
      })

      it('tags in use, one spelling of each, the most used first', async () => expect(await desk.ask('contacts.tags', {})).toMatchObject([{ count: 2 }, { tag: 'Diaspora', count: 1 }]))

      it('searches under way, by whose they are', async () => {
        const found = async (more: object) => (await desk.ask<SearchPage>('searches.page', { search: '', state: 'active', offset: 0, limit: 50, ...more })).rows.map(({ title, contact }) => `${title}: ${contact.name}`)
        expect(await found({ search: 'keita' })).toEqual(['Pour habiter: Zeynab Keita'])
        expect([await found({ search: 'cissé' }), await found({ state: 'found' })]).toEqual([[], []])
      })
    })

    describe('records that are alike', () => {
      it('by number, address, or name with day of birth; what would move is counted', async () => {
        const desk = await openAgency(store, 'alike')
        const { into, from } = await twoOfOne(desk)
        await desk.contact('other', { name: 'Mme Ndiaye', birthDate: '1991-01-01' })
        for (const label of ['born', 'born too']) await desk.contact(label, { name: label === 'born' ? 'Modou Fall' : 'MODOU FALL', birthDate: '1970-01-01', email: 'modou@example.sn' })
        const pairs = async (id: string | null) => (await desk.ask<ContactPairs>('contacts.duplicates', { id, limit: 50 })).pairs.map(({ one, other, by }) => [[one.name, other.name].toSorted().join(' / '), by])
        expect(await pairs(null)).toEqual([['MODOU FALL / Modou Fall', ['email', 'name']], ['Awa Ndiaye / Mme Ndiaye', ['phone']]])
        expect(await pairs(into)).toEqual([['Awa Ndiaye / Mme Ndiaye', ['phone']]])
        expect(await pairs(testId('contact', 'other'))).toEqual([])
        expect(await desk.ask<MergePreview>('contacts.merging', { into, from })).toMatchObject({ moves: { searches: 1, interests: 2, interactions: 1, notes: 1, tasks: 1, properties: 1, phones: 1, tags: 1 }, differs: ['name'] })
        await desk.act('contact.merge', { into, from })
        expect(await pairs(null)).toEqual([['MODOU FALL / Modou Fall', ['email', 'name']]])
        expect((await desk.ask<ContactBrief[]>('contacts.alike', { phone: '77 123 45 67', email: null, name: 'Mme Ndiaye' })).map(({ name }) => name).toSorted()).toEqual(['Awa Ndiaye', 'Mme Ndiaye'])
        expect(await desk.ask<ContactBrief[]>('contacts.alike', { phone: '77 123 45 67', email: null, name: null, except: into })).toEqual([])
      })
    })

    describe('one person', () => {
      it('his history: what happened to his record and to what belongs to it, one line an act', async () => {
        const desk = await openAgency(store, 'his history')
        const id = await desk.contact('him', { phones: [{ typed: '77 123 45 67' }], roles: ['buyer'] })
        await desk.contact('another')
        await desk.act('clientNote.create', { id: testId('his note'), contactId: id, content: 'Aime la mer' })
        await desk.act('clientNote.update', { id: testId('his note'), patch: { isPinned: true } })
        const { entries } = await desk.ask<ActivityPage>('core.activity', { contactId: id, beforeSeq: null, limit: 50 })
        expect(entries.map(({ commandName }) => commandName)).toEqual(['clientNote.update', 'clientNote.create', 'contact.create'])
      })

      it('his whole life with the agency, after two records became one', async () => {
        const desk = await openAgency(store, 'life')
        const { into, from } = await twoOfOne(desk)
        await desk.act('contact.merge', { into, from })
        const life = await desk.ask<ClientLife>('contacts.life', { id: into })
        expect(life.merged).toMatchObject([{ contact: { name: 'Mme Ndiaye' }, differs: ['name'] }])
        expect(life.interests.map(({ propertyTitle, step }) => `${propertyTitle}: ${step}`).toSorted()).toEqual(['Appartement of the other: favorite', 'Appartement seen by both: visitScheduled'])
        expect([life.searches.length, life.interactions.length, life.notes.length, life.tasks.length]).toEqual([1, 1, 1, 1])
        expect(Object.fromEntries(life.conversionScore.map(({ part, points }) => [part, points]))).toEqual({ interests: 4, inquiries: 0, priority: 10, status: 20, financing: 0, lately: 10 })
      })
    })

    describe('tasks', () => {
      it('by day, in order, with how many stand where', async () => {
        const desk = await openAgency(store, 'tasks')
        desk.now = Date.UTC(2026, 10, 28, 9)
        for (const [label, dueOn, dueTime] of [['late', '2026-11-20', null], ['at ten', '2026-11-28', '10:00'], ['at nine', '2026-11-28', '09:00'], ['soon', '2026-12-02', null], ['one day', '2027-03-01', null], ['whenever', null, null]] as const)
          await desk.act('task.create', { id: testId('task', label), title: label, dueOn, dueTime }, desk.fatou)
        await desk.act('task.create', { id: testId('task', 'his'), title: 'his' }, desk.ibou)
        const page = (more: object) => desk.ask<TaskPage>('tasks.page', { when: 'all', state: 'open', assignee: 'me', offset: 0, limit: 50, ...more }, desk.fatou)
        expect((await page({})).rows.map(({ title }) => title)).toEqual(['late', 'at nine', 'at ten', 'soon', 'one day', 'whenever'])
        expect(await page({ when: 'today' })).toMatchObject({ count: 2, today: '2026-11-28', counts: { overdue: 1, today: 2, tomorrow: 0, week: 1, later: 2 }, rows: [{ memberName: 'Fatou Sarr' }, {}] })
        for (const [when, titles] of [['overdue', ['late']], ['week', ['soon']], ['later', ['one day', 'whenever']]] as const) expect((await page({ when })).rows.map(({ title }) => title)).toEqual(titles)
        expect((await page({ assignee: null })).count).toBe(7)
        await lead(desk, 'asked for', {}, desk.fatou)
        const about = { leadId: testId('lead', 'asked for') }
        await desk.act('task.create', { id: testId('task', 'call him'), title: 'call him', dueOn: '2026-11-29', ...about }, desk.fatou)
        expect(await page({ about })).toMatchObject({ count: 1, counts: { overdue: 0, today: 0, tomorrow: 1, week: 1, later: 0 }, rows: [{ title: 'call him', leadName: 'Lead asked for' }] })
        expect((await page({ about: { contactId: testId('nobody') } })).count).toBe(0)
        await desk.act('task.setState', { id: testId('task', 'late'), to: 'done' }, desk.fatou)
        expect(await desk.ask<TaskRow>('tasks.get', { id: testId('task', 'call him') })).toMatchObject({ title: 'call him', leadName: 'Lead asked for', memberName: 'Fatou Sarr' })
        await desk.act('task.delete', { id: testId('task', 'call him') })
        await expect(desk.ask('tasks.get', { id: testId('task', 'call him') })).rejects.toMatchObject({ code: 'gone' })
        await expect(desk.ask('tasks.get', { id: testId('nothing') })).rejects.toMatchObject({ code: 'not_found' })
        expect((await page({ state: 'done' })).rows.map(({ title }) => title)).toEqual(['late'])
      })
    })

    it('a day of work: what is late and due of the reader, talks nobody wrote up, leads that ask for something', async () => {
      const desk = await openAgency(store, 'day of work')
      desk.now = Date.UTC(2026, 10, 28, 9)
      const work = async (actor = desk.fatou) => (await desk.ask<{ work: DayOfWork }>('core.dashboard', {}, actor)).work
      expect(await work()).toEqual({ tasks: { overdue: 0, today: 0, rows: [] }, talks: { count: 0, rows: [] }, leads: { unfollowed: 0, hot: 0, toFollow: 0, rows: [] } })
      for (const [label, dueOn, dueTime, state] of [['late', '2026-11-20', null, 'open'], ['at ten', '2026-11-28', '10:00', 'open'], ['today', '2026-11-28', null, 'open'], ['tomorrow', '2026-11-29', null, 'open'], ['done', '2026-11-28', null, 'done'], ['whenever', null, null, 'open']] as const) {
        await desk.act('task.create', { id: testId('task', label), title: label, dueOn, dueTime }, desk.fatou)
        if (state === 'done') await desk.act('task.setState', { id: testId('task', label), to: 'done' }, desk.fatou)
      }
      await desk.act('task.create', { id: testId('task', 'his'), title: 'his', dueOn: '2026-11-28' }, desk.ibou)
      const client = await desk.contact('client', { name: 'Awa' })
      for (const [label, at, status] of [['over', Date.UTC(2026, 10, 27, 15), 'scheduled'], ['tonight', Date.UTC(2026, 10, 28, 19), 'scheduled'], ['tomorrow', Date.UTC(2026, 10, 29, 8), 'scheduled'], ['long ago', Date.UTC(2026, 10, 1), 'scheduled'], ['held', Date.UTC(2026, 10, 28, 8), 'completed']] as const)
        await desk.act('interaction.create', { id: testId('talk', label), contactId: client, type: 'visit', channel: 'inPerson', subject: label, at, status }, desk.fatou)
      const asked = async (label: string, more: object, agentId: string | null, qualification?: string) => {
        await desk.act('lead.create', { id: testId('lead', label), name: label, source: 'website', agentId, ...more })
        if (qualification) await desk.act('lead.qualify', { id: testId('lead', label), qualification })
      }
      await asked('nobody', {}, null)
      await asked('hers, hot and due', { nextAction: 'Rappeler', nextActionOn: '2026-11-27' }, desk.fatou.memberId, 'hot')
      await asked('hers, due today', { nextActionOn: '2026-11-28' }, desk.fatou.memberId)
      await asked('hers, later', { nextActionOn: '2026-12-05' }, desk.fatou.memberId)
      await asked('his, hot', { nextActionOn: '2026-11-28' }, desk.ibou.memberId, 'hot')
      await asked('lost', { nextActionOn: '2026-11-28' }, desk.fatou.memberId, 'hot')
      await desk.act('lead.setStatus', { id: testId('lead', 'lost'), to: 'lost', reason: 'Budget' })

      const hers = await work()
      expect(hers.tasks).toMatchObject({ overdue: 1, today: 2, rows: [{ title: 'late' }, { title: 'at ten' }, { title: 'today' }] })
      expect(hers.talks).toMatchObject({ count: 2, rows: [{ subject: 'over', contactName: 'Awa' }, { subject: 'tonight' }] })
      expect(hers.leads).toMatchObject({ unfollowed: 1, hot: 1, toFollow: 2, rows: [{ name: 'hers, hot and due', nextAction: 'Rappeler' }, { name: 'hers, due today' }] })
      expect((await work(desk.manager)).leads).toMatchObject({ unfollowed: 1, hot: 2, toFollow: 0, rows: [] })
    })

    describe('matching', () => {
      let desk: TestAgency
      const search = testId('search of matching')
      beforeAll(async () => {
        desk = await openAgency(store, 'matching')
        const client = await desk.contact('client', { phones: [{ typed: '77 123 45 67' }] })
        await desk.act('clientSearch.create', { id: search, contactId: client, transaction: 'rent', budgetMax: 500_000, kinds: ['apartment'], places: [{ region: 'Dakar', department: null, commune: null, quartier: 'Ngor' }], mustHave: ['elevator'] })
        const offered = async (label: string, values: object, amenities: string[] = ['elevator']) => {
          const id = await desk.property(label, { quartier: 'Ngor', region: 'Dakar', priceAmount: 450_000, ...values }, { amenities })
          await desk.act('property.setStatus', { id, to: 'available' })
        }
        await offered('fits', {})
        await offered('dearer', { priceAmount: 530_000 })
        await offered('without lift', {}, [])
        await offered('far', { quartier: 'Saly', region: 'Thiès' })
        await offered('for sale', { transaction: 'sale' })
        await desk.property('a draft', { quartier: 'Ngor', region: 'Dakar', priceAmount: 450_000 }, { amenities: ['elevator'] })
      })
      const asked = (more: object = {}) => desk.ask<MatchesView>('matching.properties', { searchId: search, wish: null, tolerance: {}, limit: 50, ...more })
      const titles = (rows: MatchesView['match']) => rows.map(({ row, score }) => [row.title, score])

      it('what can be had and suits, the best first; what nearly does, with the change that would make it fit', async () => {
        const found = await asked()
        expect(titles(found.match)).toEqual([['Appartement fits', 100], ['Appartement dearer', 90]])
        expect(titles(found.almost)).toEqual([['Appartement without lift', 87]])
        expect(found.almost[0]!.reasons.find(({ criterion }) => criterion === 'features')).toMatchObject({ state: 'failed', missing: ['elevator'], change: { mustHave: [] } })
        expect(found.counts).toEqual({ match: 2, almost: 1 })
      })

      it('with whose search it is, how far it went between them, and when it was last proposed', async () => {
        const [contactId, propertyId] = [testId('contact', 'client'), testId('property', 'fits')]
        await desk.act('interest.track', { contactId, propertyId, step: 'view', state: 'lost' })
        await desk.act('interaction.create', { id: testId('proposed'), contactId, propertyId, type: 'message', channel: 'whatsapp', subject: 'Proposition', at: 5 })
        const { whose, match } = await asked()
        expect(whose).toMatchObject({ search: { id: search }, contact: { phones: [{ e164: '+221771234567' }] }, mayEdit: true })
        expect(match.map(({ between }) => between)).toMatchObject([{ interest: { step: 'view', state: 'lost' }, proposedAt: 5 }, { interest: null, proposedAt: null }])
        const back = await desk.ask<SuitorsView>('matching.clients', { propertyId, limit: 50 }, desk.fatou)
        expect(back.match).toMatchObject([{ mayEdit: false, between: { interest: { state: 'lost' }, proposedAt: 5 } }])
      })

      it('tolerance moves the list; a wish is tried without being saved', async () => {
        expect(titles((await asked({ tolerance: { budget: 0, features: 1 } })).match)).toEqual([['Appartement fits', 100], ['Appartement without lift', 87]])
        const { kinds, places, ...wish } = { transaction: 'sale', budgetMin: null, budgetMax: 1_000_000, currency: 'XOF', kinds: [], places: [], maxDistance: null, bedroomsMin: null, bedroomsMax: null, areaMin: null, areaMax: null, mustHave: [], dealBreakers: [], financing: 'notSure' }
        expect(titles((await asked({ searchId: null, wish: { ...wish, kinds, places } })).match)).toEqual([['Appartement for sale', 100]])
      })

      it('follows what changes: prices, amenities, status, deletion, undo', async () => {
        const id = testId('property', 'without lift')
        const { commandId } = await desk.act('property.setAmenities', { id, add: ['elevator'], remove: [] })
        expect(titles((await asked()).match).map(([title]) => title)).toContain('Appartement without lift')
        await desk.act('core.undo', { commandId })
        expect(titles((await asked()).match).map(([title]) => title)).not.toContain('Appartement without lift')
        await desk.act('property.setStatus', { id: testId('property', 'fits'), to: 'rented' })
        expect(titles((await asked()).match)).toEqual([['Appartement dearer', 90]])
        await desk.act('property.setStatus', { id: testId('property', 'fits'), to: 'available' })
        await desk.act('property.update', { id: testId('property', 'dearer'), patch: { priceAmount: 900_000 } })
        expect(titles((await asked()).match)).toEqual([['Appartement fits', 100]])
        await desk.act('property.update', { id: testId('property', 'dearer'), patch: { priceAmount: 530_000 } })
        expect((await asked()).counts).toEqual({ match: 2, almost: 1 })
      })

      it('what came on offer lately and suits somebody, the latest first', async () => {
        const latest = async () => (await desk.ask<LatestMatches>('matching.latest', { limit: 5 })).rows.map(({ row, match, almost }) => [row.title, match, almost])
        const [first, ...others] = await latest()
        expect(new Set([first, ...others])).toEqual(new Set([['Appartement dearer', 1, 0], ['Appartement fits', 1, 0]]))
        expect(await desk.ask<LatestMatches>('matching.latest', { limit: 1 })).toMatchObject({ rows: [{ row: { title: first![0] } }] })
        desk.now += 8 * 86_400_000
        expect(await latest()).toEqual([])
        desk.now -= 8 * 86_400_000
      })

      it('the other way: whom a property suits, with the same score; a search that is paused is not asked', async () => {
        const suited = (propertyId: string) => desk.ask<SuitorsView>('matching.clients', { propertyId, limit: 50 })
        expect((await suited(testId('property', 'dearer'))).match).toMatchObject([{ score: 90, search: { id: search }, contact: { name: 'Contact client', phones: [{ e164: '+221771234567' }] } }])
        expect(await desk.ask<Match>('matching.score', { searchId: search, propertyId: testId('property', 'dearer') })).toMatchObject({ score: 90, group: 'match' })
        expect(await desk.ask<Match | null>('matching.score', { searchId: search, propertyId: testId('property', 'for sale') })).toBeNull()
        const { commandId } = await desk.act('clientSearch.update', { id: search, patch: { state: 'paused' } })
        expect((await suited(testId('property', 'dearer'))).counts).toEqual({ match: 0, almost: 0 })
        await desk.act('core.undo', { commandId })
        expect((await suited(testId('property', 'dearer'))).counts).toEqual({ match: 1, almost: 0 })
        await expect(suited(testId('nowhere'))).rejects.toMatchObject({ code: 'not_found' })
        await expect(asked({ searchId: testId('nothing') })).rejects.toMatchObject({ code: 'not_found' })
      })
    })
  })
}
