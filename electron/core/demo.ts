import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { open, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { migrate } from '../../shared/database/migrate.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import { AppError } from '../../shared/values/error.ts'
import { openCredentials } from './credentials.ts'
import type { CoreParts } from './core.ts'
import { buildDemo } from './demo/build.ts'
import { planDemo } from './demo/plan.ts'
import type { DemoPlan } from './demo/plan.ts'
import { demoUsersFile } from './demo-users.ts'
import type { DemoUser } from './demo-users.ts'
import { openBlobStore } from './files/blob-store.ts'
import { databasePath } from './workspace.ts'

/** Rises when the same seed no longer gives the same agency, so that a folder made before is made anew. */
const generatorVersion = 1

export type DemoChoices = {
  /** Where; a folder of the system's temporary ones, named by the other choices, when not said. */
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
  const now = choices.now ?? Date.now()
  const stamp: Stamp = { generator: generatorVersion, seed: String(choices.seed ?? 1), properties: choices.properties ?? 400,
    clients: choices.clients ?? 150, photos: choices.photos ?? true }
  const account = process.getuid?.() ?? 'user'
  const directory = choices.directory
    ?? join(tmpdir(),
    `digit-hab-demo-${account}-${stamp.generator}-${stamp.seed.replaceAll(/[^\w-]/g,
    '_')}-${stamp.properties}-${stamp.clients}${stamp.photos ? '' : '-bare'}`)
  const plan = planDemo({ ...stamp, now })
  const ready = { directory, users: usersOf(plan), properties: plan.properties, clients: plan.clients }

  const path = databasePath(directory)
  const found = readStamp(directory)
  if (existsSync(path)) {
    if (found && JSON.stringify(found) === JSON.stringify(stamp)) return ready
    // Never over somebody's data: an unfinished demonstration has no agency under this name yet.
    throw new AppError('already_exists', { entity: 'agency', directory })
  }

  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const unfinished = `${path}.building`
  for (const beside of ['', '-wal', '-shm']) rmSync(unfinished + beside, { force: true })
  const database = openSqlite(unfinished)
  // Nothing here is worth a flush at each commit: cut short, it is begun again.
  database.pragma('synchronous = OFF')
  const store = sqliteStore(database)
  try {
    await migrate(store)
    await store.kysely.insertInto('device').values({ id: plan.deviceId, name: 'Poste de l’accueil',
      createdAt: plan.steps[0]!.typedAt }).execute()
    await buildDemo(plan, { store, blobs: openBlobStore(directory, { durable: false }),
      credentials: openCredentials(store, () => now) })
    database.pragma('optimize')
    database.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    await store.close()
  }
  const handle = await open(unfinished, 'r+')
  await handle.sync()
  await handle.close()
  await writeFile(demoUsersFile(directory), JSON.stringify(ready.users), { mode: 0o600 })
  await writeFile(stampFile(directory), JSON.stringify(stamp))
  // Last, and in one step: a folder with a database is a whole demonstration.
  await rename(unfinished, path)
  return ready
}

/**
 * Fills the core's empty database with the demonstration agency while it is open. Throws `already_exists` when there is
 * an agency already.
 */
export async function fillWithDemo(parts: Pick<CoreParts, 'directory' | 'clock' | 'blobs' | 'desk'>, choices: Omit<DemoChoices,
  'directory'>): Promise<{ users: DemoUser[] }> {
  const { workspace: { store }, credentials } = parts.desk()
  if (await store.kysely.selectFrom('agency').select('id').limit(1).executeTakeFirst()) throw new AppError('already_exists',
    { entity: 'agency' })
  const plan = planDemo({ seed: String(choices.seed ?? 1), properties: choices.properties ?? 400, clients: choices.clients ?? 150,
    photos: choices.photos ?? true, now: choices.now ?? parts.clock() })
  await buildDemo(plan, { store, blobs: parts.blobs, credentials })
  const users = usersOf(plan)
  await writeFile(demoUsersFile(parts.directory), JSON.stringify(users), { mode: 0o600 })
  return { users }
}

const usersOf = (plan: DemoPlan): DemoUser[] => plan.members.map(({ email, password, role }) => ({ email, password, role }))
const stampFile = (directory: string): string => join(directory, 'demo.json')

function readStamp(directory: string): Stamp | null {
  const path = stampFile(directory)
  if (!existsSync(path)) return null
  const found = stampSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  return found.success ? found.data : null
}
