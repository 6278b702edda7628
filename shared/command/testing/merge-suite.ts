import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Envelope } from '../../contract/envelope.ts'
import { conflict } from '../../modules/core/model-conflict.ts'
import type { Conflict } from '../../modules/core/model-conflict.ts'
import type { Store } from '../../database/store.ts'
import { compareLogWithTables } from '../fold.ts'
import { decodeRow, loadRow } from '../recorder-rows.ts'
import { openDesk, testId } from './desk.ts'
import type { TestDesk } from './desk.ts'
import { createNotebookTables, note, notebook } from './notebook.ts'
import type { OpenStore } from './stores.ts'

/** Two people who write one row without seeing each other (sync.md B), on whichever database. */
export function mergeSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`merge on ${kind}`, () => {
    let store: Store
    let desk: TestDesk
    const id = testId('note', 1)
    const row = () => loadRow(store.kysely, store.dialect, note, desk.agencyId, id)
    const conflicts = async (): Promise<Conflict[]> => (await store.kysely.selectFrom('conflict').selectAll().orderBy('unit').execute()).map((one) => decodeRow(conflict, one))
    const saw = (units: Record<string, number>): Partial<Envelope> => ({ base: Object.fromEntries(Object.entries(units).map(([unit, seq]) => [`${id}/${unit}`, seq])) })
    const write = (n: number, patch: object, more: Partial<Envelope> = {}) => desk.say('note.update', { id, patch }, { ...desk.admin, memberId: testId('member', n) } as never, { deviceId: testId('device', n), ...more })

    beforeEach(async () => {
      store = await open()
      await createNotebookTables(store)
      desk = openDesk(store, notebook)
      await desk.act('note.create', { id, values: { title: 'First', amount: 100, currency: 'XOF', done: false, marks: [], state: 'open', body: 'Vue mer. Trois chambres.', claim: null, fee: null, parentId: null } })
    })
    afterEach(async () => {
      expect(await compareLogWithTables(store, notebook)).toEqual([])
      await store.close()
    })

    it('whoever saw what is there writes without a conflict; so do two who write different units', async () => {
      await write(1, { title: 'Second' }, saw({ title: 0 }))
      await write(2, { done: true }, saw({ done: 0 }))
      await write(2, { title: 'Third' }, saw({ title: 2 }))
      expect(await row()).toMatchObject({ title: 'Third', done: true })
      expect(await conflicts()).toEqual([])
    })

    it('of two who wrote the same unit the one who arrives wins, and what he overwrote is kept with who typed it, when and where', async () => {
      await write(1, { title: 'Of one' }, saw({ title: 0 }))
      desk.now += 60_000
      const outcome = await write(2, { title: 'Of two' }, { ...saw({ title: 0 }), typedAt: desk.now - 90_000 })
      expect(await row()).toMatchObject({ title: 'Of two' })
      const [card, ...more] = await conflicts()
      expect(more).toEqual([])
      expect(outcome).toMatchObject({ status: 'applied', conflicts: [card!.id] })
      expect(card).toMatchObject({
        entity: 'note', entityId: id, unit: 'title', scope: 'agency', kept: { title: 'Of two' }, lost: { title: 'Of one' }, state: 'open', chosen: null,
        keptBy: testId('member', 2), keptDevice: testId('device', 2), keptTypedAt: desk.now - 90_000, lostBy: testId('member', 1), lostDevice: testId('device', 1), lostTypedAt: desk.now - 60_000,
      })
    })

    it('the same value from both is no conflict', async () => {
      await write(1, { title: 'Same' }, saw({ title: 0 }))
      expect(await write(2, { title: 'Same' }, saw({ title: 0 }))).toMatchObject({ status: 'applied' })
      expect(await conflicts()).toEqual([])
    })

    it('fields of one unit stay together: whoever changed one of them keeps the others as he saw them', async () => {
      await write(1, { amount: 200, currency: 'EUR' }, saw({ price: 0 }))
      await write(2, { amount: 150 }, saw({ price: 0 }))
      expect(await row()).toMatchObject({ amount: 150, currency: 'XOF' })
      expect(await conflicts()).toMatchObject([{ unit: 'price', kept: { amount: 150, currency: 'XOF' }, lost: { amount: 200, currency: 'EUR' } }])
    })

    it('a unit of policy "first" keeps what came first, and the late value as the loser', async () => {
      await write(1, { claim: 'Awa' }, saw({ claim: 0 }))
      await write(2, { claim: 'Ibou' }, saw({ claim: 0 }))
      expect(await row()).toMatchObject({ claim: 'Awa' })
      expect(await conflicts()).toMatchObject([{ unit: 'claim', kept: { claim: 'Awa' }, lost: { claim: 'Ibou' }, keptBy: testId('member', 1), lostBy: testId('member', 2) }])
    })

    it('two edits of one text that do not touch are both in it; where they touch, both are kept', async () => {
      await write(1, { body: 'Belle vue mer. Trois chambres.' }, saw({ body: 0 }))
      await write(2, { body: 'Vue mer. Trois chambres et un bureau.' }, saw({ body: 0 }))
      expect(await row()).toMatchObject({ body: 'Belle vue mer. Trois chambres et un bureau.' })
      expect(await conflicts()).toEqual([])
      await write(3, { body: 'Vue mer. Quatre chambres.' }, saw({ body: 0 }))
      expect(await row()).toMatchObject({ body: 'Vue mer. Quatre chambres.' })
      expect(await conflicts()).toMatchObject([{ unit: 'body', lost: { body: 'Belle vue mer. Trois chambres et un bureau.' } }])
    })

    it('a unit that only named commands change is never compared: its command judges by itself', async () => {
      await desk.act('note.close', { id }, desk.admin, saw({ state: 0 }))
      expect(await desk.say('note.close', { id }, desk.admin, saw({ state: 0 }))).toMatchObject({ status: 'rejected', code: 'move_not_allowed' })
      expect(await conflicts()).toEqual([])
    })

    it('an own command that still waited is a base like any other, once it has its number', async () => {
      const first = await write(1, { title: 'One' }, saw({ title: 0 }))
      expect(await write(1, { title: 'One more' }, { ...saw({ title: 0 }), after: { [`${id}/title`]: first.commandId } })).toMatchObject({ status: 'applied' })
      expect(await conflicts()).toEqual([])
      await write(2, { title: 'Between' }, saw({ title: 3 }))
      await write(1, { title: 'Late' }, { after: { [`${id}/title`]: first.commandId } })
      expect(await conflicts()).toMatchObject([{ kept: { title: 'Late' }, lost: { title: 'Between' } }])
    })

    it('what builds on an own command that was refused is blocked, and names it', async () => {
      const refused = await write(1, { amount: -5 })
      expect(refused).toMatchObject({ status: 'rejected', code: 'rule_broken' })
      expect(await write(1, { title: 'On sand' }, { after: { [`${id}/price`]: refused.commandId } })).toMatchObject({ status: 'rejected', code: 'blocked', params: { by: refused.commandId } })
      expect(await row()).toMatchObject({ title: 'First' })
    })

    describe('an edit against a deletion', () => {
      it('brings the row back when the editor had not seen it, and both are told', async () => {
        await desk.act('note.delete', { id })
        await write(2, { title: 'Still wanted' }, saw({ title: 0, deleted: 0 }))
        expect(await row()).toMatchObject({ title: 'Still wanted', deletedAt: null })
        expect(await conflicts()).toMatchObject([{ unit: 'deleted', kept: { deletedAt: null }, lost: { deletedAt: expect.any(Number) }, keptBy: testId('member', 2) }])
      })

      it('is refused as ever when he had seen it', async () => {
        await desk.act('note.delete', { id })
        expect(await write(2, { title: 'Too late' }, saw({ title: 0, deleted: 2 }))).toMatchObject({ status: 'rejected', code: 'gone' })
        expect(await write(2, { title: 'Too late' })).toMatchObject({ status: 'rejected', code: 'gone' })
      })

      it('a deletion that has not seen an edit leaves the row, whichever came first', async () => {
        await write(1, { title: 'Edited' }, saw({ title: 0 }))
        await desk.act('note.delete', { id }, desk.admin, saw({ deleted: 0 }))
        expect(await row()).toMatchObject({ title: 'Edited', deletedAt: null })
        expect(await conflicts()).toMatchObject([{ unit: 'deleted', kept: { deletedAt: null }, lostBy: testId('member', 'admin') }])
      })

      it('two who delete it agree', async () => {
        await desk.act('note.delete', { id })
        const { deletedAt } = (await row())!
        desk.now += 1000
        await desk.act('note.delete', { id }, desk.admin, saw({ deleted: 0 }))
        expect((await row())!.deletedAt).toBe(deletedAt)
        expect(await conflicts()).toEqual([])
      })
    })

    describe('choosing', () => {
      const meet = async (): Promise<string> => {
        await write(1, { amount: 200, currency: 'EUR' }, saw({ price: 0 }))
        return (await write(2, { amount: 150 }, saw({ price: 0 }))).conflicts![0]!
      }

      it('the other value is written as an edit, and the card is closed; undone, both are as before', async () => {
        const card = await meet()
        const { commandId } = await desk.act('conflict.settle', { id: card, take: 'lost' })
        expect(await row()).toMatchObject({ amount: 200, currency: 'EUR' })
        expect(await conflicts()).toMatchObject([{ state: 'settled', chosen: 'lost' }])
        await desk.act('core.undo', { commandId })
        expect(await row()).toMatchObject({ amount: 150, currency: 'XOF' })
        expect(await conflicts()).toMatchObject([{ state: 'open', chosen: null }])
      })

      it('what was kept stays; a closed card is not chosen again; an agent needs the row to be his', async () => {
        const card = await meet()
        expect(await desk.say('conflict.settle', { id: card, take: 'lost' }, desk.agent(9))).toMatchObject({ code: 'forbidden' })
        await desk.act('conflict.settle', { id: card, take: 'kept' })
        expect(await row()).toMatchObject({ amount: 150 })
        expect(await desk.say('conflict.settle', { id: card, take: 'lost' })).toMatchObject({ code: 'move_not_allowed' })
      })

      const meetInText = async (): Promise<string> => {
        await write(1, { body: 'Vue mer. Quatre chambres.' }, saw({ body: 0 }))
        return (await write(2, { body: 'Vue mer. Deux chambres et un salon.' }, saw({ body: 0 }))).conflicts![0]!
      }

      it('of two texts both can be kept, one below the other; undone, the card is open again', async () => {
        const card = await meetInText()
        const { commandId } = await desk.act('conflict.settle', { id: card, take: 'both' })
        expect(await row()).toMatchObject({ body: 'Vue mer. Deux chambres et un salon.\n\nVue mer. Quatre chambres.' })
        expect(await conflicts()).toMatchObject([{ state: 'settled', chosen: 'both' }])
        await desk.act('core.undo', { commandId })
        expect(await row()).toMatchObject({ body: 'Vue mer. Deux chambres et un salon.' })
        expect(await conflicts()).toMatchObject([{ state: 'open', chosen: null }])
      })

      it('what was written since is the text that the other is put below; nothing is put below nothing', async () => {
        const card = await meetInText()
        await write(3, { body: null })
        await desk.act('conflict.settle', { id: card, take: 'both' })
        expect(await row()).toMatchObject({ body: 'Vue mer. Quatre chambres.' })
      })

      it('texts that are too long together stay apart, and an amount is never two', async () => {
        await write(1, { body: 'a'.repeat(150_000) }, saw({ body: 0 }))
        const long = (await write(2, { body: 'b'.repeat(150_000) }, saw({ body: 0 }))).conflicts![0]!
        expect(await desk.say('conflict.settle', { id: long, take: 'both' })).toMatchObject({ code: 'too_large', params: { field: 'body' } })
        expect(await desk.say('conflict.settle', { id: await meet(), take: 'both' })).toMatchObject({ code: 'rule_broken' })
        expect((await conflicts()).map(({ state }) => state)).toEqual(['open', 'open'])
      })

      it('a deletion that was set aside can be taken after all', async () => {
        await write(1, { title: 'Edited' }, saw({ title: 0 }))
        const { conflicts: cards } = await desk.act('note.delete', { id }, desk.admin, saw({ deleted: 0 }))
        await desk.act('conflict.settle', { id: cards![0]!, take: 'lost' })
        expect((await row())!.deletedAt).not.toBeNull()
      })
    })

    it('a prediction says by itself what its user saw: decided versions, and own commands that wait', async () => {
      await write(1, { title: 'Decided' })
      desk.mode = 'predict'
      const first = await desk.say('note.update', { id, patch: { title: 'Waiting' } })
      await desk.say('note.update', { id, patch: { title: 'Waiting on', done: true } })
      await desk.say('note.delete', { id })
      const sent = (await store.kysely.selectFrom('outbox').select(['commandId', 'envelope']).orderBy('localSeq').execute()).map(({ envelope }) => JSON.parse(envelope) as Envelope)
      expect(sent.map(({ base, after }) => ({ base, after }))).toEqual([
        { base: { [`${id}/title`]: 2, [`${id}/deleted`]: 2 }, after: {} },
        { base: { [`${id}/title`]: 2, [`${id}/done`]: 0, [`${id}/deleted`]: 2 }, after: { [`${id}/title`]: first.commandId, [`${id}/deleted`]: first.commandId } },
        { base: { [`${id}/deleted`]: 2 }, after: { [`${id}/deleted`]: sent[1]!.commandId } },
      ])
    })
  })
}
