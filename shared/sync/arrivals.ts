import { z } from 'zod'
import type { Change } from '../command/change.ts'
import type { Business } from '../command/define.ts'
import { beneathPredictions, layDown, setCursor } from '../command/modes.ts'
import type { CommandRecord, Predictions } from '../command/modes.ts'
import { loadStored, NotStored } from '../command/stored-rows.ts'
import type { Executor, Store } from '../database/store.ts'
import { heardSnapshot } from './heard.ts'
import { snapshotPlace } from './protocol.ts'
import type { SnapshotAnswer, SnapshotPlace, Welcome } from './protocol.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

const count = z.object({ done: z.int(), total: z.int() })
/**
 * A snapshot on its way, kept in `sync_state` in the commit of its last part: killed anywhere, it goes on from there. `only`: of scopes
 * that were granted later; null: of everything.
 */
const arrivals = z.array(z.object({ atSeq: z.int(), scopes: z.array(z.string()), only: z.array(z.string()).nullable(), place: snapshotPlace, rows: count, changes: count }))
export type Arrival = z.infer<typeof arrivals>[number]

export type ArrivalParts = {
  store: Store
  business: Business
  agencyId: string
  ask: NonNullable<Transport['snapshot']>
  /** Resolves once what was asked last is on its way. */
  leaving: () => Promise<void>
  clock: () => number
  /** Takes from the queue what is known up to a number of the log, or came back, within the commit of what came. */
  confirm: (executor: Executor, cursor: number, cameBack: ReadonlySet<string>) => Promise<void>
  onChanged: ((changes: readonly Change[]) => void) | undefined
  onProgress: ((done: number, total: number) => void) | undefined
  /** After each part: how many rows and changes it brought. */
  onTaken: (count: number) => void
  /** Rows or changes of one part; as many as the server likes. */
  limit: number | undefined
}

/** What a snapshot begins with: how much is forgotten for it, in the same commit as its first rows. */
export type Beginning = { only: string[] | null; forget: ((executor: Executor) => Promise<void>) | null }

const isOfRows = ({ place }: Pick<Arrival, 'place'>): boolean => place.stage !== 'history'

/** What is on its way to the post of this database. */
export async function readArrivals(executor: Executor, agencyId: string): Promise<Arrival[]> {
  const row = await executor.selectFrom('syncState').select('snapshot').where('agencyId', '=', agencyId).executeTakeFirst()
  return row?.snapshot ? arrivals.parse(JSON.parse(row.snapshot)) : []
}

/**
 * The post's half of a snapshot: rows in order of their use, each part in one commit with where the next begins; the log goes on from
 * `atSeq` once all rows are here. Their history follows afterwards, the newest first, so that what is there of a row is never followed
 * by something that is not.
 */
export function openArrivals({ store, business, agencyId, ask, leaving, clock, confirm, onChanged, onProgress, onTaken, limit }: ArrivalParts) {
  const db = store.kysely as Executor

  async function asked({ deviceId, epoch }: { deviceId: string; epoch: string }, given: { atSeq: number | null; place: SnapshotPlace | null; only: string[] | null }): Promise<SnapshotAnswer> {
    const parsed = heardSnapshot.safeParse(await ask({ deviceId, epoch, atSeq: given.atSeq, place: given.place, only: given.only, ...(limit === undefined ? {} : { limit }) }))
    if (!parsed.success) throw new TransportError('away', { cause: parsed.error })
    const answer = parsed.data
    if (answer.resync === 'schema') await keep(db, (await readArrivals(db, agencyId)).filter((one) => !isOfRows(one)))
    if (answer.resync) throw new TransportError('away', { cause: new Error(`resync ${answer.resync}`) })
    // An answer to an earlier question that came late.
    if (JSON.stringify(answer.place) !== JSON.stringify(given.place) || (given.atSeq !== null && answer.atSeq !== given.atSeq)) throw new TransportError('away', { cause: new Error('a part that was not asked for') })
    return answer
  }

  async function keep(executor: Executor, all: readonly Arrival[], more: { scopes?: string; epoch?: string; stopped?: null } = {}): Promise<void> {
    await executor.updateTable('syncState').set({ snapshot: all.length ? JSON.stringify(all) : null, ...more }).where('agencyId', '=', agencyId).execute()
  }

  const deviceOf = async (): Promise<string> => (await db.selectFrom('syncState').select('deviceId').where('agencyId', '=', agencyId).executeTakeFirstOrThrow()).deviceId!
  const cursorOf = async (executor: Executor): Promise<number> => Number((await executor.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst())?.seq ?? 0)

  /** The first part, with what is forgotten for it. Only granted scopes are read as they stood where this post is. */
  async function begin({ epoch, scopes }: Welcome, { only, forget }: Beginning): Promise<void> {
    const atSeq = only === null ? null : await cursorOf(db)
    const answer = await asked({ deviceId: await deviceOf(), epoch }, { atSeq, place: null, only })
    mustBeOf(answer, scopes)
    const zero = (total = 0) => ({ done: 0, total })
    await take(answer, { atSeq: answer.atSeq, scopes, only, place: { stage: 'first', at: '' }, rows: zero(answer.total?.rows), changes: zero(answer.total?.changes) }, { epoch, scopes, forget })
  }

  /**
   * Rows until all are here, or with `usable` until there is enough to work with; false where none were on their way. `between` is called after each part: own words go out
   * meanwhile.
   */
  async function takeRows({ epoch }: Pick<Welcome, 'epoch'>, { usable, between }: { usable: boolean; between: () => Promise<void> }): Promise<boolean> {
    const deviceId = await deviceOf()
    const next = async (): Promise<Arrival | undefined> => (await readArrivals(db, agencyId)).find(isOfRows)
    let coming: Promise<PromiseSettledResult<SnapshotAnswer>> | null = null
    let came = false
    for (let one = await next(); one && !(usable && one.place.stage !== 'first'); one = await next()) {
      const answer: PromiseSettledResult<SnapshotAnswer> = await (coming ?? settled(asked({ deviceId, epoch }, one)))
      if (answer.status === 'rejected') throw answer.reason
      mustBeOf(answer.value, one.scopes)
      const then: SnapshotPlace | null = answer.value.next
      coming = then && then.stage !== 'history' && !(usable && then.stage !== 'first') ? settled(asked({ deviceId, epoch }, { ...one, place: then })) : null
      if (coming) await leaving()
      await take(answer.value, one, null)
      came = true
      await between()
    }
    return came
  }

  /** One part of the history; false where nothing is left of it. */
  async function takeHistory({ epoch }: Pick<Welcome, 'epoch'>): Promise<boolean> {
    const [one] = await readArrivals(db, agencyId)
    if (!one) return false
    await take(await asked({ deviceId: await deviceOf(), epoch }, one), one, null)
    return (await readArrivals(db, agencyId)).length > 0
  }

  async function take(answer: SnapshotAnswer, one: Arrival, begun: { epoch: string; scopes: string[]; forget: Beginning['forget'] } | null): Promise<void> {
    const { atSeq, next } = answer
    const changes: Change[] = answer.changes.map((change) => ({ ...change, agencyId, localSeq: 0 }))
    const commands: CommandRecord[] = answer.commands.map((command) => ({ ...command, agencyId, status: 'applied', code: null, params: null, result: null }))
    const allRows = isOfRows(one) && (next === null || next.stage === 'history')
    const predictions = async (executor: Executor): Promise<Predictions> => {
      if (begun?.forget) {
        await begun.forget(executor)
        return 'forgotten'
      }
      return (await isPredicted(executor, allRows, answer)) ? 'takeBack' : 'leave'
    }
    let rows = 0
    try {
      await beneathPredictions(store, business, agencyId, clock, predictions, async (executor) => {
        for (const table of answer.tables) rows += await loadStored(executor, store, business, agencyId, table, one.only !== null)
        await layDown(executor, store, business, changes, commands)
        if (allRows && one.only === null) await setCursor(executor, store, agencyId, atSeq)
        if (allRows || commands.length) await confirm(executor, await cursorOf(executor), new Set(commands.map(({ id }) => id)))
        const after: Arrival = { ...one, place: next ?? one.place, rows: { ...one.rows, done: one.rows.done + rows }, changes: { ...one.changes, done: one.changes.done + changes.length } }
        const others = begun?.forget ? [] : (await readArrivals(executor, agencyId)).filter((other) => other.atSeq !== one.atSeq || JSON.stringify(other.only) !== JSON.stringify(one.only))
        // Once there is enough to work with, the post counts as joined.
        await keep(executor, next ? [...others, after] : others, { ...(begun ? { epoch: begun.epoch, scopes: JSON.stringify(begun.scopes) } : {}), ...(next?.stage === 'first' ? {} : { stopped: null }) })
      })
    } catch (error) {
      if (error instanceof NotStored) throw new TransportError('away', { cause: error })
      throw error
    }
    onTaken(rows + changes.length)
    tell(answer, one, rows)
  }

  /** Whether something that waits here is of what comes, or would go otherwise now. */
  async function isPredicted(executor: Executor, allRows: boolean, { tables, commands }: SnapshotAnswer): Promise<boolean> {
    const waiting = await executor.selectFrom('outbox').select('commandId').where('agencyId', '=', agencyId).execute()
    if (waiting.length === 0) return false
    const ids = new Set([...tables.flatMap(({ columns }) => columns['id'] ?? []), ...commands.map(({ id }) => id)])
    if (allRows || waiting.some(({ commandId }) => ids.has(commandId))) return true
    const touched = await executor.selectFrom('change').select('entityId').where('agencyId', '=', agencyId).where('seq', 'is', null).execute()
    return touched.some(({ entityId }) => ids.has(entityId))
  }

  /** Live views look again: at what came, and once the history is whole at that. */
  function tell({ tables, next, atSeq }: SnapshotAnswer, one: Arrival, rows: number): void {
    const made = (entity: string, entityId: string): Change => ({ agencyId, seq: atSeq, localSeq: 0, n: 0, commandId: '', entity, entityId, kind: 'create', patch: {}, before: null, scope: 'agency', actorId: '', deviceId: '', typedAt: 0, at: 0 })
    const shown = next === null ? [...business.entities.keys()].map((name) => made(name, '')) : tables.map(({ entity }) => made(entity, ''))
    if (shown.length) onChanged?.(shown)
    if (isOfRows(one)) onProgress?.(one.rows.done + rows, Math.max(one.rows.total, one.rows.done + rows))
  }

  return { list: () => readArrivals(db, agencyId), keep: (all: readonly Arrival[]) => keep(db, all), begin, takeRows, takeHistory }
}

/** Every part is read under the same rights: where they changed in the middle, the next greeting says what is to be done. */
function mustBeOf({ scopes }: SnapshotAnswer, held: readonly string[]): void {
  if (scopes.length !== held.length || !scopes.every((scope) => held.includes(scope))) throw new TransportError('away', { cause: new Error('what may be seen changed meanwhile') })
}

/** Waits for nobody: a failure is kept until somebody looks. */
export async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  return (await Promise.allSettled([work]))[0]
}
