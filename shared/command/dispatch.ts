import { AsyncLocalStorage } from 'node:async_hooks'
import type { Envelope, Outcome } from '../contract/envelope.ts'
import type { Executor, Store } from '../database/store.ts'
import { AppError, isErrorCode } from '../values/error.ts'
import { actorId } from '../values/actor.ts'
import type { Actor } from '../values/actor.ts'
import { authorise } from './authorise.ts'
import { canonicalJson, sha256 } from './canonical.ts'
import type { Change } from './change.ts'
import { createContext, parseInput, readEnvelope } from './context.ts'
import type { AnyEntity, Business } from './define.ts'
import { followUp, judge } from './judge.ts'
import { KnownCommands } from './known-commands.ts'
import { Merge, seenBy } from './merge.ts'
import { changeLines, linesOf } from './recorder-changes.ts'
import { linesFor, run } from './recorder-rows.ts'
import { conflict } from '../modules/core/model-conflict.ts'
import { whatWasSeen } from './seen.ts'
import { isRefusal, UnitOfWork } from './unit-of-work.ts'

/** What became visible by one commit: for live views and whoever else listens. */
export type Committed = {
  agencyId: string
  changes: readonly Change[]
  commandIds: readonly string[]
  /** Not typed here: it came from the authority, or was taken back by its word. */
  received?: boolean
}

export type Dispatcher = {
  /** @param besides writes what belongs to the same commit (how far a post has been heard), once everything is judged. */
  dispatch(envelopes: readonly Envelope[], actor: Actor, besides?: (executor: Executor, outcomes: readonly Outcome[]) => Promise<void>): Promise<Outcome[]>
  /** Keeps a refusal under the id of a command that breaks whoever runs it, so that what comes after it is heard. */
  refuse(envelope: Envelope, actor: Actor, code: string, besides?: (executor: Executor) => Promise<void>): Promise<Outcome>
  /**
   * One act of one agency: every command of it and what `besides` writes to tables that are nobody's log (the account of a new
   * colleague), or nothing at all. Throws the first refusal as it was said; `besides` runs first, under the agency's lock.
   */
  dispatchWhole(agencyId: string, acts: readonly Act[], besides?: (executor: Executor) => Promise<void>): Promise<Outcome[]>
  onCommitted(listener: (committed: Committed) => void): () => void
  /** Tells the listeners of changes that were written in load mode, by the exchange with the authority. */
  announce(agencyId: string, changes: readonly Change[]): void
}

export type Act = { envelope: Envelope; actor: Actor }

/**
 * Has the last word on what a command changed, inside its transaction and under the agency's lock: whatever counts rows here counts
 * them exactly, and no route, import or sync goes round it. Throws what is refused. Not asked for predictions.
 */
export type Guard = (given: { executor: Executor; actor: Actor; now: number; changes: readonly Change[] }) => Promise<void>

export type Mode = 'decide' | 'predict' | 'outdated'

export type DispatcherParts = {
  store: Store
  business: Business
  /** Milliseconds UTC of the authority. */
  clock: () => number
  /**
   * `decide` on the server and on a desktop that never joined one; `predict` on a joined desktop; `outdated` while its server hears this
   * program no more: what was typed is safe, and nothing is added that might never be understood.
   */
  mode: (agencyId: string) => Mode
  guard?: Guard
}

/** Refused by this version of the program or by what the agency subscribed to, perhaps not tomorrow: nothing is kept, so that the same id may come again. */
const notKept = new Set<string>(['unknown_command', 'unsupported_version', 'update_needed', 'plan_limit', 'plan_expired', 'agency_suspended'])

const insideCommand = new AsyncLocalStorage<string>()

/**
 * The only door for a change (architecture §3). One write transaction, which is one unit of work; the agency's lock first; then
 * each envelope as an attempt of its own, so that one refusal leaves the others alone: known id, parse, rights, run, invariants, record.
 */
export function createDispatcher({ store, business, clock, mode, guard }: DispatcherParts): Dispatcher {
  const listeners = new Set<(committed: Committed) => void>()

  async function commit(agencyId: string, acts: readonly Act[], work: (judgeNext: (act: Act) => Promise<Outcome>, executor: Executor) => Promise<Outcome[]>): Promise<Outcome[]> {
    const running = insideCommand.getStore()
    if (running) throw new Error(`dispatch was called from inside the command ${running}: use ctx.run`)
    const changes: Change[] = []
    const outcomes = await store.kysely.transaction().execute(async (executor) => {
      // Nobody else writes in this agency until commit: its number is read once and written once.
      const locked = await lockAgency(executor, store, agencyId)
      const sequence = { ...locked }
      const unit = new UnitOfWork(executor, store, business, agencyId)
      const known = new KnownCommands(executor, store.dialect, agencyId)
      await known.read(acts.flatMap(({ envelope }) => [envelope.commandId, ...Object.values(envelope.after ?? {})]))
      await readNamed(unit, acts.map(({ envelope }) => envelope))
      const judged = await work((act) => {
        const one: OneCommand = { unit, actor: act.actor, envelope: act.envelope, now: clock(), mode: mode(agencyId), sequence, known, changes, guard }
        return insideCommand.run(act.envelope.name, () => judgeEnvelope(one))
      }, unit.executor)
      await unit.flush()
      if (sequence.seq !== locked.seq || sequence.localSeq !== locked.localSeq)
        await run(executor, store.dialect, 'update agency_sequence set seq = ?, local_seq = ? where agency_id = ?', [sequence.seq, sequence.localSeq, agencyId])
      return judged
    })
    tell(agencyId, changes, false)
    return outcomes
  }

  function tell(agencyId: string, changes: readonly Change[], received: boolean): void {
    if (!changes.length) return
    const committed: Committed = { agencyId, changes, commandIds: [...new Set(changes.map((change) => change.commandId))], received }
    for (const listener of listeners) listener(committed)
  }

  return {
    dispatch: async (envelopes, actor, besides) => {
      const acts = envelopes.map((envelope) => ({ envelope: readEnvelope(envelope), actor }))
      return commit(actor.agencyId, acts, async (judgeNext, executor) => {
        const outcomes: Outcome[] = []
        for (const act of acts) outcomes.push(await judgeNext(act))
        await besides?.(executor, outcomes)
        return outcomes
      })
    },

    refuse: (given, actor, code, besides) => store.kysely.transaction().execute(async (executor) => {
      const envelope = readEnvelope(given)
      const sequence = await lockAgency(executor, store, actor.agencyId)
      const unit = new UnitOfWork(executor, store, business, actor.agencyId)
      const one: OneCommand = { unit, actor, envelope, now: clock(), mode: mode(actor.agencyId), sequence, known: new KnownCommands(executor, store.dialect, actor.agencyId), changes: [] }
      const hash = inputHashOf(envelope)
      const outcome = (await knownOutcome(one, hash)) ?? { commandId: envelope.commandId, status: 'rejected' as const, seq: sequence.seq, code, params: {} }
      if (outcome.status === 'rejected' && outcome.code === code) keepOutcome(one, hash, outcome, null, null)
      await unit.flush()
      await besides?.(executor)
      return outcome
    }),

    dispatchWhole: async (agencyId, acts, besides) => {
      for (const { envelope, actor } of acts) {
        readEnvelope(envelope)
        if (actor.agencyId !== agencyId) throw new Error('one act is of one agency')
      }
      return commit(agencyId, acts, async (judgeNext, executor) => {
        await besides?.(executor)
        const outcomes: Outcome[] = []
        for (const act of acts) {
          const outcome = await judgeNext(act)
          if (outcome.status === 'rejected') throw new AppError(isErrorCode(outcome.code) ? outcome.code : 'internal', outcome.params)
          outcomes.push(outcome)
        }
        return outcomes
      })
    },

    onCommitted: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    announce: (agencyId, changes) => tell(agencyId, changes, true),
  }
}

/** Where the log of an agency stands; a command that is judged moves it on. */
export type Sequence = { seq: number; localSeq: number }
export type OneCommand = {
  unit: UnitOfWork
  actor: Actor
  envelope: Envelope
  now: number
  mode: Mode
  sequence: Sequence
  known: KnownCommands
  /** Filled with what the command changed. */
  changes: Change[]
  guard?: Guard | undefined
}

/** Holds off every other writer of this agency until commit, and says where its log stands. */
export async function lockAgency(executor: Executor, store: Store, agencyId: string): Promise<Sequence> {
  const select = `select seq, local_seq from agency_sequence where agency_id = ?${store.dialect === 'postgres' ? ' for update' : ''}`
  let [row] = await run(executor, store.dialect, select, [agencyId])
  if (!row) {
    await run(executor, store.dialect, 'insert into agency_sequence (agency_id, seq, local_seq) values (?, 0, 0) on conflict (agency_id) do nothing', [agencyId])
    row = (await run(executor, store.dialect, select, [agencyId]))[0]
  }
  return { seq: row!['seq'] as number, localSeq: row!['localSeq'] as number }
}

/** The rows that commands are named after, read together: `property.update` changes the property of its id. */
async function readNamed(unit: UnitOfWork, envelopes: readonly Envelope[]): Promise<void> {
  const idsOf = new Map<AnyEntity, string[]>()
  for (const { name, input } of envelopes) {
    const entity = unit.business.entities.get(name.slice(0, name.indexOf('.')))
    const { id } = (typeof input === 'object' && input !== null ? input : {}) as { id?: unknown }
    if (!entity || typeof id !== 'string') continue
    const ids = idsOf.get(entity)
    if (ids) ids.push(id)
    else idsOf.set(entity, [id])
  }
  for (const [entity, ids] of idsOf) await unit.read(entity, ids)
}

async function judgeEnvelope(one: OneCommand): Promise<Outcome> {
  const { unit, actor, envelope } = one
  const inputHash = inputHashOf(envelope)
  const known = await knownOutcome(one, inputHash)
  if (known) return known
  let outcome: Outcome
  let batch: string | null = null
  let undoes: string | null = null
  let seen: Pick<Envelope, 'base' | 'after'> | undefined
  try {
    const done = await unit.attempt(() => decide(one))
    batch = done.batch
    undoes = done.undoes ?? null
    seen = done.seen
    outcome = { commandId: envelope.commandId, status: 'applied', seq: done.seq, ...(done.value === undefined ? {} : { value: done.value }), ...(done.left?.length ? { left: done.left } : {}), ...(done.conflicts ? { conflicts: done.conflicts } : {}) }
  } catch (error) {
    if (!isRefusal(error)) throw error
    outcome = { commandId: envelope.commandId, status: 'rejected', seq: one.sequence.seq, code: error.code, params: { ...error.params } }
  }
  if (outcome.code && notKept.has(outcome.code)) return outcome
  if (one.mode === 'predict' && outcome.status === 'applied')
    unit.add(outboxLines, [[actor.agencyId, one.sequence.localSeq, envelope.commandId, JSON.stringify({ ...envelope, ...seen }), JSON.stringify(actor), 'waiting', 0]])
  keepOutcome(one, inputHash, outcome, batch, undoes)
  return outcome
}

const outboxLines = linesFor('insert into outbox (agency_id, local_seq, command_id, envelope, actor, state, tries)')
const commandLines = linesFor(
  'insert into command (agency_id, id, name, version, input_hash, status, code, params, result, seq, actor_id, device_id, batch_id, undoes, typed_at, at)', ' on conflict (agency_id, id) do nothing',
)

const inputHashOf = (envelope: Envelope): string => sha256(canonicalJson({ name: envelope.name, version: envelope.version, input: envelope.input }))

function keepOutcome({ unit, actor, envelope, now, known }: OneCommand, inputHash: string, outcome: Outcome, batch: string | null, undoes: string | null): void {
  const { status, seq, code = null } = outcome
  const kept = { inputHash, status, seq, code, params: outcome.params ? JSON.stringify(outcome.params) : null, result: JSON.stringify({ value: outcome.value, left: outcome.left, conflicts: outcome.conflicts }) }
  known.add(envelope.commandId, kept)
  unit.add(commandLines, [[
    actor.agencyId, envelope.commandId, envelope.name, envelope.version, inputHash, status, code, kept.params, kept.result, seq, actorId(actor), envelope.deviceId, batch, undoes, Math.min(envelope.typedAt, now), now,
  ]])
}

/** The stored result of an id that was judged before; the same id with another input is refused, never run. */
async function knownOutcome({ known, envelope: { commandId } }: OneCommand, inputHash: string): Promise<Outcome | null> {
  const row = await known.get(commandId)
  if (!row) return null
  if (row.inputHash !== inputHash) return { commandId, status: 'rejected', seq: null, code: 'id_reused', params: {} }
  if (row.status === 'rejected') return { commandId, status: 'rejected', seq: row.seq, code: row.code!, params: JSON.parse(row.params ?? '{}') }
  return { commandId, status: 'duplicate', seq: row.seq, ...(JSON.parse(row.result ?? '{}') as Pick<Outcome, 'value' | 'left' | 'conflicts'>) }
}

type Done = { seq: number | null; value: unknown; batch: string | null; left?: Outcome['left']; undoes?: string; conflicts?: string[]; seen?: Pick<Envelope, 'base' | 'after'> }

/** Runs one command of which nothing is known yet. Throws what refuses it. */
export async function decide(one: OneCommand): Promise<Done> {
  const { unit, actor, envelope, mode } = one
  const { executor, dialect, business } = unit
  if (mode === 'outdated') throw new AppError('update_needed')
  const command = business.commands.get(envelope.name)
  if (!command) throw new AppError('unknown_command', { name: envelope.name })
  if (command.version !== envelope.version) throw new AppError('unsupported_version', { name: envelope.name, found: envelope.version, known: command.version })
  const predicted = mode === 'predict'
  const seq = predicted ? null : one.sequence.seq + 1
  const localSeq = one.sequence.localSeq + 1
  const stamp = {
    agencyId: actor.agencyId, seq, localSeq, commandId: envelope.commandId, actorId: actorId(actor), deviceId: envelope.deviceId,
    typedAt: Math.min(envelope.typedAt, one.now), at: one.now,
  }
  const seen = predicted ? null : await seenBy(one.known, envelope)
  const merge = seen && new Merge(executor, dialect, stamp, seen)
  const { ctx, recorder } = createContext({ unit, actor, mode, now: one.now, stamp, merge, isUndo: envelope.name === 'core.undo' })
  const input = parseInput(command, envelope.input)
  await authorise(business, command, actor, input, ctx)
  const value = await command.run(ctx, input)
  await followUp(business, recorder, ctx)
  if (!predicted) await judge(business, recorder, ctx)
  const changes = await recorder.finish()
  // What was seen is said once, when it is typed; predicted again it stays what it was. A form that was opened earlier knows better what it showed.
  const stood = predicted && !envelope.after ? await whatWasSeen(executor, dialect, business, changes, recorder.originals()) : null
  const seenNow = stood && { base: { ...stood.base, ...envelope.base }, after: stood.after }
  unit.add(changeLines, linesOf(changes))
  if (!predicted && changes.length) await one.guard?.({ executor, actor, now: one.now, changes })
  // A command that changed nothing takes no number: the log has no empty commits.
  const used = changes.length > 0
  if (used || predicted) one.sequence.localSeq = localSeq
  if (used && seq !== null) one.sequence.seq = seq
  one.changes.push(...changes)
  const undo = isUndoValue(value) ? { left: value.left, undoes: value.undoes } : {}
  const conflicts = changes.filter((change) => change.entity === conflict.name && change.kind === 'create').map((change) => change.entityId)
  return {
    seq: predicted ? null : one.sequence.seq, value, batch: command.batch?.(input) ?? null, ...undo, ...(conflicts.length ? { conflicts } : {}), ...(seenNow ? { seen: seenNow } : {}),
  }
}

const isUndoValue = (value: unknown): value is { left: NonNullable<Outcome['left']>; undoes: string } =>
  typeof value === 'object' && value !== null && 'undoes' in value && 'left' in value
