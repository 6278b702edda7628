import type { z } from 'zod'
import { envelopeSchema } from '../contract/envelope.ts'
import type { Envelope } from '../contract/envelope.ts'
import { AppError } from '../values/error.ts'
import type { Row } from '../values/entity.ts'
import type { Actor } from '../values/actor.ts'
import { canonicalJson, idFrom } from './canonical.ts'
import type { AnyEntity, CommandDefinition, Context } from './define.ts'
import type { Merge } from './merge.ts'
import { Recorder } from './recorder.ts'
import type { Stamp } from './recorder.ts'
import { linesFor, run } from './recorder-rows.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** What one running command is given. Nothing of the world but what is handed in: no clock, no randomness, no other database. */
export function createContext(given: {
  unit: UnitOfWork
  actor: Actor
  mode: 'decide' | 'predict'
  stamp: Stamp
  now: number
  isUndo?: boolean
  /** What the user saw, where the authority has to compare it. */
  merge?: Merge | null
}): { ctx: Context; recorder: Recorder } {
  const { unit, stamp } = given
  const { executor, dialect } = unit
  const recorder = new Recorder(unit, stamp, given.merge ?? null)
  let effects = 0
  const ctx: Context = {
    mode: given.mode,
    actor: given.actor,
    agencyId: stamp.agencyId,
    commandId: stamp.commandId,
    isUndo: given.isUndo ?? false,
    typedAt: stamp.typedAt,
    now: given.now,
    read: executor,
    write: recorder,
    id: (label) => idFrom(stamp.agencyId, stamp.commandId, label),
    setId: (entity, owner, value) => idFrom(stamp.agencyId, entity.name, owner, value),
    get: async <E extends AnyEntity>(entity: E, id: string) => (await recorder.get(entity, id)) as Row<E> | null,
    need: async <E extends AnyEntity>(entity: E, id: string) => {
      const row = await recorder.get(entity, id)
      if (!row) throw new AppError('not_found', { entity: entity.name, id })
      if (row.deletedAt === null) return row as Row<E>
      if (!(await recorder.revive(entity, id))) throw new AppError('gone', { entity: entity.name, id })
      return (await recorder.get(entity, id)) as Row<E>
    },
    run: async <Input, Value>(command: CommandDefinition<Input, Value>, input: unknown) => command.run(ctx, parseInput(command, input)),
    number: async (series, count = 1) => {
      if (given.mode === 'predict') return null
      const last = await unit.lastNumber(series)
      unit.moveOn(series, last + count)
      return last + 1
    },
    effect: async (kind, payload) => {
      if (given.mode === 'predict') return
      unit.add(effectLines, [[stamp.agencyId, idFrom(stamp.agencyId, stamp.commandId, `effect ${effects++}`), stamp.commandId, kind, canonicalJson(payload), 'waiting', 0, given.now]])
    },
    cancelEffects: async (commandId) => {
      if (given.mode === 'predict') return { cancelled: 0, done: [] }
      const cancelled = await run(executor, dialect, `update effect set state = 'cancelled' where agency_id = ? and command_id = ? and state = 'waiting' returning id`, [stamp.agencyId, commandId])
      const done = await run(executor, dialect, `select kind from effect where agency_id = ? and command_id = ? and state in ('done', 'running')`, [stamp.agencyId, commandId])
      return { cancelled: cancelled.length, done: done.map((row) => row['kind'] as string) }
    },
  }
  return { ctx, recorder }
}

const effectLines = linesFor('insert into effect (agency_id, id, command_id, kind, payload, state, attempts, created_at)')

/** The input as the command's schema understands it, or `invalid_input` naming each field that does not fit. */
export function parseInput<Input>(command: CommandDefinition<Input, unknown>, input: unknown): Input {
  const parsed = command.input.safeParse(input)
  if (parsed.success) return parsed.data
  throw refusedInput(command.name, parsed.error)
}

/** An envelope that is none cannot even be refused under its id: the caller is told, and nothing is judged. */
export function readEnvelope(envelope: unknown): Envelope {
  const parsed = envelopeSchema.safeParse(envelope)
  if (parsed.success) return parsed.data
  throw refusedInput('envelope', parsed.error)
}

function refusedInput(command: string, error: z.ZodError): AppError {
  return new AppError('invalid_input', { command, fields: error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), problem: issue.code })) })
}
