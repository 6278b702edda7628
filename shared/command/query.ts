import type { SelectQueryBuilder } from 'kysely'
import type { Tables } from '../database/schema.ts'
import type { DialectName, Executor } from '../database/store.ts'
import { AppError } from '../values/error.ts'
import type { Actor, Level } from '../values/actor.ts'

type AgencyTable = { [T in keyof Tables]: Tables[T] extends { agencyId: string } ? T : never }[keyof Tables]

/** What a query is given. It reads through `from`, which knows the actor's agency: no query can forget the tenant. */
export type QueryContext = {
  readonly actor: Actor
  readonly agencyId: string
  /** What the rights table allows this actor here. */
  readonly level: Level
  readonly now: number
  readonly dialect: DialectName
  /** Selects from a table, only rows of the actor's agency. Joins must bind `agencyId` too. */
  from<T extends AgencyTable>(table: T): SelectQueryBuilder<Tables, T, object>
  /** To be awaited now and then by what takes seconds: others who ask the same reader are answered meanwhile. */
  pause(): Promise<void>
  /** Statements that the builder cannot say: only for the portable SQL in shared/database. Bind the agency yourself. */
  readonly executor: Executor
}

export type QueryDefinition<Input = unknown, Output = unknown> = {
  readonly name: string
  readonly run: (ctx: QueryContext, input: Input) => Promise<Output>
}

export function defineQuery<Input, Output>(name: string, run: (ctx: QueryContext, input: Input) => Promise<Output>): QueryDefinition<Input, Output> {
  return { name, run }
}

type Given = { executor: Executor; dialect: DialectName; actor: Actor; now: number; pause?: () => Promise<void> }

export function queryContext(given: Given & { level: Level }): QueryContext {
  const { executor, actor } = given
  return {
    ...given,
    pause: given.pause ?? (async () => {}),
    agencyId: actor.agencyId,
    from: <T extends AgencyTable>(table: T) =>
      executor.selectFrom(table as never).where(`${table}.agencyId` as never, '=', actor.agencyId as never) as unknown as SelectQueryBuilder<Tables, T, object>,
  }
}

/** Runs a query for an actor, or refuses: the same table of rights as for commands. */
export async function runQuery<Input, Output>(
  query: QueryDefinition<Input, Output>, input: Input, given: Given & { rightOf: (actor: Actor, name: string) => Level },
): Promise<Output> {
  const level = given.rightOf(given.actor, query.name)
  if (level === 'none') throw new AppError('forbidden', { action: query.name })
  return query.run(queryContext({ ...given, level }), input)
}
