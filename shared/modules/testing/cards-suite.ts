import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testId } from '../../command/testing/desk.ts'
import type { OpenStore } from '../../command/testing/stores.ts'
import type { Store } from '../../database/store.ts'
import type { Actor } from '../../values/actor.ts'
import type { ActivityPage, ConflictCard, ConflictPage } from '../core/model-views.ts'
import { openAgency } from './agency.ts'
import type { TestAgency } from './agency.ts'

/** What people are shown of two entries of one thing, on whichever database. */
export function cardsSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`cards of conflicts on ${kind}`, () => {
    let store: Store
    let agency: TestAgency
    let villa: string
    const post = (n: number) => testId('device', n)
    beforeEach(async () => {
      store = await open()
      agency = await openAgency(store)
      villa = await agency.property('villa', { title: 'Villa Ngor', priceAmount: 100, pricePeriod: 'month', description: 'Vue mer. Trois chambres.', notes: 'Clé à l’agence' }, {}, agency.fatou)
    })
    afterEach(async () => store.close())

    const page = (actor: Actor = agency.admin, recordId: string | null = null) => agency.ask<ConflictPage>('conflicts.list', { recordId, limit: 100 }, actor)
    const cards = async (actor?: Actor, recordId?: string | null): Promise<ConflictCard[]> => (await page(actor, recordId)).cards
    /** Two who write one unit, the second without having seen the first. */
    const meet = async (unit: string, first: object, second: object, by: readonly [Actor, Actor] = [agency.fatou, agency.manager]): Promise<string> => {
      await agency.act('property.update', { id: villa, patch: first }, by[0], { deviceId: post(1), typedAt: agency.now - 60_000 })
      agency.now += 60_000
      const late = await agency.act('property.update', { id: villa, patch: second }, by[1], { deviceId: post(2), base: { [`${villa}/${unit}`]: 0 } })
      return late.conflicts![0]!
    }

    it('one tells both values with the names of their fields, who typed each, when and on which post, and the record', async () => {
      const [typed, id] = [agency.now - 60_000, await meet('price', { priceAmount: 120 }, { priceAmount: 90 })]
      await store.kysely.insertInto('device').values({ id: post(2), name: 'Bureau Plateau', createdAt: 0 }).execute()
      await store.kysely.insertInto('syncDevice').values({
        agencyId: agency.agencyId, deviceId: post(1), name: 'Portable de Fatou', incarnation: null, accountId: null, appVersion: null, protocol: null, lastSeq: null, cursor: null, seenAt: null, revokedAt: null, createdAt: 0,
      }).execute()
      expect(await page()).toMatchObject({ count: 1, cards: [{
        id, entity: 'property', entityId: villa, record: { entity: 'property', id: villa }, title: 'Villa Ngor', unit: 'price', mayKeepBoth: false, maySettle: true,
        fields: [{ name: 'priceAmount', label: 'property.price' }, { name: 'priceCurrency' }, { name: 'pricePeriod' }],
        kept: { values: { priceAmount: 90, priceCurrency: 'XOF', pricePeriod: 'month' }, by: agency.manager.memberId, byName: 'Moussa Fall', device: post(2), deviceName: 'Bureau Plateau', typedAt: agency.now },
        lost: { values: { priceAmount: 120 }, byName: 'Fatou Sarr', deviceName: 'Portable de Fatou', typedAt: typed },
        present: { priceAmount: 90 },
      }] })
    })

    it('what stands there now may be a third thing; a post without a name and a program without one are told as such', async () => {
      await meet('price', { priceAmount: 120 }, { priceAmount: 90 }, [agency.fatou, { kind: 'job', agencyId: agency.agencyId, name: 'import' }])
      await agency.act('property.update', { id: villa, patch: { priceAmount: 75 } })
      expect(await cards()).toMatchObject([{ present: { priceAmount: 75 }, kept: { byName: null, deviceName: null }, lost: { byName: 'Fatou Sarr' } }])
    })

    it('the latest stands first, what was settled is gone, and a record shows its own', async () => {
      const price = await meet('price', { priceAmount: 120 }, { priceAmount: 90 })
      const rooms = await meet('rooms', { rooms: 3 }, { rooms: 4 })
      const other = await agency.property('other')
      expect((await cards()).map((card) => card.id)).toEqual([rooms, price])
      expect([await cards(agency.admin, villa), await cards(agency.admin, other)].map((list) => list.length)).toEqual([2, 0])
      expect(await agency.ask<ConflictPage>('conflicts.list', { recordId: null, limit: 1 })).toMatchObject({ count: 2, cards: [{ id: rooms }] })
      expect(await agency.ask<ConflictPage>('conflicts.list', { recordId: villa, limit: 1 })).toMatchObject({ count: 2, cards: [{ id: rooms }] })
      const count = (recordId: string | null) => agency.ask<number>('conflicts.count', { recordId })
      expect([await count(null), await count(villa), await count(other)]).toEqual([2, 2, 0])
      await agency.act('conflict.settle', { id: rooms, take: 'lost' })
      expect((await cards()).map((card) => card.id)).toEqual([price])
      const { entries } = await agency.ask<ActivityPage>('core.activity', { beforeSeq: null, limit: 1 })
      expect(entries).toMatchObject([{ commandName: 'conflict.settle', title: 'Villa Ngor' }])
      await agency.act('conflict.settle', { id: price, take: 'kept' })
      expect((await agency.ask<ActivityPage>('core.activity', { beforeSeq: null, limit: 1 })).entries).toMatchObject([{ commandName: 'conflict.settle', title: 'Villa Ngor' }])
      expect(await page()).toEqual({ count: 0, cards: [] })
    })

    it('of texts both may be kept, of an emptied text not', async () => {
      await meet('description', { description: 'Vue mer. Quatre chambres.' }, { description: 'Vue mer. Deux chambres.' })
      expect(await cards()).toMatchObject([{ unit: 'description', mayKeepBoth: true }])
      await agency.act('conflict.settle', { id: (await cards())[0]!.id, take: 'both' })
      expect(await store.kysely.selectFrom('property').select('description').where('id', '=', villa).executeTakeFirst()).toEqual({ description: 'Vue mer. Deux chambres.\n\nVue mer. Quatre chambres.' })
      await meet('notes', { notes: 'Clé chez le gardien' }, { notes: null })
      const [card] = await cards()
      expect([card!.unit, card!.mayKeepBoth]).toEqual(['notes', false])
    })

    it('every member of the agency sees it; an agent settles what is his, others as they may edit', async () => {
      const id = await meet('rooms', { rooms: 3 }, { rooms: 4 })
      const may = async (actor: Actor) => (await cards(actor)).map((card) => card.maySettle)
      expect([await may(agency.fatou), await may(agency.ibou), await may(agency.manager)]).toEqual([[true], [false], [true]])
      expect(await agency.say('conflict.settle', { id, take: 'lost' }, agency.ibou)).toMatchObject({ code: 'forbidden' })
      await agency.act('conflict.settle', { id, take: 'lost' }, agency.fatou)
    })

    it('values for the management are shown to nobody else', async () => {
      await agency.act('agency.update', { id: agency.agencyId, patch: { commissionRate: 500 } })
      await agency.act('agency.update', { id: agency.agencyId, patch: { commissionRate: 700 } }, agency.admin, { base: { [`${agency.agencyId}/commissionRate`]: 0 } })
      expect([await page(agency.fatou), await agency.ask('conflicts.count', { recordId: null }, agency.fatou)]).toEqual([{ count: 0, cards: [] }, 0])
      expect(await cards(agency.manager)).toMatchObject([{ record: { entity: 'agency', id: agency.agencyId }, title: 'Agence agency', maySettle: false, lost: { values: { commissionRate: 500 } } }])
      expect(await cards()).toMatchObject([{ maySettle: true }])
    })

    it('an edit against a deletion has no fields; both are told what became of the record', async () => {
      await agency.act('property.delete', { id: villa }, agency.manager)
      await agency.act('property.update', { id: villa, patch: { rooms: 2 } }, agency.fatou, { base: { [`${villa}/rooms`]: 0, [`${villa}/deleted`]: 0 } })
      expect(await cards()).toMatchObject([{ unit: 'deleted', fields: [], kept: { values: { deletedAt: null }, byName: 'Fatou Sarr' }, lost: { byName: 'Moussa Fall' }, present: { deletedAt: null }, mayKeepBoth: false }])
    })

    it('of a part of a record, whoever may edit the record chooses', async () => {
      await agency.act('property.setAmenities', { id: villa, add: ['pool'], remove: [] }, agency.fatou)
      const { id: pool } = await store.kysely.selectFrom('propertyAmenity').select('id').executeTakeFirstOrThrow()
      await agency.act('property.setAmenities', { id: villa, add: [], remove: ['pool'] }, agency.manager)
      await agency.act('property.setAmenities', { id: villa, add: ['pool'], remove: [] }, agency.manager)
      const { conflicts } = await agency.act('property.setAmenities', { id: villa, add: [], remove: ['pool'] }, agency.fatou, { base: { [`${pool}/deleted`]: 0 } })
      const [card] = await cards(agency.fatou, villa)
      expect(card).toMatchObject({ id: conflicts![0], entity: 'propertyAmenity', unit: 'deleted', record: { entity: 'property', id: villa }, title: 'Villa Ngor', present: { amenity: 'pool' }, maySettle: true })
      expect((await cards(agency.ibou))[0]!.maySettle).toBe(false)
      await agency.act('conflict.settle', { id: card!.id, take: 'lost' }, agency.fatou)
      expect((await store.kysely.selectFrom('propertyAmenity').select('deletedAt').executeTakeFirstOrThrow()).deletedAt).not.toBeNull()
    })
  })
}
