import type { Envelope } from '../contract/envelope.ts'
import { envelopeSchema } from '../contract/envelope.ts'
import type { MachineryTables } from '../database/schema.ts'
import type { Executor, Store } from '../database/store.ts'
import { AppError } from '../values/error.ts'
import type { Actor } from '../values/actor.ts'
import { applyDecided, standingRows } from './apply-decided.ts'
import type { Change } from './change.ts'
import type { AnyEntity, Business } from './define.ts'
import { decide, lockAgency } from './dispatch.ts'
import type { Sequence } from './dispatch.ts'
import { KnownCommands } from './known-commands.ts'
import { forgetParked, park, readablePart, readParked } from './parked.ts'
import { eraseChanges, eraseWaitingChanges, insertChanges, readChanges } from './recorder-changes.ts'
import { project, unproject, unprojectAll } from './recorder-projections.ts'
import { column, eraseRow, eraseRows, insertInto, run, updateRow } from './recorder-rows.ts'
import { upgraded } from './upgrade.ts'
import type { AnyRow } from './recorder-rows.ts'

/**
 * What travels between a post and its authority, applied (architecture §3, modes). `load` writes rows already decided;
 * `rebase` is load beneath predictions: they are taken back, the decided applied, and what still waits predicted again.
 */
export type CommandRecord = MachineryTables['command']

export type Decided = {
  changes: readonly Change[]
  /** The log from its beginning, in the place of all that was known; the same commit, so that nobody sees an empty house. */
  anew?: boolean
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
  await beneathPredictions(store, business, agencyId, clock, decided.anew ? forgetting((executor) => forgetDecided(executor, store, business, agencyId)) : 'takeBack', async (executor, { seq: known }) => {
    const fresh = decided.changes.filter((one) => one.seq !== null && one.seq > known)
    const foreign = [...fresh, ...(decided.commands ?? [])].find((one) => one.agencyId !== agencyId)
    if (foreign) throw new AppError('forbidden', { action: 'load', agency: foreign.agencyId })
    await applyDecided(executor, store, business, agencyId, fresh)
    await keepCommands(executor, store, decided.commands ?? [])
    for (const commandId of decided.confirmed ?? []) await run(executor, store.dialect, 'delete from outbox where agency_id = ? and command_id = ?', [agencyId, commandId])
    const seq = fresh.reduce((highest, change) => Math.max(highest, change.seq!), Math.max(known, decided.upTo ?? 0))
    await setCursor(executor, store, agencyId, seq)
    await besides?.(executor)
  })
}

/** How far the log is known here. */
export async function setCursor(executor: Executor, store: Store, agencyId: string, seq: number): Promise<void> {
  await run(executor, store.dialect, 'update agency_sequence set seq = ? where agency_id = ?', [seq, agencyId])
}

/** What becomes of predictions while something decided is written: `leave` where it touches none of them, `forgotten` with all that was decided. */
export type Predictions = 'takeBack' | 'leave' | 'forgotten'
export const forgetting = (forget: (executor: Executor) => Promise<void>) => async (executor: Executor): Promise<Predictions> => {
  await forget(executor)
  return 'forgotten'
}

/**
 * One transaction under the agency's lock, beneath what is predicted: that is taken back, `work` writes what was decided, and what still
 * waits is predicted again.
 */
export async function beneathPredictions(
  store: Store, business: Business, agencyId: string, clock: () => number, first: Predictions | ((executor: Executor) => Promise<Predictions>), work: (executor: Executor, sequence: Sequence) => Promise<void>,
): Promise<void> {
  await store.kysely.transaction().execute(async (executor) => {
    const { seq, localSeq } = await lockAgency(executor, store, agencyId)
    const predictions = typeof first === 'function' ? await first(executor) : first
    if (predictions === 'takeBack') await takeBackPredictions(executor, store, business, agencyId)
    await work(executor, { seq: predictions === 'forgotten' ? 0 : seq, localSeq })
    if (predictions === 'leave') return
    await predictAgain(executor, store, business, agencyId, (await lockAgency(executor, store, agencyId)).seq, clock)
    // One that has no effect any more still holds its place in the queue.
    await run(executor, store.dialect, 'update agency_sequence set local_seq = ? where agency_id = ?', [localSeq, agencyId])
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

/** Lays decided changes into the log behind rows that have them already: the history of a snapshot. What is there is skipped. */
export async function layDown(executor: Executor, store: Store, business: Business, changes: readonly Change[], commands: readonly CommandRecord[]): Promise<void> {
  const readable: Change[] = []
  for (const whole of changes) {
    const change = readablePart(business, whole)
    if (change !== whole) await park(executor, store, whole)
    if (change) readable.push(change)
  }
  await insertChanges(executor, store.dialect, readable, ' on conflict (agency_id, command_id, n) do nothing')
  await keepCommands(executor, store, commands)
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
    await applyDecided(executor, store, business, agencyId, [...log.values()].toSorted((a, b) => a.seq! - b.seq! || a.n - b.n))
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

/** Each row is read once, led back in memory through all that waits of it, and written once. */
async function takeBackPredictions(executor: Executor, store: Store, business: Business, agencyId: string): Promise<void> {
  const waiting = await readChanges(executor, store.dialect, agencyId, 'waiting')
  if (!waiting.length) return
  const rows = await standingRows(executor, store.dialect, business, agencyId, waiting)
  const made = new Set<string>()
  for (const change of waiting.toReversed()) {
    const standing = rows.get(change.entity)!.get(change.entityId)!
    if (!standing.row) continue
    if (change.kind === 'create') made.add(`${change.entity}/${change.entityId}`)
    standing.row = { ...standing.row, ...change.before }
    for (const name of Object.keys(change.before ?? {})) standing.fields.add(name)
  }
  for (const [name, byId] of rows) {
    for (const { entity, row, fields } of byId.values()) {
      if (!row) continue
      if (made.has(`${name}/${row.id}`)) {
        await unproject(executor, store.dialect, business, entity, row)
        await eraseRow(executor, store.dialect, entity, agencyId, row.id)
      } else await writeRow(executor, store, business, entity, row, [...fields])
    }
  }
  await eraseWaitingChanges(executor, store.dialect, agencyId)
}

const commandColumns = [
  'agencyId', 'id', 'name', 'version', 'inputHash', 'status', 'code', 'params', 'result', 'seq', 'actorId', 'deviceId', 'batchId', 'undoes', 'typedAt', 'at',
] as const satisfies readonly (keyof CommandRecord)[]

/** The authority's word replaces what was only predicted of a command here. */
export async function keepCommands(executor: Executor, store: Store, commands: readonly CommandRecord[]): Promise<void> {
  const decided = (['status', 'code', 'params', 'result', 'seq', 'at'] as const).map((name) => `${column(name)} = excluded.${column(name)}`)
  await insertInto(executor, store.dialect, 'command', commandColumns.map(column), commands.map((command) => commandColumns.map((name) => command[name])),
    ` on conflict (agency_id, id) do update set ${decided.join(', ')}`)
}

async function writeRow(executor: Executor, store: Store, business: Business, entity: AnyEntity, row: AnyRow, fields: string[]): Promise<void> {
  await updateRow(executor, store.dialect, entity, row, fields.filter((name) => name !== 'deletedAt' && name !== 'updatedAt'))
  await project(executor, store.dialect, business, [{ entity, row, isNew: false, fields: new Set(fields) }])
}

async function predictAgain(executor: Executor, store: Store, business: Business, agencyId: string, seq: number, clock: () => number): Promise<void> {
  const waiting = await run(executor, store.dialect, 'select local_seq, envelope, actor from outbox where agency_id = ? order by local_seq', [agencyId])
  const known = new KnownCommands(executor, store.dialect, agencyId)
  for (const { localSeq, envelope: text, actor } of waiting) {
    const envelope: Envelope = upgraded(business, envelopeSchema.parse(JSON.parse(text as string)))
    const command = business.commands.get(envelope.name)
    await run(executor, store.dialect, 'savepoint one_prediction', [])
    try {
      if (!command) throw new AppError('unknown_command', { name: envelope.name })
      if (command.version !== envelope.version) throw new AppError('unsupported_version', { name: envelope.name, found: envelope.version, known: command.version })
      await decide({
        store, business, executor, actor: JSON.parse(actor as string) as Actor, envelope, now: clock(), mode: 'predict', changes: [], known,
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
