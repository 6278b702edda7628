import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { openSqlite } from '../shared/database/open-sqlite.ts'
import { postgresStore, sqliteStore } from '../shared/database/store.ts'
import type { Store } from '../shared/database/store.ts'
import { OperatorError } from './cli/words.ts'
import type { Config } from './config.ts'

/** The store that takes writes; a SQLite file is made where there is none. */
export function openWriting({ database }: Pick<Config, 'database'>): Store {
  if (database.kind === 'postgres') return postgresStore(database.url)
  mkdirSync(dirname(database.path), { recursive: true })
  return sqliteStore(openSqlite(database.path))
}

/** A store beside it that only reads: on SQLite it never waits behind a writer. The database must be there. */
export function openReading({ database }: Pick<Config, 'database'>): Store {
  if (database.kind === 'postgres') return postgresStore(database.url)
  if (!existsSync(database.path)) throw new OperatorError(`There is no database at ${database.path} (DATABASE_URL, DATA).`)
  return sqliteStore(openSqlite(database.path, { readonly: true }))
}
