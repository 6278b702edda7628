import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../values/error.ts'
import { openSqlite } from './open-sqlite.ts'
import { isDamage, toAppError } from './sqlite-errors.ts'

let directory = ''
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'dh-sqlite-'))))
afterEach(() => rmSync(directory, { recursive: true, force: true }))

/** The failure of `act` as its callers would meet it. */
function failureOf(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return toAppError(error)
  }
  throw new Error('nothing failed')
}

describe('what SQLite says of the disk', () => {
  it('names a full disk, and keeps what was committed before', () => {
    const database = openSqlite(join(directory, 'full.sqlite'))
    database.exec('create table note(text text)')
    database.prepare('insert into note values (?)').run('kept')
    // The real limit of a real database: SQLite answers SQLITE_FULL as it does when the file cannot grow.
    database.pragma('max_page_count = 8')
    const insert = database.prepare('insert into note values (?)')
    const error = failureOf(() => database.transaction(() => { for (let i = 0; i < 100;
      i++) insert.run('x'.repeat(4000)) }).immediate())
    expect(error).toMatchObject({ code: 'disk_full', params: { reason: 'SQLITE_FULL' } })
    expect(database.inTransaction).toBe(false)
    expect(database.prepare('select count(*) as count from note').get()).toEqual({ count: 1 })
    database.close()
  })

  it('names a database that may only be read', () => {
    const path = join(directory, 'read.sqlite')
    openSqlite(path).exec('create table note(text text)').close()
    const database = openSqlite(path, { readonly: true })
    expect(failureOf(() => database.prepare('insert into note values (1)').run())).toMatchObject({ code: 'read_only' })
    database.close()
  })

  it('names a folder that is not there', () => {
    expect(failureOf(() => openSqlite(join(directory, 'none', 'x.sqlite')))).toBeInstanceOf(Error)
    const path = join(directory, 'missing.sqlite')
    expect(failureOf(() => openSqlite(path, { mustExist: true }))).toMatchObject({ code: 'read_only',
      params: { reason: 'SQLITE_CANTOPEN' } })
  })

  it('names a writer that does not let go', () => {
    const path = join(directory, 'busy.sqlite')
    const first = openSqlite(path)
    first.exec('create table note(text text)')
    const second = openSqlite(path, { busyTimeout: 20 })
    first.exec('begin immediate')
    expect(failureOf(() => second.exec('begin immediate'))).toMatchObject({ code: 'database_busy' })
    first.exec('rollback')
    first.close()
    second.close()
  })

  it('names a file that is no database, and one that is damaged inside', () => {
    const path = join(directory, 'not.sqlite')
    writeFileSync(path, 'this is a letter, not a database. '.repeat(200))
    expect(failureOf(() => openSqlite(path))).toMatchObject({ code: 'database_corrupt', params: { reason: 'SQLITE_NOTADB' } })
    expect(isDamage((failureOf(() => openSqlite(path)) as AppError).cause)).toBe(true)
  })

  it('leaves the mistakes of our own SQL as they are', () => {
    const database = openSqlite(join(directory, 'own.sqlite'))
    expect(failureOf(() => database.prepare('select * from nowhere'))).not.toBeInstanceOf(AppError)
    database.close()
    const other = new Error('other')
    expect(toAppError(other)).toBe(other)
  })

  it('opens for writing with the write-ahead log and every commit flushed', () => {
    const path = join(directory, 'settings.sqlite')
    const database = openSqlite(path)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.pragma('synchronous', { simple: true })).toBe(2)
    expect(database.pragma('foreign_keys', { simple: true })).toBe(0)
    database.close()
  })
})
