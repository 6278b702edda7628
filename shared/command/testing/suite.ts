import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { schemaState } from '../../database/migrate.ts'
import { searchCandidates } from '../../database/search.ts'
import type { Store } from '../../database/store.ts'
import { runEffects } from '../effects.ts'
import { compareLogWithTables } from '../fold.ts'
import { load, rebase } from '../modes.ts'
import { readChanges } from '../recorder-changes.ts'
import { loadRow } from '../recorder-rows.ts'
import { openDesk, testId } from './desk.ts'
import type { TestDesk } from './desk.ts'
import { createNotebookTables, mischief, note, notebook, tag } from './notebook.ts'
import type { OpenStore } from './stores.ts'

const values = (title: string, more: object = {}) => ({ title, amount: 100, currency: 'XOF', done: false, marks: [], state: 'open', body: null, claim: null, fee: null, parentId: null, ...more })

/** What commands, changes, undo and the modes promise (architecture §3, §4), on whichever database `open` gives; skipped where it is not `able`. */
export function commandSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`commands on ${kind}`, () => {
    let store: Store
    let desk: TestDesk
    const id = testId('note', 1)
    const row = async (noteId = id, of = desk) => loadRow(of.store.kysely, of.store.dialect, note, of.agencyId, noteId)
    const seqOf = async () => (await store.kysely.selectFrom('agencySequence').select('seq').where('agencyId', '=', desk.agencyId).executeTakeFirst())?.seq

    beforeEach(async () => {
      store = await open()
      await createNotebookTables(store)
      desk = openDesk(store, notebook)
    })
    afterEach(async () => {
      expect(await compareLogWithTables(store, notebook)).toEqual([])
      await store.close()
    })

    it('the migrations are all applied', async () => {
      expect(await schemaState(store)).toMatchObject({ unknown: [], pending: [] })
    })

    it('a command writes its row, one change with what was said, and the next number of the log', async () => {
      await desk.act('note.create', { id, values: values('First', { marks: ['a', 'b'], done: true }) })
      const outcome = await desk.act('note.update', { id, patch: { amount: 250 } })
      expect(outcome).toMatchObject({ status: 'applied', seq: 2 })
      expect(await row()).toMatchObject({ title: 'First', amount: 250, done: true, marks: ['a', 'b'], fee: null, versions: { price: 2 }, createdBy: testId('member', 'admin') })
      const changes = await readChanges(store.kysely, store.dialect, desk.agencyId, 'decided')
      expect(changes.map(({ seq, kind: what, patch, before }) => ({ seq, what, patch, before }))).toEqual([
        { seq: 1, what: 'create', patch: { title: 'First', amount: 100, currency: 'XOF', done: true, marks: ['a', 'b'], state: 'open' }, before: null },
        { seq: 2, what: 'update', patch: { amount: 250 }, before: { amount: 100 } },
      ])
    })

    it('a command id runs once: the same again answers the stored result, other input under it is refused', async () => {
      const envelope = desk.envelope('note.create', { id, values: values('Once') })
      const [first] = await desk.dispatcher.dispatch([envelope], desk.admin)
      const [again] = await desk.dispatcher.dispatch([envelope], desk.admin)
      expect(first).toMatchObject({ status: 'applied', seq: 1 })
      expect(again).toMatchObject({ status: 'duplicate', seq: 1 })
      const [other] = await desk.dispatcher.dispatch([{ ...envelope, input: { id, values: values('Twice') } }], desk.admin)
      expect(other).toMatchObject({ status: 'rejected', code: 'id_reused' })
      expect(await row()).toMatchObject({ title: 'Once' })
      expect(await seqOf()).toBe(1)
    })

    it('a rejection is final under its id, and leaves nothing behind but itself', async () => {
      const envelope = desk.envelope('note.create', { id, values: values('') })
      const [first] = await desk.dispatcher.dispatch([envelope], desk.admin)
      const [again] = await desk.dispatcher.dispatch([envelope], desk.admin)
      expect(first).toMatchObject({ status: 'rejected', code: 'invalid_input', params: { fields: [{ path: 'values.title' }] } })
      expect(again).toEqual(first)
      expect(await row()).toBeNull()
    })

    it('each envelope is judged by itself: one refusal leaves the others of the call alone', async () => {
      const outcomes = await desk.dispatcher.dispatch([
        desk.envelope('note.create', { id, values: values('Kept') }),
        desk.envelope('note.create', { id: testId('note', 2), values: values('Bad', { amount: -1 }) }),
        desk.envelope('note.update', { id, patch: { title: 'Kept too' } }),
      ], desk.admin)
      expect(outcomes.map((outcome) => outcome.code ?? outcome.status)).toEqual(['applied', 'rule_broken', 'applied'])
      expect(await row()).toMatchObject({ title: 'Kept too' })
      expect(await row(testId('note', 2))).toBeNull()
      expect(await seqOf()).toBe(2)
    })

    it('an exception that is no refusal takes the whole call back', async () => {
      await desk.act('note.create', { id, values: values('Before') })
      mischief(async () => {
        throw new TypeError('a bug')
      })
      const call = desk.dispatcher.dispatch([desk.envelope('note.update', { id, patch: { amount: 7 } }), desk.envelope('note.mischief', { id })], desk.admin)
      await expect(call).rejects.toThrow('a bug')
      expect(await row()).toMatchObject({ title: 'Before', amount: 100 })
    })

    it('dispatch inside a command throws', async () => {
      await desk.act('note.create', { id, values: values('Before') })
      mischief(() => desk.dispatcher.dispatch([desk.envelope('note.update', { id, patch: { amount: 7 } })], desk.admin))
      await expect(desk.say('note.mischief', { id })).rejects.toThrow('use ctx.run')
      expect(await row()).toMatchObject({ title: 'Before' })
    })

    it('unknown commands, other versions and nonsense are refused by name', async () => {
      expect(await desk.say('note.burn', { id })).toMatchObject({ code: 'unknown_command' })
      expect(await desk.say('note.close', { id }, desk.admin, { version: 1 })).toMatchObject({ code: 'unsupported_version', params: { found: 1, known: 2 } })
      await expect(desk.dispatcher.dispatch([{ name: 'note.close' } as never], desk.admin)).rejects.toThrow()
    })

    it('what only this version does not know is not final: the same id may come again', async () => {
      const envelope = desk.envelope('note.close', { id }, { version: 9 })
      expect((await desk.dispatcher.dispatch([envelope], desk.admin))[0]).toMatchObject({ code: 'unsupported_version' })
      expect(await store.kysely.selectFrom('command').select('id').execute()).toEqual([])
    })

    it('an existing id under another command is taken; a missing target is not found; a deleted one is gone', async () => {
      await desk.act('note.create', { id, values: values('First') })
      expect(await desk.say('note.create', { id, values: values('Second') })).toMatchObject({ code: 'id_taken' })
      expect(await desk.say('note.close', { id: testId('nobody') })).toMatchObject({ code: 'not_found' })
      await desk.act('note.delete', { id })
      expect(await desk.say('note.close', { id })).toMatchObject({ code: 'gone' })
    })

    it('rights: own rows only for an agent, through the row they belong to; nothing in another agency', async () => {
      await desk.act('note.create', { id, values: values('Hers') }, desk.agent(1))
      expect(await desk.say('note.update', { id, patch: { amount: 1 } }, desk.agent(2))).toMatchObject({ code: 'forbidden' })
      expect(await desk.say('note.tag', { id, add: ['x'], remove: [] }, desk.agent(2))).toMatchObject({ code: 'forbidden' })
      await desk.act('note.tag', { id, add: ['x'], remove: [] }, desk.agent(1))
      await desk.act('note.update', { id, patch: { amount: 1 } }, desk.admin)
      const other = openDesk(store, notebook, 'other agency')
      expect(await other.say('note.update', { id, patch: { amount: 2 } }, other.admin)).toMatchObject({ code: 'not_found' })
      expect(await other.say('note.update', { id, patch: { amount: 2 } }, { kind: 'anonymous', agencyId: desk.agencyId })).toMatchObject({ code: 'forbidden' })
    })

    it('the generated update does not touch a field that only named commands change', async () => {
      await desk.act('note.create', { id, values: values('First') })
      expect(await desk.say('note.update', { id, patch: { state: 'closed' } })).toMatchObject({ code: 'invalid_input' })
    })

    it('a reference must lead somewhere when it is written', async () => {
      expect(await desk.say('note.create', { id, values: values('Child', { parentId: testId('nobody') }) })).toMatchObject({ code: 'reference_missing', params: { field: 'parentId' } })
    })

    it('commands compose in one change set, with ids that depend on nothing but the command', async () => {
      await desk.act('note.create', { id, values: values('Whole') })
      const envelope = desk.envelope('note.split', { id, into: 3 })
      const [outcome] = await desk.dispatcher.dispatch([envelope], desk.admin)
      const { ids } = outcome!.value as { ids: string[] }
      expect(new Set(ids).size).toBe(3)
      const elsewhere = openDesk(store, notebook, 'elsewhere')
      expect(ids[0]).not.toBe(elsewhere.agencyId)
      expect((await readChanges(store.kysely, store.dialect, desk.agencyId, { commandId: envelope.commandId })).map((change) => [change.n, change.kind])).toEqual([[0, 'create'], [1, 'create'], [2, 'create'], [3, 'update']])
      expect(await row()).toMatchObject({ state: 'closed' })
    })

    it('what ends as it began is no change', async () => {
      await desk.act('note.create', { id, values: values('Still') })
      desk.now += 60_000
      const before = await row()
      await desk.act('note.fidget', { id })
      await desk.act('note.update', { id, patch: { title: 'Still', marks: [] } })
      expect(await row()).toEqual(before)
      expect(await seqOf()).toBe(1)
    })

    it('fields of two scopes are two changes, so that each can travel to whom it may', async () => {
      await desk.act('note.create', { id, values: values('Sold', { fee: 500 }) })
      await desk.act('note.update', { id, patch: { fee: 600, title: 'Sold dear' } })
      const changes = await readChanges(store.kysely, store.dialect, desk.agencyId, 'decided')
      expect(changes.map(({ scope, kind: what, patch }) => [scope, what, Object.keys(patch).includes('fee')])).toEqual([
        ['agency', 'create', false], ['management', 'create', true], ['agency', 'update', false], ['management', 'update', true],
      ])
    })

    it('a set is rows: adding what was removed brings the same row back', async () => {
      await desk.act('note.create', { id, values: values('Tagged') })
      await desk.act('note.tag', { id, add: ['pool', 'garden'], remove: [] })
      await desk.act('note.tag', { id, add: [], remove: ['pool'] })
      await desk.act('note.tag', { id, add: ['pool', 'pool'], remove: [] })
      const tags = await (store.kysely as never as { selectFrom(t: string): { selectAll(): { execute(): Promise<{ word: string; deletedAt: number | null }[]> } } }).selectFrom('tag').selectAll().execute()
      expect(tags.map((one) => [one.word, one.deletedAt])).toEqual(expect.arrayContaining([['pool', null], ['garden', null]]))
      expect(tags).toHaveLength(2)
    })

    it('numbers have no gaps, though a command that took one is refused', async () => {
      await desk.act('note.create', { id, values: values('Numbered') })
      expect((await desk.act('note.number', { id })).value).toEqual({ number: 1 })
      await desk.act('note.create', { id: testId('note', 2), values: values('Other') })
      mischief(async () => undefined)
      expect(await desk.say('note.number', { id: testId('note', 9) })).toMatchObject({ status: 'rejected' })
      expect((await desk.act('note.number', { id: testId('note', 2) })).value).toEqual({ number: 2 })
    })

    it('what the device says of its clock is kept, but never lies in the future', async () => {
      await desk.act('note.create', { id, values: values('Typed') }, desk.admin, { typedAt: desk.now - 86_400_000 })
      await desk.act('note.update', { id, patch: { amount: 5 } }, desk.admin, { typedAt: desk.now + 86_400_000 })
      const changes = await readChanges(store.kysely, store.dialect, desk.agencyId, 'decided')
      expect(changes.map((change) => change.typedAt - desk.now)).toEqual([-86_400_000, 0])
      expect(changes.every((change) => change.at === desk.now)).toBe(true)
    })

    it('many writers of one agency are serial: numbers without gap or double, and agencies do not mix', async () => {
      const other = openDesk(store, notebook, 'other')
      await Promise.all(Array.from({ length: 40 }, (_, i) => {
        const at = i % 2 ? desk : other
        return at.act('note.create', { id: testId('many', i), values: values(`Note ${i}`) })
      }))
      const seqs = (await readChanges(store.kysely, store.dialect, desk.agencyId, 'decided')).map((change) => change.seq)
      expect(seqs).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
      expect(await row(testId('many', 0))).toBeNull()
    })

    it('after a commit listeners hear what changed, and only then', async () => {
      const heard: string[][] = []
      desk.dispatcher.onCommitted(({ changes }) => heard.push(changes.map((change) => `${change.entity} ${change.kind}`)))
      await desk.act('note.create', { id, values: values('Heard') })
      await desk.say('note.create', { id, values: values('Refused') })
      await desk.act('note.tag', { id, add: ['a'], remove: [] })
      expect(heard).toEqual([['note create'], ['tag create']])
    })

    it('lists and search follow the row, also when it goes and comes back', async () => {
      const list = () => (store.kysely as never as { selectFrom(t: string): { selectAll(): { execute(): Promise<{ titleKey: string }[]> } } }).selectFrom('note_list').selectAll().execute()
      const found = async (text: string) => (await searchCandidates({ executor: store.kysely, dialect: store.dialect, agencyId: desk.agencyId }, ['note'], text)).rows.map((one) => one.entityId)
      await desk.act('note.create', { id, values: values('Villa à Ngor') })
      expect(await list()).toEqual([expect.objectContaining({ titleKey: 'villa a ngor' })])
      expect(await found('ngor vil')).toEqual([id])
      expect(await found('nogr')).toEqual([id])
      await desk.act('note.update', { id, patch: { title: 'Villa à Yoff' } })
      expect(await found('ngor')).toEqual([])
      expect(await found('yoff')).toEqual([id])
      const gone = await desk.act('note.delete', { id })
      expect(await list()).toEqual([])
      expect(await found('yoff')).toEqual([])
      await desk.act('core.undo', { commandId: gone.commandId })
      expect(await list()).toHaveLength(1)
      expect(await found('yoff')).toEqual([id])
    })

    describe('effects', () => {
      it('wait for the commit, run once, are tried again when they fail, and are cancelled by an undo', async () => {
        const sent: unknown[] = []
        let broken = true
        const handlers = { mail: async (payload: unknown) => {
          if (broken) throw new Error('no network')
          sent.push(payload)
        } }
        await desk.act('note.create', { id, values: values('Closing') })
        await desk.act('note.close', { id })
        expect(await runEffects(store, handlers, () => desk.now)).toBe(0)
        broken = false
        expect(await runEffects(store, handlers, () => desk.now)).toBe(1)
        expect(await runEffects(store, handlers, () => desk.now)).toBe(0)
        expect(sent).toEqual([{ note: id }])
        await desk.act('note.create', { id: testId('note', 2), values: values('Second') })
        const second = await desk.act('note.close', { id: testId('note', 2) })
        await desk.act('core.undo', { commandId: second.commandId })
        expect(await runEffects(store, handlers, () => desk.now)).toBe(0)
      })

      it('are claimed: two workers at once do each of them once, and a kind nobody handles holds nobody up', async () => {
        for (const n of [1, 2, 3]) {
          await desk.act('note.create', { id: testId('note', n), values: values('Closing') })
          await desk.act('note.close', { id: testId('note', n) })
        }
        const sent: string[] = []
        const handlers = { mail: async (payload: unknown) => void sent.push((payload as { note: string }).note) }
        expect(await runEffects(store, { pigeon: async () => undefined }, () => desk.now, 1)).toBe(0)
        await Promise.all([runEffects(store, handlers, () => desk.now), runEffects(store, handlers, () => desk.now)])
        expect(sent.toSorted()).toEqual([1, 2, 3].map((n) => testId('note', n)).toSorted())
      })

      it('one already run is said by the undo', async () => {
        await desk.act('note.create', { id, values: values('Closing') })
        const closed = await desk.act('note.close', { id })
        await runEffects(store, { mail: async () => undefined }, () => desk.now)
        expect((await desk.act('core.undo', { commandId: closed.commandId })).value).toMatchObject({ effectsDone: ['mail'] })
      })
    })

    describe('undo', () => {
      beforeEach(async () => void (await desk.act('note.create', { id, values: values('Start') })))

      it('puts back what was, is itself a change, and can be undone', async () => {
        const update = await desk.act('note.update', { id, patch: { title: 'Other', amount: 5 } })
        const undone = await desk.act('core.undo', { commandId: update.commandId })
        expect(await row()).toMatchObject({ title: 'Start', amount: 100, versions: { title: 3, price: 3 } })
        expect(undone.seq).toBe(3)
        await desk.act('core.undo', { commandId: undone.commandId })
        expect(await row()).toMatchObject({ title: 'Other', amount: 5 })
      })

      it('gives nobody more than the rights of what it does: neither undone nor redone may an agent take away what is not his', async () => {
        const made = await desk.act('note.create', { id: testId('note', 5), values: values('The admin’s') })
        expect(await desk.say('core.undo', { commandId: made.commandId }, desk.agent(1))).toMatchObject({ code: 'forbidden' })
        const undone = await desk.act('core.undo', { commandId: made.commandId })
        expect(await desk.say('core.undo', { commandId: undone.commandId }, desk.agent(1))).toMatchObject({ code: 'forbidden' })
        const redone = await desk.act('core.undo', { commandId: undone.commandId })
        expect(await desk.say('core.undo', { commandId: redone.commandId }, desk.agent(1))).toMatchObject({ code: 'forbidden' })
      })

      it('leaves units that changed since, and names them', async () => {
        const update = await desk.act('note.update', { id, patch: { title: 'Other', amount: 5 } })
        await desk.act('note.update', { id, patch: { currency: 'EUR' } })
        const undone = await desk.act('core.undo', { commandId: update.commandId })
        expect(undone.left).toEqual([{ entity: 'note', id, units: ['price'] }])
        expect(await row()).toMatchObject({ title: 'Start', amount: 5, currency: 'EUR' })
      })

      it('of a creation takes the row away, unless somebody has worked on it', async () => {
        const made = await desk.act('note.create', { id: testId('note', 2), values: values('Second') })
        await desk.act('core.undo', { commandId: made.commandId })
        expect((await row(testId('note', 2)))?.deletedAt).toBe(desk.now)
        const third = await desk.act('note.create', { id: testId('note', 3), values: values('Third') })
        await desk.act('note.update', { id: testId('note', 3), patch: { amount: 1 } })
        expect(await desk.say('core.undo', { commandId: third.commandId })).toMatchObject({ status: 'rejected', code: 'nothing_to_undo', params: { left: [{ units: ['price'] }] } })
      })

      it('of many rows takes back what it can', async () => {
        const split = await desk.act('note.split', { id, into: 3 })
        const { ids } = split.value as { ids: string[] }
        await desk.act('note.update', { id: ids[1]!, patch: { done: true } })
        const undone = await desk.act('core.undo', { commandId: split.commandId })
        expect(undone.left).toEqual([{ entity: 'note', id: ids[1], units: ['done'] }])
        expect(await row()).toMatchObject({ state: 'open' })
        expect((await row(ids[0]))?.deletedAt).not.toBeNull()
        expect((await row(ids[1]))?.deletedAt).toBeNull()
      })

      it('goes back step by step, forward again, and does not pass over what came between', async () => {
        const first = await desk.act('note.update', { id, patch: { amount: 1 } })
        const second = await desk.act('note.update', { id, patch: { amount: 2 } })
        const undone = await desk.act('core.undo', { commandId: second.commandId })
        await desk.act('core.undo', { commandId: first.commandId })
        expect(await row()).toMatchObject({ amount: 100 })
        expect(await desk.say('core.undo', { commandId: undone.commandId })).toMatchObject({ code: 'nothing_to_undo' })
        const third = await desk.act('note.update', { id, patch: { amount: 3 } })
        const fourth = await desk.act('note.update', { id, patch: { amount: 4 } })
        const back = await desk.act('core.undo', { commandId: fourth.commandId })
        await desk.act('core.undo', { commandId: back.commandId })
        expect(await row()).toMatchObject({ amount: 4 })
        expect(await desk.say('core.undo', { commandId: third.commandId })).toMatchObject({ code: 'nothing_to_undo' })
      })

      it('twice is refused; so is what cannot be undone, what is unknown, and what one may not do', async () => {
        const update = await desk.act('note.update', { id, patch: { title: 'Other' } })
        await desk.act('core.undo', { commandId: update.commandId })
        expect(await desk.say('core.undo', { commandId: update.commandId })).toMatchObject({ code: 'already_undone' })
        const number = await desk.act('note.number', { id })
        expect(await desk.say('core.undo', { commandId: number.commandId })).toMatchObject({ code: 'undo_refused' })
        expect(await desk.say('core.undo', { commandId: testId('nothing') })).toMatchObject({ code: 'not_found' })
        const mine = await desk.act('note.update', { id, patch: { amount: 3 } })
        expect(await desk.say('core.undo', { commandId: mine.commandId }, desk.agent(1))).toMatchObject({ code: 'forbidden' })
      })

      it('undoing everything, newest first, ends where it began (random runs)', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(fc.record({ field: fc.constantFrom('title', 'amount', 'done', 'marks'), n: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 8 }),
            fc.integer(),
            async (edits, run) => {
              const mine = testId('run', run, edits.length, Math.abs(run))
              if (await row(mine)) return
              await desk.act('note.create', { id: mine, values: values('Run') })
              const { versions: _versions, ...start } = (await row(mine))!
              const done = []
              for (const { field, n } of edits)
                done.push(await desk.act('note.update', { id: mine, patch: { [field]: field === 'title' ? `T${n}` : field === 'amount' ? n : field === 'done' ? n > 2 : [`m${n}`] } }))
              for (const outcome of done.toReversed()) await desk.say('core.undo', { commandId: outcome.commandId })
              const { versions, ...end } = (await row(mine))!
              expect(end).toEqual(start)
              expect(versions).toBeDefined()
            },
          ),
          { numRuns: 15 },
        )
      })
    })

    describe('modes', () => {
      it('predict: rows change at once, marked as waiting, without numbers, effects or versions', async () => {
        await desk.act('note.create', { id, values: values('Decided') })
        desk.mode = 'predict'
        const outcome = await desk.act('note.close', { id })
        expect(outcome.seq).toBeNull()
        expect((await desk.act('note.number', { id })).value).toEqual({ number: null })
        expect(await row()).toMatchObject({ state: 'closed', title: 'n° …', versions: {} })
        expect(await seqOf()).toBe(1)
        expect((await readChanges(store.kysely, store.dialect, desk.agencyId, 'waiting')).map((change) => change.seq)).toEqual([null, null])
        expect(await runEffects(store, { mail: async () => undefined }, () => desk.now)).toBe(0)
      })

      it('rebase: the decided lies beneath what still waits, and a confirmed command waits no longer', async () => {
        await desk.act('note.create', { id, values: values('Shared') })
        const authority = await open()
        await createNotebookTables(authority)
        const server = openDesk(authority, notebook)
        await load(authority, notebook, desk.agencyId, { changes: await readChanges(store.kysely, store.dialect, desk.agencyId, 'decided') })
        expect(await row(id, server)).toEqual(await row())

        desk.mode = 'predict'
        const mine = desk.envelope('note.update', { id, patch: { title: 'Mine' } })
        const closing = desk.envelope('note.close', { id })
        await desk.dispatcher.dispatch([mine, closing], desk.admin)
        server.now += 1000
        await server.act('note.update', { id, patch: { title: 'Theirs', amount: 1 } }, desk.admin, { commandId: testId('theirs') })
        await server.dispatcher.dispatch([mine], desk.admin)
        const decided = (await readChanges(authority.kysely, authority.dialect, desk.agencyId, 'decided')).filter((change) => change.seq! > 1)
        await rebase(store, notebook, desk.agencyId, { changes: decided, confirmed: [mine.commandId] }, () => desk.now)

        expect(await row()).toMatchObject({ title: 'Mine', amount: 1, state: 'closed', versions: { title: 3, price: 2 } })
        expect((await readChanges(store.kysely, store.dialect, desk.agencyId, 'waiting')).map((change) => change.commandId)).toEqual([closing.commandId])
        await server.dispatcher.dispatch([closing], desk.admin)
        const last = (await readChanges(authority.kysely, authority.dialect, desk.agencyId, 'decided')).filter((change) => change.seq! > 3)
        await rebase(store, notebook, desk.agencyId, { changes: last, confirmed: [closing.commandId] }, () => desk.now)
        expect(await row()).toEqual(await row(id, server))
        expect(await compareLogWithTables(authority, notebook)).toEqual([])
        await authority.close()
      })

      it('rebase: a prediction that no longer works has no effect and is marked, the next one still counts', async () => {
        await desk.act('note.create', { id, values: values('Open') })
        const [created] = await readChanges(store.kysely, store.dialect, desk.agencyId, 'decided')
        desk.mode = 'predict'
        desk.now += 60_000
        await desk.act('note.close', { id })
        await desk.act('note.update', { id, patch: { amount: 9 } })
        await desk.act('note.create', { id: testId('note', 2), values: values('New') })
        const closedElsewhere = { ...created!, seq: 2, n: 0, commandId: testId('elsewhere'), kind: 'update' as const, patch: { state: 'closed' }, before: { state: 'open' } }
        await rebase(store, notebook, desk.agencyId, { changes: [closedElsewhere] }, () => desk.now)
        expect(await row()).toMatchObject({ state: 'closed', amount: 9, versions: { state: 2 } })
        const outbox = await store.kysely.selectFrom('outbox').select(['state', 'code']).orderBy('localSeq').execute()
        expect(outbox).toEqual([{ state: 'noEffect', code: 'move_not_allowed' }, { state: 'waiting', code: null }, { state: 'waiting', code: null }])
        expect(await row(testId('note', 2))).toMatchObject({ title: 'New' })
      })

      it('load: with their commands, undo knows what came since, and an envelope sent again is known', async () => {
        const authority = await open()
        await createNotebookTables(authority)
        const server = openDesk(authority, notebook)
        await server.act('note.create', { id, values: values('First') })
        const mine = server.envelope('note.update', { id, patch: { title: 'Mine' } })
        await server.dispatcher.dispatch([mine], server.admin)
        await server.act('note.update', { id, patch: { title: 'Theirs' } })
        await load(store, notebook, desk.agencyId, {
          changes: await readChanges(authority.kysely, authority.dialect, desk.agencyId, 'decided'), commands: await authority.kysely.selectFrom('command').selectAll().execute(),
        })
        await authority.close()
        expect((await desk.dispatcher.dispatch([mine], desk.admin))[0]).toMatchObject({ status: 'duplicate', seq: 2 })
        expect(await desk.say('core.undo', { commandId: mine.commandId }, desk.admin, { commandId: testId('undo of mine') })).toMatchObject({ code: 'nothing_to_undo' })
        expect(await row()).toMatchObject({ title: 'Theirs' })
      })

      it('load: changes that are there already are skipped, and another agency’s are refused', async () => {
        await desk.act('note.create', { id, values: values('Once') })
        const changes = await readChanges(store.kysely, store.dialect, desk.agencyId, 'decided')
        await load(store, notebook, desk.agencyId, { changes })
        expect(await readChanges(store.kysely, store.dialect, desk.agencyId, 'decided')).toHaveLength(1)
        const foreign = [{ ...changes[0]!, seq: 9, agencyId: testId('foreign') }]
        await expect(load(store, notebook, desk.agencyId, { changes: foreign })).rejects.toMatchObject({ code: 'forbidden' })
      })

      it('a waiting edit can be undone before it was ever decided', async () => {
        await desk.act('note.create', { id, values: values('Decided') })
        desk.mode = 'predict'
        const waiting = await desk.act('note.update', { id, patch: { title: 'Waiting' } })
        await desk.act('core.undo', { commandId: waiting.commandId })
        expect(await row()).toMatchObject({ title: 'Decided' })
      })
    })

    it('folding the log gives the tables after any run of commands (random runs)', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('create', 'update', 'delete', 'close', 'tag', 'undo', 'fidget'), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 9 })), { maxLength: 25 }), async (steps) => {
          const said: string[] = []
          for (const [what, which, n] of steps) {
            const target = testId('fold', which)
            const input = what === 'create' ? { id: target, values: values(`N${n}`, { fee: n }) } : what === 'update' ? { id: target, patch: { amount: n, done: n > 4, fee: n } }
              : what === 'tag' ? { id: target, add: [`t${n % 3}`], remove: [] } : what === 'undo' ? { commandId: said[n % Math.max(1, said.length)] ?? target } : { id: target }
            const outcome = await desk.say(what === 'undo' ? 'core.undo' : `note.${what}`, input)
            if (outcome.status === 'applied') said.push(outcome.commandId)
          }
          expect(await compareLogWithTables(store, notebook)).toEqual([])
        }),
        { numRuns: kind === 'SQLite' ? 30 : 8 },
      )
    })

    it('the proof itself notices a row that was written past the door', async () => {
      await desk.act('note.create', { id, values: values('Honest') })
      await (store.kysely as never as { updateTable(t: string): { set(v: object): { execute(): Promise<unknown> } } }).updateTable('note').set({ title: 'Forged' }).execute()
      expect(await compareLogWithTables(store, notebook)).toMatchObject([{ entity: 'note', id }])
      await (store.kysely as never as { updateTable(t: string): { set(v: object): { execute(): Promise<unknown> } } }).updateTable('note').set({ title: 'Honest' }).execute()
    })

    it('the tag set belongs to the note: entity declarations say all seven things', () => {
      for (const entity of [note, tag]) for (const field of Object.values(entity.fields)) expect(Object.keys(field).toSorted()).toEqual(['label', 'policy', 'reference', 'schema', 'scope', 'searchable', 'unit', 'visibility'])
    })
  })
}
