import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareLogWithTables } from '../../../command/fold.ts'
import { testId } from '../../../command/testing/desk.ts'
import type { OpenStore } from '../../../command/testing/stores.ts'
import type { Store } from '../../../database/store.ts'
import type { Actor } from '../../../values/actor.ts'
import { business } from '../../business.ts'
import { openAgency } from '../../testing/agency.ts'
import type { TestAgency } from '../../testing/agency.ts'
import type { NoticePage } from '../../notifications/model.ts'
import { alertAgenciesDue, runAlerts } from '../alert-run.ts'
import type { AlertLog, AlertPage } from '../model-views.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const zone = 'Africa/Dakar'

const byText = (a: unknown, b: unknown): number => (String(a) < String(b) ? -1 : 1)

/** What saved searches say by themselves, on whichever database `open` gives. */
export function alertsSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`alerts of saved searches on ${kind}`, () => {
    let store: Store
    let desk: TestAgency
    const run = (signal?: AbortSignal) => runAlerts({ store, dispatcher: desk.dispatcher, clock: () => desk.now, ask: async (name, input, actor) => desk.ask(name, input, actor as Actor) }, desk.agencyId, zone, { signal })
    const messages = async (state = 'ready', actor: Actor = desk.admin, mine = false) => (await desk.ask<AlertPage>('alerts.messages', { contactId: null, state, mine, offset: 0, limit: 200 }, actor)).rows
    const log = async () => (await desk.ask<AlertLog>('alerts.log', { contactId: null, offset: 0, limit: 200 })).rows.map(({ entry, properties }) => [entry.reason, entry.count, ...properties.map(({ title }) => title)])
    /** A client who agreed to be written to, and looks for a flat to rent in Ngor for 300,000. */
    const seeker = async (label: string, more: object = {}, client: object = {}, agreed = true): Promise<string> => {
      const id = await desk.contact(label, { name: `Mme ${label}`, phones: [{ typed: '77 123 45 67', whatsapp: true }], agentId: desk.fatou.memberId, ...client })
      if (agreed) await desk.act('contact.setConsent', { id, purpose: 'service', channel: 'whatsapp', given: true, day: '2026-11-01' })
      await desk.act('clientSearch.create', { id: testId('search', label), contactId: id, transaction: 'rent', kinds: ['apartment'], budgetMax: 300_000, places: [{ region: 'Dakar', department: null, commune: null, quartier: 'Ngor' }], alerts: 'immediate', ...more })
      return id
    }
    const flat = (label: string, more: object = {}, status = 'available') => desk.property(label, { region: 'Dakar', quartier: 'Ngor', priceAmount: 250_000, ...more }, { status })

    beforeEach(async () => {
      store = await open()
      desk = await openAgency(store)
      await run()
    })
    afterEach(async () => {
      expect(await compareLogWithTables(store, business)).toEqual([])
      await store.close()
    })

    it('a property that suits is told once, in a message that is ready to be sent', async () => {
      await seeker('Ndiaye')
      await seeker('Smith', {}, { language: 'en' })
      await seeker('Elsewhere', { places: [{ region: 'Ziguinchor', department: null, commune: null, quartier: null }] })
      await flat('one')
      expect(await run()).toBe(2)
      const ready = await messages()
      expect(ready.map(({ contactName, number, count, agentName }) => [contactName, number, count, agentName])).toEqual(expect.arrayContaining([['Mme Ndiaye', '+221771234567', 1, 'Fatou Sarr'], ['Mme Smith', '+221771234567', 1, 'Fatou Sarr']]))
      const plain = (name: string) => ready.find(({ contactName }) => contactName === name)!.text.replaceAll(/[\u202f\u00a0]/g, ' ')
      expect(plain('Mme Ndiaye')).toBe([
        'Bonjour Mme Ndiaye,', '', 'Un bien correspond à votre recherche :', '• Appartement one, Ngor, Dakar, 250 000 F CFA / mois, réf. DKR-0001', '', 'Souhaitez-vous en savoir plus, ou visiter ?', 'Fatou Sarr, Agence agency',
      ].join('\n'))
      expect(plain('Mme Smith')).toContain('A property matches your search:\n• Appartement one, Ngor, Dakar, 250,000 F CFA / month, ref. DKR-0001')
      const notices = async (actor: Actor) => (await desk.ask<NoticePage>('notifications.page', { unread: false, topic: null, offset: 0, limit: 50 }, actor)).rows.filter(({ kind: what }) => what === 'searchMatches')
      expect((await notices(desk.fatou)).map(({ params, target }) => [params, target.entity])).toEqual(expect.arrayContaining([[{ name: 'Mme Ndiaye', count: 1 }, 'contact'], [{ name: 'Mme Smith', count: 1 }, 'contact']]))
      expect([(await notices(desk.fatou)).length, (await notices(desk.ibou)).length]).toEqual([2, 0])
      await desk.act('property.update', { id: testId('property', 'one'), patch: { title: 'Un autre titre', priceAmount: 240_000 } })
      await run()
      await run()
      expect(await messages()).toHaveLength(2)
      expect((await log()).toSorted(byText)).toEqual([['alreadyTold', 1, 'Un autre titre'], ['alreadyTold', 1, 'Un autre titre'], ['ready', 1, 'Un autre titre'], ['ready', 1, 'Un autre titre']])
    })

    it('an edit that decides nothing is not even looked at', async () => {
      await seeker('Ndiaye')
      await flat('one')
      await run()
      const before = await log()
      await desk.act('property.update', { id: testId('property', 'one'), patch: { title: 'Titre', landmark: 'Pharmacie' } })
      await desk.act('clientSearch.update', { id: testId('search', 'Ndiaye'), patch: { notes: 'Préfère le matin' } })
      await run()
      expect((await log()).length).toBe(before.length)
    })

    it('a price that falls within reach is news', async () => {
      await seeker('Ndiaye')
      await flat('dear', { priceAmount: 900_000 })
      await run()
      expect(await messages()).toEqual([])
      await desk.act('property.update', { id: testId('property', 'dear'), patch: { priceAmount: 290_000 } })
      await run()
      expect((await messages()).map(({ count }) => count)).toEqual([1])
    })

    it('each property once for a client, whatever he searches; his own, and those he has looked at, never', async () => {
      const id = await seeker('Ndiaye')
      await desk.act('clientSearch.create', { id: testId('search', 'second'), contactId: id, transaction: 'rent', kinds: ['apartment'], alerts: 'immediate' })
      await flat('one')
      await flat('own', { ownerId: id })
      await flat('seen')
      await desk.act('interest.track', { contactId: id, propertyId: testId('property', 'seen'), step: 'visitRequest' })
      await run()
      expect((await messages()).map(({ count, properties }) => [count, properties.map(({ title }) => title)])).toEqual([[1, ['Appartement one']]])
      expect((await log()).filter(([reason]) => reason === 'alreadyKnown').map(([, count]) => count)).toEqual([2, 2])
    })

    it('a new search, or a wider one, is told what there is already', async () => {
      await flat('one')
      await flat('dear', { priceAmount: 900_000 })
      await run()
      await seeker('Ndiaye')
      await run()
      expect((await messages()).map(({ count }) => count)).toEqual([1])
      await desk.act('clientSearch.update', { id: testId('search', 'Ndiaye'), patch: { budgetMax: 1_000_000 } })
      await run()
      expect((await messages()).map(({ count }) => count)).toEqual([2])
    })

    it('without his consent, or a number, nothing is written; once he agrees, what was held back is said', async () => {
      const silent = await seeker('Silent', {}, {}, false)
      await seeker('NoPhone', {}, { phones: [] })
      await flat('one')
      await run()
      expect(await messages()).toEqual([])
      expect((await log()).toSorted(byText)).toEqual([['noConsent', 1, 'Appartement one'], ['noPhone', 1, 'Appartement one']])
      // Not said again by the next change: it is known.
      await desk.act('property.update', { id: testId('property', 'one'), patch: { priceAmount: 251_000 } })
      await run()
      expect(await log()).toHaveLength(2)
      await desk.act('contact.setConsent', { id: silent, purpose: 'service', channel: 'whatsapp', given: true, day: '2026-11-23' })
      await desk.act('contact.setPhones', { id: testId('contact', 'NoPhone'), phones: [{ typed: '78 111 22 33' }] })
      await run()
      expect((await messages()).map(({ contactName, count }) => [contactName, count]).toSorted(byText)).toEqual([['Mme NoPhone', 1], ['Mme Silent', 1]])
    })

    it('a search that rests says only that it did; one that never tells is silent, as is one that found its home', async () => {
      await seeker('Paused')
      await seeker('Never', { alerts: 'never' })
      await seeker('Found')
      await desk.act('clientSearch.update', { id: testId('search', 'Paused'), patch: { state: 'paused' } })
      await desk.act('clientSearch.update', { id: testId('search', 'Found'), patch: { state: 'found' } })
      await flat('one')
      await run()
      expect(await messages()).toEqual([])
      expect(await log()).toEqual([['paused', 1, 'Appartement one']])
    })

    it('what can no longer be had leaves the message that waits, and is news if it comes back', async () => {
      await seeker('Ndiaye')
      await flat('one')
      await flat('two')
      await run()
      await desk.act('property.setStatus', { id: testId('property', 'one'), to: 'rented' })
      expect((await messages())[0]!.text).not.toContain('Appartement one')
      await run()
      expect((await messages()).map(({ count }) => count)).toEqual([1])
      await desk.act('property.setStatus', { id: testId('property', 'two'), to: 'rented' })
      await run()
      expect(await messages()).toEqual([])
      expect((await log()).filter(([reason]) => reason === 'unavailable')).toHaveLength(2)
      await desk.act('property.setStatus', { id: testId('property', 'two'), to: 'available' })
      await run()
      expect((await messages()).map(({ properties }) => properties.map(({ title }) => title))).toEqual([['Appartement two']])
    })

    it('the day’s news come at eight, together and once, also when the machine slept', async () => {
      await seeker('Daily', { alerts: 'daily' })
      await seeker('Weekly', { alerts: 'weekly' })
      await flat('one')
      desk.now += 5 * hour
      await run()
      await flat('two')
      await run()
      expect(await messages()).toEqual([])
      expect(await alertAgenciesDue(store, desk.now)).toEqual([])
      desk.now = Date.UTC(2026, 10, 24, 7, 59)
      await run()
      expect(await messages()).toEqual([])
      desk.now += minute
      expect(await alertAgenciesDue(store, desk.now)).toEqual([{ agencyId: desk.agencyId, zone }])
      await run()
      expect((await messages()).map(({ contactName, count }) => [contactName, count])).toEqual([['Mme Daily', 2]])
      await run()
      await flat('three')
      await run()
      expect((await messages()).map(({ count }) => count)).toEqual([2])
      desk.now += 9 * day
      await run()
      await run()
      expect((await messages()).map(({ contactName, count }) => [contactName, count]).toSorted(byText)).toEqual([['Mme Daily', 3], ['Mme Weekly', 3]])
    })

    it('an import is one message with the best of it and how many there are, in small commands, once it has ended', async () => {
      await seeker('Ndiaye')
      const batchId = testId('batch')
      await desk.act('importBatch.start', { id: batchId, fileName: 'a.csv', rows: 300 })
      for (let from = 0; from < 300; from += 100) {
        await desk.act('importBatch.addRows', {
          batchId, status: 'available',
          rows: Array.from({ length: 100 }, (_, n) => ({ id: testId('imported', from + n), line: from + n + 2, values: { title: `Importé ${from + n}`, kind: 'apartment', transaction: 'rent', region: 'Dakar', quartier: 'Ngor', priceAmount: 200_000 + from + n } })),
        })
        await run()
      }
      expect(await messages()).toEqual([])
      await desk.act('importBatch.finish', { id: batchId, state: 'done', imported: 300, duplicates: 0, rejected: 0 })
      await run()
      const [message, ...others] = await messages()
      expect([message!.count, message!.properties.length, others]).toEqual([300, 5, []])
      const { rows: notices } = await desk.ask<NoticePage>('notifications.page', { unread: true, topic: 'matches', offset: 0, limit: 50 }, desk.fatou)
      expect(notices.map(({ params }) => params)).toEqual([{ name: 'Mme Ndiaye', count: 300 }])
      expect(message!.text).toMatch(/^Bonjour Mme Ndiaye,\n\n300 biens correspondent à votre recherche :\n(• Importé \d+.*\n){5}et 295 autres biens\.\n/)
      const largest = await store.kysely.selectFrom('change').innerJoin('command', (join) => join.onRef('command.agencyId', '=', 'change.agencyId').onRef('command.id', '=', 'change.commandId'))
        .where('command.name', '=', 'alertMessage.tell').groupBy('command.id').select(({ fn }) => fn.countAll<number>().as('rows')).execute()
      expect(Math.max(...largest.map(({ rows }) => Number(rows)))).toBeLessThanOrEqual(200)
    })

    it('is done once whoever does it: two at the same moment, and one that was cut short', async () => {
      for (let n = 0; n < 5; n++) await seeker(`Client ${n}`)
      await flat('one')
      await Promise.all([run(), run()])
      await run()
      expect((await messages()).map(({ count }) => count)).toEqual([1, 1, 1, 1, 1])
      await flat('two')
      const cut = new AbortController()
      const stop = desk.dispatcher.onCommitted(() => cut.abort())
      await run(cut.signal)
      stop()
      expect((await messages()).map(({ count }) => count).toSorted(byText)).toEqual([1, 1, 1, 1, 2])
      await run()
      expect((await messages()).map(({ count }) => count)).toEqual([2, 2, 2, 2, 2])
      expect((await log()).filter(([reason]) => reason === 'ready')).toHaveLength(10)
    })

    it('sent, set aside, and back again; who is sent one keeps the words that he was sent', async () => {
      await seeker('Ndiaye')
      await flat('one')
      await run()
      const [{ message, text }] = (await messages()) as [Awaited<ReturnType<typeof messages>>[number]]
      expect(await desk.say('alertMessage.setState', { id: message.id, to: 'sent' })).toMatchObject({ code: 'rule_broken' })
      const { commandId } = await desk.act('alertMessage.setState', { id: message.id, to: 'sent', text }, desk.fatou)
      await desk.act('property.update', { id: testId('property', 'one'), patch: { title: 'Tout autre chose' } })
      expect((await messages('sent')).map((one) => [one.text, one.message.sentAt])).toEqual([[text, desk.now]])
      expect(await desk.say('alertMessage.setState', { id: message.id, to: 'ready' }, desk.ibou)).toMatchObject({ code: 'forbidden' })
      await desk.act('core.undo', { commandId }, desk.fatou)
      expect([(await messages()).length, (await messages('sent')).length, (await log()).map(([reason]) => reason)]).toEqual([1, 0, ['ready']])
      await desk.act('alertMessage.setState', { id: message.id, to: 'dismissed' }, desk.fatou)
      expect([(await messages()).length, (await log()).map(([reason]) => reason).toSorted(byText)]).toEqual([0, ['dismissed', 'ready']])
      // What comes after is a message of its own.
      await flat('two')
      await run()
      expect((await messages()).map(({ count }) => count)).toEqual([1])
    })

    it('an agent sees his own first, or all; two records that became one were told what either was', async () => {
      const into = await seeker('Ndiaye')
      const from = await seeker('Fall', { budgetMax: 400_000 }, { agentId: desk.ibou.memberId })
      await flat('one')
      await flat('two', { priceAmount: 390_000 })
      await run()
      expect((await messages('ready', desk.fatou, true)).map(({ contactName }) => contactName)).toEqual(['Mme Ndiaye'])
      expect(await messages('ready', desk.fatou)).toHaveLength(2)
      const { commandId } = await desk.act('contact.merge', { into, from })
      const told = async (contactId: string) => (await store.kysely.selectFrom('alertTold').select('propertyId').where('contactId', '=', contactId).where('deletedAt', 'is', null).execute()).length
      expect([await told(into), await told(from)]).toEqual([2, 0])
      const count = (await log()).filter(([reason]) => reason === 'ready').length
      await desk.act('property.update', { id: testId('property', 'two'), patch: { priceAmount: 280_000 } })
      await run()
      expect((await log()).filter(([reason]) => reason === 'ready')).toHaveLength(count)
      await desk.act('core.undo', { commandId })
      expect([await told(into), await told(from)]).toEqual([1, 2])
    })

    it('a client who is gone is told nothing, and holds up nobody', async () => {
      await seeker('Gone')
      await seeker('Here')
      await flat('one')
      await desk.act('contact.delete', { id: testId('contact', 'Gone') })
      await run()
      expect((await messages()).map(({ contactName }) => contactName)).toEqual(['Mme Here'])
    })
  })
}
