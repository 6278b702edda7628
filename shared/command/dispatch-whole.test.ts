import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../database/store.ts'
import { AppError } from '../values/error.ts'
import { createDispatcher } from './dispatch.ts'
import type { Guard } from './dispatch.ts'
import { compareLogWithTables } from './fold.ts'
import { loadRow } from './recorder-rows.ts'
import { openDesk, testId } from './testing/desk.ts'
import type { TestDesk } from './testing/desk.ts'
import { createNotebookTables, note, notebook } from './testing/notebook.ts'
import { openSqliteStore } from './testing/stores.ts'

const values = (title: string, more: object = {}) => ({ title, amount: 100, currency: 'XOF', done: false, marks: [], state: 'open', body: null, claim: null, fee: null, parentId: null, ...more })

describe('several commands as one act, and the guard over what they change', () => {
  let store: Store
  let desk: TestDesk
  const ids = [1, 2, 3].map((n) => testId('note', n))
  const row = async (id: string) => loadRow(store.kysely, store.dialect, note, desk.agencyId, id)
  const making = (n: number, more: object = {}) => ({ envelope: desk.envelope('note.create', { id: ids[n]!, values: values(`Note ${n}`, more) }), actor: desk.admin })
  const guarded = (guard: Guard) => createDispatcher({ store, business: notebook, clock: () => desk.now, mode: () => desk.mode, guard })
  /** Written to a table of the platform in the same act. */
  const favourite = async (executor: Store['kysely']) => void (await executor.insertInto('favourite').values({ id: 'f', accountId: 'a', agencyId: desk.agencyId, propertyId: 'p', createdAt: 1 }).execute())
  const favourites = async () => (await store.kysely.selectFrom('favourite').select('id').execute()).length

  beforeEach(async () => {
    store = await openSqliteStore()
    await createNotebookTables(store)
    desk = openDesk(store, notebook)
  })
  afterEach(async () => {
    const differences = await compareLogWithTables(store, notebook)
    if (differences.length) throw new Error(`the log and the tables differ: ${JSON.stringify(differences)}`)
    await store.close()
  })

  it('does all of it, and what is written besides, in one commit that listeners hear once', async () => {
    const heard: number[] = []
    desk.dispatcher.onCommitted(({ changes }) => void heard.push(changes.length))
    const outcomes = await desk.dispatcher.dispatchWhole(desk.agencyId, [making(0), making(1)], favourite)
    expect(outcomes.map(({ status, seq }) => [status, seq])).toEqual([['applied', 1], ['applied', 2]])
    expect([await favourites(), heard]).toEqual([1, [2]])
  })

  it('throws the first refusal as it was said and leaves nothing: no row, no command, nothing besides', async () => {
    const heard: number[] = []
    desk.dispatcher.onCommitted(({ changes }) => void heard.push(changes.length))
    await expect(desk.dispatcher.dispatchWhole(desk.agencyId, [making(0), making(1, { amount: -1 })], favourite)).rejects.toMatchObject({ code: 'rule_broken' })
    expect([await row(ids[0]!), await favourites(), heard]).toEqual([null, 0, []])
    expect(await store.kysely.selectFrom('command').select('id').execute()).toEqual([])
  })

  it('leaves nothing either when what is written besides fails', async () => {
    await expect(desk.dispatcher.dispatchWhole(desk.agencyId, [making(0)], async (executor) => {
      await favourite(executor as Store['kysely'])
      throw new AppError('already_exists', { field: 'email' })
    })).rejects.toMatchObject({ code: 'already_exists' })
    expect([await row(ids[0]!), await favourites()]).toEqual([null, 0])
  })

  it('is of one agency', async () => {
    const { envelope } = making(0)
    await expect(desk.dispatcher.dispatchWhole(desk.agencyId, [{ envelope, actor: { ...desk.admin, agencyId: testId('another') } }])).rejects.toThrow('one act is of one agency')
  })

  it('the guard sees what was changed, and its refusal takes back the command alone', async () => {
    const seen: string[] = []
    const dispatcher = guarded(async ({ changes, executor }) => {
      const { n } = await executor.selectFrom('change').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
      seen.push(...changes.map(({ kind, entityId }) => `${kind} ${ids.indexOf(entityId)} of ${n}`))
      if (Number(n) > 2) throw new AppError('plan_limit', { limit: 'notes', max: 2 })
    })
    const outcomes = await dispatcher.dispatch([0, 1, 2].map((n) => making(n).envelope), desk.admin)
    expect(outcomes.map((outcome) => outcome.code ?? outcome.status)).toEqual(['applied', 'applied', 'plan_limit'])
    expect(seen).toEqual(['create 0 of 1', 'create 1 of 2', 'create 2 of 3'])
    expect(await row(ids[2]!)).toBeNull()
  })

  it('what the guard refused is not kept: the same envelope is judged anew once there is room', async () => {
    let room = false
    const dispatcher = guarded(async () => {
      if (!room) throw new AppError('plan_expired')
    })
    const { envelope } = making(0)
    expect((await dispatcher.dispatch([envelope], desk.admin))[0]).toMatchObject({ status: 'rejected', code: 'plan_expired' })
    room = true
    expect((await dispatcher.dispatch([envelope], desk.admin))[0]).toMatchObject({ status: 'applied' })
    expect((await dispatcher.dispatch([envelope], desk.admin))[0]).toMatchObject({ status: 'duplicate' })
  })

  it('a post that only predicts asks no guard: the authority will', async () => {
    desk.mode = 'predict'
    const dispatcher = guarded(async () => {
      throw new AppError('agency_suspended')
    })
    expect((await dispatcher.dispatch([making(0).envelope], desk.admin))[0]).toMatchObject({ status: 'applied' })
  })
})
