import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareLogWithTables } from '../../../command/fold.ts'
import { decodeRow } from '../../../command/recorder-rows.ts'
import { testId } from '../../../command/testing/desk.ts'
import type { AnyEntity } from '../../../command/define.ts'
import type { OpenStore } from '../../../command/testing/stores.ts'
import type { Store } from '../../../database/store.ts'
import type { Row } from '../../../values/entity.ts'
import { business } from '../../business.ts'
import { openAgency } from '../../testing/agency.ts'
import type { TestAgency } from '../../testing/agency.ts'
import { clientNote, interaction, task } from '../model-follow-up.ts'
import { interest } from '../model-interest.ts'
import { lead as leadEntity, leadStatuses } from '../model-lead.ts'
import { clientSearch } from '../model-search.ts'
import { contact, contactConsent, contactPhone, contactTag } from '../model.ts'
import { leadMoves } from '../rules-lead.ts'
import { lead, twoOfOne } from './undo-cases.ts'

/** What the commands of clients do and refuse, on whichever database `open` gives. */
export function crmCommandsSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`commands of clients on ${kind}`, () => {
    let store: Store
    let agency: TestAgency
    beforeEach(async () => {
      store = await open()
      agency = await openAgency(store)
    })
    afterEach(async () => {
      expect(await compareLogWithTables(store, business)).toEqual([])
      await store.close()
    })
    const read = async <E extends AnyEntity>(entity: E, id: string): Promise<Row<E>> =>
      decodeRow(entity, await store.kysely.selectFrom(entity.name as 'lead').selectAll().where('agencyId', '=', agency.agencyId).where('id', '=', id).executeTakeFirstOrThrow()) as Row<E>
    const of = async (table: 'contactPhone' | 'contactTag' | 'contactRole' | 'contactConsent' | 'interest', contactId: string) =>
      store.kysely.selectFrom(table).selectAll().where('contactId', '=', contactId).where('deletedAt', 'is', null).orderBy('id').execute()

    describe('a lead', () => {
      it('comes new and cold, its number in one form; the list knows its score', async () => {
        const id = await lead(agency, 1, { email: 'A@Example.SN', budgetMax: 50_000_000 })
        expect(await read(leadEntity, id)).toMatchObject({ status: 'new', qualification: 'cold', phoneE164: '+221771234567', email: 'a@example.sn', agentId: null, contactId: null })
        expect(await store.kysely.selectFrom('leadList').selectAll().where('id', '=', id).executeTakeFirst()).toMatchObject({ baseScore: 15 + 5 + 10 + 15 + 5, nameKey: 'lead 0000000001', status: 'new' })
        await agency.act('lead.update', { id, patch: { phone: '78 111 22 33' } })
        expect((await read(leadEntity, id)).phoneE164).toBe('+221781112233')
        await agency.act('lead.update', { id, patch: { phone: 'chez sa sœur' } })
        expect((await read(leadEntity, id)).phoneE164).toBeNull()
      })

      it('moves along the board; every move that is not allowed is refused and changes nothing', async () => {
        for (const from of leadStatuses.filter((status) => status !== 'won')) for (const to of leadStatuses.filter((status) => status !== 'won' && status !== from)) {
          const id = await lead(agency, `${from} ${to}`)
          if (from !== 'new') await agency.act('lead.setStatus', { id, to: from, reason: 'x' })
          const outcome = await agency.say('lead.setStatus', { id, to, reason: 'y' })
          expect(outcome.code ?? 'applied', `${from} to ${to}`).toBe(leadMoves(from).includes(to) ? 'applied' : 'move_not_allowed')
          expect((await read(leadEntity, id)).status).toBe(outcome.code ? from : to)
        }
      })

      it('is not lost without a reason, nor won by hand', async () => {
        const id = await lead(agency)
        expect(await agency.say('lead.setStatus', { id, to: 'lost' })).toMatchObject({ code: 'rule_broken', params: { rule: 'lost_reason' } })
        expect(await agency.say('lead.setStatus', { id, to: 'won' })).toMatchObject({ code: 'invalid_input' })
      })

      it('the least above the most is refused with its field, and nothing is written', async () => {
        expect(await agency.say('lead.create', { id: testId('lead'), name: 'X', source: 'other', budgetMin: 10, budgetMax: 5 })).toMatchObject({ code: 'rule_broken', params: { rule: 'range_order', field: 'budgetMax' } })
        expect(await store.kysely.selectFrom('lead').select('id').execute()).toEqual([])
        expect(await agency.say('lead.create', { id: testId('lead'), name: 'X', source: 'other', budgetMax: '50M' })).toMatchObject({ code: 'invalid_input' })
        expect(await agency.say('lead.create', { id: testId('lead'), name: 'X', source: 'other', nextActionOn: '2026-02-30' })).toMatchObject({ code: 'invalid_input' })
      })

      it('is given only to somebody who works here', async () => {
        const id = await lead(agency)
        await agency.act('member.setActive', { id: agency.ibou.memberId, active: false })
        expect(await agency.say('lead.assign', { id, agentId: agency.ibou.memberId })).toMatchObject({ code: 'rule_broken', params: { rule: 'member_inactive' } })
        await agency.act('lead.assign', { id, agentId: agency.fatou.memberId })
        expect((await read(leadEntity, id)).agentId).toBe(agency.fatou.memberId)
      })

      it('given away by its agent, it is his to take back until somebody has worked on it', async () => {
        const { fatou, ibou } = agency
        const id = await lead(agency, 1, { agentId: fatou.memberId })
        const first = await agency.act('lead.assign', { id, agentId: ibou.memberId }, fatou)
        expect(await agency.say('core.undo', { commandId: first.commandId }, ibou)).toMatchObject({ status: 'applied' })
        const second = await agency.act('lead.assign', { id, agentId: ibou.memberId }, fatou)
        await agency.act('core.undo', { commandId: second.commandId }, fatou)
        expect((await read(leadEntity, id)).agentId).toBe(fatou.memberId)
        const third = await agency.act('lead.assign', { id, agentId: ibou.memberId }, fatou)
        await agency.act('lead.qualify', { id, qualification: 'hot' }, ibou)
        expect(await agency.say('core.undo', { commandId: third.commandId }, fatou)).toMatchObject({ code: 'forbidden' })
        expect((await read(leadEntity, id)).agentId).toBe(ibou.memberId)
        await agency.act('lead.assign', { id, agentId: fatou.memberId })
        const fourth = await agency.act('lead.assign', { id, agentId: ibou.memberId })
        expect(await agency.say('core.undo', { commandId: fourth.commandId }, fatou)).toMatchObject({ code: 'forbidden' })
      })

      it('shared out: the best to whoever has the fewest, those that somebody has stay with him', async () => {
        const kept = await lead(agency, 'kept', { agentId: agency.fatou.memberId })
        const [poor, rich] = [await lead(agency, 'poor', { phone: null }), await lead(agency, 'rich', { email: 'r@example.sn', budgetMax: 1 })]
        await agency.act('lead.distribute', { ids: [kept, poor, rich] })
        const agents = await Promise.all([kept, rich, poor].map(async (id) => (await read(leadEntity, id)).agentId))
        expect(agents.slice(0, 2)).toEqual([agency.fatou.memberId, agency.ibou.memberId])
        expect([agency.fatou.memberId, agency.ibou.memberId]).toContain(agents[2])
      })

      it('spoken to, it is new no longer', async () => {
        const id = await lead(agency)
        await agency.act('interaction.create', { id: testId('planned'), leadId: id, type: 'call', channel: 'phone', subject: 'Appel', at: 1, status: 'scheduled' })
        expect((await read(leadEntity, id)).status).toBe('new')
        await agency.act('interaction.setStatus', { id: testId('planned'), to: 'completed', outcome: 'successful' })
        expect((await read(leadEntity, id)).status).toBe('contacted')
      })
    })

    describe('a lead becomes a client', () => {
      it('as a new contact with what he looks for, his interest, and all that was noted', async () => {
        const propertyId = await agency.property('asked', { transaction: 'sale' })
        const id = await lead(agency, 1, { transaction: 'sale', budgetMax: 90_000_000, kinds: ['villa'], wish: 'Avec jardin', propertyId, agentId: agency.fatou.memberId, email: 'l@example.sn', whatsapp: true })
        await agency.act('interaction.create', { id: testId('talk'), leadId: id, type: 'call', channel: 'phone', subject: 'Appel', at: 1 })
        await agency.act('lead.convert', { id, contactId: testId('client'), searchId: testId('search') })
        expect(await read(leadEntity, id)).toMatchObject({ status: 'won', contactId: testId('client') })
        expect(await read(contact, testId('client'))).toMatchObject({ name: 'Lead 1', email: 'l@example.sn', agentId: agency.fatou.memberId, clientStatus: 'active' })
        expect(await of('contactPhone', testId('client'))).toMatchObject([{ e164: '+221771234567', whatsapp: 1 }])
        expect(await read(clientSearch, testId('search'))).toMatchObject({ contactId: testId('client'), budgetMax: 90_000_000, kinds: ['villa'], notes: 'Avec jardin', state: 'active' })
        expect(await of('interest', testId('client'))).toMatchObject([{ propertyId, step: 'inquiry', level: 'medium' }])
        expect((await read(interaction, testId('talk'))).contactId).toBe(testId('client'))
        expect(await agency.say('lead.convert', { id, contactId: testId('again'), searchId: testId('again') })).toMatchObject({ code: 'rule_broken', params: { rule: 'converted_already' } })
      })

      it('as somebody known: what the contact says stands, what it lacks is added', async () => {
        const known = await agency.contact('known', { email: 'old@example.sn', phones: [{ typed: '78 111 22 33' }], notes: 'Fidèle' })
        const id = await lead(agency, 1, { email: 'new@example.sn', transaction: 'rent', notes: 'Pressé' })
        await agency.act('lead.convert', { id, contactId: known, searchId: testId('search') })
        expect(await read(contact, known)).toMatchObject({ email: 'old@example.sn', notes: 'Fidèle\n\nPressé' })
        expect((await of('contactPhone', known)).map((phone) => (phone as { e164: string }).e164).toSorted()).toEqual(['+221771234567', '+221781112233'])
        expect(await of('contactRole', known)).toMatchObject([{ role: 'tenant' }])
      })

      it('no lost one does', async () => {
        const id = await lead(agency)
        await agency.act('lead.setStatus', { id, to: 'lost', reason: 'x' })
        expect(await agency.say('lead.convert', { id, contactId: testId('c'), searchId: testId('s') })).toMatchObject({ code: 'move_not_allowed' })
      })
    })

    describe('two records of one person become one', () => {
      it('nothing of either is lost', async () => {
        const { into, from } = await twoOfOne(agency)
        await agency.act('contact.merge', { into, from })
        expect(await read(contact, into)).toMatchObject({ name: 'Awa Ndiaye', email: 'awa@example.sn', birthDate: '1980-05-02', address: 'Fann', clientStatus: 'client', priority: 'high', notes: 'Préfère le matin\n\nA deux enfants', mergedInto: null })
        expect(await read(contact, from)).toMatchObject({ name: 'Mme Ndiaye', mergedInto: into, deletedAt: null })
        const phones = (await store.kysely.selectFrom('contactPhone').selectAll().where('contactId', '=', into).where('deletedAt', 'is', null).orderBy('position').execute()).map((row) => decodeRow(contactPhone, row))
        expect(phones).toMatchObject([{ e164: '+221771234567', typed: '77 123 45 67', whatsapp: true }, { e164: '+221781112233', wave: true }])
        expect((await of('contactTag', into)).map((row) => (row as { tag: string }).tag.toLowerCase()).toSorted()).toEqual(['diaspora', 'vip'])
        expect((await of('contactRole', into)).map((row) => (row as { role: string }).role).toSorted()).toEqual(['buyer', 'owner'])
        expect((await of('contactConsent', into)).map((row) => decodeRow(contactConsent, row) as Row<typeof contactConsent>).map(({ purpose, channel, given }) => `${purpose} ${channel} ${given}`).toSorted()).toEqual(['marketing sms false', 'service email true'])
        expect((await of('interest', into)).map((row) => (row as { step: string; notes: string | null })).map(({ step, notes }) => `${step}: ${notes}`).toSorted()).toEqual(['favorite: null', 'visitScheduled: Aime la cour\n\nVu en vitrine'])
        for (const [entity, id] of [[clientSearch, 'search of from'], [interaction, 'talk of from'], [clientNote, 'note of from'], [task, 'task of from']] as const) expect((await read(entity, testId(id))).contactId).toBe(into)
        expect((await store.kysely.selectFrom('property').select('ownerId').where('ownerId', 'is not', null).execute()).map((row) => row.ownerId)).toEqual([into])
      })

      it('the word of the other counts where it is chosen, and what did not count stays readable there', async () => {
        const { into, from } = await twoOfOne(agency)
        await agency.act('contact.update', { id: from, patch: { email: 'mme@example.sn', firstName: 'Awa', lastName: 'N.' } })
        await agency.act('contact.merge', { into, from, take: ['name', 'email', 'firstName', 'birthDate', 'language'] })
        expect(await read(contact, into)).toMatchObject({ name: 'Mme Ndiaye', email: 'mme@example.sn', firstName: 'Awa', lastName: 'N.' })
        expect(await read(contact, from)).toMatchObject({ name: 'Awa Ndiaye', email: 'awa@example.sn', mergedInto: into })
        expect(await read(contact, into)).toMatchObject({ birthDate: '1980-05-02' })
      })

      it('not with itself, not twice, and not by an agent to whom one of them does not belong', async () => {
        const { into, from } = await twoOfOne(agency)
        expect(await agency.say('contact.merge', { into, from: into })).toMatchObject({ params: { rule: 'merge_with_itself' } })
        expect(await agency.say('contact.merge', { into, from }, agency.fatou)).toMatchObject({ code: 'forbidden' })
        await agency.act('contact.merge', { into, from })
        expect(await agency.say('contact.merge', { into, from })).toMatchObject({ params: { rule: 'merged_already' } })
      })

      it('whatever they say, every telephone, tag and word of theirs is found on one of them, and undone each has its own again (random runs)', async () => {
        const person = fc.record({
          phones: fc.uniqueArray(fc.constantFrom('77 123 45 67', '+221771234567', '78 111 22 33', '76 444 55 66', 'poste 12'), { maxLength: 4 }), tags: fc.uniqueArray(fc.constantFrom('vip', 'VIP', 'diaspora', 'rapide'), { maxLength: 3 }),
          notes: fc.option(fc.constantFrom('un', 'deux mots', 'un et deux'), { nil: null }), email: fc.option(fc.constantFrom('a@b.sn', 'c@d.sn'), { nil: null }),
        })
        /** What a row says, without when it was written. */
        const said = (row: object): object => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'versions' && name !== 'updatedAt'))
        let n = 0
        await fc.assert(fc.asyncProperty(person, person, async (one, other) => {
          const ids = [await agency.contact(`a${++n}`), await agency.contact(`b${n}`)] as const
          for (const [i, { notes, email, phones: typed, tags: add }] of [one, other].entries()) {
            await agency.act('contact.update', { id: ids[i], patch: { notes, email } })
            await agency.act('contact.setPhones', { id: ids[i], phones: typed.map((number) => ({ typed: number })) })
            await agency.act('contact.setTags', { id: ids[i], add })
          }
          const before = await Promise.all(ids.map(async (id) => ({ phones: await of('contactPhone', id), tags: await of('contactTag', id) })))
          const records = async () => Promise.all(ids.map(async (id) => ({ contact: said(await read(contact, id)), phones: (await of('contactPhone', id)).map(said), tags: (await of('contactTag', id)).map(said) })))
          const whole = await records()
          const { commandId } = await agency.act('contact.merge', { into: ids[0], from: ids[1] })
          const [kept, merged] = [await read(contact, ids[0]), await read(contact, ids[1])]
          const key = (row: object): string => (decodeRow(contactPhone, row as never) as Row<typeof contactPhone>).e164 ?? (row as { typed: string }).typed
          const phones = (await of('contactPhone', ids[0])).map(key)
          for (const { phones: had } of before) for (const row of had) expect(phones).toContain(key(row))
          expect(new Set(phones).size).toBe(phones.length)
          const tags = (await of('contactTag', ids[0])).map((row) => (decodeRow(contactTag, row as never) as Row<typeof contactTag>).tag.toLowerCase())
          for (const { tags: had } of before) for (const row of had) expect(tags).toContain((row as { tag: string }).tag.toLowerCase())
          for (const words of [one.notes, other.notes]) if (words) expect(kept.notes).toContain(words)
          for (const email of [one.email, other.email]) if (email) expect([kept.email, merged.email]).toContain(email)
          await agency.act('core.undo', { commandId })
          expect(await records()).toEqual(whole)
        }), { numRuns: kind === 'SQLite' ? 25 : 5 })
      }, 60_000)
    })

    describe('interest in a property', () => {
      it('keeps the furthest step, joins what is noted, and a look reopens nothing', async () => {
        const [contactId, propertyId] = [await agency.contact(1), await agency.property(1)]
        const { id } = (await agency.act('interest.track', { contactId, propertyId, step: 'visitScheduled', notes: 'Samedi' })).value as { id: string }
        expect(await read(interest, id)).toMatchObject({ step: 'visitScheduled', level: 'high', state: 'active' })
        await agency.act('interest.update', { id, patch: { state: 'lost' } })
        await agency.act('interest.track', { contactId, propertyId, step: 'view', notes: 'Revu' })
        expect(await read(interest, id)).toMatchObject({ step: 'visitScheduled', level: 'high', state: 'lost', notes: 'Samedi\n\nRevu' })
        await agency.act('interest.track', { contactId, propertyId, step: 'view', state: 'lost' })
        expect(await read(interest, id)).toMatchObject({ step: 'visitScheduled', state: 'lost' })
        await agency.act('interest.track', { contactId, propertyId, step: 'purchaseCompleted' })
        expect(await read(interest, id)).toMatchObject({ step: 'purchaseCompleted', level: 'veryHigh', state: 'converted' })
      })
    })

    describe('things to do', () => {
      it('what comes back is laid out anew on its own day when it is done, once', async () => {
        agency.now = Date.UTC(2026, 10, 28)
        await agency.act('task.create', { id: testId('rent'), title: 'Appeler pour le loyer', dueOn: '2026-11-05', dueTime: '09:00', repeat: { every: 1, unit: 'month', until: null } }, agency.fatou)
        await agency.act('task.setState', { id: testId('rent'), to: 'done' }, agency.fatou)
        const waiting = async () => store.kysely.selectFrom('task').select(['id', 'dueOn', 'dueTime', 'assigneeId']).where('state', '=', 'open').where('deletedAt', 'is', null).execute()
        expect(await waiting()).toMatchObject([{ dueOn: '2026-12-05', dueTime: '09:00', assigneeId: agency.fatou.memberId }])
        expect((await agency.act('task.setState', { id: testId('rent'), to: 'done' }, agency.fatou)).status).toBe('applied')
        expect(await waiting()).toHaveLength(1)
      })

      it('an hour or a return without a day is refused; so is a talk or a note about nobody', async () => {
        expect(await agency.say('task.create', { id: testId('t'), title: 'x', dueTime: '09:00' })).toMatchObject({ params: { rule: 'due_day', field: 'dueOn' } })
        expect(await agency.say('task.create', { id: testId('t'), title: 'x', repeat: { every: 1, unit: 'day', until: null } })).toMatchObject({ params: { rule: 'due_day' } })
        expect(await agency.say('task.create', { id: testId('t'), title: 'x', dueOn: '2026-13-01' })).toMatchObject({ code: 'invalid_input' })
        expect(await agency.say('clientNote.create', { id: testId('n'), content: 'x' })).toMatchObject({ params: { rule: 'about_nobody' } })
        expect(await agency.say('interaction.create', { id: testId('i'), type: 'call', channel: 'phone', subject: 'x', at: 1 })).toMatchObject({ params: { rule: 'about_nobody' } })
        expect(await agency.say('interaction.create', { id: testId('i'), contactId: testId('nobody'), type: 'call', channel: 'phone', subject: 'x', at: 1 })).toMatchObject({ code: 'not_found' })
      })
    })
  })
}
