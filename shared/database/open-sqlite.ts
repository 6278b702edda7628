import Database from 'better-sqlite3'
import type BetterSqlite from 'better-sqlite3'
import { toAppError } from './sqlite-errors.ts'

export type OpenOptions = {
  /** For the worker of queries: it may not even begin a write. */
  readonly?: boolean
  /** Fail rather than make an empty database. */
  mustExist?: boolean
  /** How long to wait for another writer, in milliseconds. */
  busyTimeout?: number
}

/**
 * better-sqlite3 13 is built for Node 24; the Electron runtime used for development has an older Node, for which
 * DIGIT_HAB_SQLITE_BINDING names a build that fits. A packaged application brings its own and must not be led to another.
 */
export function sqliteBinding(): { nativeBinding?: string } {
  const binding = process.env['DIGIT_HAB_SQLITE_BINDING']
  const packaged = import.meta.url.includes('app.asar')
  return binding && !packaged && process.versions['electron'] ? { nativeBinding: binding } : {}
}

/**
 * Opens (or makes) one of our databases with the settings all of the house relies on: WAL, each commit flushed to disk.
 * @param path of the file; the content of one is opened in memory
 * Throws AppError `read_only`, `database_busy` or `database_corrupt`.
 */
export function openSqlite(path: string | Buffer, options: OpenOptions = {}): BetterSqlite.Database {
  const { readonly = false, mustExist = readonly, busyTimeout = 5000 } = options
  let database: BetterSqlite.Database | null = null
  try {
    database = new Database(path, { readonly, fileMustExist: mustExist, timeout: busyTimeout, ...sqliteBinding() })
    if (!readonly) {
      database.pragma('journal_mode = WAL')
      database.pragma('synchronous = FULL')
      // Otherwise one large import leaves its log on the disk for good.
      database.pragma('journal_size_limit = 67108864')
      // 32 MB between two checkpoints: an import dirties the same index pages again and again, and they are copied home once.
      database.pragma('wal_autocheckpoint = 8000')
    }
    // Rows arrive in any order (architecture §4): references are checked by commands, not by SQL.
    database.pragma('foreign_keys = OFF')
    database.pragma('cache_size = -32768')
    // No memory map: a truncated file would end the process (SIGBUS) where a read gives an error we can tell.
    database.pragma('mmap_size = 0')
    database.pragma('temp_store = MEMORY')
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    return database
  } catch (error) {
    database?.close()
    throw toAppError(error)
  }
}
