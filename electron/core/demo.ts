import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { migrate } from '../../shared/database/migrate.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { refreshStatistics } from '../../shared/database/statistics.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import { AppError } from '../../shared/values/error.ts'
import { dataDirectory } from '../data-directory.ts'
import { openCredentials } from '../../shared/modules/auth/credentials.ts'
import type { CoreParts } from './core.ts'
import { makeApart } from './demo/apart.ts'
import { buildDemo } from './demo/build.ts'
import { makeTeam } from './demo/people.ts'
import type { DemoMember } from './demo/people.ts'
import { planDemo } from './demo/plan.ts'
import { demoUsersFile } from './demo-users.ts'
import type { DemoUser } from './demo-users.ts'
import { openBlobStore } from '../../shared/files/blob-store.ts'
import { databasePath } from './workspace.ts'

/** Rises when the same seed no longer gives the same agency, so that a folder made before is made anew. */
const generatorVersion = 3

export type DemoChoices = {
  /** Where; beside the user's own data, in a folder named by the other choices, when not said. */
  directory?: string | undefined
  seed?: number | string | undefined
  properties?: number | undefined
  clients?: number | undefined
  /** Off for tests and measurements that need no pictures. */
  photos?: boolean | undefined
  /** Milliseconds UTC. */
  now?: number | undefined
}
export type ReadyDemo = { directory: string; users: DemoUser[]; properties: number; clients: number }

const stampSchema = z.object({
  generator: z.number(), seed: z.string(), properties: z.number(), clients: z.number(), photos: z.boolean(),
})
type Stamp = z.infer<typeof stampSchema>

/**
 * A folder with the demonstration agency, ready to be opened. One made before by the same choices is used again as it
 * is now, with whatever was done in it since. Throws `already_exists` where the folder holds an agency of another making.
 */
export async function prepareDemo(choices: DemoChoices = {}): Promise<ReadyDemo> {
  const stamp = stampOf(choices)
  const directory = choices.directory ?? usualDirectory(stamp)
  const ready = { directory, users: usersOf(makeTeam(stamp.seed)), properties: stamp.properties, clients: stamp.clients }
  if (existsSync(databasePath(directory))) {
    if (JSON.stringify(readStamp(directory)) === JSON.stringify(stamp)) return ready
    // Never over somebody's data: an unfinished demonstration has no agency under this name yet.
    throw new AppError('already_exists', { entity: 'agency', directory })
  }
  const made: MadeWith = { directory, unfinished: await roomFor(directory), stamp, now: choices.now ?? Date.now() }
  await make(made)
  // Another start made the same one meanwhile, and may be in use already: its is as good as ours.
  if (existsSync(databasePath(directory))) forget(made.unfinished)
  else await putInPlace(made)
  return ready
}

export type MadeWith = { directory: string; unfinished: string; stamp: Stamp; now: number }

/** A packaged application has no sources to start a process from, and an allocator that gives back what it took. */
async function make(made: MadeWith): Promise<void> {
  if (made.stamp.photos && import.meta.url.endsWith('.ts')) await makeApart(made)
  else await makeDemo(made)
}

/** Makes the demonstration beside the place of the database. Cut short, it changes nothing there, and is begun again. */
export async function makeDemo({ directory, unfinished, stamp, now }: MadeWith): Promise<void> {
  const plan = planDemo({ ...stamp, now })
  const database = openSqlite(unfinished)
  // Nothing here is worth a flush at each commit.
  database.pragma('synchronous = OFF')
  const store = sqliteStore(database)
  try {
    await migrate(store)
    await store.kysely.insertInto('device')
      .values({ id: plan.deviceId, name: 'Poste de l’accueil', createdAt: plan.steps[0]!.typedAt }).execute()
    await buildDemo(plan, {
      store, blobs: openBlobStore(directory, { durable: false }), credentials: openCredentials(store, () => now),
    })
    refreshStatistics(database)
    database.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    await store.close()
  }
  const handle = await open(unfinished, 'r+')
  await handle.sync()
  await handle.close()
}

/** One rename: a folder with an agency in it has all of the demonstration. */
async function putInPlace({ directory, unfinished, stamp }: MadeWith): Promise<void> {
  await writeFile(demoUsersFile(directory), JSON.stringify(usersOf(makeTeam(stamp.seed))), { mode: 0o600 })
  await writeFile(stampFile(directory), JSON.stringify(stamp))
  for (const beside of ['-wal', '-shm']) rmSync(databasePath(directory) + beside, { force: true })
  await rename(unfinished, databasePath(directory))
}

/**
 * Puts the demonstration agency in the place of the core's empty database: the core opens it again, and everybody signs in.
 * Throws `already_exists` when there is an agency already.
 */
export async function fillWithDemo(parts: Pick<CoreParts, 'directory' | 'clock' | 'desk' | 'reopen'>,
  choices: Omit<DemoChoices, 'directory'>): Promise<{ users: DemoUser[] }> {
  const stamp = stampOf(choices)
  await mustBeEmpty(parts)
  const { directory } = parts
  const made: MadeWith = { directory, unfinished: await roomFor(directory), stamp, now: choices.now ?? parts.clock() }
  await make(made)
  try {
    // Somebody may have founded an agency in another window meanwhile.
    await mustBeEmpty(parts)
  } catch (error) {
    forget(made.unfinished)
    throw error
  }
  await parts.reopen(() => putInPlace(made))
  return { users: usersOf(makeTeam(stamp.seed)) }
}

async function mustBeEmpty({ desk }: Pick<CoreParts, 'desk'>): Promise<void> {
  const found = await desk().workspace.store.kysely.selectFrom('agency').select('id').limit(1).executeTakeFirst()
  if (found) throw new AppError('already_exists', { entity: 'agency' })
}

const stampOf = ({ seed = 1, properties = 400, clients = 150, photos = true }: DemoChoices): Stamp => (
  { generator: generatorVersion, seed: String(seed), properties, clients, photos }
)

const hour = 3_600_000

/** A name of its own for a database being made, since two starts may make one at a time; what an old one left goes. */
async function roomFor(directory: string): Promise<string> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const stem = `${basename(databasePath(directory))}.building-`
  for (const name of readdirSync(directory)) {
    const path = join(directory, name)
    if (name.startsWith(stem) && Date.now() - (await stat(path)).mtimeMs > hour) rmSync(path, { force: true })
  }
  return join(directory, stem + randomBytes(6).toString('hex'))
}

function forget(unfinished: string): void {
  for (const beside of ['', '-wal', '-shm']) rmSync(unfinished + beside, { force: true })
}

const usersOf = (members: readonly DemoMember[]): DemoUser[] => members.map(({ email, password, role }) =>
  ({ email, password, role }))
/** Not among the system's temporary files: these belong to everybody, and what was tried in a demonstration is kept. */
function usualDirectory({ generator, seed, properties, clients, photos }: Stamp): string {
  const name = [generator, seed.replaceAll(/[^\w-]/g, '_'), properties, clients, ...(photos ? [] : ['bare'])].join('-')
  return join(`${dataDirectory(undefined, process.env, process.platform)}-demo`, name)
}

const stampFile = (directory: string): string => join(directory, 'demo.json')

function readStamp(directory: string): Stamp | null {
  const path = stampFile(directory)
  if (!existsSync(path)) return null
  const found = stampSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  return found.success ? found.data : null
}
