import type BetterSqlite from 'better-sqlite3'
import { AppError } from '../values/error.ts'
import { toAppError } from './sqlite-errors.ts'

/** The narrow tables whose every column may be filtered and sorted on: how their values lie decides which index is walked. */
const lists = ['property_list']
/** Long tables that are reached by their keys and never the other way round: so many entries of an index are looked at. */
const glance = 400
const reachedByKey = ['change', 'command', 'view_count', 'property_amenity', 'property_photo', 'import_reject']

/**
 * Tells SQLite how many rows lie where, for lists value by value (the 160 rows of a small quartier are fetched and sorted; of
 * one that fills a tenth of the list the order is walked). Without it a page of a narrow choice took 200 ms among 100,000
 * rows, with it one; and joins began at the wrong end, for a glance at an index says of an agency that it has 400 rows. Does
 * nothing while what it knows is still about true; else takes some 5 ms for 1,000 rows.
 * Gives whether it did: other connections learn of it when they are opened anew. PostgreSQL looks after itself.
 * A disk that is full, read-only or busy now is no error here: lists are slower until the next time, and nothing is lost.
 */
export function refreshStatistics(database: BetterSqlite.Database): boolean {
  try {
    if (lists.every((list) => knows(database, list))) return false
    const tables = database.prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like 'search_%' and name not like 'kysely_%'`).pluck().all() as string[]
    for (const table of tables) {
      database.pragma(`analysis_limit = ${reachedByKey.includes(table) ? glance : 0}`)
      database.exec(`analyze "${table}"`)
    }
    return true
  } catch (error) {
    const known = toAppError(error)
    if (known instanceof AppError && passing.has(known.code)) return false
    throw known
  }
}

const passing = new Set<string>(['disk_full', 'read_only', 'database_busy'])

/** Whether the list was looked at in full when it had about as many rows as now. */
function knows(database: BetterSqlite.Database, list: string): boolean {
  const now = database.prepare(`select count(*) from "${list}"`).pluck().get() as number
  if (!database.prepare(`select 1 from sqlite_schema where name = 'sqlite_stat4'`).get()) return now === 0
  const then = database.prepare(`select max(cast(stat as integer)) from sqlite_stat1 where tbl = ? and exists (select 1 from sqlite_stat4 where tbl = ?)`).pluck().get(list, list) as number | null
  return now === 0 || (then !== null && now <= then * 1.3 && now >= then * 0.6)
}
