import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareLogWithTables } from '../../../command/fold.ts'
import { testId } from '../../../command/testing/desk.ts'
import type { OpenStore } from '../../../command/testing/stores.ts'
import type { Store } from '../../../database/store.ts'
import type { Actor } from '../../../values/actor.ts'
import { business } from '../../business.ts'
import { reminderId } from '../../crm/index.ts'
import type { DueReminder } from '../../crm/index.ts'
import { openAgency } from '../../testing/agency.ts'
import type { TestAgency } from '../../testing/agency.ts'
import type { NoticeCount, NoticePage, NoticeSettings } from '../model.ts'
import { noticeTo } from './undo-cases.ts'

const minute = 60_000
const hour = 60 * minute

/** What people are told of, on whichever database `open` gives. Undo of each command stands in the suite of properties. */
export function notificationSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`notifications on ${kind}`, () => {
    let store: Store
    let desk: TestAgency
    let admin: Actor & { kind: 'member' }
    beforeEach(async () => {
      store = await open()
      desk = await openAgency(store)
      admin = desk.admin as typeof admin
    })
    afterEach(async () => {
      expect(await compareLogWithTables(store, business)).toEqual([])
      await store.close()
    })
    const page = (actor: Actor, more: object = {}) => desk.ask<NoticePage>('notifications.page', { unread: false, topic: null, offset: 0, limit: 50, ...more }, actor)
    const count = (actor: Actor) => desk.ask<NoticeCount>('notifications.unread', {}, actor)
    /** What somebody finds, in short. */
    const told = async (actor: Actor) => (await page(actor)).rows.map(({ kind: what, params }) => `${what} ${String(params['name'])}`)

    describe('events', () => {
      it('a new lead: its agent, or the managers while nobody follows it; never whoever noted it', async () => {
        await desk.act('lead.create', { id: testId('l1'), name: 'Awa', source: 'website', agentId: desk.fatou.memberId }, desk.manager)
        await desk.act('lead.create', { id: testId('l2'), name: 'Binta', source: 'website' }, desk.fatou)
        await desk.act('lead.create', { id: testId('l3'), name: 'Coumba', source: 'website' }, desk.manager)
        await desk.act('lead.create', { id: testId('l4'), name: 'Dado', source: 'website', agentId: desk.ibou.memberId }, desk.ibou)
        expect(await told(desk.fatou)).toEqual(['leadNew Awa'])
        expect((await told(admin)).toSorted()).toEqual(['leadNew Binta', 'leadNew Coumba'])
        expect(await told(desk.manager)).toEqual(['leadNew Binta'])
        expect(await told(desk.ibou)).toEqual([])
        expect((await page(desk.fatou)).rows[0]).toMatchObject({ priority: 'high', topic: 'leads', target: { entity: 'lead', id: testId('l1') }, params: { source: 'website', by: 'Moussa Fall' }, at: desk.now, readAt: null })
      })

      it('a lead given away tells whom it is given to, also when it is distributed; taken back, it tells nobody and takes back what it told', async () => {
        await desk.act('lead.create', { id: testId('l'), name: 'Awa', source: 'website', agentId: desk.ibou.memberId }, desk.ibou)
        const { commandId } = await desk.act('lead.assign', { id: testId('l'), agentId: desk.fatou.memberId }, desk.manager)
        expect(await told(desk.fatou)).toEqual(['leadAssigned Awa'])
        // Read meanwhile: it goes all the same, and nothing is said to be left.
        await desk.act('notification.mark', { ids: (await page(desk.fatou)).rows.map(({ id }) => id), read: true }, desk.fatou)
        expect((await desk.act('core.undo', { commandId }, desk.manager)).left).toBeUndefined()
        expect([await told(desk.fatou), await told(desk.ibou)]).toEqual([[], []])
        await desk.act('lead.create', { id: testId('free'), name: 'Libre', source: 'website' }, desk.manager)
        await desk.act('lead.distribute', { ids: [testId('free')] }, desk.manager)
        expect([...await told(desk.fatou), ...await told(desk.ibou)]).toEqual(['leadAssigned Libre'])
      })

      it('an agent takes back his own act though it told others', async () => {
        const { commandId } = await desk.act('lead.create', { id: testId('l'), name: 'Awa', source: 'website' }, desk.fatou)
        expect(await told(desk.manager)).toEqual(['leadNew Awa'])
        await desk.act('core.undo', { commandId }, desk.fatou)
        expect(await told(desk.manager)).toEqual([])
      })

      it('a task for somebody else; the same told again takes its place, unread', async () => {
        await desk.act('task.create', { id: testId('t'), title: 'Rappeler', assigneeId: desk.fatou.memberId, dueOn: '2026-12-01' }, desk.manager)
        await desk.act('task.create', { id: testId('own'), title: 'À moi' }, desk.fatou)
        const [first] = (await page(desk.fatou)).rows
        expect(first).toMatchObject({ kind: 'taskAssigned', params: { name: 'Rappeler', by: 'Moussa Fall', dueOn: '2026-12-01' } })
        await desk.act('notification.mark', { ids: [first!.id], read: true }, desk.fatou)
        await desk.act('task.update', { id: testId('t'), patch: { assigneeId: desk.ibou.memberId } }, desk.manager)
        desk.now += hour
        await desk.act('task.update', { id: testId('t'), patch: { assigneeId: desk.fatou.memberId, title: 'Rappeler vite' } }, desk.manager)
        const { rows, unread } = await page(desk.fatou)
        expect([rows.length, unread, rows[0]!.id, rows[0]!.params['name'], rows[0]!.at]).toEqual([1, 1, first!.id, 'Rappeler vite', desk.now])
        expect(await told(desk.ibou)).toEqual(['taskAssigned Rappeler'])
        // Done, nobody is given it.
        await desk.act('task.create', { id: testId('t2'), title: 'Autre', assigneeId: null }, desk.manager)
        expect(await told(desk.manager)).toEqual([])
      })

      it('a property whose status somebody else changes: its agent', async () => {
        const id = await desk.property(1, { title: 'Villa', agentId: desk.fatou.memberId }, {}, desk.manager)
        expect(await told(desk.fatou)).toEqual([])
        await desk.act('property.setStatus', { id, to: 'available' }, desk.manager)
        expect((await page(desk.fatou)).rows[0]).toMatchObject({ kind: 'propertyStatus', params: { name: 'Villa', status: 'available' }, target: { entity: 'property', id } })
        await desk.act('property.update', { id, patch: { rooms: 5 } }, desk.manager)
        await desk.act('property.setStatus', { id, to: 'reserved' }, desk.fatou)
        expect(await told(desk.fatou)).toEqual(['propertyStatus Villa'])
        expect(await told(admin)).toEqual([])
      })

      it('an interest that asks for an answer: the agents of the property and of the client; two records that become one tell of the merging alone', async () => {
        const property = await desk.property(1, { title: 'Villa', agentId: desk.fatou.memberId }, {}, desk.manager)
        const [one, other] = [await desk.contact(1, { name: 'Awa', agentId: desk.ibou.memberId }, desk.manager), await desk.contact(2, { name: 'Awa D.', agentId: desk.fatou.memberId }, desk.manager)]
        await desk.act('interest.track', { contactId: one, propertyId: property, step: 'view' }, desk.manager)
        expect([await told(desk.fatou), await told(desk.ibou)]).toEqual([[], []])
        await desk.act('interest.track', { contactId: one, propertyId: property, step: 'visitRequest' }, desk.manager)
        expect([await told(desk.fatou), await told(desk.ibou)]).toEqual([['interestShown Awa'], ['interestShown Awa']])
        desk.now += minute
        const { commandId } = await desk.act('contact.merge', { into: other, from: one }, desk.manager)
        expect(await told(desk.fatou)).toEqual(['contactMerged Awa', 'interestShown Awa'])
        expect((await page(desk.ibou)).rows[0]).toMatchObject({ kind: 'contactMerged', target: { entity: 'contact', id: other }, params: { into: 'Awa D.' } })
        await desk.act('core.undo', { commandId }, desk.manager)
        expect(await told(desk.ibou)).toEqual(['interestShown Awa'])
      })
    })

    describe('what somebody does with his own', () => {
      it('read, unread, all read until an instant and of a topic, put off until its time, put away', async () => {
        const [one, two] = [await noticeTo(desk, desk.fatou, 1), await noticeTo(desk, desk.fatou, 2)]
        await desk.act('notification.mark', { ids: [one], read: true }, desk.fatou)
        expect([await count(desk.fatou), (await page(desk.fatou, { unread: true })).rows.map(({ id }) => id)]).toEqual([{ unread: 1, nextAt: null }, [two]])
        await desk.act('notification.mark', { ids: [one], read: false }, desk.fatou)
        expect((await count(desk.fatou)).unread).toBe(2)
        const seen = desk.now
        desk.now += minute
        const three = await noticeTo(desk, desk.fatou, 3)
        await desk.act('notification.markAll', { upTo: seen, topic: 'leads' }, desk.fatou)
        expect((await count(desk.fatou)).unread).toBe(3)
        await desk.act('notification.markAll', { upTo: seen }, desk.fatou)
        expect((await page(desk.fatou, { unread: true })).rows.map(({ id }) => id)).toEqual([three])
        await desk.act('notification.snooze', { ids: [one, three], until: desk.now + hour }, desk.fatou)
        expect([await count(desk.fatou), (await page(desk.fatou)).rows.map(({ id }) => id)]).toEqual([{ unread: 0, nextAt: desk.now + hour }, [two]])
        // What cannot be seen is not read by a click on "all".
        await desk.act('notification.markAll', { upTo: desk.now }, desk.fatou)
        desk.now += hour
        expect((await page(desk.fatou, { unread: true })).rows.map(({ id }) => id).toSorted()).toEqual([one, three].toSorted())
        await desk.act('notification.dismiss', { ids: [three] }, desk.fatou)
        expect((await page(desk.fatou)).rows.map(({ id }) => id).toSorted()).toEqual([one, two].toSorted())
        expect(await page(desk.fatou, { topic: 'leads' })).toMatchObject({ rows: [], count: 0, unread: 1 })
        expect((await page(desk.fatou, { limit: 1, offset: 1 })).rows).toHaveLength(1)
      })

      it('nobody reads, marks, puts off or puts away what another was told; one foreign among own ones forbids the whole', async () => {
        const [his, hers] = [await noticeTo(desk, desk.ibou, 1), await noticeTo(desk, desk.fatou, 2)]
        for (const other of [desk.fatou, desk.manager, admin]) {
          expect((await page(other)).rows.map(({ id }) => id)).not.toContain(his)
          for (const [name, input] of [['mark', { read: true }], ['snooze', { until: desk.now + hour }], ['dismiss', {}]] as const)
            expect(await desk.say(`notification.${name}`, { ids: [his], ...input }, other)).toMatchObject({ code: 'forbidden' })
        }
        expect(await desk.say('notification.mark', { ids: [hers, his], read: true }, desk.fatou)).toMatchObject({ code: 'forbidden' })
        expect([(await count(desk.fatou)).unread, (await count(desk.ibou)).unread]).toEqual([1, 1])
        const read = await desk.act('notification.mark', { ids: [his], read: true }, desk.ibou)
        expect(await desk.say('core.undo', { commandId: read.commandId }, admin)).toMatchObject({ code: 'forbidden' })
        const changes = await store.kysely.selectFrom('change').select('scope').where('entity', '=', 'notification').where('entityId', '=', his).execute()
        expect(new Set(changes.map(({ scope }) => scope))).toEqual(new Set([`member:${desk.ibou.memberId}`]))
      })
    })

    describe('how somebody wants to be told', () => {
      it('what he does not want is not told to him; others are', async () => {
        await desk.act('notification.setPreferences', { choices: [{ topic: 'tasks', channel: 'inApp', enabled: false }] }, desk.fatou)
        await noticeTo(desk, desk.fatou, 1)
        await noticeTo(desk, desk.ibou, 2)
        expect([(await told(desk.fatou)).length, (await told(desk.ibou)).length]).toEqual([0, 1])
        const settings = await desk.ask<NoticeSettings>('notifications.settings', {}, desk.fatou)
        expect(settings).toMatchObject({ choices: { tasks: { inApp: false, native: true }, leads: { inApp: true } }, quiet: null, zone: 'Africa/Dakar' })
        expect((await desk.ask<NoticeSettings>('notifications.settings', {}, desk.ibou)).choices.tasks.inApp).toBe(true)
      })

      it('in his hours of quiet it waits until they are over, and is there then', async () => {
        await desk.act('notification.setPreferences', { choices: [], quiet: { fromTime: '20:00', untilTime: '07:00' } }, desk.fatou)
        desk.now = Date.UTC(2026, 10, 24, 22, 0)
        await noticeTo(desk, desk.fatou, 1)
        const morning = Date.UTC(2026, 10, 25, 7, 0)
        expect([await count(desk.fatou), (await page(desk.fatou)).rows]).toEqual([{ unread: 0, nextAt: morning }, []])
        desk.now = morning
        expect((await page(desk.fatou)).rows).toHaveLength(1)
        await desk.act('notification.setPreferences', { choices: [], quiet: null }, desk.fatou)
        desk.now = Date.UTC(2026, 10, 25, 22, 0)
        await noticeTo(desk, desk.fatou, 2)
        expect((await count(desk.fatou)).unread).toBe(2)
      })
    })

    describe('reminders', () => {
      const due = (actor: Actor) => desk.ask<DueReminder[]>('reminders.due', {}, actor)
      const job = (): Actor => ({ kind: 'job', agencyId: desk.agencyId, name: 'reminders' })
      const remind = (one: DueReminder, actor: Actor) => desk.act('followUp.remind', one, actor, { commandId: reminderId(desk.agencyId, one) })

      it('of a task, a note, a talk and a lead come when their time has come, to whose they are', async () => {
        const start = desk.now
        const contact = await desk.contact(1, {}, desk.fatou)
        await desk.act('task.create', { id: testId('t'), title: 'Rappeler', remindAt: start + hour }, desk.fatou)
        await desk.act('clientNote.create', { id: testId('n'), contactId: contact, content: 'Anniversaire', remindAt: start + 2 * hour }, desk.fatou)
        await desk.act('interaction.create', { id: testId('i'), contactId: contact, type: 'call', channel: 'phone', subject: 'Appel', status: 'scheduled', at: start + 3 * hour }, desk.fatou)
        await desk.act('lead.create', { id: testId('l'), name: 'Awa', source: 'other', agentId: desk.ibou.memberId, nextAction: 'Envoyer les photos', nextActionOn: '2026-11-24' }, desk.ibou)
        expect(await due(job())).toEqual([])
        desk.now = start + hour
        expect(await due(desk.fatou)).toEqual([{ entity: 'task', id: testId('t'), at: start + hour }])
        expect(await due(desk.ibou)).toEqual([])
        desk.now = start + 3 * hour
        expect((await due(desk.fatou)).map(({ entity }) => entity)).toEqual(['task', 'clientNote', 'interaction'])
        desk.now = Date.UTC(2026, 10, 24, 8, 0)
        expect((await due(job())).map(({ entity }) => entity)).toEqual(['task', 'clientNote', 'interaction', 'lead'])
        for (const one of await due(job())) await remind(one, job())
        expect(await due(job())).toEqual([])
        expect((await told(desk.fatou)).toSorted()).toEqual(['noteDue Anniversaire', 'talkDue Appel', 'taskDue Rappeler'])
        expect(Object.fromEntries((await page(desk.fatou)).rows.map(({ kind: what, params }) => [what, params['about']]))).toEqual({ noteDue: 'Contact 1', talkDue: 'Contact 1', taskDue: null })
        expect(await told(desk.ibou)).toEqual(['leadActionDue Envoyer les photos (Awa)'])
      })

      it('said by two at once is told once; said again later, known', async () => {
        await desk.act('task.create', { id: testId('t'), title: 'Rappeler', remindAt: desk.now }, desk.fatou)
        const [one] = await due(desk.fatou)
        await remind(one!, desk.fatou)
        const [first] = (await page(desk.fatou)).rows
        await desk.act('notification.mark', { ids: [first!.id], read: true }, desk.fatou)
        desk.now += minute
        await remind(one!, job())
        await remind(one!, desk.manager)
        expect((await page(desk.fatou)).rows).toEqual([{ ...first, readAt: desk.now - minute }])
        const changes = await store.kysely.selectFrom('change').select('commandId').where('entity', '=', 'notification').where('entityId', '=', first!.id).execute()
        expect(changes.filter(({ commandId }) => commandId === reminderId(desk.agencyId, one!))).toHaveLength(1)
      })

      it('laid out anew it comes anew; done, called off or gone meanwhile it does not come', async () => {
        await desk.act('task.create', { id: testId('t'), title: 'Rappeler', remindAt: desk.now }, desk.fatou)
        const [one] = await due(desk.fatou)
        await remind(one!, desk.fatou)
        await desk.act('task.update', { id: testId('t'), patch: { remindAt: desk.now + hour } }, desk.fatou)
        desk.now += hour
        const [again] = await due(desk.fatou)
        await remind(again!, desk.fatou)
        expect([(await page(desk.fatou)).rows.length, await due(desk.fatou)]).toEqual([1, []])
        await desk.act('notification.dismiss', { ids: (await page(desk.fatou)).rows.map(({ id }) => id) }, desk.fatou)
        expect(await due(desk.fatou)).toEqual([])
        await desk.act('task.create', { id: testId('t2'), title: 'Fini', remindAt: desk.now }, desk.fatou)
        const [done] = await due(desk.fatou)
        await desk.act('task.setState', { id: testId('t2'), to: 'done' }, desk.fatou)
        await remind(done!, desk.fatou)
        await desk.act('task.create', { id: testId('t3'), title: 'Parti', remindAt: desk.now }, desk.fatou)
        const [gone] = await due(desk.fatou)
        await desk.act('task.delete', { id: testId('t3') }, desk.fatou)
        await remind(gone!, desk.fatou)
        expect(await told(desk.fatou)).toEqual([])
      })

      it('said a little early, by a clock that is ahead, it waits for its time', async () => {
        await desk.act('task.create', { id: testId('t'), title: 'Rappeler', remindAt: desk.now + minute }, desk.fatou)
        await remind({ entity: 'task', id: testId('t'), at: desk.now + minute }, desk.fatou)
        expect(await told(desk.fatou)).toEqual([])
        desk.now += minute
        expect([await told(desk.fatou), await due(desk.fatou)]).toEqual([['taskDue Rappeler'], []])
      })
    })
  })
}
