import { AppError } from '../values/error.ts'

type Coded = Error & { code: string }

/** SqliteError of better-sqlite3, told by its shape: two copies of the package would have two classes. */
function isSqliteError(error: unknown): error is Coded {
  return error instanceof Error && typeof (error as Partial<Coded>).code === 'string'
    && (error as Coded).code.startsWith('SQLITE_')
}

/** Result codes (https://sqlite.org/rescode.html) that mean the file itself is damaged, not that it cannot be reached now. */
const damaged = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR_SHORT_READ', 'SQLITE_IOERR_DATA', 'SQLITE_IOERR_CORRUPTFS']

export function isDamage(error: unknown): boolean {
  return isSqliteError(error) && damaged.some((code) => error.code === code || error.code.startsWith(`${code}_`))
}

/**
 * Turns what SQLite says of the place where data lives (full, read-only, busy, damaged) into its `AppError`, with the
 * original as cause; anything else comes back as it was, for it is a bug of ours.
 */
export function toAppError(error: unknown): unknown {
  if (!isSqliteError(error)) return error
  const as = (code: 'disk_full' | 'read_only' | 'database_busy' | 'database_corrupt') => new AppError(code,
    { reason: error.code }, { cause: error })
  if (isDamage(error)) return as('database_corrupt')
  // Extended codes follow their primary one: SQLITE_BUSY_SNAPSHOT, SQLITE_READONLY_DIRECTORY.
  switch (error.code.split('_', 2).join('_')) {
    case 'SQLITE_FULL':
      return as('disk_full')
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
      return as('read_only')
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return as('database_busy')
    default:
      return error
  }
}
