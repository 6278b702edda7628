import type { z } from 'zod'
import type { EntityDeclaration, Fields, Row, Values } from '../values/entity.ts'
import type { Reader } from '../database/store.ts'
import type { Actor } from '../values/actor.ts'

/** A row that a command means to touch; its owner decides whether "own" is enough. */
export type Target = { readonly entity: string; readonly id: string }

// oxlint-disable-next-line typescript/no-explicit-any -- a declaration of any fields; the fields' own types are kept by inference
export type AnyEntity = EntityDeclaration<string, any>

export type Writer = {
  /** A new row. An id that exists is `id_taken`. */
  insert<E extends AnyEntity>(entity: E, id: string, values: Values<E>): Promise<void>
  insertMany<E extends AnyEntity>(entity: E, rows: readonly { id: string; values: Values<E> }[]): Promise<void>
  /** Changes only what differs; nothing differs, nothing is written. */
  update<E extends AnyEntity>(entity: E, id: string, patch: Partial<Values<E>>): Promise<void>
  remove(entity: AnyEntity, id: string): Promise<void>
  restore(entity: AnyEntity, id: string): Promise<void>
  /** For rows of a set: there afterwards, whether it was new, present or removed before. */
  put<E extends AnyEntity>(entity: E, id: string, values: Values<E>): Promise<void>
}

export type Context = {
  readonly mode: 'decide' | 'predict'
  readonly actor: Actor
  readonly agencyId: string
  readonly commandId: string
  /** Something is being taken back: nothing new is to be told of it. */
  readonly isUndo: boolean
  /** What the device's clock said, never later than `now`. Milliseconds UTC. Rules use `now`. */
  readonly typedAt: number
  readonly now: number
  readonly read: Reader
  readonly write: Writer
  /** The same id whenever this command runs, here or on the server: 128 bits of SHA-256(agency, command, label). */
  id(label: string): string
  /** The id of a set's row: the same for the same owner and value, whoever adds it. */
  setId(entity: AnyEntity, owner: string, value: string): string
  /** The row as this command sees it, deleted ones too; null when there is none. */
  get<E extends AnyEntity>(entity: E, id: string): Promise<Row<E> | null>
  /** The row, or `not_found` / `gone`. */
  need<E extends AnyEntity>(entity: E, id: string): Promise<Row<E>>
  /** Runs another command inside this one: same transaction, same id, no second check of rights. */
  run<Input, Value>(command: CommandDefinition<Input, Value>, input: unknown): Promise<Value>
  /** The next number of a series without gaps, or the first of `count`. Only the authority gives one; null when predicting. */
  number(series: string, count?: number): Promise<number | null>
  /** Something to do outside once this is committed. Nothing happens when predicting. */
  effect(kind: string, payload: unknown): Promise<void>
  /** Takes back what a command meant to do outside; says what had been done already and cannot be. */
  cancelEffects(commandId: string): Promise<{ cancelled: number; done: string[] }>
}

/** Finds rows while rights are judged: nothing is written yet. */
export type Finder = Pick<Context, 'get' | 'need' | 'agencyId' | 'setId'>

export type CommandDefinition<Input = unknown, Value = unknown> = {
  readonly name: string
  readonly version: number
  readonly input: z.ZodType<Input>
  /** The rows whose owner decides, where the actor's level is `own`. `nobody` when no row exists yet. */
  readonly allow: 'nobody' | ((input: Input, find: Finder) => readonly Target[] | Promise<readonly Target[]>)
  /** `server`: needs the outside world; the desktop forwards it. */
  readonly where: 'anywhere' | 'server'
  /** `before`: core.undo restores what was. `none`: money, signatures, numbers, things sent. */
  readonly undo: 'before' | 'none'
  /** The batch a run of commands belongs to, so that the whole run can be taken back. */
  readonly batch?: (input: Input) => string
  /** For what still waits from an older version of the program: by version, the input as the next version says it. */
  readonly upgrades?: Upgrades
  readonly run: (ctx: Context, input: Input) => Promise<Value>
}
export type Upgrades = Readonly<Record<number, (input: unknown) => unknown>>

export function defineCommand<Schema extends z.ZodType, Value>(definition: {
  name: string
  version: number
  input: Schema
  allow: CommandDefinition<z.output<Schema>, Value>['allow']
  where: 'anywhere' | 'server'
  undo: 'before' | 'none'
  batch?: (input: z.output<Schema>) => string
  upgrades?: Upgrades
  run: (ctx: Context, input: z.output<Schema>) => Promise<Value>
}): CommandDefinition<z.output<Schema>, Value> {
  return definition as CommandDefinition<z.output<Schema>, Value>
}

/** The row itself decides. */
export function onRow(entity: AnyEntity) {
  return (input: { id: string }): Target[] => [{ entity: entity.name, id: input.id }]
}

/** A rule that must hold for every touched row when a command is decided. Throws an AppError when it does not. */
export type Invariant = {
  readonly entity: string
  readonly name: string
  check(row: Row<AnyEntity>, ctx: Context): void | Promise<void>
}

/** A row as one command touched it; `fields` are those written after its creation. */
export type TouchedRow = { readonly entity: AnyEntity; readonly row: Row<AnyEntity>; readonly isNew: boolean; readonly fields: ReadonlySet<string> }

/** What must follow when a row of this entity is touched, by whichever command: its own, or the undo of another. Runs before the invariants. */
export type Consequence = {
  readonly entity: string
  readonly name: string
  follow(ctx: Context, touched: TouchedRow): Promise<void>
}

/** What the recorder keeps beside a business row: a narrow row for lists. Deleted rows are dropped from it. */
export type ListProjection = {
  readonly entity: string
  readonly table: string
  columns(row: Row<AnyEntity>): Record<string, string | number | null>
}

/** Everything the modules bring, in one value: what dispatch, undo and the search know of the business. */
export type Business = {
  readonly entities: ReadonlyMap<string, AnyEntity>
  // oxlint-disable-next-line typescript/no-explicit-any -- commands of any input; dispatch parses before it runs
  readonly commands: ReadonlyMap<string, CommandDefinition<any, any>>
  readonly invariants: ReadonlyMap<string, readonly Invariant[]>
  readonly consequences?: ReadonlyMap<string, readonly Consequence[]>
  readonly projections: ReadonlyMap<string, ListProjection>
  /** Words beside the searchable fields, and the order among equals. */
  readonly rightOf: (actor: Actor, name: string) => import('../values/actor.ts').Level
  /** Folding of the market's spellings, for the search. */
  readonly foldForSearch: (text: string) => string
}

export type { Fields }
