import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Envelope } from '../../contract/envelope.ts'
import type { Executor, Store } from '../../database/store.ts'
import { AppError } from '../../values/error.ts'
import { idSchema } from '../../values/id.ts'
import { defineCommand } from '../define.ts'
import type { Business, CommandDefinition } from '../define.ts'
import { compareLogWithTables } from '../fold.ts'
import { openDesk, testId } from './desk.ts'
import type { TestDesk } from './desk.ts'
import { createNotebookTables, note, notebook, tag } from './notebook.ts'
import type { OpenStore } from './stores.ts'

const values = (title: string, more: object = {}) => ({ title, amount: 1, currency: 'XOF', done: false, marks: [], state: 'open', body: null, claim: null, fee: null, parentId: null, ...more })

/** Writes, asks the database what it and those before it wrote, writes again, and is refused where `limit` is passed. */
const countNotes = defineCommand({
  name: 'note.count', version: 1, input: z.strictObject({ id: idSchema, limit: z.int() }), allow: 'nobody', where: 'anywhere', undo: 'before',
  run: async (ctx, { id, limit }) => {
    await ctx.write.put(note, id, values('Counted') as never)
    await ctx.write.put(tag, ctx.setId(tag, id, 'counted'), { noteId: id, word: 'counted' })
    const number = await ctx.number('note')
    const read = ctx.read as Executor
    const count = async (table: string) => Number((await read.selectFrom(table as 'change').select((row) => row.fn.countAll<number>().as('n')).where('agencyId', '=', ctx.agencyId).executeTakeFirstOrThrow()).n)
    const [notes, lists, words, changes] = await Promise.all([count('note'), count('note_list'), count('search'), count('change')])
    await ctx.write.update(note, id, { title: `One of ${notes}` })
    if (notes > limit) throw new AppError('rule_broken', { rule: 'too many', notes })
    return { notes, lists, words, changes, number }
  },
})
const business: Business = { ...notebook, commands: new Map<string, CommandDefinition>([...notebook.commands, [countNotes.name, countNotes as unknown as CommandDefinition]]) }

/** What one transaction of many commands promises: that it is as if each had its own. On whichever database `open` gives; skipped where it is not `able`. */
export function unitSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`many commands in one transaction, on ${kind}`, () => {
    const stores: Store[] = []
    const openWith = async (): Promise<TestDesk> => {
      const store = await open()
      stores.push(store)
      await createNotebookTables(store)
      return openDesk(store, business)
    }
    afterEach(async () => {
      for (const store of stores.splice(0)) {
        expect(await compareLogWithTables(store, business)).toEqual([])
        await store.close()
      }
    })
    const id = (n: number): string => testId('note', n)
    const say = (desk: TestDesk, ...commands: [name: string, input: unknown][]) => desk.dispatcher.dispatch(commands.map(([name, input]) => desk.envelope(name, input)), desk.admin)

    it('a command finds what it wrote and what those before it wrote, in every table; refused, it leaves nothing, and they stay', async () => {
      const desk = await openWith()
      const outcomes = await say(desk,
        ['note.create', { id: id(1), values: values('First') }],
        ['note.count', { id: id(2), limit: 2 }],
        ['note.count', { id: id(3), limit: 2 }],
        ['note.update', { id: id(1), patch: { title: 'First again' } }],
        ['note.count', { id: id(2), limit: 2 }],
        ['note.create', { id: id(3), values: values('Third') }],
        ['note.number', { id: id(3) }])
      expect(outcomes.map(({ status, code, value, params }) => code ?? value ?? params ?? status)).toEqual([
        'applied', { notes: 2, lists: 2, words: 2, changes: 1, number: 1 }, 'rule_broken', 'applied', { notes: 2, lists: 2, words: 2, changes: 4, number: 2 }, 'applied', { number: 3 },
      ])
      const rows = await desk.store.kysely.selectFrom('note' as 'property').select(['id', 'title']).orderBy('title').execute()
      expect(rows.map(({ title }) => title)).toEqual(['First again', 'One of 2', 'n° 3'])
      expect(await desk.store.kysely.selectFrom('tag' as 'property').select('id').execute()).toHaveLength(1)
      const search = await desk.store.kysely.selectFrom('search').select(['entityId', 'folded']).orderBy('folded').execute()
      expect(search.map(({ folded }) => folded.replaceAll('|', '').trim())).toEqual(['first again', 'n 3', 'one of 2'])
    })

    it('an id that is there is taken, whether it was written before, in this call or by this command', async () => {
      const desk = await openWith()
      await say(desk, ['note.create', { id: id(1), values: values('Before') }])
      await say(desk, ['note.delete', { id: id(1) }])
      const outcomes = await say(desk, ['note.create', { id: id(1), values: values('Again') }], ['note.create', { id: id(2), values: values('Now') }], ['note.create', { id: id(2), values: values('Again') }])
      expect(outcomes.map(({ status, code, params }) => code ? [code, params] : status)).toEqual([['id_taken', { entity: 'note', id: id(1) }], 'applied', ['id_taken', { entity: 'note', id: id(2) }]])
    })

    it('a hundred commands are a few statements', async () => {
      const desk = await openWith()
      let statements = 0
      const kysely = desk.store.kysely.withPlugin({
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => {
          statements++
          return result
        },
      })
      const counting = openDesk({ ...desk.store, kysely }, business, 'another')
      const create = Array.from({ length: 20 }, (_, n): [string, unknown] => ['note.create', { id: id(n), values: values(`Note ${n}`) }])
      const update = Array.from({ length: 80 }, (_, n): [string, unknown] => ['note.update', { id: id(n % 20), patch: { amount: n, done: n % 3 === 0 } }])
      const outcomes = await say(counting, ...create, ...update)
      expect(outcomes.every(({ status }) => status === 'applied')).toBe(true)
      expect(statements).toBeLessThan(30)
      statements = 0
      await say(counting, ...update)
      expect(statements).toBeLessThan(kind === 'SQLite' ? 50 : 30)
    })

    it('commands of one call end as they do one by one (random runs)', async () => {
      const [together, alone] = [await openWith(), await openWith()]
      let run = 0
      const step = fc.tuple(fc.constantFrom('create', 'update', 'delete', 'close', 'tag', 'untag', 'number', 'split', 'fidget', 'count', 'undo'), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 9 }))
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 20 }), async (steps) => {
        run++
        const ids: string[] = []
        const envelopes = steps.map(([what, which, n]): Envelope => {
          const target = testId('run', run, which)
          const input = what === 'create' ? { id: target, values: values(`N${n}`, { amount: n - 1 }) } : what === 'update' ? { id: target, patch: { amount: n - 1, done: n > 4, fee: n } }
            : what === 'tag' ? { id: target, add: [`t${n % 3}`], remove: [] } : what === 'untag' ? { id: target, add: [], remove: [`t${n % 3}`] } : what === 'split' ? { id: target, into: n % 3 }
            : what === 'undo' ? { commandId: ids[n % Math.max(1, ids.length)] ?? target } : what === 'count' ? { id: target, limit: n % 2 ? 10_000 : 0 } : { id: target }
          const envelope = together.envelope(what === 'undo' ? 'core.undo' : `note.${what}`, input, { commandId: testId('said', run, ids.length) })
          ids.push(envelope.commandId)
          return envelope
        })
        const first = await together.dispatcher.dispatch(envelopes, together.admin)
        const second = []
        for (const envelope of envelopes) second.push(...(await alone.dispatcher.dispatch([envelope], alone.admin)))
        expect(first).toEqual(second)
        for (const table of ['note', 'tag', 'note_list', 'change', 'counter', 'effect'] as const) {
          const [rows, others] = await Promise.all([together, alone].map(async ({ store }) => (await store.kysely.selectFrom(table as 'note' as 'change').selectAll().execute()).map((row) => JSON.stringify(row)).toSorted()))
          expect(rows).toEqual(others)
        }
      }), { numRuns: kind === 'SQLite' ? 60 : 12 })
    })
  })
}
