import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDispatcher } from '../../command/dispatch.ts'
import type { Dispatcher } from '../../command/dispatch.ts'
import { compareLogWithTables } from '../../command/fold.ts'
import { runQuery } from '../../command/query.ts'
import { testId } from '../../command/testing/desk.ts'
import type { OpenStore } from '../../command/testing/stores.ts'
import type { Store } from '../../database/store.ts'
import { business, queries } from '../../modules/business.ts'
import type { AttentionCase } from '../../modules/core/model-views.ts'
import { openAgency } from '../../modules/testing/agency.ts'
import type { TestAgency } from '../../modules/testing/agency.ts'
import type { Actor } from '../../values/actor.ts'
import { giveUp, sendAgain, takeUp } from '../attention.ts'
import type { AttentionParts, Corrected } from '../attention.ts'
import { openAuthority } from '../authority.ts'
import { joinServer } from '../join.ts'
import { openPost } from '../post.ts'

/** One post and its server in one process: what the server refuses, and what somebody does about it, on whichever database. */
export function attentionSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`refused commands on ${kind}`, () => {
    let server: TestAgency
    let post: Awaited<ReturnType<typeof openDesktop>>
    const villa = testId('property', 'villa')

    async function openDesktop(who: Actor & { kind: 'member' }) {
      const store: Store = await open()
      const { agencyId } = server
      let made = 0
      const newId = () => testId('made here', ++made)
      const deviceId = testId('post')
      await joinServer(store, agencyId, { server: 'in process', deviceId, incarnation: testId('life') })
      const dispatcher: Dispatcher = createDispatcher({ store, business, clock: () => server.now, mode: () => 'predict' })
      const authority = openAuthority({ store: server.store, business, dispatcher: server.dispatcher, clock: () => server.now, isPassing: () => false, newEpoch: () => 'one' })
      const peer = { actor: who, accountId: null }
      const shown: string[] = []
      const { exchange } = openPost({
        store, business, agencyId, clock: () => server.now, newId, program: { schemaVersion: '1', appVersion: '1', deviceName: 'Post' },
        transport: { hello: (message) => authority.hello(peer, message), push: async (message) => (desktop.held ? { upTo: 0, head: 0, results: [], again: true, resync: null } : authority.push(peer, message as never)), pull: (message) => authority.pull(peer, message as never) },
        onChanged: (changes) => shown.push(...changes.map(({ entityId }) => entityId)),
      })
      const parts: AttentionParts = { store, business, dispatcher, clock: () => server.now, newId, deviceId }
      const ask = async <T>(name: string, input: object, actor: Actor = who) =>
        (await runQuery(queries.get(name)!, input, { executor: store.kysely, dialect: store.dialect, actor, now: server.now, rightOf: business.rightOf })) as T
      const desktop = {
        /** The server cannot judge anything just now. */
        held: false,
        store, exchange, shown,
        type: async (name: string, input: unknown) => {
          const [outcome] = await dispatcher.dispatch([{ ...server.envelope(name, input), deviceId }], who)
          expect(outcome).toMatchObject({ status: 'applied', seq: null })
          return outcome!.commandId
        },
        cases: (actor?: Actor, closed = false) => ask<AttentionCase[]>('attention.list', { recordId: null, closed }, actor),
        count: (recordId: string | null = null, actor?: Actor) => ask<number>('attention.count', { recordId }, actor),
        giveUp: (commandId: string, actor: Actor = who) => giveUp(parts, actor, commandId),
        takeUp: (commandId: string, actor: Actor = who) => takeUp(parts, actor, commandId),
        sendAgain: (commandId: string, corrected: Corrected | null = null, actor: Actor = who) => sendAgain(parts, actor, commandId, corrected),
        row: (id: string) => store.kysely.selectFrom('property').select(['title', 'rooms', 'priceAmount', 'latitude', 'deletedAt']).where('id', '=', id).executeTakeFirst(),
      }
      return desktop
    }
    const onServer = (id: string) => server.store.kysely.selectFrom('property').select(['title', 'rooms', 'priceAmount', 'latitude', 'deletedAt']).where('id', '=', id).executeTakeFirst()

    beforeEach(async () => {
      server = await openAgency(await open())
      await server.property('villa', { title: 'Villa Ngor', rooms: 4 }, {}, server.fatou)
      post = await openDesktop(server.fatou)
      await post.exchange()
    })
    afterEach(async () => {
      for (const store of [server.store, post.store]) {
        expect(await compareLogWithTables(store, business)).toEqual([])
        await store.close()
      }
    })

    /** Half of a position is a rule that only the server judges. */
    const unsound = { latitude: 14.7, longitude: null }

    it('tells the act, the record, what was wanted and what is there now, to whoever typed it and to the management', async () => {
      const commandId = await post.type('property.update', { id: villa, patch: { ...unsound, rooms: 6 } })
      await server.act('property.update', { id: villa, patch: { title: 'Villa Almadies', rooms: 5 } })
      expect(await post.exchange()).toMatchObject({ sent: 1, refused: 1, waiting: 0 })
      const [one, ...more] = await post.cases()
      expect(more).toEqual([])
      expect(one).toMatchObject({
        commandId, name: 'property.update', typedAt: server.now, by: server.fatou.memberId, byName: 'Fatou Sarr', state: 'open', dependents: [],
        record: { entity: 'property', id: villa }, title: 'Villa Almadies', code: 'rule_broken', params: { rule: 'coordinates' }, input: { id: villa, patch: { ...unsound, rooms: 6 } },
      })
      expect(one!.changes).toEqual([{
        entity: 'property', entityId: villa, kind: 'update', fields: expect.arrayContaining([{ name: 'rooms', label: 'property.rooms' }, { name: 'latitude', label: 'property.latitude' }]),
        wanted: { latitude: 14.7, rooms: 6 }, present: { latitude: null, rooms: 5 },
      }])
      expect([await post.cases(server.ibou), await post.count(null, server.ibou)]).toEqual([[], 0])
      expect([(await post.cases(server.manager)).length, await post.count(null, server.manager)]).toEqual([1, 1])
      expect([await post.count(villa), await post.count(testId('property', 'another'))]).toEqual([1, 0])
      // Whoever looks at the row sees that it changed back.
      expect(post.shown).toContain(villa)
      expect(await post.row(villa)).toMatchObject({ rooms: 5, latitude: null })
    })

    it('one that had no effect here any more is told by what was typed', async () => {
      await post.type('property.update', { id: villa, patch: { rooms: 6 } })
      await server.act('property.update', { id: villa, patch: { agentId: server.ibou.memberId } })
      post.held = true
      await post.exchange()
      expect(await post.store.kysely.selectFrom('outbox').select('state').execute()).toEqual([{ state: 'noEffect' }])
      post.held = false
      await post.exchange()
      expect(await post.cases()).toMatchObject([{ code: 'forbidden', title: 'Villa Ngor', changes: [{ entityId: villa, wanted: { rooms: 6 }, present: { rooms: 4 } }] }])
    })

    it('given up it is gone from the list and can still be read; nothing is sent', async () => {
      const commandId = await post.type('property.update', { id: villa, patch: unsound })
      await post.exchange()
      await post.giveUp(commandId)
      await post.giveUp(commandId)
      expect([await post.cases(), await post.count()]).toEqual([[], 0])
      expect(await post.cases(undefined, true)).toMatchObject([{ commandId, state: 'given_up', changes: [{ wanted: { latitude: 14.7 } }] }])
      expect(await post.exchange()).toMatchObject({ sent: 0, waiting: 0 })
    })

    it('sent again as corrected it is a command of its own, waits like any other, and is linked; asked twice it is sent once', async () => {
      const commandId = await post.type('property.update', { id: villa, patch: { ...unsound, priceAmount: 90 } })
      await post.exchange()
      const corrected = { name: 'property.update', input: { id: villa, patch: { priceAmount: 95 } } }
      const [sent, ...more] = await post.sendAgain(commandId, corrected)
      expect([more, sent]).toEqual([[], expect.objectContaining({ status: 'applied', seq: null })])
      expect(sent!.commandId).not.toBe(commandId)
      expect(await post.sendAgain(commandId, corrected)).toEqual([{ commandId: sent!.commandId, status: 'duplicate', seq: null }])
      expect([await post.cases(), (await post.row(villa))!.priceAmount]).toEqual([[], 95])
      await post.takeUp(commandId)
      expect(await post.cases(undefined, true)).toMatchObject([{ commandId, state: 'sent_again' }])
      expect(await post.exchange()).toMatchObject({ sent: 1, refused: 0 })
      expect(await onServer(villa)).toMatchObject({ priceAmount: 95, latitude: null })
    })

    it('sent again it says what is seen now, so that it is no conflict with what others wrote meanwhile', async () => {
      await post.type('property.update', { id: villa, patch: { ...unsound, rooms: 6 } })
      await server.act('property.update', { id: villa, patch: { rooms: 5 } })
      await post.exchange()
      await post.sendAgain((await post.cases())[0]!.commandId, { name: 'property.update', input: { id: villa, patch: { rooms: 6 } } })
      await post.exchange()
      expect(await onServer(villa)).toMatchObject({ rooms: 6 })
      expect(await server.store.kysely.selectFrom('conflict').selectAll().execute()).toEqual([])
    })

    it('refused at once, it stays as it was; refused by the server again, it is a new case', async () => {
      const commandId = await post.type('property.update', { id: villa, patch: unsound })
      await post.exchange()
      await expect(post.sendAgain(commandId, { name: 'property.update', input: { id: villa, patch: { rooms: 'many' } } })).rejects.toMatchObject({ code: 'invalid_input' })
      await expect(post.sendAgain(commandId, { name: 'property.burn', input: {} })).rejects.toMatchObject({ code: 'unknown_command' })
      expect((await post.cases()).map((one) => one.commandId)).toEqual([commandId])
      const [again] = await post.sendAgain(commandId)
      await post.exchange()
      expect((await post.cases()).map((one) => one.commandId)).toEqual([again!.commandId])
    })

    describe('with what builds on it', () => {
      const studio = testId('property', 'studio')
      const values = { title: 'Studio Mermoz', kind: 'studio', transaction: 'rent' }
      const refuseChain = async () => {
        const made = await post.type('property.create', { id: studio, values: { ...values, ...unsound } })
        const priced = await post.type('property.update', { id: studio, patch: { priceAmount: 150_000 } })
        const roomed = await post.type('property.update', { id: studio, patch: { rooms: 1, priceAmount: 160_000 } })
        const undone = await post.type('core.undo', { commandId: roomed })
        expect(await post.exchange()).toMatchObject({ refused: 4 })
        return { made, priced, roomed, undone }
      }

      it('all is one case, in the order it was typed, and one to count', async () => {
        const { made, priced, roomed, undone } = await refuseChain()
        const [one, ...more] = await post.cases()
        expect([more, one!.commandId, one!.title, one!.record, one!.code]).toEqual([[], made, 'Studio Mermoz', null, 'rule_broken'])
        expect(one!.changes).toMatchObject([{ kind: 'create', present: null, wanted: { title: 'Studio Mermoz', latitude: 14.7 } }])
        expect(one!.dependents.map(({ commandId, code }) => [commandId, code])).toEqual([[priced, 'blocked'], [roomed, 'blocked'], [undone, 'blocked']])
        expect([await post.count(), await post.row(studio)]).toEqual([1, undefined])
      })

      it('given up, all of it is', async () => {
        const { made } = await refuseChain()
        await post.giveUp(made)
        expect(await post.cases()).toEqual([])
        expect((await post.cases(undefined, true)).map(({ state }) => state)).toEqual(['given_up', 'given_up', 'given_up', 'given_up'])
      })

      it('and taken up again, it is the same case', async () => {
        const { made, roomed } = await refuseChain()
        const before = await post.cases()
        await post.giveUp(made)
        await post.takeUp(made)
        expect(await post.cases()).toEqual(before)
        // Taken up in the middle, it is what is left of it.
        await post.giveUp(made)
        await post.takeUp(roomed)
        expect((await post.cases()).map(({ commandId, dependents }) => [commandId, dependents.length])).toEqual([[roomed, 1]])
      })

      it('sent again, all of it goes in order, and an undo means what took the place of what it undid', async () => {
        const { made } = await refuseChain()
        expect(await post.sendAgain(made, { name: 'property.create', input: { id: studio, values } })).toHaveLength(4)
        expect([await post.cases(), await post.row(studio)]).toEqual([[], expect.objectContaining({ priceAmount: 150_000, rooms: null })])
        expect(await post.exchange()).toMatchObject({ sent: 4, refused: 0 })
        expect(await onServer(studio)).toMatchObject({ title: 'Studio Mermoz', priceAmount: 150_000, rooms: null })
      })

      it('where one in the middle is refused, it and the rest stay as a case of their own', async () => {
        const { made, priced } = await refuseChain()
        await post.store.kysely.updateTable('attention').set({ envelope: JSON.stringify(server.envelope('property.update', { id: studio, patch: { rooms: 'many' } })) }).where('commandId', '=', priced).execute()
        const outcomes = await post.sendAgain(made, { name: 'property.create', input: { id: studio, values } })
        expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'rejected'])
        const [one, ...more] = await post.cases()
        expect([more, one!.commandId, one!.dependents.length]).toEqual([[], priced, 2])
      })
    })

    it('is nobody else’s to give up or send, but the management’s; and what is not there is said to be', async () => {
      const commandId = await post.type('property.update', { id: villa, patch: { rooms: 6 } })
      await server.act('property.update', { id: villa, patch: { agentId: server.ibou.memberId } })
      await post.exchange()
      expect(await post.cases()).toMatchObject([{ code: 'forbidden' }])
      for (const act of [() => post.giveUp(commandId, server.ibou), () => post.takeUp(commandId, server.ibou), () => post.sendAgain(commandId, null, server.ibou)]) await expect(act()).rejects.toMatchObject({ code: 'forbidden' })
      await expect(post.giveUp(testId('nothing'))).rejects.toMatchObject({ code: 'not_found' })
      await expect(post.sendAgain(commandId)).rejects.toMatchObject({ code: 'forbidden' })
      expect(await post.sendAgain(commandId, null, server.manager)).toMatchObject([{ status: 'applied' }])
    })
  })
}
