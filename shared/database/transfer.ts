import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { schemaState } from './migrate.ts'
import { indexedWords } from './search.ts'
import type { DialectName, Store } from './store.ts'

/**
 * All rows of a database as plain lines, and such lines into an empty database of either kind: what a backup is made of. Names
 * are those of the database (snake_case).
 */
export type TransferLine = { readonly table: string; readonly columns: readonly string[] } | readonly (string | number | null)[]

/** Lines that do not fit the database they are put into. */
export class TransferError extends Error {}

/**
 * Columns that a database fills by itself. Rows travel in the order of the first, so that they come to stand in the same order
 * again; `terms` is what PostgreSQL searches in.
 */
const filled: Readonly<Record<string, readonly string[]>> = { property_list: ['number'], search: ['id', 'terms'] }
/** Of the machine itself: made by the migrations, and by SQLite's search. */
const inner = /^(kysely_|search_index|search_words)/
/** What stands in a database that nobody has used: rows of the migrations, and of a server that only started. */
const seeded = new Set(['plan', 'configuration', 'job'])

const rowsAtOnce = 1000
/** SQLite takes 32,766 values in one statement. */
const valuesAtOnce = 16_000

type Plain = Kysely<Record<string, Record<string, unknown>>>
const plain = (db: Store['kysely']): Plain => db.withoutPlugins() as unknown as Plain

async function columnsByTable(db: Plain): Promise<Map<string, string[]>> {
  const tables = (await db.introspection.getTables()).filter(({ name, isView }) => !isView && !inner.test(name))
  return new Map(tables.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, columns }) =>
    [name, columns.map((column) => column.name).filter((column) => !filled[name]?.includes(column)).toSorted()]))
}

/** The name of the last migration that ran; null where none did. */
export async function schemaOf(store: Store): Promise<string | null> {
  return (await schemaState(store)).applied.at(-1) ?? null
}

/** Every row as it stood at one moment, while others write on. Each table comes with a line of its own first. */
export async function readAll(store: Store, take: (line: TransferLine) => Promise<void> | void): Promise<void> {
  await store.kysely.connection().execute(async (connection) => {
    const db = plain(connection)
    await sql.raw(store.dialect === 'postgres' ? 'begin isolation level repeatable read read only' : 'begin').execute(db)
    try {
      for (const [table, columns] of await columnsByTable(db)) {
        await take({ table, columns })
        for await (const row of rowsOf(db, store.dialect, table, columns)) await take(columns.map((column) => row[column] as string | number | null))
      }
    } finally {
      await sql`rollback`.execute(db)
    }
  })
}

async function* rowsOf(db: Plain, dialect: DialectName, table: string, columns: readonly string[]): AsyncIterable<Record<string, unknown>> {
  let query = db.selectFrom(table).select([...columns])
  const [order] = filled[table] ?? []
  if (order !== undefined) query = query.orderBy(order)
  if (dialect === 'sqlite') return yield* query.stream()
  await sql`declare all_rows no scroll cursor for ${query}`.execute(db)
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`fetch ${sql.lit(rowsAtOnce)} from all_rows`.execute(db)
    if (!rows.length) break
    yield* rows
  }
  await sql`close all_rows`.execute(db)
}

/** A table that holds rows which only use could have made, or null for a database as it was made. */
export async function usedTable(store: Store): Promise<string | null> {
  const db = plain(store.kysely)
  for (const table of (await columnsByTable(db)).keys()) {
    if (!seeded.has(table) && await db.selectFrom(table).select(sql.lit(1).as('one')).limit(1).executeTakeFirst()) return table
  }
  return null
}

/**
 * Puts lines of `readAll` in the place of what migrations made: all of them or, when anything fails, none. The database must be
 * unused and of the same schema. Throws `TransferError`. Gives the number of rows.
 */
export async function writeAll(store: Store, lines: AsyncIterable<TransferLine>): Promise<number> {
  return store.kysely.transaction().execute(async (transaction) => {
    const db = plain(transaction as unknown as Store['kysely'])
    const known = await columnsByTable(db)
    for (const table of known.keys()) await db.deleteFrom(table).execute()
    let target: { table: string; columns: readonly string[] } | null = null
    let waiting: Record<string, unknown>[] = []
    let rows = 0
    const flush = async (): Promise<void> => {
      if (target && waiting.length) await db.insertInto(target.table).values(waiting).execute()
      waiting = []
    }
    for await (const line of lines) {
      if ('table' in line) {
        await flush()
        const columns = known.get(line.table)
        if (!columns || columns.length !== line.columns.length || columns.some((column) => !line.columns.includes(column)))
          throw new TransferError(`the table ${line.table} has other columns here`)
        target = line
        continue
      }
      if (!target || line.length !== target.columns.length) throw new TransferError('a row belongs to no table')
      waiting.push(Object.fromEntries(target.columns.map((column, i) => [column, line[i]])))
      rows++
      if (waiting.length === rowsAtOnce || waiting.length * target.columns.length >= valuesAtOnce) await flush()
    }
    await flush()
    if (store.dialect === 'sqlite') await sql`insert into search_index (rowid, folded) select id, ${sql.raw(indexedWords)} from search order by id`.execute(db)
    return rows
  })
}
