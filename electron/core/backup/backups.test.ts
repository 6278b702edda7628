import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync,
  writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from '../../../shared/database/open-sqlite.ts'
import { backupPath, createBackup, listBackups, replaceDatabase, verifyBackup } from './backups.ts'
import { openOrSetAside, waitingSetAside } from './set-aside.ts'

const now = Date.UTC(2026, 10, 22, 10, 30, 15)
const known = ['0010-foundation', '0020-more']
let directory = ''
let path = ''
let backups = ''

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dh-backup-'))
  path = join(directory, 'agency.sqlite')
  backups = join(directory, 'backups')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

/** A database with what marks ours, and enough rows that its tables fill many pages. */
function makeDatabase(rows = 400): BetterSqlite.Database {
  const database = openSqlite(path)
  database.exec(`create table kysely_migration(name text); create table change(n); create table agency(name text, created_at int);
    create table note(id integer primary key, text text); create index note_text on note(text);
    insert into kysely_migration values ('0010-foundation'); insert into agency values ('Teranga', 1)`)
  const insert = database.prepare('insert into note(text) values (?)')
  database.transaction(() => { for (let i = 0; i < rows; i++) insert.run(`${i}`.repeat(100)) }).immediate()
  return database
}

const notes = (file: string) => {
  const database = openSqlite(file, { readonly: true })
  try {
    return database.prepare('select count(*) from note').pluck().get()
  } finally {
    database.close()
  }
}

describe('backups', () => {
  it('keep the one that is about to be put back, however old it is', async () => {
    const database = makeDatabase()
    const all = []
    for (let i = 0; i < 5; i++) all.push(await createBackup(database, backups, { reason: 'restore', now: now + i * 60_000 }))
    await createBackup(database, backups, { reason: 'restore', now: now + 600_000, keep: all[0]!.name })
    expect((await listBackups(backups)).map((backup) => backup.name)).toContain(all[0]!.name)
    database.close()
  })

  it('copies a database in use into one checked file named by day and reason', async () => {
    const database = makeDatabase()
    const info = await createBackup(database, backups, { reason: 'manual', now })
    expect(info).toEqual({ name: 'digit-hab-2026-11-22-103015-manual.sqlite', at: now, bytes: expect.any(Number),
      reason: 'manual' })
    expect(readdirSync(backups)).toEqual([info.name])
    database.exec('delete from note')
    expect(notes(join(backups, info.name))).toBe(400)
    expect(verifyBackup(join(backups, info.name), known)).toEqual({ migration: '0010-foundation', agencyName: 'Teranga' })
    expect(readdirSync(backups)).toEqual([info.name])
    database.close()
  })

  it('holds the edits made through the same handle while it was being copied', async () => {
    const database = makeDatabase(20_000)
    const copying = createBackup(database, backups, { reason: 'daily', now })
    database.prepare('insert into note(text) values (?)').run('typed meanwhile')
    const { name } = await copying
    expect(notes(join(backups, name))).toBe(20_001)
    database.close()
  })

  it('gives two copies of one second two names and lists the newest first', async () => {
    const database = makeDatabase(1)
    await createBackup(database, backups, { reason: 'manual', now })
    await createBackup(database, backups, { reason: 'manual', now })
    await createBackup(database, backups, { reason: 'daily', now: now + 60_000 })
    writeFileSync(join(backups, 'holiday.sqlite'), 'not ours')
    expect((await listBackups(backups)).map((backup) => backup.name)).toEqual([
      'digit-hab-2026-11-22-103115-daily.sqlite', 'digit-hab-2026-11-22-103015-manual-2.sqlite',
        'digit-hab-2026-11-22-103015-manual.sqlite',
    ])
    expect(await listBackups(join(directory, 'none'))).toEqual([])
    database.close()
  })

  it('forgets the oldest of the same reason only', async () => {
    const database = makeDatabase(1)
    await createBackup(database, backups, { reason: 'manual', now: now - 90 * 86_400_000 })
    for (let day = 0; day < 16; day++) await createBackup(database, backups, { reason: 'daily', now: now + day * 86_400_000 })
    const left = await listBackups(backups)
    expect(left.filter((backup) => backup.reason === 'daily')).toHaveLength(14)
    expect(left.filter((backup) => backup.reason === 'daily').at(-1)!.at).toBe(now + 2 * 86_400_000)
    expect(left.filter((backup) => backup.reason === 'manual')).toHaveLength(1)
    database.close()
  })

  it('says so when the disk is full and leaves no half of a copy', async () => {
    const database = makeDatabase()
    mkdirSync(backups)
    // The kernel's own device that is always full takes the place of the copy.
    const full = { backup: async (target: string) => { writeFileSync(target, 'begun'); writeFileSync('/dev/full', 'x') } }
    await expect(createBackup(full as unknown as BetterSqlite.Database, backups,
      { reason: 'manual', now })).rejects.toMatchObject({ code: 'disk_full' })
    expect(readdirSync(backups)).toEqual([])
    database.close()
  })

  it('refuses what is not ours, what is damaged and what a newer program wrote', async () => {
    const database = makeDatabase()
    const { name } = await createBackup(database, backups, { reason: 'manual', now })
    database.exec(`insert into kysely_migration values ('0990-later')`)
    const newer = await createBackup(database, backups, { reason: 'restore', now })
    database.close()

    const foreign = join(directory, 'foreign.sqlite')
    openSqlite(foreign).exec('create table other(a)').close()
    const letter = join(directory, 'letter.sqlite')
    writeFileSync(letter, 'Dear Sir, '.repeat(100))
    const damaged = join(directory, 'damaged.sqlite')
    copyFileSync(join(backups, name), damaged)
    const bytes = readFileSync(damaged)
    bytes.fill(0x41, 5 * 4096, 12 * 4096)
    writeFileSync(damaged, bytes)

    expect(() => verifyBackup(foreign, known)).toThrowError(expect.objectContaining({ code: 'backup_invalid',
      params: { reason: 'foreign' } }))
    expect(() => verifyBackup(letter, known)).toThrowError(expect.objectContaining({ code: 'backup_invalid',
      params: { reason: 'damaged' } }))
    expect(() => verifyBackup(damaged, known)).toThrowError(expect.objectContaining({ code: 'backup_invalid',
      params: { reason: 'damaged' } }))
    expect(() => verifyBackup(join(directory, 'none'), known)).toThrowError(expect.objectContaining({ code: 'backup_invalid',
      params: { reason: 'missing' } }))
    expect(() => verifyBackup(join(backups, newer.name), known)).toThrowError(
      expect.objectContaining({ code: 'database_newer', params: { found: '0990-later', known: '0020-more' } }))
  })

  it('finds a backup only by a name that is one', async () => {
    const database = makeDatabase(1)
    const { name } = await createBackup(database, backups, { reason: 'manual', now })
    expect(backupPath(backups, name)).toBe(join(backups, name))
    for (const bad of ['../agency.sqlite', 'agency.sqlite', `../backups/${name}`, 'digit-hab-2026-11-22-103015-daily.sqlite']) {
      expect(() => backupPath(backups, bad)).toThrowError(expect.objectContaining({ code: 'not_found' }))
    }
    database.close()
  })

  it('puts a backup in the place of the data, with nothing of the old log', async () => {
    const database = makeDatabase(10)
    const { name } = await createBackup(database, backups, { reason: 'manual', now })
    database.exec('delete from note')
    database.close()
    await replaceDatabase(path, join(backups, name))
    expect(notes(path)).toBe(10)
    expect(existsSync(join(backups, name))).toBe(true)
    expect(readdirSync(directory).filter((file) => file.includes('restoring'))).toEqual([])
  })
})

describe('a database at start', () => {
  it('opens a sound one, and makes an absent one', () => {
    const fresh = openOrSetAside(path, { now })
    expect(fresh.kind).toBe('opened')
    if (fresh.kind === 'opened') fresh.database.close()
    makeDatabase().close()
    const again = openOrSetAside(path, { now })
    expect(again.kind).toBe('opened')
    if (again.kind === 'opened') again.database.close()
  })

  it.each([
    ['its beginning overwritten', (bytes: Buffer) => bytes.fill(0x20, 0, 50)],
    ['a few pages overwritten', (bytes: Buffer) => bytes.fill(0x41, 5 * 4096, 12 * 4096)],
    ['its schema overwritten', (bytes: Buffer) => bytes.fill(0x41, 100, 4096)],
    ['another file in its place', () => Buffer.from('Dear Sir, '.repeat(1000))],
  ])('sets aside one with %s, keeping every byte', (_, spoil) => {
    makeDatabase().close()
    const spoilt = spoil(readFileSync(path))
    writeFileSync(path, spoilt)
    const outcome = openOrSetAside(path, { now })
    expect(outcome).toMatchObject({ kind: 'setAside', keptAs: 'agency.sqlite.corrupt-2026-11-22-103015' })
    expect(readFileSync(join(directory, 'agency.sqlite.corrupt-2026-11-22-103015')).equals(spoilt)).toBe(true)
    expect(existsSync(path)).toBe(false)
    expect(waitingSetAside(path)).toBe('agency.sqlite.corrupt-2026-11-22-103015')
    makeDatabase(1).close()
    expect(waitingSetAside(path)).toBeNull()
  })

  it('sets aside one whose end is missing', () => {
    makeDatabase().close()
    truncateSync(path, 6 * 4096)
    expect(openOrSetAside(path, { now })).toMatchObject({ kind: 'setAside', reason: 'truncated' })
  })

  it('takes the log along, so that nothing of the last session is erased', () => {
    const database = makeDatabase()
    copyFileSync(`${path}-wal`, join(directory, 'log'))
    database.close()
    writeFileSync(path, 'x'.repeat(5000))
    copyFileSync(join(directory, 'log'), `${path}-wal`)
    const outcome = openOrSetAside(path, { now })
    expect(outcome.kind).toBe('setAside')
    expect(readdirSync(directory).filter((name) => name.includes('corrupt')).sort()).toEqual([
      'agency.sqlite.corrupt-2026-11-22-103015', 'agency.sqlite.corrupt-2026-11-22-103015-wal',
    ])
  })

  it('keeps a second damaged one of the same second beside the first', () => {
    for (const name of ['agency.sqlite.corrupt-2026-11-22-103015', 'agency.sqlite.corrupt-2026-11-22-103015-2']) {
      writeFileSync(path, 'nothing of sense '.repeat(100))
      expect(openOrSetAside(path, { now })).toMatchObject({ kind: 'setAside', keptAs: name })
    }
  })

  it('recovers a session cut short by a power failure instead of calling it damaged', () => {
    const database = makeDatabase()
    const crashed = join(directory, 'crashed.sqlite')
    for (const beside of ['', '-wal']) copyFileSync(path + beside, crashed + beside)
    database.close()
    const outcome = openOrSetAside(crashed, { now })
    expect(outcome.kind).toBe('opened')
    if (outcome.kind === 'opened') {
      expect(outcome.database.prepare('select count(*) from note').pluck().get()).toBe(400)
      outcome.database.close()
    }
  })
})
