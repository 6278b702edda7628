import { copyFileSync, openSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync, writeSync,
  closeSync } from 'node:fs'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { migrations } from '../../shared/database/migrate.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { uuidv7 } from '../../shared/values/id.ts'
import { adminAccount, openTestCore } from './testing/open-core.ts'
import type { TestCore, TestPage } from './testing/open-core.ts'
import { databasePath } from './workspace.ts'

// The core's own handle, so that its disk can be made to seem full.
const handles = vi.hoisted(() => [] as BetterSqlite.Database[])
vi.mock('../../shared/database/open-sqlite.ts', async (original) => {
  const real = await original<typeof import('../../shared/database/open-sqlite.ts')>()
  return {
    ...real,
    openSqlite: (path: string, options?: Parameters<typeof real.openSqlite>[1]) => {
      const database = real.openSqlite(path, options)
      if (!options?.readonly) handles.push(database)
      return database
    },
  }
})

let house: TestCore
let admin: TestPage
let n = 0
const id = (): string => uuidv7(house.now + n++, new Uint8Array(10).fill(n % 200))
beforeEach(async () => {
  house = await openTestCore()
  admin = await house.found()
})
afterEach(async () => house.end())

const property = async (title: string, more: object = {}, page = admin): Promise<string> => {
  const row = id()
  await page.act('property.create', { id: row, values: { title, kind: 'villa', transaction: 'sale', ...more } })
  return row
}
const titles = async (page = admin) => (await page.ask.properties.page({ limit: 100 })).rows.map((row) => row.title).toSorted()
const signIn = async (): Promise<TestPage> => {
  const page = house.page()
  await page.ask.session.signIn(adminAccount)
  return page
}
/** Every procedure that shows or changes something of the agency. */
const someCalls = (page: TestPage) => [page.ask.properties.page({}), page.ask.team.list({}),
  page.ask.session.signIn(adminAccount), page.ask.backup.list({}), page.ask.core.search({ text: 'x' }),
  page.ask.setup.createAgency({ agencyName: 'B', name: 'B B', email: 'b@b.sn', password: 'neuf chevaux verts' })]

describe('a backup', () => {
  it('brings back what was, after a copy of what is; everybody signs in again', async () => {
    await property('Avant')
    const { token } = (await admin.ask.session.current({}))!
    const backup = await admin.ask.backup.create({})
    expect(backup).toMatchObject({ reason: 'manual', at: house.now })
    house.now += 60_000
    await property('Après')
    const other = await signIn()
    expect(await admin.ask.backup.restore({ name: backup.name })).toMatchObject({ state: 'ready',
      agencyName: 'Teranga Immobilier' })
    for (const page of [admin, other]) await expect(page.ask.team.list({})).rejects.toMatchObject({ code: 'not_signed_in' })
    await expect(house.page().ask.session.resume({ token }), 'a session that the backup holds')
      .rejects.toMatchObject({ code: 'not_signed_in' })
    admin = await signIn()
    expect(await titles()).toEqual(['Avant'])
    const [undoing] = await admin.ask.backup.list({})
    expect(undoing).toMatchObject({ reason: 'restore', at: house.now })
    await property('Autre')
    house.now += 60_000
    await admin.ask.backup.restore({ name: undoing!.name })
    admin = await signIn()
    expect(await titles()).toEqual(['Après', 'Avant'])
    await property('Toujours vivant')
  })

  it('a change is told after a restore as before: the door is the new one', async () => {
    const { name } = await admin.ask.backup.create({})
    await admin.ask.backup.restore({ name })
    admin = await signIn()
    const stop = new AbortController()
    const stream = await admin.ask.live.changes({}, { signal: stop.signal })
    const next = stream.next()
    const row = await property('Neuf')
    expect((await next).value).toMatchObject({ entities: ['property'], ids: [row] })
    stop.abort()
  })

  it('that is none, is damaged, of something else, or newer is refused; nothing changes', async () => {
    await property('Ici')
    const { name } = await admin.ask.backup.create({})
    const folder = join(house.directory, 'backups')
    const as = (minute: string) => `digit-hab-2026-01-01-00${minute}00-manual.sqlite`
    copyFileSync(join(folder, name), join(folder, as('01')))
    truncateSync(join(folder, as('01')), 20_000)
    writeFileSync(join(folder, as('02')), 'not a database at all'.repeat(100))
    const foreign = openSqlite(join(folder, as('03')))
    foreign.exec('create table x (y)')
    foreign.close()
    copyFileSync(join(folder, name), join(folder, as('04')))
    const newer = openSqlite(join(folder, as('04')))
    newer.exec(`insert into kysely_migration values ('9999-later', 'x')`)
    newer.close()
    for (const [file, code] of [['../agency.sqlite', 'not_found'], ['x', 'not_found'], [as('09'), 'not_found'],
      [as('01'), 'backup_invalid'], [as('02'), 'backup_invalid'], [as('03'), 'backup_invalid'],
      [as('04'), 'database_newer']] as const)
      await expect(admin.ask.backup.restore({ name: file }), file).rejects.toMatchObject({ code })
    expect(await titles()).toEqual(['Ici'])
  })

  it('while it is brought back, other calls are answered or asked to come again; none hangs', async () => {
    const { name } = await admin.ask.backup.create({})
    const other = await signIn()
    const outcome = async (call: Promise<unknown>): Promise<unknown> => {
      try {
        await call
        return 'answered'
      } catch (error) {
        return (error as { code: unknown }).code
      }
    }
    const restoring = admin.ask.backup.restore({ name })
    const calls: Promise<unknown>[] = []
    for (let round = 0; round < 40; round += 1) {
      calls.push(outcome(other.ask.properties.totals({})), outcome(other.ask.setup.state({})),
        outcome(property(`Pendant ${round}`, {}, other)))
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await restoring
    for (const answer of new Set(await Promise.all(calls))) expect(['answered', 'core_restarted', 'not_signed_in', 'cancelled'])
      .toContain(answer)
    admin = await signIn()
    expect(await titles()).toEqual([])
  })
})

describe('a damaged database', () => {
  const damage = () => {
    const path = databasePath(house.directory)
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(statSync(path).size - 4096, 0xa5), 0, undefined, 4096)
    closeSync(file)
  }

  it('is put aside whole and told; a backup brings the agency back', async () => {
    await property('Sauvé')
    const { name } = await admin.ask.backup.create({})
    await property('Perdu')
    let damaged = Buffer.alloc(0)
    await house.restart(() => {
      damage()
      damaged = readFileSync(databasePath(house.directory))
    })
    const page = house.page()
    const state = await page.ask.setup.state({})
    expect(state).toMatchObject({ state: 'database_corrupt',
      keptAs: expect.stringMatching(/^agency\.sqlite\.corrupt-2026-11-23-/) as string, backups: [{ name, reason: 'manual' }] })
    for (const call of someCalls(page)) await expect(call)
      .rejects.toMatchObject({ code: expect.stringMatching(/^(database_corrupt|already_exists)$/) as string })
    await house.restart()
    const later = house.page()
    expect(await later.ask.setup.state({})).toEqual(state)
    await expect(later.ask.setup.recover({ backup: 'digit-hab-2026-01-01-000000-manual.sqlite' }))
      .rejects.toMatchObject({ code: 'not_found' })
    expect(await later.ask.setup.state({})).toEqual(state)
    expect(await later.ask.setup.recover({ backup: name })).toMatchObject({ state: 'ready' })
    admin = await signIn()
    expect(await titles()).toEqual(['Sauvé'])
    const { keptAs } = state as { keptAs: string }
    expect(readFileSync(join(house.directory, keptAs)).equals(damaged)).toBe(true)
    await expect(admin.ask.setup.recover({ backup: null })).rejects.toMatchObject({ code: 'rule_broken' })
  })

  it('without a backup the agency begins again, and the damaged file stays', async () => {
    await house.restart(damage)
    const page = house.page()
    const { keptAs } = (await page.ask.setup.state({})) as { keptAs: string }
    expect(await page.ask.setup.recover({ backup: null })).toEqual({ state: 'empty', joining: null })
    admin = await house.found()
    await property('Neuf')
    await house.restart()
    admin = await signIn()
    expect(await titles()).toEqual(['Neuf'])
    expect(readdirSync(house.directory)).toContain(keptAs)
  })

  it('cut short, or no database at all, is the same', async () => {
    for (const spoil of [() => truncateSync(databasePath(house.directory), 30_000),
      () => writeFileSync(databasePath(house.directory), 'x'.repeat(5000))]) {
      await house.restart(spoil)
      const page = house.page()
      expect(await page.ask.setup.state({})).toMatchObject({ state: 'database_corrupt' })
      await page.ask.setup.recover({ backup: null })
    }
  })
})

it('a database that a newer program wrote is told so, asked nothing, and left as it is', async () => {
  await property('De demain')
  await house.restart(() => {
    const database = openSqlite(databasePath(house.directory))
    database.exec(`insert into kysely_migration values ('9990-later', 'x')`)
    database.close()
  })
  const page = house.page()
  expect(await page.ask.setup.state({})).toEqual({ state: 'database_newer', found: 9990, known: Number.parseInt(Object.keys(migrations).at(-1)!, 10) })
  for (const call of someCalls(page)) await expect(call)
    .rejects.toMatchObject({ code: expect.stringMatching(/^(database_newer|already_exists)$/) as string })
  await expect(page.ask.setup.recover({ backup: null })).rejects.toMatchObject({ code: 'rule_broken' })
  await house.restart(() => {
    const database = openSqlite(databasePath(house.directory))
    database.exec(`delete from kysely_migration where name = '9990-later'`)
    database.close()
  })
  admin = await signIn()
  expect(await titles()).toEqual(['De demain'])
})

describe('a full disk', () => {
  /** What the core holds open; its file may not grow by a single page. */
  const writer = () => handles.findLast((handle) => handle.open && handle.name === databasePath(house.directory))!
  const fill = () => {
    const pages = writer().pragma('page_count', { simple: true }) as number
    writer().pragma(`max_page_count = ${pages}`)
  }
  const free = () => void writer().pragma('max_page_count = 1073741823')
  const long = 'Une description qui prend de la place. '.repeat(400)

  it('is said; nothing is half written, reading goes on, and so does writing when there is room again', async () => {
    const before = await property('Avant')
    fill()
    const refused: unknown[] = []
    for (let round = 0; round < 40; round += 1) {
      const outcome = await admin.say('property.create',
        { id: id(), values: { title: `Pleine ${round}`, kind: 'villa', transaction: 'sale', description: long },
        amenities: ['pool', 'guard'] }).catch((error: unknown) => error)
      if (outcome instanceof Error) refused.push(outcome)
    }
    expect(refused.length).toBeGreaterThan(10)
    for (const error of refused) expect(error).toMatchObject({ code: 'disk_full' })
    expect(await house.differences()).toEqual([])
    expect((await titles()).filter((title) => title.startsWith('Pleine'))).toHaveLength(40 - refused.length)
    expect(await admin.ask.properties.get({ id: before })).toMatchObject({ property: { title: 'Avant' } })
    free()
    await property('Après', { description: long })
    expect(await titles()).toContain('Après')
    expect((await admin.ask.properties.page({ sort: [{ field: 'reference', direction: 'desc' }], limit: 1 })).rows[0]?.reference)
      .toBe(`DKR-${String(42 - refused.length).padStart(4, '0')}`)
  })

  it('refuses a batch of commands as a whole, and the same ids work afterwards', async () => {
    const envelope = (title: string) => ({ commandId: id(), name: 'property.create', version: 1, typedAt: house.now,
      deviceId: id(), input: { id: id(), values: { title, kind: 'villa', transaction: 'sale', description: long } } })
    const envelopes = Array.from({ length: 30 }, (_, round) => envelope(`Ensemble ${round}`))
    fill()
    await expect(admin.ask.command({ envelopes })).rejects.toMatchObject({ code: 'disk_full' })
    expect(await titles()).toEqual([])
    free()
    expect(new Set((await admin.ask.command({ envelopes })).map((outcome) => outcome.status))).toEqual(new Set(['applied']))
    expect(await titles()).toHaveLength(30)
  })

  it('while a photo arrives: it is said, no row stays without its bytes, and it can be sent again', async () => {
    const image = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#123456' } }).jpeg().toBuffer()
    fill()
    let said: unknown = null
    for (let round = 0; said === null && round < 200; round += 1) {
      try {
        await admin.ask.files.end({ uploadId: await admin.upload(`${'nom très long '.repeat(13)}${round}.jpg`, image, 'photo') })
      } catch (error) {
        said = error
      }
    }
    expect(said).toMatchObject({ code: 'disk_full' })
    free()
    const file = await admin.ask.files.end({ uploadId: await admin.upload('encore.jpg', image, 'photo') })
    expect(await admin.ask.files.read({ fileId: file.id, variant: 'thumb' })).toMatchObject({ mime: 'image/webp' })
  })

  it('during an import: what is in stays in, and after a restart it is a stopped import that can be taken back', async () => {
    const lines = Array.from({ length: 600 }, (_, line) =>
      `Appartement ${line} rue ${line * 7};Appartement;Location;Almadies;${300_000 + line * 25_000};${long.slice(0, 300)}`)
    const uploadId = await admin.upload('biens.csv',
      Buffer.from(['Titre;Type de bien;Transaction;Quartier;Prix;Description', ...lines].join('\n')), 'import')
    await admin.ask.files.end({ uploadId })
    const { choices } = await admin.ask.imports.preview({ uploadId })
    let said: unknown = null
    try {
      for await (const progress of await admin.ask.imports.run({ uploadId, batchId: id(),
        choices })) if (progress.kind === 'progress') fill()
    } catch (error) {
      said = error
    }
    expect(said).toMatchObject({ code: 'disk_full' })
    expect(await house.differences()).toEqual([])
    await house.restart()
    admin = await signIn()
    const [batch] = await admin.ask.imports.batches({})
    expect(batch).toMatchObject({ state: 'cancelled', undoable: true })
    expect(batch!.imported).toBeGreaterThan(0)
    expect(batch!.imported).toBeLessThan(600)
    expect((await admin.ask.properties.totals({})).count).toBe(batch!.imported)
    for await (const progress of await admin.ask.imports.undo({ batchId: batch!.id }))
      if (progress.kind === 'done') expect(progress).toMatchObject({ removed: batch!.imported, left: [] })
    expect((await admin.ask.properties.totals({})).count).toBe(0)
  })

  it('does not keep anybody from signing in or out', async () => {
    fill()
    const outcome = await signIn().then(() => 'in', (error: { code: string }) => error.code)
    expect(['in', 'disk_full']).toContain(outcome)
    await admin.ask.session.signOut({})
    free()
    admin = await signIn()
    expect(await titles()).toEqual([])
  })
})
