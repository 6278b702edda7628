import type { Envelope } from '../contract/envelope.ts'
import { envelopeSchema } from '../contract/envelope.ts'
import type { MachineryTables } from '../database/schema.ts'
import type { Executor, Store } from '../database/store.ts'
import { AppError } from '../values/error.ts'
import type { Actor } from '../values/actor.ts'
import { applyChange } from './change.ts'
import type { Change } from './change.ts'
import type { AnyEntity, Business } from './define.ts'
import { decide, lockAgency } from './dispatch.ts'
import { forgetParked, park, readablePart, readParked } from './parked.ts'
import { eraseChanges, eraseWaitingChanges, insertChanges, readChanges } from './recorder-changes.ts'
import { project, unproject, unprojectAll } from './recorder-projections.ts'
import { upgraded } from './upgrade.ts'
import { column, eraseRow, eraseRows, insertInto, insertRows, loadRow, run, updateRow } from './recorder-rows.ts'
import type { AnyRow } from './recorder-rows.ts'

/**
 * What travels between a post and its authority, applied (architecture §3, modes). `load` writes rows already decided;
 * `rebase` is load beneath predictions: they are taken back, the decided applied, and what still waits predicted again.
 */
export type CommandRecord = MachineryTables['command']

export type Decided = {
  changes: readonly Change[]
  /** How far the log is known by this, where the last of it is not for this post to see. */
  upTo?: number
  /** What the authority keeps of the commands behind the changes: by these undo and a repeated envelope know them here too. */
  commands?: readonly CommandRecord[]
  /** Own commands whose result these changes carry: they wait no longer. */
  confirmed?: readonly string[]
}

/** Applies decided changes in the order of the log, in one transaction. Changes that are there already are skipped. */
export async function load(store: Store, business: Business, agencyId: string, decided: Decided): Promise<void> {
  await rebase(store, business, agencyId, decided, () => 0)
}

/**
 * @param clock of this post: predictions are only as true as it is.
 * @param besides writes what belongs to the same commit, before what waits is predicted again.
 * A prediction that no longer works becomes "no effect, marked" in the outbox, never an exception.
 */
export async function rebase(
  store: Store, business: Business, agencyId: string, decided: Decided, clock: () => number, besides?: (executor: Executor) => Promise<void>,
): Promise<void> {
  await store.kysely.transaction().execute(async (executor) => {
    const sequence = await lockAgency(executor, store, agencyId)
    await takeBackPredictions(executor, store, business, agencyId)
    let seq = Math.max(sequence.seq, decided.upTo ?? 0)
    for (const change of decided.changes.filter((one) => one.seq !== null && one.seq > sequence.seq)) {
      if (change.agencyId !== agencyId) throw new AppError('forbidden', { action: 'load', agency: change.agencyId })
      await applyDecided(executor, store, business, change)
      seq = Math.max(seq, change.seq!)
    }
    for (const command of decided.commands ?? []) await keepCommand(executor, store, agencyId, command)
    await run(executor, store.dialect, 'update agency_sequence set seq = ? where agency_id = ?', [seq, agencyId])
    for (const commandId of decided.confirmed ?? []) await run(executor, store.dialect, 'delete from outbox where agency_id = ? and command_id = ?', [agencyId, commandId])
    await besides?.(executor)
    await predictAgain(executor, store, business, agencyId, seq, clock)
    // One that has no effect any more still holds its place in the queue.
    await run(executor, store.dialect, 'update agency_sequence set local_seq = ? where agency_id = ?', [sequence.localSeq, agencyId])
  })
}

/** Erases this post's copy of everything that was decided, for the log to be taken anew; what waits stays. Only of local copies. */
export async function forgetDecided(executor: Executor, store: Store, business: Business, agencyId: string): Promise<void> {
  await forgetParked(executor, store, agencyId)
  for (const entity of business.entities.values()) await eraseRows(executor, store.dialect, entity, agencyId)
  await unprojectAll(executor, store.dialect, business, agencyId)
  await eraseChanges(executor, store.dialect, agencyId)
  await run(executor, store.dialect, 'delete from command where agency_id = ? and seq is not null', [agencyId])
  await run(executor, store.dialect, 'update agency_sequence set seq = 0 where agency_id = ?', [agencyId])
}

/**
 * After the program was brought up to date: what an older version of it laid aside takes its place in the log, and the rows are made anew
 * from it, without a network. False where there is nothing that this version reads.
 */
export async function replayParked(store: Store, business: Business, agencyId: string, clock: () => number): Promise<boolean> {
  return store.kysely.transaction().execute(async (executor) => {
    const sequence = await lockAgency(executor, store, agencyId)
    const parked = await readParked(executor, store, agencyId)
    if (!parked.some((change) => readablePart(business, change) === change)) return false
    await takeBackPredictions(executor, store, business, agencyId)
    const placeOf = ({ seq, n }: Change): string => `${seq}/${n}`
    const log = new Map([...(await readChanges(executor, store.dialect, agencyId, 'decided')), ...parked].map((change) => [placeOf(change), change]))
    for (const entity of business.entities.values()) await eraseRows(executor, store.dialect, entity, agencyId)
    await unprojectAll(executor, store.dialect, business, agencyId)
    await eraseChanges(executor, store.dialect, agencyId)
    await forgetParked(executor, store, agencyId)
    for (const change of [...log.values()].toSorted((a, b) => a.seq! - b.seq! || a.n - b.n)) await applyDecided(executor, store, business, change)
    await predictAgain(executor, store, business, agencyId, sequence.seq, clock)
    await run(executor, store.dialect, 'update agency_sequence set local_seq = ? where agency_id = ?', [sequence.localSeq, agencyId])
    return true
  })
}

class LookedAt extends Error {}

/** Looks at the rows as they were decided, without what is only predicted; nothing is written. Other writers wait meanwhile. */
export async function asDecided<T>(store: Store, business: Business, agencyId: string, look: (executor: Executor) => Promise<T>): Promise<T> {
  let seen: { value: T } | null = null
  try {
    return await store.kysely.transaction().execute(async (executor) => {
      await lockAgency(executor, store, agencyId)
      await takeBackPredictions(executor, store, business, agencyId)
      seen = { value: await look(executor) }
      throw new LookedAt()
    })
  } catch (error) {
    if (!(error instanceof LookedAt)) throw error
    return (seen as unknown as { value: T }).value
  }
}

async function takeBackPredictions(executor: Executor, store: Store, business: Business, agencyId: string): Promise<void> {
  for (const change of (await readChanges(executor, store.dialect, agencyId, 'waiting')).toReversed()) {
    const entity = entityOf(business, change)
    const row = await loadRow(executor, store.dialect, entity, agencyId, change.entityId)
    if (!row) continue
    if (change.kind === 'create') {
      await unproject(executor, store.dialect, business, entity, row)
      await eraseRow(executor, store.dialect, entity, agencyId, row.id)
    } else {
      const updatedAt = await lastDecided(executor, store, change)
      await writeRow(executor, store, business, entity, { ...row, ...change.before, updatedAt: updatedAt ?? row.updatedAt }, Object.keys(change.before ?? {}))
    }
  }
  await eraseWaitingChanges(executor, store.dialect, agencyId)
}

const commandColumns = [
  'agencyId', 'id', 'name', 'version', 'inputHash', 'status', 'code', 'params', 'result', 'seq', 'actorId', 'deviceId', 'batchId', 'undoes', 'typedAt', 'at',
] as const satisfies readonly (keyof CommandRecord)[]

/** The authority's word replaces what was only predicted of a command here. */
async function keepCommand(executor: Executor, store: Store, agencyId: string, command: CommandRecord): Promise<void> {
  if (command.agencyId !== agencyId) throw new AppError('forbidden', { action: 'load', agency: command.agencyId })
  const decided = (['status', 'code', 'params', 'result', 'seq', 'at'] as const).map((name) => `${column(name)} = excluded.${column(name)}`)
  await insertInto(executor, store.dialect, 'command', commandColumns.map(column), [commandColumns.map((name) => command[name])],
    ` on conflict (agency_id, id) do update set ${decided.join(', ')}`)
}

/** When the row last changed by a decision: what its `updatedAt` says again once a prediction is taken back. */
async function lastDecided(executor: Executor, store: Store, { agencyId, entity, entityId }: Change): Promise<number | null> {
  const [row] = await run(executor, store.dialect,
    'select at from change where agency_id = ? and entity_id = ? and entity = ? and seq is not null order by seq desc, n desc limit 1', [agencyId, entityId, entity])
  return (row?.['at'] as number | undefined) ?? null
}

async function applyDecided(executor: Executor, store: Store, business: Business, whole: Change): Promise<void> {
  const change = readablePart(business, whole)
  if (change !== whole) await park(executor, store, whole)
  if (!change) return
  const entity = entityOf(business, change)
  const before = await loadRow(executor, store.dialect, entity, change.agencyId, change.entityId)
  const row = applyChange(entity, before, change)
  if (before) await writeRow(executor, store, business, entity, row, Object.keys(change.patch))
  else {
    await insertRows(executor, store.dialect, entity, [row])
    await project(executor, store.dialect, business, [{ entity, row, isNew: true, fields: new Set() }])
  }
  await insertChanges(executor, store.dialect, [change])
}

async function writeRow(executor: Executor, store: Store, business: Business, entity: AnyEntity, row: AnyRow, fields: string[]): Promise<void> {
  await updateRow(executor, store.dialect, entity, row, fields.filter((name) => name !== 'deletedAt'))
  await project(executor, store.dialect, business, [{ entity, row, isNew: false, fields: new Set(fields) }])
}

async function predictAgain(executor: Executor, store: Store, business: Business, agencyId: string, seq: number, clock: () => number): Promise<void> {
  const waiting = await run(executor, store.dialect, 'select local_seq, envelope, actor from outbox where agency_id = ? order by local_seq', [agencyId])
  for (const { localSeq, envelope: text, actor } of waiting) {
    const envelope: Envelope = upgraded(business, envelopeSchema.parse(JSON.parse(text as string)))
    const command = business.commands.get(envelope.name)
    await run(executor, store.dialect, 'savepoint one_prediction', [])
    try {
      if (!command) throw new AppError('unknown_command', { name: envelope.name })
      if (command.version !== envelope.version) throw new AppError('unsupported_version', { name: envelope.name, found: envelope.version, known: command.version })
      await decide({
        store, business, executor, actor: JSON.parse(actor as string) as Actor, envelope, now: clock(), mode: 'predict', changes: [],
        sequence: { seq, localSeq: (localSeq as number) - 1 },
      }, command)
      await run(executor, store.dialect, 'release savepoint one_prediction', [])
      await run(executor, store.dialect, `update outbox set state = 'waiting', code = null where agency_id = ? and local_seq = ? and state = 'noEffect'`, [agencyId, localSeq])
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      await run(executor, store.dialect, 'rollback to savepoint one_prediction', [])
      await run(executor, store.dialect, 'release savepoint one_prediction', [])
      await run(executor, store.dialect, `update outbox set state = 'noEffect', code = ? where agency_id = ? and local_seq = ?`, [error.code, agencyId, localSeq])
    }
  }
}

function entityOf(business: Business, change: Change): AnyEntity {
  const entity = business.entities.get(change.entity)
  if (!entity) throw new AppError('database_newer', { found: change.entity, known: 'entities' })
  return entity
}
