import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { Dispatcher } from '../shared/command/dispatch.ts'
import { runQuery } from '../shared/command/query.ts'
import type { Outcome } from '../shared/contract/envelope.ts'
import type { Executor, Store } from '../shared/database/store.ts'
import { rightOf } from '../shared/modules/auth/index.ts'
import { business, queries } from '../shared/modules/business.ts'
import type { Actor } from '../shared/values/actor.ts'
import { AppError, isErrorCode } from '../shared/values/error.ts'
import { uuidv7 } from '../shared/values/id.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'

/** Everything a request may use, made once at start and handed down: no module of the server holds state of its own. */
export type House = {
  readonly config: Config
  readonly log: Log
  readonly clock: () => number
  readonly random: (bytes: number) => Buffer
  /** Takes the writes. */
  readonly store: Store
  /** Reads that belong to no transaction: on SQLite a connection of its own, so that they never wait behind a writer. */
  readonly reading: Store
  readonly dispatcher: Dispatcher
  readonly services: Services
}

/** Rooms of the server with state or a door to the outside; each is opened by server/open.ts. */
export interface Services {}

export const machine = { clock: Date.now, random: randomBytes } satisfies Pick<House, 'clock' | 'random'>

/** Of a request that may come again: its first moment (milliseconds UTC), and a source of bytes that gives the same each time. */
export type Repeatable = { readonly at: number; readonly bytes: (n: number) => Buffer }
const repeatable = new AsyncLocalStorage<{ request: Repeatable; made: number }>()

/**
 * Runs a request so that each `newId` in it gives the same when it runs again: of a try that was cut off in the middle nobody
 * knows how far it came, and the next one then meets its commands and rows instead of making others.
 */
export function repeatably<T>(request: Repeatable, act: () => Promise<T>): Promise<T> {
  return repeatable.run({ request, made: 0 }, act)
}

export function newId(house: Pick<House, 'clock' | 'random'>): string {
  const inside = repeatable.getStore()
  return inside ? uuidv7(inside.request.at, inside.request.bytes(inside.made++)) : uuidv7(house.clock(), house.random(10))
}

/** Runs one command for an actor and gives what became of it. Throws the refusal as it was said. */
export async function say(house: Pick<House, 'dispatcher' | 'clock' | 'random'>, actor: Actor, name: string, input: unknown, options: { commandId?: string; deviceId?: string } = {}): Promise<Outcome> {
  const command = business.commands.get(name)
  if (!command) throw new AppError('unknown_command', { name })
  const commandId = options.commandId ?? newId(house)
  const [outcome] = await house.dispatcher.dispatch(
    [{ commandId, name, version: command.version, input, typedAt: house.clock(), deviceId: options.deviceId ?? commandId }], actor)
  if (outcome!.status === 'rejected') throw new AppError(isErrorCode(outcome!.code) ? outcome!.code : 'internal', outcome!.params)
  return outcome!
}

/** The same house, whose writes go into a transaction that is open. */
export function within(house: House, executor: Executor): House {
  return { ...house, store: { ...house.store, kysely: executor } }
}

export type ActOf = { readonly actor: Actor; readonly name: string; readonly input: unknown }

/**
 * Several commands of one agency as one act, together with what `besides` writes to platform tables: all of it, or nothing.
 * Throws the first refusal as it was said.
 */
export async function sayAll(house: House, agencyId: string, acts: readonly ActOf[], options: { deviceId?: string; besides?: (inside: House) => Promise<void> } = {}): Promise<void> {
  const { besides } = options
  await house.dispatcher.dispatchWhole(agencyId, acts.map(({ actor, name, input }) => {
    const command = business.commands.get(name)
    if (!command) throw new AppError('unknown_command', { name })
    const commandId = newId(house)
    return { actor, envelope: { commandId, name, version: command.version, input, typedAt: house.clock(), deviceId: options.deviceId ?? commandId } }
  }), besides && ((executor) => besides(within(house, executor))))
}

/** Answers a named query for an actor, or refuses by the table of rights. */
export async function ask<T>(house: Pick<House, 'reading' | 'clock'>, actor: Actor, name: string, input: unknown): Promise<T> {
  const query = queries.get(name)
  if (!query) throw new Error(`there is no query ${name}`)
  return (await runQuery(query, input, { executor: house.reading.kysely, dialect: house.reading.dialect, actor, now: house.clock(), rightOf })) as T
}
