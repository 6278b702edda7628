import { closeSync, existsSync, openSync, readdirSync, readSync, renameSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { openSqlite } from '../../../shared/database/open-sqlite.ts'
import { toAppError } from '../../../shared/database/sqlite-errors.ts'
import { AppError } from '../../../shared/values/error.ts'
import { storageError } from '../../../shared/files/disk.ts'

/** Reading a database whole takes about 0.1 s per 100 MB; above this only when it was not closed in order. */
const readWholeBelow = 256 * 1024 * 1024
const besides = ['', '-wal', '-shm', '-journal'] as const

export type Opening =
  | { kind: 'opened'; database: BetterSqlite.Database }
  /** `keptAs` is the file's new name in the same folder; `reason` is what was found. The place is free for another. */
  | { kind: 'setAside'; keptAs: string; reason: string }

/**
 * Opens the database at `path` (made when absent), or moves a damaged one aside with its log under
 * `<name>.corrupt-<date>`, erasing nothing. `now` is milliseconds UTC. A busy or unreachable file is not damaged: throws
 * AppError `database_busy`, `read_only`, `disk_full`.
 */
export function openOrSetAside(path: string, options: { now: number }): Opening {
  try {
    if (existsSync(path)) {
      const problem = inspect(path) ?? readWhole(path)
      if (problem !== null) return setAside(path, problem, options.now)
    }
    return { kind: 'opened', database: openSqlite(path) }
  } catch (error) {
    const told = toAppError(error)
    if (told instanceof AppError && told.code === 'database_corrupt') return setAside(path, String(told.params['reason']),
      options.now)
    throw storageError(told)
  }
}

/** What SQLite finds wrong, or null. Through a handle that cannot write, so that a damaged file is kept exactly as found. */
function readWhole(path: string): string | null {
  let database: BetterSqlite.Database | null = null
  try {
    database = openSqlite(path, { readonly: true })
    // A schema that cannot be read shows here even when the rest is not read.
    database.prepare('select count(*) from sqlite_master').get()
    if (!leftOpen(path) && statSync(path).size >= readWholeBelow) return null
    const found = database.pragma('quick_check(1)', { simple: true })
    return found === 'ok' ? null : String(found)
  } catch (error) {
    // A copy cut short while its journal was still in use can only be mended, and then judged, by a writer.
    const told = toAppError(error)
    if (told instanceof AppError && told.code === 'read_only') return null
    throw error
  } finally {
    database?.close()
  }
}

/** The last session did not end by closing the database. */
function leftOpen(path: string): boolean {
  return existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0
}

/**
 * Looks at the file without SQLite, which would begin to mend what is to be kept as it is; the page count is checked here
 * because SQLite itself only notices a missing end when it needs it.
 */
function inspect(path: string): string | null {
  const bytes = statSync(path).size
  // An empty file with a log is a first session cut short: SQLite finds everything in the log.
  if (bytes === 0) return null
  const header = Buffer.alloc(100)
  const file = openSync(path, 'r')
  try {
    readSync(file, header, 0, 100, 0)
  } finally {
    closeSync(file)
  }
  if (bytes < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return 'header'
  // https://sqlite.org/fileformat.html §1.3: page size at 16 (1 means 65536), pages at 28, valid when 24 equals 92.
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const pages = header.readUInt32BE(24) === header.readUInt32BE(92) ? header.readUInt32BE(28) : 0
  // With a log, pages of the end may still be in it.
  return !leftOpen(path) && bytes < pages * pageSize ? 'truncated' : null
}

function setAside(path: string, reason: string, now: number): Opening {
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-')
  let keptAs = `${path}.corrupt-${stamp}`
  for (let repeat = 2; existsSync(keptAs); repeat++) keptAs = `${path}.corrupt-${stamp}-${repeat}`
  try {
    // The log first: should this stop half-way, the damaged file is still found at its place and set aside next time.
    for (const beside of [...besides].reverse()) if (existsSync(path + beside)) renameSync(path + beside, keptAs + beside)
  } catch (error) {
    throw storageError(error)
  }
  return { kind: 'setAside', keptAs: basename(keptAs), reason }
}

/**
 * The name of the newest database set aside while nothing has taken its place: what the first screen must still tell
 * after a restart. Null once there is a database again.
 */
export function waitingSetAside(path: string): string | null {
  if (existsSync(path) || !existsSync(dirname(path))) return null
  const stem = `${basename(path)}.corrupt-`
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(stem) && !/-(wal|shm|journal)$/.test(name))
  const newest = names.map((name) => ({ name, at: statSync(join(dirname(path), name)).mtimeMs })).sort((a, b) => b.at - a.at
    || (a.name < b.name ? 1 : -1))[0]
  return newest?.name ?? null
}
