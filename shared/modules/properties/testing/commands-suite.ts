import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareLogWithTables } from '../../../command/fold.ts'
import { decodeRow } from '../../../command/recorder-rows.ts'
import { testId } from '../../../command/testing/desk.ts'
import type { OpenStore } from '../../../command/testing/stores.ts'
import type { CommandName } from '../../../contract/commands.ts'
import type { Store } from '../../../database/store.ts'
import { business } from '../../business.ts'
import { crmUndoCases } from '../../crm/testing/undo-cases.ts'
import { noticeUndoCases } from '../../notifications/testing/undo-cases.ts'
import { openAgency } from '../../testing/agency.ts'
import type { TestAgency } from '../../testing/agency.ts'
import { importBatch, property, propertyAmenity, propertyDocument, propertyPhoto, statuses, transactions } from '../model.ts'
import type { Property, PropertyStatus, Transaction } from '../model.ts'
import { statusMoves } from '../rules.ts'
import { standing } from '../../testing/standing.ts'
import { expectTally } from '../../testing/tally.ts'

/** Moves written out a second time, from what an agency does with a listing. */
const allowed: Record<PropertyStatus, string> = {
  draft: 'available archived',
  available: 'draft underOffer reserved sold rented withdrawn archived',
  underOffer: 'available reserved sold rented withdrawn',
  reserved: 'available underOffer sold rented withdrawn',
  sold: 'archived',
  rented: 'available withdrawn archived',
  withdrawn: 'draft available archived',
  archived: 'draft',
}

/** What the commands of properties do and refuse, on whichever database `open` gives. */
export function propertyCommandsSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`commands of properties on ${kind}`, () => {
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
    const read = async (id: string): Promise<Property> => {
      const row = await store.kysely.selectFrom('property').selectAll().where('agencyId', '=', agency.agencyId)
        .where('id', '=', id).executeTakeFirstOrThrow()
      return decodeRow(property, row) as Property
    }
    const narrow = async (id: string) => store.kysely.selectFrom('propertyList').selectAll().where('id', '=', id)
      .executeTakeFirst()
    const amenitiesOf = async (id: string) => (await store.kysely.selectFrom('propertyAmenity').select('amenity')
      .where('propertyId', '=', id).where('deletedAt', 'is', null).execute()).map((row) => row.amenity).toSorted()

    describe('a new property', () => {
      it('holds what was said, sensible silence for the rest, and the next reference', async () => {
        const id = await agency.property(1, { title: '  Villa R+1  ', kind: 'villa', transaction: 'sale',
          priceAmount: 150_000_000, quartier: 'Almadies', latitude: 14.74, longitude: -17.52 },
          { amenities: ['pool', 'guard', 'pool'] }, agency.fatou)
        expect(await read(id)).toMatchObject({
          reference: 'DKR-0001', title: 'Villa R+1', kind: 'villa', transaction: 'sale', status: 'draft', country: 'SN',
            priceAmount: 150_000_000, priceCurrency: 'XOF', pricePeriod: 'total',
          priceNegotiable: false, furnished: 'none', isPublic: true, isFeatured: false, showPrice: true,
            agentId: agency.fatou.memberId, publishedAt: null, bedrooms: null, ownerId: null, latitude: 14.74,
        })
        expect(await amenitiesOf(id)).toEqual(['guard', 'pool'])
        expect(await narrow(id)).toMatchObject({ kind: 'villa', priceAmount: 150_000_000, hasPhoto: 0, hasCoordinates: 1,
          isPublic: 1, quartier: 'Almadies', status: 'draft' })
      })

      it.each([['sale', 'total'], ['rent', 'month'], ['shortStay', 'night']])('a %s is priced by %s when nobody says otherwise',
        async (transaction, period) => {
        expect(await read(await agency.property(1, { transaction }))).toMatchObject({ pricePeriod: period })
      })

      it('made available it is published at once', async () => {
        expect(await read(await agency.property(1, {}, { status: 'available' })))
          .toMatchObject({ status: 'available', publishedAt: agency.now })
      })

      it('may bring an owner whom nobody knew', async () => {
        const owner = { id: testId('owner'), name: 'Mme Sow', phones: [{ typed: '77 000 00 01' }] }
        const id = await agency.property(1, {}, { newOwner: owner })
        expect((await read(id)).ownerId).toBe(owner.id)
        expect(await agency.ask('contacts.get', { id: owner.id })).toMatchObject({ contact: { name: 'Mme Sow' },
          roles: ['owner'], phones: [{ typed: '77 000 00 01', e164: '+221770000001' }] })
      })

      it('is refused without title, kind or transaction, with a status that must be reached, or with fields not its own', async () => {
        const values = { title: 'T', kind: 'villa', transaction: 'sale' }
        for (const [input, path] of [
          [{ values: { ...values, title: ' ' } }, 'values.title'],
            [{ values: { title: 'T', kind: 'villa' } }, 'values.transaction'],
            [{ values: { ...values, kind: 'castle' } }, 'values.kind'],
          [{ values, status: 'sold' }, 'status'], [{ values: { ...values, reference: 'DKR-9999' } }, 'values'],
            [{ values: { ...values, priceAmount: 1.5 } }, 'values.priceAmount'],
          [{ values: { ...values, priceAmount: -1 } }, 'values.priceAmount'],
            [{ values: { ...values, latitude: 91, longitude: 0 } }, 'values.latitude'],
            [{ values, amenities: ['helipad'] }, 'amenities.0'],
          [{ values: { ...values, availableFrom: '2026-02-30' } }, 'values.availableFrom'],
        ] as const)
          expect(await agency.say('property.create', { id: testId('bad'), ...input }), path)
            .toMatchObject({ code: 'invalid_input', params: { fields: [{ path }] } })
        // What JSON cannot say never becomes a command at all.
        await expect(agency.say('property.create', { id: testId('bad'), values: { ...values, bedrooms: Number.NaN } }))
          .rejects.toMatchObject({ code: 'invalid_input', params: { fields: [{ path: 'input' }] } })
        expect(await store.kysely.selectFrom('property').select('id').execute()).toEqual([])
      })

      it('must name people and owners that exist', async () => {
        for (const field of ['ownerId', 'agentId'])
          expect(await agency.say('property.create',
            { id: testId('bad'), values: { title: 'T', kind: 'villa', transaction: 'sale', [field]: testId('nobody') } }))
            .toMatchObject({ code: 'reference_missing', params: { field } })
      })

      it('references count up without gaps, whatever was refused between, with the agency’s own letters', async () => {
        await agency.property(1)
        await agency.say('property.create', { id: testId('bad'),
          values: { title: 'T', kind: 'villa', transaction: 'sale', ownerId: testId('nobody') } })
        await agency.act('agency.update', { id: agency.agencyId, patch: { referencePrefix: 'THS' } })
        expect((await read(await agency.property(2))).reference).toBe('THS-0002')
        const other = await openAgency(store, 'other')
        expect((await other.say('property.create',
          { id: testId('x'), values: { title: 'T', kind: 'villa', transaction: 'sale' } })).value)
          .toEqual({ id: testId('x'), reference: 'DKR-0001' })
      })
    })

    describe('status', () => {
      it('the table of moves is the one agencies know', () => {
        expect(Object.fromEntries(statuses.map((from) => [from, statusMoves[from].toSorted().join(' ')])))
          .toEqual(Object.fromEntries(statuses.map((from) => [from, allowed[from].split(' ').toSorted().join(' ')])))
      })

      /** The shortest way from a draft to each status. */
      const ways: Record<PropertyStatus, PropertyStatus[]> = {
        draft: [], available: ['available'], underOffer: ['available', 'underOffer'], reserved: ['available', 'reserved'],
          sold: ['available', 'sold'], rented: ['available', 'rented'],
        withdrawn: ['available', 'withdrawn'], archived: ['archived'],
      }
      it.each(transactions.flatMap((transaction) => statuses.map((from) => [from,
        transaction] as const)))('from %s (%s) it goes where it may and nowhere else', async (from, transaction) => {
        const impossible = (status: string, of: Transaction) => (status === 'sold' && of !== 'sale')
          || (status === 'rented' && of === 'sale')
        if (impossible(from, transaction)) return expect(await reach(from, transaction)).toBe('move_not_allowed')
        for (const to of statuses) {
          const id = await agency.property(`${from} ${transaction} ${to}`, { transaction })
          for (const step of ways[from]) await agency.act('property.setStatus', { id, to: step })
          const outcome = await agency.say('property.setStatus', { id, to })
          const may = to === from || (allowed[from].split(' ').includes(to) && !impossible(to, transaction))
          expect(outcome.code ?? 'applied', to).toBe(may ? 'applied' : 'move_not_allowed')
          expect((await read(id)).status).toBe(may ? to : from)
          expect((await narrow(id))?.status).toBe(may ? to : from)
        }
      })
      async function reach(status: PropertyStatus, transaction: Transaction): Promise<string | undefined> {
        const id = await agency.property('reach', { transaction })
        let last: string | undefined
        for (const to of ways[status]) last = (await agency.say('property.setStatus', { id, to })).code
        return last
      }

      it('is published the first time it becomes available, and keeps that moment', async () => {
        const id = await agency.property(1)
        const first = (agency.now += 1000)
        await agency.act('property.setStatus', { id, to: 'available' })
        agency.now += 1000
        await agency.act('property.setStatus', { id, to: 'withdrawn' })
        await agency.act('property.setStatus', { id, to: 'available' })
        expect((await read(id)).publishedAt).toBe(first)
      })

      it('to where it stands already is no change and takes no number of the log', async () => {
        const id = await agency.property(1)
        const { seq } = await agency.act('property.update', { id, patch: { rooms: 1 } })
        expect(await agency.act('property.setStatus', { id, to: 'draft' })).toMatchObject({ seq })
      })

      it('is changed by its command alone', async () => {
        const id = await agency.property(1)
        for (const patch of [{ status: 'sold' }, { publishedAt: 1 }, { reference: 'X' }, { primaryPhotoId: null },
          { importId: null }]) expect(await agency.say('property.update', { id, patch })).toMatchObject({ code: 'invalid_input' })
      })
    })

    describe('update', () => {
      it('changes what differs, by unit, and says nothing of the rest', async () => {
        const id = await agency.property(1, { priceAmount: 100, rooms: 3 })
        const { seq } = await agency.act('property.update',
          { id, patch: { priceAmount: 200, priceCurrency: 'XOF', rooms: 3, title: 'Autre' } })
        expect(await read(id)).toMatchObject({ priceAmount: 200, title: 'Autre', versions: { price: seq, title: seq } })
        const [change] = await store.kysely.selectFrom('change').select(['patch', 'before']).where('seq', '=', seq).execute()
        expect([JSON.parse(change!.patch), JSON.parse(change!.before!)]).toEqual([{ title: 'Autre', priceAmount: 200 },
          { title: 'Appartement 1', priceAmount: 100 }])
      })

      it.each([['rent', 'sale', 'total'], ['sale', 'rent', 'month'], ['sale', 'shortStay', 'night'],
        ['shortStay', 'rent', 'month']])('a %s that becomes a %s is priced by %s', async (from, to, period) => {
        const id = await agency.property(1, { transaction: from })
        await agency.act('property.update', { id, patch: { transaction: to } })
        expect(await read(id)).toMatchObject({ transaction: to, pricePeriod: period })
        expect(await narrow(id)).toMatchObject({ transaction: to, pricePeriod: period })
      })

      it('a period that is said is kept, and refused where it makes no sense', async () => {
        const id = await agency.property(1, { transaction: 'sale' })
        await agency.act('property.update', { id, patch: { transaction: 'rent', pricePeriod: 'year' } })
        expect(await read(id)).toMatchObject({ pricePeriod: 'year' })
        await agency.act('property.update', { id, patch: { transaction: 'rent', rooms: 2 } })
        expect(await read(id)).toMatchObject({ pricePeriod: 'year' })
        expect(await agency.say('property.update', { id, patch: { pricePeriod: 'total' } }))
          .toMatchObject({ code: 'rule_broken', params: { rule: 'price_period' } })
        expect(await agency.say('property.update', { id, patch: { transaction: 'sale', pricePeriod: 'month' } }))
          .toMatchObject({ code: 'rule_broken', params: { rule: 'price_period' } })
      })

      it('coordinates come in pairs', async () => {
        const id = await agency.property(1)
        expect(await agency.say('property.update', { id, patch: { latitude: 14.7 } }))
          .toMatchObject({ code: 'rule_broken', params: { rule: 'coordinates' } })
        await agency.act('property.update', { id, patch: { latitude: 14.7, longitude: -17.4 } })
        expect(await agency.say('property.update', { id, patch: { longitude: null } }))
          .toMatchObject({ code: 'rule_broken', params: { rule: 'coordinates' } })
        expect(await narrow(id)).toMatchObject({ hasCoordinates: 1 })
      })

      it('of nobody, of something gone, and of nothing', async () => {
        expect(await agency.say('property.update', { id: testId('nobody'), patch: { rooms: 1 } }))
          .toMatchObject({ code: 'not_found' })
        const id = await agency.property(1)
        expect(await agency.act('property.update', { id, patch: {} })).toMatchObject({ status: 'applied' })
        await agency.act('property.delete', { id })
        expect(await agency.say('property.update', { id, patch: { rooms: 1 } })).toMatchObject({ code: 'gone' })
        expect(await agency.say('property.delete', { id })).toMatchObject({ code: 'gone' })
      })

      it('each kind of value survives the database as it was', async () => {
        const said = {
          description: 'Deux lignes\net « guillemets », 100 % l’été', surfaceArea: 120.5, latitude: 14.693_425_1,
            longitude: -17.447_938, priceAmount: 999_999_999_999_999, depositMonths: 2.5, rooms: 0,
          priceNegotiable: true, isFeatured: true, isPublic: false, availableFrom: '2026-12-01', titleType: 'titreFoncier',
            floor: 'RDC', yearBuilt: 1998, notes: '😀 ɓ ŋ', country: 'GM',
        }
        expect(await read(await agency.property(1, said))).toMatchObject(said)
      })
    })

    describe('many at once', () => {
      it('change together or not at all', async () => {
        const ids = [await agency.property(1), await agency.property(2), await agency.property(3)]
        await agency.act('property.updateMany', { ids, patch: { agentId: agency.ibou.memberId, isFeatured: true } })
        for (const id of ids) expect(await read(id)).toMatchObject({ agentId: agency.ibou.memberId, isFeatured: true })
        expect(await agency.say('property.updateMany', { ids: [...ids, testId('nobody')], patch: { rooms: 4 } }))
          .toMatchObject({ code: 'not_found' })
        for (const id of ids) expect(await read(id)).toMatchObject({ rooms: null })
        await agency.act('property.deleteMany', { ids: ids.slice(0, 2) })
        expect(await store.kysely.selectFrom('propertyList').select('id').execute()).toEqual([{ id: ids[2] }])
      })

      it('an id named twice is one row', async () => {
        const id = await agency.property(1)
        await agency.act('property.updateMany', { ids: [id, id], patch: { rooms: 4 } })
        await agency.act('property.deleteMany', { ids: [id, id] })
        expect((await read(id)).deletedAt).toBe(agency.now)
      })

      it('sales and rents adapt their own periods', async () => {
        const ids = [await agency.property(1, { transaction: 'sale' }),
          await agency.property(2, { transaction: 'rent', pricePeriod: 'week' })]
        await agency.act('property.updateMany', { ids, patch: { transaction: 'rent' } })
        expect([(await read(ids[0]!)).pricePeriod, (await read(ids[1]!)).pricePeriod]).toEqual(['month', 'week'])
      })
    })

    describe('edited as a whole', () => {
      it('facts, amenities and status change in one act, or none does', async () => {
        const id = await agency.property(1, {}, { amenities: ['pool'] })
        await agency.act('property.edit', { id, patch: { rooms: 5 }, add: ['guard'], remove: ['pool'], to: 'available' })
        expect(await read(id)).toMatchObject({ rooms: 5, status: 'available' })
        expect(await amenitiesOf(id)).toEqual(['guard'])
        expect(await agency.say('property.edit', { id, patch: { rooms: 9 }, add: ['garden'], remove: [], to: 'archived' })).toMatchObject({ status: 'applied' })
        expect(await agency.say('property.edit', { id, patch: { rooms: 1 }, add: ['pool'], remove: [], to: 'sold' })).toMatchObject({ code: 'move_not_allowed' })
        expect(await read(id)).toMatchObject({ rooms: 9, status: 'archived' })
        expect(await amenitiesOf(id)).toEqual(['garden', 'guard'])
      })
    })

    describe('amenities', () => {
      it('are a set: added, removed, added again, named twice', async () => {
        const id = await agency.property(1, {}, { amenities: ['pool'] })
        await agency.act('property.setAmenities', { id, add: ['guard', 'guard', 'pool'], remove: ['elevator'] })
        expect(await amenitiesOf(id)).toEqual(['guard', 'pool'])
        await agency.act('property.setAmenities', { id, add: [], remove: ['pool'] })
        expect(await amenitiesOf(id)).toEqual(['guard'])
        await agency.act('property.setAmenities', { id, add: ['pool'], remove: ['guard'] })
        expect(await amenitiesOf(id)).toEqual(['pool'])
        expect(await store.kysely.selectFrom('propertyAmenity').select('id').execute()).toHaveLength(2)
      })

      it('end as the last word says, whatever was done before', async () => {
        const names = ['pool', 'guard', 'elevator', 'garden'] as const
        const id = await agency.property(1)
        const held = new Set<string>()
        await fc.assert(fc.asyncProperty(fc.subarray([...names]), fc.subarray([...names]), async (add, remove) => {
          await agency.act('property.setAmenities', { id, add, remove })
          for (const name of add) held.add(name)
          for (const name of remove) held.delete(name)
          expect(await amenitiesOf(id)).toEqual([...held].toSorted())
        }), { numRuns: 20 })
      })
    })

    describe('photos', () => {
      const primary = async (id: string) => (await read(id)).primaryPhotoId
      it('the first becomes the primary one; another can be chosen; it is passed on when it goes', async () => {
        const id = await agency.property(1)
        const [first, second, third] = [await agency.photo(1, id, 'b'), await agency.photo(2, id, 'c'),
          await agency.photo(3, id, 'a')]
        expect(await primary(id)).toBe(first)
        expect(await narrow(id)).toMatchObject({ hasPhoto: 1 })
        await agency.act('property.setPrimaryPhoto', { propertyId: id, id: second })
        expect(await primary(id)).toBe(second)
        await agency.act('propertyPhoto.delete', { id: second })
        expect(await primary(id)).toBe(third)
        await agency.act('propertyPhoto.delete', { id: first })
        expect(await primary(id)).toBe(third)
        await agency.act('propertyPhoto.delete', { id: third })
        expect(await primary(id)).toBeNull()
        expect(await narrow(id)).toMatchObject({ hasPhoto: 0 })
      })

      it('undo never leaves a primary photo that is gone, nor photos without a primary one', async () => {
        const id = await agency.property(1)
        const file = await agency.file('f')
        const add = async (n: number) => (await agency.act('propertyPhoto.create',
          { id: testId('photo', n), propertyId: id, fileId: file, position: `a${n}` })).commandId
        const addedFirst = await add(1)
        const addedSecond = await add(2)
        const undone = await agency.act('core.undo', { commandId: addedFirst })
        expect(await primary(id)).toBe(testId('photo', 2))
        await agency.act('core.undo', { commandId: undone.commandId })
        expect(await primary(id)).toBe(testId('photo', 1))
        await agency.act('propertyPhoto.delete', { id: testId('photo', 1) })
        expect(await primary(id)).toBe(testId('photo', 2))
        await agency.act('core.undo', { commandId: addedSecond })
        expect(await primary(id)).toBeNull()
        expect(await narrow(id)).toMatchObject({ hasPhoto: 0 })
      })

      it('moving one writes one row', async () => {
        const id = await agency.property(1)
        const photo = await agency.photo(1, id, 'b')
        await agency.photo(2, id, 'c')
        const { commandId } = await agency.act('propertyPhoto.update', { id: photo, patch: { position: 'd' } })
        expect(await store.kysely.selectFrom('change').select('entityId').where('commandId', '=', commandId).execute())
          .toEqual([{ entityId: photo }])
      })

      it('are refused without their file or property, for another property, and when the file is no picture', async () => {
        const [id, other] = [await agency.property(1), await agency.property(2)]
        const [photo, file] = [await agency.photo(1, other), await agency.file('f')]
        const paper = await agency.file('paper', { mime: 'application/pdf', width: null, height: null })
        const fresh = { id: testId('fresh'), propertyId: id, fileId: file, position: 'a' }
        expect(await agency.say('propertyPhoto.create', { ...fresh, fileId: testId('nobody') }))
          .toMatchObject({ code: 'reference_missing', params: { field: 'fileId' } })
        expect(await agency.say('propertyPhoto.create', { ...fresh, propertyId: testId('nobody') }))
          .toMatchObject({ code: 'not_found' })
        expect(await agency.say('propertyPhoto.create', { ...fresh, fileId: paper }))
          .toMatchObject({ code: 'rule_broken', params: { rule: 'photo_is_picture' } })
        expect(await agency.say('property.setPrimaryPhoto', { propertyId: id, id: photo }))
          .toMatchObject({ code: 'rule_broken', params: { rule: 'photo_of_property' } })
        await agency.act('propertyPhoto.delete', { id: photo })
        expect(await agency.say('property.setPrimaryPhoto', { propertyId: other, id: photo })).toMatchObject({ code: 'gone' })
        expect(await agency.say('propertyPhoto.delete', { id: photo })).toMatchObject({ code: 'gone' })
      })
    })

    it('papers: added, renamed, removed; of a property that is there', async () => {
      const [id, fileId] = [await agency.property(1), await agency.file('f', { mime: 'application/pdf' })]
      const paper = testId('paper')
      await agency.act('propertyDocument.create', { id: paper, propertyId: id, fileId, type: 'title', title: ' TF 12/DG ',
        validUntil: '2027-01-31' }, agency.admin)
      await agency.act('propertyDocument.update', { id: paper, patch: { validUntil: '2028-01-31', isPublic: true } })
      const row = await store.kysely.selectFrom('propertyDocument').selectAll().executeTakeFirstOrThrow()
      expect(decodeRow(propertyDocument, row)).toMatchObject({ title: 'TF 12/DG', type: 'title', issuedOn: null,
        validUntil: '2028-01-31', isPublic: true })
      await agency.act('propertyDocument.delete', { id: paper })
      expect(await agency.say('propertyDocument.update', { id: paper, patch: { title: 'x' } })).toMatchObject({ code: 'gone' })
      await agency.act('property.delete', { id })
      expect(await agency.say('propertyDocument.create',
        { id: testId('late'), propertyId: id, fileId, type: 'title', title: 'x' })).toMatchObject({ code: 'gone' })
    })

    describe('an import', () => {
      const batchId = testId('batch')
      const row = (line: number, more: object = {}, values: object = {}) => ({ id: testId('row', line), line,
        values: { title: `Ligne ${line}`, kind: 'apartment', transaction: 'rent', ...values }, ...more })
      beforeEach(async () => void (await agency.act('importBatch.start', { id: batchId, fileName: 'biens.csv', rows: 5 },
        agency.fatou)))

      it('brings rows in as properties that know their line, each with its reference', async () => {
        await agency.act('importBatch.addRows', { batchId, status: 'draft',
          rows: [row(2, { amenities: ['pool', 'pool'] }, { priceAmount: 5 }), row(3)] }, agency.fatou)
        expect(await read(testId('row', 2))).toMatchObject({ reference: 'DKR-0001', title: 'Ligne 2', importId: batchId,
          importLine: 2, priceAmount: 5, pricePeriod: 'month', status: 'draft', agentId: agency.fatou.memberId })
        expect(await read(testId('row', 3))).toMatchObject({ reference: 'DKR-0002', importLine: 3 })
        expect(await amenitiesOf(testId('row', 2))).toEqual(['pool'])
        expect(await agency.property(9).then(read)).toMatchObject({ reference: 'DKR-0003' })
      })

      it('all for one agent when the user says so', async () => {
        await agency.act('importBatch.addRows', { batchId, agentId: agency.ibou.memberId,
          rows: [row(2, {}, { agentId: agency.fatou.memberId })] }, agency.fatou)
        expect(await read(testId('row', 2))).toMatchObject({ agentId: agency.ibou.memberId, status: 'available',
          publishedAt: agency.now })
      })

      it('an owner is found by his telephone however it is written, else made once', async () => {
        const known = await agency.contact('known', { phones: [{ typed: '+221 77 111 11 11' }] })
        const gone = await agency.contact('gone', { phones: [{ typed: '77 222 22 22' }] })
        await agency.act('contact.delete', { id: gone })
        await agency.act('importBatch.addRows', { batchId, rows: [
          row(2, { owner: { name: 'Autre nom', phone: '77 111 11 11' } }),
            row(3, { owner: { name: 'Neuf', phone: '78-333-33-33' } }),
            row(4, { owner: { name: null, phone: '00221783333333' } }),
          row(5, { owner: { name: 'Sans téléphone', phone: null } }), row(6, { owner: { name: null, phone: null } }),
            row(7, { owner: { name: 'Revenu', phone: '772222222' } }),
        ] })
        const owners = await Promise.all([2, 3, 4, 5, 6, 7].map(async (line) => (await read(testId('row', line))).ownerId))
        expect(owners[0]).toBe(known)
        expect(owners[1]).toBe(owners[2])
        expect(owners[4]).toBeNull()
        expect(new Set([known, gone, ...owners.filter(Boolean)]).size).toBe(5)
        await agency.act('importBatch.addRows', { batchId,
          rows: [row(8, { owner: { name: 'Neuf encore', phone: '783333333' } })] })
        expect((await read(testId('row', 8))).ownerId).toBe(owners[1])
        const names = await store.kysely.selectFrom('contact').select('name').where('deletedAt', 'is', null).execute()
        expect(names.map((one) => one.name).toSorted()).toEqual(['Contact known', 'Neuf', 'Revenu', 'Sans téléphone'])
        expect(await agency.ask('contacts.get', { id: owners[1] })).toMatchObject({ roles: ['owner'] })
      })

      it('a name that is too long for a person, and a telephone that is none, are still an owner', async () => {
        await agency.act('importBatch.addRows', { batchId,
          rows: [row(2, { owner: { name: 'N'.repeat(200), phone: 'voir gardien' } }),
          row(3, { owner: { name: null, phone: 'voir gardien' } })] })
        expect(await agency.ask('contacts.get', { id: (await read(testId('row', 3))).ownerId }))
          .toMatchObject({ contact: { name: 'voir gardien' }, phones: [{ e164: null, typed: 'voir gardien' }] })
      })

      it('one bad row refuses the command, and none of it stays', async () => {
        expect(await agency.say('importBatch.addRows',
          { batchId, rows: [row(2), row(3, {}, { transaction: 'sale', pricePeriod: 'month' })] }))
          .toMatchObject({ code: 'rule_broken' })
        expect(await agency.say('importBatch.addRows', { batchId, rows: [row(2), row(2)] })).toMatchObject({ code: 'id_taken' })
        expect(await store.kysely.selectFrom('property').select('id').execute()).toEqual([])
      })

      it('nothing comes into a batch that is over, unknown, or somebody else’s', async () => {
        expect(await agency.say('importBatch.addRows', { batchId, rows: [row(2)] }, agency.ibou))
          .toMatchObject({ code: 'forbidden' })
        expect(await agency.say('importBatch.addRows', { batchId: testId('nobody'), rows: [row(2)] }))
          .toMatchObject({ code: 'not_found' })
        await agency.act('importBatch.finish', { id: batchId, state: 'done', imported: 0, duplicates: 2, rejected: 3 },
          agency.fatou)
        expect(await agency.say('importBatch.addRows', { batchId, rows: [row(2)] }, agency.fatou))
          .toMatchObject({ code: 'rule_broken', params: { rule: 'import_running', state: 'done' } })
        const stored = await store.kysely.selectFrom('importBatch').selectAll().executeTakeFirstOrThrow()
        expect(decodeRow(importBatch, stored)).toMatchObject({ fileName: 'biens.csv', state: 'done', rows: 5, imported: 0,
          duplicates: 2, rejected: 3 })
      })

      it('two hundred rows are one command with one number of the log', async () => {
        const { seq, commandId } = await agency.act('importBatch.addRows',
          { batchId, rows: Array.from({ length: 200 }, (_, n) => row(n + 2, { amenities: ['pool'] })) })
        expect(await store.kysely.selectFrom('propertyList').select(({ fn }) => fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()).toMatchObject({ n: 200 })
        expect((await store.kysely.selectFrom('change').select('seq').where('commandId', '=', commandId).execute())
          .map((one) => one.seq)).toEqual(Array.from({ length: 400 }, () => seq))
        expect(await store.kysely.selectFrom('command').select('batchId').where('id', '=', commandId).executeTakeFirst())
          .toEqual({ batchId })
      })
    })

    describe('undo', () => {
      type Case = [CommandName, (agency: TestAgency) => Promise<unknown>]
      const cases: Case[] = [
        ['property.create', async () => ({ id: testId('new'), values: { title: 'N', kind: 'villa', transaction: 'sale' },
          amenities: ['pool', 'guard'], newOwner: { id: testId('owner'), name: 'O', phones: [{ typed: '771112233' }] } })],
        ['property.update', async (desk) => ({ id: await desk.property(1, { quartier: 'Yoff' }),
          patch: { transaction: 'sale', priceAmount: 9, quartier: 'Ngor', title: 'Autre', latitude: 14, longitude: -17,
          description: 'x' } })],
        ['property.updateMany', async (desk) => ({ ids: [await desk.property(1),
          await desk.property(2, { transaction: 'sale' })], patch: { transaction: 'shortStay', rooms: 2 } })],
        ['property.edit', async (desk) => ({ id: await desk.property(1, {}, { amenities: ['pool'] }), patch: { rooms: 5, title: 'Autre' },
          add: ['garden'], remove: ['pool'], to: 'available' })],
        ['property.delete', async (desk) => ({ id: await desk.property(1, {}, { amenities: ['pool'] }) })],
        ['property.deleteMany', async (desk) => ({ ids: [await desk.property(1), await desk.property(2)] })],
        ['property.setStatus', async (desk) => ({ id: await desk.property(1), to: 'available' })],
        ['property.setAmenities', async (desk) => ({ id: await desk.property(1, {}, { amenities: ['pool', 'guard'] }),
          add: ['garden'], remove: ['pool'] })],
        ['property.setPrimaryPhoto', async (desk) => {
          const propertyId = await desk.property(1)
          await desk.photo(1, propertyId)
          return { propertyId, id: await desk.photo(2, propertyId) }
        }],
        ['propertyPhoto.create', async (desk) => ({ propertyId: await desk.property(1), id: testId('photo'),
          fileId: await desk.file('f'), position: 'a' })],
        ['propertyPhoto.update', async (desk) => ({ id: await desk.photo(1, await desk.property(1)),
          patch: { caption: 'Salon', position: 'z' } })],
        ['propertyPhoto.delete', async (desk) => {
          const propertyId = await desk.property(1)
          const id = await desk.photo(1, propertyId)
          await desk.photo(2, propertyId)
          return { id }
        }],
        ['propertyDocument.create', async (desk) => ({ propertyId: await desk.property(1), id: testId('paper'),
          fileId: await desk.file('f'), type: 'title', title: 'TF' })],
        ['propertyDocument.update', async (desk) => ({ id: await paper(desk), patch: { title: 'Bail', type: 'lease',
          validUntil: '2027-01-01' } })],
        ['propertyDocument.delete', async (desk) => ({ id: await paper(desk) })],
        ['importBatch.addRows', async (desk) => {
          await desk.act('importBatch.start', { id: testId('batch'), fileName: 'f.csv', rows: 2 })
          return { batchId: testId('batch'), rows: [1, 2].map((line) => ({ id: testId('row', line), line,
            values: { title: `L${line}`, kind: 'land', transaction: 'sale' }, amenities: ['fenced'],
            owner: { name: 'P', phone: '770000000' } })) }
        }],
        ['contact.create', async () => ({ id: testId('c'), name: 'C', roles: ['buyer', 'tenant'],
          phones: [{ typed: '771112233' }, { typed: '781112233', wave: true }] })],
        ['contact.update', async (desk) => ({ id: await desk.contact(1),
          patch: { name: 'Autre', email: 'a@b.sn', firstName: 'A', notes: 'n' } })],
        ['contact.delete', async (desk) => ({ id: await desk.contact(1, { phones: [{ typed: '771112233' }] }) })],
        ['contact.setRoles', async (desk) => ({ id: await desk.contact(1, { roles: ['owner', 'seller'] }), add: ['buyer'],
          remove: ['seller', 'notary'] })],
        ['contact.setPhones', async (desk) => ({ id: await desk.contact(1,
          { phones: [{ typed: '771112233' }, { typed: '781112233' }] }),
          phones: [{ typed: '76 444 55 66' }, { typed: '78 111 22 33', whatsapp: true }] })],
        ['contact.setConsent', async (desk) => ({ id: await desk.contact(1), purpose: 'marketing', channel: 'sms', given: true,
          day: '2026-11-01' })],
        ['member.create', async () => ({ id: testId('m'), accountId: testId('acc'), email: 'neuf@example.sn', name: 'Neuf',
          role: 'agent' })],
        ['member.setRole', async (desk) => ({ id: desk.fatou.memberId, role: 'manager' })],
        ['member.setActive', async (desk) => ({ id: desk.fatou.memberId, active: false })],
        ['agency.update', async (desk) => ({ id: desk.agencyId, patch: { name: 'Autre', lockAfterMinutes: 5 } })],
        ['savedView.create', async (desk) => ({ id: testId('view'),
          values: { memberId: (desk.admin as { memberId: string }).memberId, list: 'properties', name: 'V',
          filters: [{ field: 'rooms', operator: 'atLeast', value: 2 }], search: '', sort: [], columns: ['title'],
          layout: 'table', position: 'a' } })],
        ...crmUndoCases,
        ...noticeUndoCases,
      ]
      async function paper(desk: TestAgency): Promise<string> {
        const id = testId('paper')
        await desk.act('propertyDocument.create', { id, propertyId: await desk.property(1), fileId: await desk.file('f'),
          type: 'title', title: 'TF' })
        return id
      }

      it.each(cases)('of %s puts everything back, lists and search too, and can itself be taken back', async (name, prepare) => {
        const input = await prepare(agency)
        const before = await standing(store, agency.agencyId)
        agency.now += 1000
        const { commandId } = await agency.act(name, input)
        const after = await standing(store, agency.agencyId)
        expect(after).not.toEqual(before)
        agency.now += 1000
        const undone = await agency.act('core.undo', { commandId })
        expect(undone.left).toBeUndefined()
        expect(await standing(store, agency.agencyId)).toEqual(before)
        agency.now += 1000
        await agency.act('core.undo', { commandId: undone.commandId })
        expect(await standing(store, agency.agencyId)).toEqual(after)
      })

      it('every command that says it can be undone is among these', () => {
        const shown = new Set(cases.map(([name]) => name as string))
        const promised = [...business.commands.values()].filter((command) => command.undo === 'before')
          .map((command) => command.name)
        // Generated in the same way as others here, or nothing that a page shows: a file stays, a view is changed like a photo.
        // A choice between two entries is shown in shared/command/testing/merge-suite.ts. What a client says of himself is undone as `contact.update` is.
        const alike = ['conflict.settle', 'contact.describeSelf', 'core.undo', 'file.create', 'member.update', 'savedView.delete', 'savedView.update']
        expect(promised.filter((name) => !shown.has(name)).toSorted()).toEqual(alike)
      })

      it.each(['agency.found', 'member.link', 'followUp.remind', 'importBatch.start', 'importBatch.finish'])('%s cannot be undone', (name) => {
        expect(business.commands.get(name)!.undo).toBe('none')
      })

      it('leaves the rows of an import that somebody worked on, and names them', async () => {
        await agency.act('importBatch.start', { id: testId('batch'), fileName: 'f.csv', rows: 3 })
        const rows = [1, 2, 3].map((line) => ({ id: testId('row', line), line,
          values: { title: `L${line}`, kind: 'land', transaction: 'sale' } }))
        const { commandId } = await agency.act('importBatch.addRows', { batchId: testId('batch'), rows })
        await agency.act('property.update', { id: testId('row', 2), patch: { priceAmount: 7 } })
        const undone = await agency.act('core.undo', { commandId })
        expect(undone.left).toEqual([{ entity: 'property', id: testId('row', 2), units: ['price'] }])
        expect((await store.kysely.selectFrom('propertyList').select('id').execute()).map((one) => one.id))
          .toEqual([testId('row', 2)])
      })

      it('of a creation leaves a row that others rest on: papers of a property, the owner of another one', async () => {
        const contact = testId('owner')
        const owner = await agency.act('contact.create',
          { id: contact, name: 'O', phones: [{ typed: '771112233' }], roles: ['owner'] })
        const id = testId('rested on')
        const made = await agency.act('property.create',
          { id, values: { title: 'T', kind: 'villa', transaction: 'sale', ownerId: contact }, amenities: ['pool'] })
        const added = await agency.act('propertyDocument.create',
          { id: testId('paper'), propertyId: id, fileId: await agency.file('f'), type: 'title', title: 'TF' })
        expect(await agency.say('core.undo', { commandId: owner.commandId })).toMatchObject({ status: 'applied',
          left: [{ entity: 'contact', id: contact, units: ['property'] }] })
        expect(await agency.say('core.undo', { commandId: made.commandId })).toMatchObject({ status: 'applied',
          left: [{ entity: 'property', id, units: ['propertyDocument'] }] })
        expect(await read(id)).toMatchObject({ deletedAt: null })
        await agency.act('core.undo', { commandId: added.commandId })
        await agency.act('property.delete', { id })
        await agency.act('core.undo', { commandId: owner.commandId })
        expect(await store.kysely.selectFrom('contact').select('id').where('deletedAt', 'is', null).execute()).toEqual([])
      })

      it('needs the rights of what it undoes', async () => {
        const id = await agency.property(1, {}, {}, agency.fatou)
        const { commandId } = await agency.act('property.update', { id, patch: { rooms: 2 } }, agency.fatou)
        expect(await agency.say('core.undo', { commandId }, agency.ibou)).toMatchObject({ code: 'forbidden' })
        await agency.act('core.undo', { commandId }, agency.manager)
        const [made] = await store.kysely.selectFrom('command').select('id').where('name', '=', 'property.create').execute()
        expect(await agency.say('core.undo', { commandId: made!.id }, agency.ibou), 'the creation of another’s property')
          .toMatchObject({ code: 'forbidden' })
        const contact = await agency.contact(1, {}, agency.fatou)
        const [met] = await store.kysely.selectFrom('command').select('id').where('name', '=', 'contact.create').execute()
        expect(await agency.say('core.undo', { commandId: met!.id }, agency.ibou), contact).toMatchObject({ code: 'forbidden' })
        expect(await agency.say('core.undo', { commandId: met!.id }, agency.fatou)).toMatchObject({ status: 'applied' })
        const { commandId: role } = await agency.act('member.setRole', { id: agency.ibou.memberId, role: 'manager' })
        expect(await agency.say('core.undo', { commandId: role }, agency.manager)).toMatchObject({ code: 'forbidden' })
      })

      it('cannot take the last admin away', async () => {
        await agency.act('member.setRole', { id: agency.manager.memberId, role: 'admin' })
        const { commandId } = await agency.act('member.setRole', { id: agency.manager.memberId, role: 'manager' })
        await agency.act('core.undo', { commandId })
        const mine = (agency.admin as { memberId: string }).memberId
        await agency.act('member.setActive', { id: mine, active: false })
        expect(await agency.say('core.undo', { commandId: (await agency.act('core.undo',
          { commandId: (await lastCommand('member.setActive')) })).commandId })).toMatchObject({ status: 'applied' })
        expect(await agency.say('member.setRole', { id: agency.manager.memberId, role: 'agent' }))
          .toMatchObject({ code: 'last_admin' })
        expect(await agency.say('member.setActive', { id: agency.manager.memberId, active: false }))
          .toMatchObject({ code: 'last_admin' })
      })
      const lastCommand = async (name: string) => (await store.kysely.selectFrom('command').select('id').where('name', '=', name)
        .orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()).id
    })

    it('lists, counts and search follow every random run of commands, and undoing all of it newest first leads back', async () => {
      const ids = [await agency.property(1, { quartier: 'Yoff' }), await agency.property(2)]
      await agency.photo(1, ids[0]!)
      const start = await standing(store, agency.agencyId)
      const step = fc.record({ what: fc.constantFrom('title', 'place', 'price', 'delete', 'status', 'amenity', 'photo',
        'unphoto'), which: fc.nat(1), n: fc.nat(3) })
      let run = 0
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
        const fileId = await agency.file(`run ${run++}`)
        const done: string[] = []
        for (const [i, { what, which, n }] of steps.entries()) {
          const id = ids[which]!
          agency.now += 1000
          const outcome = what === 'title' ? await agency.say('property.update',
            { id, patch: { title: `T${n}`, description: n ? `mot${n}` : null } })
            : what === 'place' ? await agency.say('property.update',
              { id, patch: { quartier: ['Ngor', 'Fann', null, 'Yoff'][n], latitude: n ? n : null, longitude: n ? n : null } })
              : what === 'price' ? await agency.say('property.update', { id, patch: { priceAmount: n || null } })
                : what === 'delete' ? await agency.say('property.delete', { id })
                  : what === 'status' ? await agency.say('property.setStatus',
                    { id, to: ['available', 'draft', 'archived', 'withdrawn'][n] })
                    : what === 'amenity' ? await agency.say('property.setAmenities',
                      { id, add: [n > 1 ? 'pool' : 'guard'], remove: [n % 2 ? 'garden' : 'pool'] })
                      : what === 'photo' ? await agency.say('propertyPhoto.create',
                        { id: testId('run photo', run, i), propertyId: id, fileId, position: `p${n}` })
                        : await agency.say('propertyPhoto.delete', { id: testId('photo', 1) })
          if (outcome.status === 'applied') done.push(outcome.commandId)
        }
        await expectTally(store, agency.agencyId)
        for (const commandId of done.toReversed()) await agency.say('core.undo', { commandId })
        const { file: _files, ...end } = await standing(store, agency.agencyId)
        const { file: _none, ...begun } = start
        expect(end).toEqual(begun)
        await expectTally(store, agency.agencyId)
      }), { numRuns: kind === 'SQLite' ? 25 : 6 })
    })

    it('amenities, photos and papers say which tables they are', () => {
      expect([propertyAmenity.table, propertyPhoto.table, propertyDocument.table])
        .toEqual(['property_amenity', 'property_photo', 'property_document'])
    })
  })
}
