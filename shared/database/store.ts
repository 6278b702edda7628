import type BetterSqlite from 'better-sqlite3'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type { Transaction } from 'kysely'
import pg from 'pg'
import { planName } from './prepared.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

/** A database, opened: the same business runs on both kinds. */
export type DialectName = 'sqlite' | 'postgres'
export type Store = {
  readonly dialect: DialectName
  readonly kysely: Kysely<Tables>
  close(): Promise<void>
}

/** Whatever can run a statement: the store's own handle, or the transaction a command lives in. */
export type Executor = Kysely<Tables> | Transaction<Tables>

/** What commands and queries see: they can only select. */
export type Reader = Pick<Kysely<Tables>, 'selectFrom' | 'fn' | 'dynamic'>

const plugins = () => [new CamelCasePlugin({ maintainNestedObjectKeys: true })]

export function sqliteStore(database: BetterSqlite.Database): Store {
  const kysely = new Kysely<Tables>({ dialect: sqliteDialect(database), plugins: plugins() })
  return { dialect: 'sqlite', kysely, close: () => kysely.destroy() }
}

/** @param url postgres://… ; bigint columns (instants, amounts) arrive as numbers, all of ours are below 2^53. */
export function postgresStore(url: string, options: { connections?: number } = {}): Store {
  const types = {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      oid === 20 || oid === 1700 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
  }
  // A place that swallows what is sent to it would be waited for by the minute; so would a pool that all have taken from.
  const pool = new pg.Pool({ connectionString: url, max: options.connections ?? 10, types, connectionTimeoutMillis: 20_000, keepAlive: true })
  // A client that loses its server is reported by its query, an idle one by the next; without a listener either would end the
  // process. The pool listens to idle ones only.
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  pool.on('connect', planPrepared)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: plugins() })
  return { dialect: 'postgres', kysely, close: () => kysely.destroy() }
}

/** Statements that are prepared (prepared.ts) go out under their names, so that PostgreSQL plans them once for the connection. */
function planPrepared(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...parts: unknown[]) => unknown
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    const name = typeof text === 'string' && Array.isArray(values) ? planName(text) : undefined
    return name === undefined ? query(text, values, ...rest) : query({ name, text, values }, ...rest)
  }) as typeof client.query
}
