import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { openSqlite } from '../../../shared/database/open-sqlite.ts'
import { isDamage, toAppError } from '../../../shared/database/sqlite-errors.ts'
import type { BackupInfo } from '../../../shared/modules/core/model-views.ts'
import { AppError } from '../../../shared/values/error.ts'
import { storageError, syncDirectory } from '../../../shared/files/disk.ts'

/** How many of each kind stay; a copy made by hand is never pushed out by the nightly ones. */
const kept: Readonly<Record<BackupInfo['reason'], number>> = { manual: 20, daily: 14, migration: 5, restore: 5 }

const nameShape = /^digit-hab-(\d{4})-(\d{2})-(\d{2})-(\d{2})(\d{2})(\d{2})-(manual|daily|migration|restore)(?:-(\d+))?\.sqlite$/

/** What the name of a backup says, or null for any other file. Instants are milliseconds UTC, to the second. */
function readName(name: string): (Pick<BackupInfo, 'name' | 'at' | 'reason'> & { repeat: number }) | null {
  const parts = nameShape.exec(name)
  if (!parts) return null
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, number, number, number, number,
    number]
  return { name, at: Date.UTC(year, month - 1, day, hour, minute, second), reason: parts[7] as BackupInfo['reason'],
    repeat: Number(parts[8] ?? 1) }
}

function writeName(at: number, reason: BackupInfo['reason'], repeat: number): string {
  const [day, time] = new Date(at).toISOString().split('T') as [string, string]
  return `digit-hab-${day}-${time.slice(0, 8).replaceAll(':', '')}-${reason}${repeat === 0 ? '' : `-${repeat + 1}`}.sqlite`
}

/** Newest first; files in the folder that are no backups of ours are passed over. An absent folder has none. */
export async function listBackups(directory: string): Promise<BackupInfo[]> {
  if (!existsSync(directory)) return []
  const told = (await readdir(directory)).flatMap((name) => readName(name) ?? [])
  told.sort((a, b) => b.at - a.at || b.repeat - a.repeat)
  return Promise.all(told.map(async ({ name, at, reason }) => ({ name, at, reason,
    bytes: (await stat(join(directory, name))).size })))
}

/** The path of a backup named by a caller; a name that is not one of ours (or walks out of the folder) is `not_found`. */
export function backupPath(directory: string, name: string): string {
  const path = join(directory, name)
  if (!readName(name) || !existsSync(path)) throw new AppError('not_found', { name })
  return path
}

/**
 * Copies a living database into `directory`, checks the copy, and forgets the oldest of the same reason.
 * Give the writer's own open handle where there is one: from another handle SQLite starts the copy over at each write.
 * `now` is milliseconds UTC. Throws `disk_full`, `read_only`, `database_corrupt`, and `backup_invalid` when the copy fails its
 * check.
 */
export async function createBackup(
  source: BetterSqlite.Database | string,
  directory: string,
  options: {
    reason: BackupInfo['reason']
    now: number
    /** The backup about to be put back: it stays, however old. */
    keep?: string
  },
): Promise<BackupInfo> {
  let name = writeName(options.now, options.reason, 0)
  for (let repeat = 1; existsSync(join(directory, name)); repeat++) name = writeName(options.now, options.reason, repeat)
  const path = join(directory, name)
  const partial = `${path}.part`
  const database = typeof source === 'string' ? openSqlite(source, { readonly: true }) : source
  try {
    await mkdir(directory, { recursive: true })
    await removeDatabase(partial)
    // 1000 pages (4 MB) a step, so that edits are answered between steps.
    await database.backup(partial, { progress: () => 1000 })
    settle(partial)
    await flush(partial)
    await rename(partial, path)
    await syncDirectory(directory)
  } catch (error) {
    await removeDatabase(partial)
    throw storageError(toAppError(error))
  } finally {
    if (typeof source === 'string') database.close()
  }
  await forgetOldest(directory, options.reason, options.keep)
  return { name, at: readName(name)!.at, bytes: (await stat(path)).size, reason: options.reason }
}

/** Makes a copy one single file (no write-ahead log beside it) and reads all of it once. */
function settle(path: string): void {
  const copy = openSqlite(path, { mustExist: true })
  try {
    copy.pragma('journal_mode = DELETE')
    const problem = copy.pragma('integrity_check(1)', { simple: true })
    if (problem !== 'ok') throw new AppError('backup_invalid', { reason: String(problem) })
  } finally {
    copy.close()
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function forgetOldest(directory: string, reason: BackupInfo['reason'], keep: string | undefined): Promise<void> {
  const same = (await listBackups(directory)).filter((backup) => backup.reason === reason)
  for (const backup of same.slice(kept[reason])) if (backup.name !== keep) await rm(join(directory, backup.name), { force: true })
}

/**
 * Is this file a whole database of ours that this program can read? `known` are the names of the migrations it knows.
 * Throws `backup_invalid` {reason: missing | foreign | damaged}, `database_newer` {found, known}.
 */
export function verifyBackup(path: string, known: readonly string[]): { migration: string; agencyName: string | null } {
  if (!existsSync(path)) throw new AppError('backup_invalid', { reason: 'missing' })
  let database: BetterSqlite.Database | null = null
  try {
    database = openSqlite(path, { readonly: true })
    const tables = database.prepare(`select name from sqlite_master where type = 'table'`).pluck().all() as string[]
    if (!['kysely_migration', 'change', 'agency'].every((name) => tables.includes(name))) throw new AppError('backup_invalid',
      { reason: 'foreign' })
    const applied = database.prepare('select name from kysely_migration order by name').pluck().all() as string[]
    const migration = applied.at(-1)
    if (migration === undefined) throw new AppError('backup_invalid', { reason: 'foreign' })
    const unknown = applied.filter((name) => !known.includes(name))
    if (unknown.length) throw new AppError('database_newer', { found: unknown.at(-1), known: known.at(-1) })
    if (database.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new AppError('backup_invalid',
      { reason: 'damaged' })
    const agencyName = (database.prepare('select name from agency order by created_at limit 1').pluck().get() as string
      | undefined) ?? null
    return { migration, agencyName }
  } catch (error) {
    if (isDamage(error) || (error instanceof AppError && error.code === 'database_corrupt')) throw new AppError('backup_invalid',
      { reason: 'damaged' }, { cause: error })
    throw toAppError(error)
  } finally {
    database?.close()
  }
}

/**
 * Puts a verified backup in the place of a database that nobody has open. The old file is replaced in one rename, so a
 * power cut leaves either the old data or the new; make a backup of the old one first (reason `restore`).
 */
export async function replaceDatabase(databasePath: string, backup: string): Promise<void> {
  const fresh = `${databasePath}.restoring`
  try {
    await removeDatabase(fresh)
    await copyFile(backup, fresh)
    await flush(fresh)
    // The log of the old database must not be read into the new one.
    for (const beside of ['-wal', '-shm']) await rm(databasePath + beside, { force: true })
    await rename(fresh, databasePath)
    await syncDirectory(join(databasePath, '..'))
  } catch (error) {
    await removeDatabase(fresh)
    throw storageError(error)
  }
}

async function removeDatabase(path: string): Promise<void> {
  for (const beside of ['', '-wal', '-shm', '-journal']) await rm(path + beside, { force: true })
}
