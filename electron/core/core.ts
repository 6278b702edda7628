import { randomBytes, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { AnyRouter } from '@orpc/server'
import type { SetupState } from '../../shared/modules/core/model-views.ts'
import { AppError } from '../../shared/values/error.ts'
import { uuidv7 } from '../../shared/values/id.ts'
import type { Host } from '../host.ts'
import { createLog } from '../log.ts'
import type { Log } from '../log.ts'
import { createBackup, listBackups } from './backup/backups.ts'
import type { ConnectionContext } from './connection.ts'
import { openCredentials } from '../../shared/modules/auth/credentials.ts'
import type { Credentials } from '../../shared/modules/auth/credentials.ts'
import { readDemoUsers } from './demo-users.ts'
import { clearInterrupted, openBlobStore } from '../../shared/files/blob-store.ts'
import type { BlobStore } from '../../shared/files/blob-store.ts'
import { openUploads } from '../../shared/files/uploads.ts'
import type { Uploads } from '../../shared/files/uploads.ts'
import { closeInterruptedImports } from './import/interrupted.ts'
import { openNoticeRoom } from './notices.ts'
import type { NoticeRoom } from './notices.ts'
import { mountContract } from './router.ts'
import { openSessions } from './sessions.ts'
import type { Sessions } from './sessions.ts'
import { openFileRoom } from './sync/file-room.ts'
import type { FileRoom } from './sync/file-room.ts'
import { forgetServerAccounts, openServerAccounts } from './sync/server-accounts.ts'
import { openServerCalls } from './sync/server-calls.ts'
import type { ServerCalls } from './sync/server-calls.ts'
import { openSyncRoom } from './sync/sync-room.ts'
import type { SyncRoom } from './sync/sync-room.ts'
import { backupDirectory, databasePath, openWorkspace } from './workspace.ts'
import type { Workspace, WorkspaceOpening } from './workspace.ts'

export type CoreOptions = {
  directory: string
  host: Host
  clock?: () => number
  log?: Log
  /** How servers are reached. */
  fetch?: typeof fetch
  /** The program that answers queries; tests bring one that is built, which starts in a quarter of the time. */
  readWorker?: URL | undefined
}
export type Core = {
  readonly router: AnyRouter
  connect(): ConnectionContext
  disconnect(connection: ConnectionContext): void
  /** Looks now at what has fallen due; it does so by itself every few seconds. */
  look(): Promise<void>
  close(): Promise<void>
}

/** What the handlers of the contract work with, once there is a sound database. */
export type Desk = {
  readonly workspace: Workspace
  readonly credentials: Credentials
  readonly sessions: Sessions
  readonly deviceId: string
  readonly sync: SyncRoom
  readonly files: FileRoom
  readonly notices: NoticeRoom
}

/** The core as its handlers see it: the desk may be closed and opened again (restore), the rest stays. */
export type CoreParts = {
  readonly directory: string
  readonly host: Host
  readonly clock: () => number
  readonly newId: () => string
  readonly blobs: BlobStore
  readonly uploads: Uploads
  readonly connections: ReadonlySet<ConnectionContext>
  /** Throws `database_newer`, `database_corrupt` while there is none. */
  desk(): Desk
  isOpen(): boolean
  state(): Promise<SetupState>
  /** Closes the database, does something with its file, and opens what is there then. Everybody signs in again. */
  reopen(between: () => Promise<void>): Promise<void>
  /** Erases everything of the agency from this post: data, files, backups, and who may sign in. Nobody is signed in any more. */
  wipe(): Promise<void>
}

export type InBackground = (name: string, work: () => Promise<unknown>) => Promise<void>

const hour = 3_600_000
const stderrLog = createLog((line) => process.stderr.write(line), 'core', () => Date.now())

/** Opens the core over one data folder. A database that cannot be used is a state of the core, told by `setup.state`. */
export async function openCore({ directory, host, clock = Date.now, log = stderrLog, fetch: send = fetch, readWorker }: CoreOptions): Promise<Core> {
  const connections = new Set<ConnectionContext>()
  const newId = (): string => uuidv7(clock(), randomBytes(10))
  const uploads = openUploads({ directory, now: clock, newId })
  // What nobody waits for: a failure is written down, and the next round tries again.
  const inBackground: InBackground = async (name, work) => {
    try {
      await work()
    } catch (error) {
      log('error', `${name} failed`, { error })
    }
  }
  let opening: WorkspaceOpening = await openWorkspace(directory, clock, readWorker)
  const blobs = openBlobStore(directory)
  const deskParts: DeskParts = { directory, host, clock, newId, log, inBackground, fetch: send, calls: openServerCalls({ fetch: send }), blobs, connections }
  let desk: Desk | null = opening.kind === 'ready' ? await openDesk(opening.workspace, deskParts) : null
  let reopening = false

  const parts: CoreParts = {
    directory, host, clock, newId, connections, uploads,
    blobs,
    desk: () => {
      if (desk) return desk
      // Whoever calls meanwhile asks again, as after any restart.
      if (reopening) throw new AppError('core_restarted')
      if (opening.kind === 'newer') throw new AppError('database_newer', { found: opening.found, known: opening.known })
      throw new AppError('database_corrupt', {})
    },
    isOpen: () => desk !== null,
    state: async () => {
      if (opening.kind === 'newer') return { state: 'database_newer', found: Number.parseInt(opening.found, 10), known: Number.parseInt(opening.known, 10) }
      if (opening.kind === 'setAside') return { state: 'database_corrupt', keptAs: opening.keptAs, backups: await listBackups(backupDirectory(directory)) }
      const { sync, workspace } = parts.desk()
      const joined = sync.joined()
      if (joined?.stage === 'joining') return { state: 'empty', joining: joined.server }
      const house = await workspace.store.kysely.selectFrom('agency').select('name').limit(1).executeTakeFirst()
      return house ? { state: 'ready', agencyName: house.name, demo: await readDemoUsers(directory) } : { state: 'empty', joining: null }
    },
    reopen: async (between) => {
      if (reopening) throw new AppError('core_restarted')
      reopening = true
      try {
        for (const connection of connections) connection.session = null
        const closing = desk
        desk = null
        if (closing) await closeDesk(closing)
        try {
          await between()
        } finally {
          opening = await openWorkspace(directory, clock, readWorker)
          const opened = opening.kind === 'ready' ? await openDesk(opening.workspace, deskParts) : null
          await opened?.sessions.endAll()
          desk = opened
        }
      } finally {
        reopening = false
      }
    },
    wipe: () => parts.reopen(async () => {
      forgetServerAccounts(directory)
      const data = ['', '-wal', '-shm'].map((ending) => databasePath(directory) + ending)
      for (const path of [...data, backupDirectory(directory), join(directory, 'files')]) await rm(path, { recursive: true, force: true })
    }),
  }

  void inBackground('clearing what an earlier run left half done', () => Promise.all([uploads.sweep(), clearInterrupted(directory)]))
  const chores = [setTimeout(() => void inBackground('chores', () => doChores(parts)), 30_000), setInterval(() => void inBackground('chores', () => doChores(parts)), hour)]
  for (const timer of chores) timer.unref()

  return {
    router: mountContract(parts),
    connect: () => {
      const connection: ConnectionContext = { id: randomUUID(), session: null }
      connections.add(connection)
      return connection
    },
    disconnect: (connection) => {
      connections.delete(connection)
      void inBackground('forgetting uploads of a closed window', () => uploads.dropOwner(connection.id))
    },
    look: async () => desk?.notices.look(),
    close: async () => {
      for (const timer of chores) clearTimeout(timer)
      if (desk) await closeDesk(desk)
      desk = null
    },
  }
}

type DeskParts = { directory: string; host: Host; clock: () => number; newId: () => string; log: Log; inBackground: InBackground; fetch: typeof fetch; calls: ServerCalls; blobs: BlobStore; connections: ReadonlySet<ConnectionContext> }

async function openDesk(workspace: Workspace, { directory, host, clock, newId, log, inBackground, fetch: send, calls, blobs, connections }: DeskParts): Promise<Desk> {
  const db = workspace.store.kysely
  const known = await db.selectFrom('device').select('id').limit(1).executeTakeFirst()
  const deviceId = known?.id ?? newId()
  if (!known) await db.insertInto('device').values({ id: deviceId, name: hostname(), createdAt: clock() }).execute()
  const sessions = openSessions(workspace.store, deviceId, clock)
  workspace.dispatcher.onCommitted((committed) => sessions.follow(committed))
  await inBackground('closing imports that were interrupted', () => closeInterruptedImports(workspace, { clock, newId, deviceId }))
  const credentials = openCredentials(workspace.store, clock)
  const accounts = await openServerAccounts(directory, host)
  const sync = await openSyncRoom({ workspace, credentials, sessions, accounts, calls, fetch: send, deviceId, clock, newId, log })
  const files = openFileRoom({ workspace, sync, blobs, directory, settings: host.settings, clock, log })
  const notices = openNoticeRoom({ workspace, sessions, connections, host, deviceId, clock, inBackground })
  return { workspace, credentials, sessions, deviceId, sync, files, notices }
}

/** Whoever reaches for the server lets go before the database does. */
async function closeDesk({ workspace, sync, files, notices }: Desk): Promise<void> {
  // The lines of the files break with those of the exchange.
  await Promise.all([sync.close(), files.close(), notices.close()])
  await workspace.close()
}

/** Once an hour: forgotten uploads go, and the day's backup is made. */
async function doChores({ directory, uploads, desk, clock, state }: CoreParts): Promise<void> {
  await uploads.sweep()
  if ((await state()).state !== 'ready') return
  const newest = (await listBackups(backupDirectory(directory))).find((backup) => backup.reason === 'daily')
  if (!newest || clock() - newest.at > 20 * hour) await createBackup(desk().workspace.database, backupDirectory(directory), { reason: 'daily', now: clock() })
}
