import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createTestDatabase } from '../../.ci/postgres-database.ts'
import type { TestDatabase } from '../../.ci/postgres-database.ts'
import { sql } from 'kysely'
import { migrate, migrations, schemaState } from '../../shared/database/migrate.ts'
import { readAll, usedTable } from '../../shared/database/transfer.ts'
import type { Store } from '../../shared/database/store.ts'
import { runCommand } from '../cli/commands.ts'
import { readConfig } from '../config.ts'
import type { Config } from '../config.ts'
import { openReading, openWriting } from '../open-stores.ts'
import { photoForm } from '../testing/samples-files.ts'
import { property } from '../testing/things.ts'
import type { Asking } from '../testing/things.ts'
import { request } from '../testing/open.ts'
import { startServer } from '../testing/child.ts'
import { openWorld } from '../testing/world.ts'
import type { World } from '../testing/world.ts'
import { createBackup, forgetBackups } from './create.ts'
import type { Made } from './create.ts'
import { filesOf } from './files.ts'
import type { Listed } from './files.ts'
import { restoreBackup } from './restore.ts'

const postgresUrl = inject('postgresUrl')
const at = Date.UTC(2026, 10, 28, 1, 2, 3)
const name = 'digit-hab-2026-11-28T010203Z'

/** All rows as text, in an order of their own: a database looks the same wherever it lies. */
async function linesOf(store: Store): Promise<string[]> {
  const lines: string[] = []
  let table = ''
  await readAll(store, (line) => {
    if ('table' in line) table = line.table
    lines.push(`${table} ${JSON.stringify(line)}`)
  })
  return lines.toSorted()
}

const suite = (kind: string, url: string, able = true) => describe.runIf(able)(`a backup made on ${kind}`, () => {
  let world: World
  let directory: string
  let databases: TestDatabase[]
  let asking: Asking
  let before: string[]
  let source: Config
  const place = (label: string): string => join(directory, label)

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'digit-hab-backup-'))
    databases = []
    world = await openWorld({ postgresUrl: url })
    asking = { world, agency: world.ours, owner: world.ours.agent, caller: 'agent', token: world.ours.agent.token }
    const id = await property(asking, { title: 'Villa « Sacré-Cœur » 3, l’été\u00a0: 50 % 🏠', latitude: 14.7167, longitude: -17.4677, surfaceArea: 120.5 })
    expect((await world.server.call('POST', `/api/properties/${id}/images/`, { token: world.ours.agent.token, form: await photoForm() })).status).toBe(201)
    source = world.server.house.config
  })
  afterAll(async () => {
    await world.server.close()
    for (const database of databases) await database.drop()
    rmSync(directory, { recursive: true, force: true })
  })

  /** As the command does it: with a connection of its own. */
  async function copy(folder: string, now: number): Promise<Made> {
    const store = openReading(source)
    try {
      return await createBackup(source, store, folder, now)
    } finally {
      await store.close()
    }
  }

  /** An empty place to restore into. */
  async function empty(to: 'sqlite' | 'postgres', label: string, settings: Record<string, string> = {}): Promise<Config> {
    let address = `sqlite:${place(`${label}/db.sqlite`)}`
    if (to === 'postgres') {
      const database = await createTestDatabase(postgresUrl)
      databases.push(database)
      address = database.url
    }
    return readConfig({ DATA: place(label), DATABASE_URL: address, JWT_SECRET: source.jwtSecret!, ...settings })
  }

  it('is one moment of a server that goes on writing', async () => {
    let writing = true
    let written = 0
    const writer = (async () => {
      while (writing) {
        await property(asking)
        written++
        // SQLite answers at once: without this nothing else would come to its turn.
        await setImmediate()
      }
    })()
    const begun = written
    const { path, files, rows } = await copy(place('backups'), at)
    writing = false
    await writer
    expect(path).toBe(place(`backups/${name}`))
    expect(files).toBeGreaterThan(1)
    expect(rows).toBeGreaterThan(50)
    expect(written).toBeGreaterThan(begun)
    expect(statSync(path).mode & 0o777).toBe(0o700)
    for (const file of readdirSync(path)) expect(statSync(join(path, file)).mode & 0o777, file).toBe(0o600)
    // Of every command either all of its changes are in it or none: the log folds to the rows.
    const config = await empty('sqlite', 'moment')
    const store = openWriting(config)
    await restoreBackup(config, store, place('backups'), name)
    const { kysely } = store
    const created = await kysely.selectFrom('change').select('entityId').where('entity', '=', 'property').where('kind', '=', 'create').execute()
    const stand = await kysely.selectFrom('property').select('id').execute()
    const listed = await kysely.selectFrom('propertyList').select('id').execute()
    expect(stand.map(({ id }) => id).toSorted()).toEqual(created.map(({ entityId }) => entityId).toSorted())
    expect(listed).toHaveLength(stand.length)
    await store.close()
  })

  it.each(['sqlite', 'postgres'] as const)('comes back whole on %s, and a server serves it', { timeout: 60_000 }, async (to) => {
    if (to === 'postgres' && !postgresUrl) return expect(postgresUrl).toBe('')
    before = await linesOf(world.server.house.reading)
    await copy(place(`to-${to}`), at)
    const config = await empty(to, `from-${to}`)
    const store = openWriting(config)
    const { rows, files, warnings } = await restoreBackup(config, store, place(`to-${to}`), name)
    // One row more: posts must learn that the log may have gone back.
    const [epoch, rest] = [(line: string) => line.startsWith('server_epoch ['), await linesOf(store)]
    expect(rest.filter((line) => !epoch(line))).toEqual(before.filter((line) => !epoch(line)))
    expect(rest.filter(epoch)).toHaveLength(before.filter(epoch).length + 1)
    expect(rows).toBe(before.filter((line) => line.includes(' [')).length)
    expect(warnings).toEqual([])
    expect(files).toBeGreaterThan(1)
    await store.close()

    const address = config.database.kind === 'postgres' ? config.database.url : `sqlite:${config.database.path}`
    const child = await startServer({ DATA: config.dataDirectory, DATABASE_URL: address, JWT_SECRET: source.jwtSecret! })
    try {
      const found = await request(child.url, 'GET', '/api/properties/search/?search=sacre coeur', {})
      expect(found.body.results).toHaveLength(1)
      const { primary_image_url: image, id } = found.body.results[0]
      expect((await fetch(child.url + new URL(image).pathname + new URL(image).search)).headers.get('content-type')).toMatch(/^image\//)
      // Sessions and numbers go on where they were.
      const made = await request(child.url, 'POST', '/api/properties/', { token: world.ours.agent.token, body: { title: 'Studio', property_type: 'apartment', property_type_display: 'rent', price: '1', city: 'Dakar' } })
      expect(made.status).toBe(201)
      expect(made.body.id).not.toBe(id)
      expect((await request(child.url, 'GET', '/api/properties/search/?search=studio', { token: world.ours.agent.token })).body.results[0].id).toBe(made.body.id)
    } finally {
      child.signal('SIGINT')
      expect((await child.ended).code).toBe(0)
    }
  })

  it('costs only new files the next time, and old ones go when they are no longer named', async () => {
    const folder = place('keep')
    const first = await copy(folder, at)
    expect(first.copied).toBe(first.files)
    const second = await copy(folder, at + 1000)
    expect(second.copied).toBe(0)
    const [gone] = await listOf(folder)
    // As if the first alone had named it.
    writeFileSync(join(folder, 'files', gone!.path.replace(/[0-9a-f]{64}.*/, 'f'.repeat(64))), 'old')
    expect(await forgetBackups(folder, 1, Date.now() + 3600_000)).toEqual({ backups: 1, files: 0 })
    const third = await copy(folder, at + 2000)
    expect(await forgetBackups(folder, 1, Date.now() + 2 * 86_400_000)).toEqual({ backups: 1, files: 1 })
    expect(await listOf(folder)).toHaveLength(third.files!)
    const config = await empty('sqlite', 'kept')
    const store = openWriting(config)
    expect((await restoreBackup(config, store, folder, 'digit-hab-2026-11-28T010205Z')).files).toBe(third.files)
    await store.close()
  })

  it.each<[string, (folder: string) => void, RegExp]>([
    ['rows that changed', (folder) => flip(join(folder, name, 'rows.jsonl.gz')), /damaged.*rows\.jsonl\.gz is not what it was/],
    ['rows cut off', (folder) => writeFileSync(join(folder, name, 'rows.jsonl.gz'), readFileSync(join(folder, name, 'rows.jsonl.gz')).subarray(0, -50)), /damaged/],
    ['no rows', (folder) => rmSync(join(folder, name, 'rows.jsonl.gz')), /damaged.*is missing/],
    ['a file that changed', (folder) => flip(oneFile(folder)), /damaged.*is not what it was/],
    ['a file that is missing', (folder) => rmSync(oneFile(folder)), /damaged.*is missing/],
    ['a manifest of nonsense', (folder) => writeFileSync(join(folder, name, 'manifest.json'), '{"format": 9}'), /damaged, or was made by a newer version/],
    ['a newer version', (folder) => change(folder, (manifest) => ({ ...manifest, schema: '9990-tomorrow' })), /newer version of Digit-Hab/],
    ['no manifest', (folder) => rmSync(join(folder, name, 'manifest.json')), /is no backup/],
  ])('is refused with %s, and nothing is left half-written', async (label, damage, words) => {
    const folder = place(`damaged ${label}`)
    cpSync(place('to-sqlite'), folder, { recursive: true })
    damage(folder)
    const config = await empty(url ? 'postgres' : 'sqlite', `target ${label}`)
    const store = openWriting(config)
    await expect(restoreBackup(config, store, folder, name)).rejects.toThrow(words)
    expect(await usedTable(store)).toBeNull()
    expect(existsSync(join(config.dataDirectory, 'blobs'))).toBe(false)
    await store.close()
  })

  it('is refused when a row does not fit, though the checksum does, and no row comes in', async () => {
    const { gunzipSync, gzipSync } = await import('node:zlib')
    const { createHash } = await import('node:crypto')
    const folder = place('misfit')
    cpSync(place('to-sqlite'), folder, { recursive: true })
    const rows = join(folder, name, 'rows.jsonl.gz')
    const bytes = gzipSync(`${gunzipSync(readFileSync(rows)).toString()}["too short"]\n`)
    writeFileSync(rows, bytes)
    change(folder, (manifest) => ({ ...manifest, rows: { ...(manifest['rows'] as object), sha256: createHash('sha256').update(bytes).digest('hex') } }))
    const config = await empty(url ? 'postgres' : 'sqlite', 'misfit-target')
    const store = openWriting(config)
    await expect(restoreBackup(config, store, folder, name)).rejects.toThrow(/damaged: a row belongs to no table/)
    expect(await usedTable(store)).toBeNull()
    await store.close()
  })

  it('never goes over a database in use', async () => {
    await expect(restoreBackup(source, world.server.house.store, place('to-sqlite'), name)).rejects.toThrow(/not empty: access_session has rows/)
    expect(await linesOf(world.server.house.reading)).toEqual(before)
  })

  it('says what other secrets mean', async () => {
    const config = await empty('sqlite', 'secrets', { JWT_SECRET: 'another one, that nobody used before' })
    const store = openWriting(config)
    expect((await restoreBackup(config, store, place('to-sqlite'), name)).warnings).toEqual([expect.stringMatching(/^JWT_SECRET is not the one/)])
    await store.close()
  })
})

async function listOf(folder: string): Promise<Listed[]> {
  const files: Listed[] = []
  for await (const file of filesOf(folder)) files.push(file)
  return files
}

function flip(path: string): void {
  const bytes = readFileSync(path)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = bytes[middle]! ^ 1
  writeFileSync(path, bytes)
}

function oneFile(folder: string): string {
  const root = join(folder, 'files')
  return join(root, readdirSync(root, { recursive: true, encoding: 'utf8' }).find((path) => /\/[0-9a-f]{64}$/.test(path))!)
}

function change(folder: string, how: (manifest: Record<string, unknown>) => object): void {
  const path = join(folder, name, 'manifest.json')
  writeFileSync(path, JSON.stringify(how(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)))
}

suite('SQLite', '')
suite('PostgreSQL', postgresUrl, postgresUrl !== '')

describe('the commands of the operator', () => {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-commands-'))
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  async function run(environment: Record<string, string>, ...parameters: string[]): Promise<{ code: number; said: string }> {
    let said = ''
    const hear = (text: string): void => void (said += `${text}\n`)
    const code = await runCommand(parameters[0]!, parameters.slice(1), { environment, folder: directory, out: hear, error: hear })
    return { code, said }
  }
  const first = { DATA: join(directory, 'first') }
  const second = { DATA: join(directory, 'second') }

  it('bring a server with its own secret to another machine', async () => {
    const child = await startServer(first)
    const person = { email: 'awa@example.sn', password: 'quatre chevaux verts' }
    const { body } = await request(child.url, 'POST', '/api/auth/register/', { body: { ...person, password_confirm: person.password, first_name: 'Awa' } })
    expect((await run(first, 'backup', 'copies')).said).toMatch(/ rows, 0 files \(0 new\), secrets\.json/)
    child.signal('SIGINT')
    await child.ended
    expect(await run(second, 'restore', 'copies')).toMatchObject({ code: 0, said: expect.stringMatching(/^restored digit-hab-\S+ \(\S+\): \d+ rows, 0 files\n$/) })
    expect(statSync(join(second.DATA, 'secrets.json')).mode & 0o777).toBe(0o600)
    const other = await startServer(second)
    // A token of the first is good on the second.
    expect((await request(other.url, 'GET', '/api/auth/me/', { token: body.access })).body.email).toBe('awa@example.sn')
    other.signal('SIGINT')
    await other.ended
    expect(await run(second, 'restore', 'copies')).toMatchObject({ code: 1, said: expect.stringMatching(/not empty/) })
  })

  it('do not take a secret of somebody else away', async () => {
    const third = { DATA: join(directory, 'third'), DATABASE_URL: `sqlite:${join(directory, 'third', 'new.sqlite')}` }
    cpSync(join(directory, 'second', 'secrets.json'), join(directory, 'third', 'secrets.json'))
    writeFileSync(join(directory, 'third', 'secrets.json'), JSON.stringify({ jwtSecret: 'x'.repeat(64) }))
    expect(await run(third, 'restore', 'copies')).toMatchObject({ code: 1, said: expect.stringMatching(/holds another secret/) })
  })

  it('answer what cannot be done in words', async () => {
    expect(await run({}, 'help')).toMatchObject({ code: 0, said: expect.stringMatching(/backup DIRECTORY/) })
    expect(await run({}, 'constructor')).toMatchObject({ code: 2, said: expect.stringMatching(/^There is no command constructor\./) })
    expect(await run(first, 'backup')).toMatchObject({ code: 2, said: expect.stringMatching(/^Usage: npm run server -- backup DIRECTORY/) })
    expect(await run(first, 'backup', 'copies', '--keep', 'all')).toMatchObject({ code: 2 })
    expect(await run({ DATA: join(directory, 'nowhere') }, 'backup', 'x')).toMatchObject({ code: 1, said: expect.stringMatching(/^There is no database at/) })
    expect(await run(first, 'restore', 'nowhere')).toMatchObject({ code: 1, said: expect.stringMatching(/cannot be read/) })
    expect(await run({ PORT: 'x' }, 'restore', 'copies')).toMatchObject({ code: 1, said: expect.stringMatching(/^The configuration is not usable/) })
    expect(await run({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', JWT_SECRET: 'x'.repeat(40) }, 'backup', 'x')).toMatchObject({ code: 1, said: expect.stringMatching(/^The database cannot be reached/) })
  })

  it('leave nothing behind that is half a backup', async () => {
    const folder = join(directory, 'full')
    cpSync(join(directory, 'copies'), folder, { recursive: true })
    const broken = { DATA: join(directory, 'broken') }
    cpSync(first.DATA, broken.DATA, { recursive: true })
    // A damaged database cannot be read to its end.
    const path = join(broken.DATA, 'digit-hab.sqlite')
    chmodSync(path, 0o600)
    const bytes = readFileSync(path)
    bytes.fill(7, 4096 * 4)
    writeFileSync(path, bytes)
    rmSync(`${path}-wal`, { force: true })
    rmSync(`${path}-shm`, { force: true })
    const { code } = await run(broken, 'backup', 'full')
    expect(code).toBe(1)
    expect(readdirSync(folder).filter((one) => one.startsWith('digit-hab-'))).toEqual(readdirSync(join(directory, 'copies')).filter((one) => one.startsWith('digit-hab-')))
  })

  it('bring a backup of an older version to this one', async () => {
    const config = (label: string): Config => readConfig({ DATA: join(directory, label), JWT_SECRET: 'x'.repeat(40) })
    const old = openWriting(config('old'))
    await migrate(old, { upTo: '0010-foundation' })
    await sql`insert into account (id, email, name, created_at) values ('a', 'awa@example.sn', 'Awa', 1)`.execute(old.kysely)
    await createBackup(config('old'), old, join(directory, 'of-old'), at)
    await old.close()
    const fresh = openWriting(config('fresh'))
    await restoreBackup(config('fresh'), fresh, join(directory, 'of-old'), name)
    expect((await schemaState(fresh)).applied).toEqual(Object.keys(migrations))
    expect(await fresh.kysely.selectFrom('account').select(['email', 'username']).execute()).toEqual([{ email: 'awa@example.sn', username: null }])
    expect(await fresh.kysely.selectFrom('plan').select('name').execute()).not.toHaveLength(0)
    await fresh.close()
    // Where a server of this version has started already, the old rows would not fit.
    const started = openWriting(config('started'))
    await migrate(started)
    await expect(restoreBackup(config('started'), started, join(directory, 'of-old'), name)).rejects.toThrow(/^The database stands at .* and the backup at 0010-foundation/)
    await started.close()
  })
})
