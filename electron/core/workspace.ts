import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { createDispatcher } from '../../shared/command/dispatch.ts'
import type { Dispatcher } from '../../shared/command/dispatch.ts'
import { migrate, migrations, schemaState } from '../../shared/database/migrate.ts'
import { refreshStatistics } from '../../shared/database/statistics.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import type { Store } from '../../shared/database/store.ts'
import { business } from '../../shared/modules/business.ts'
import { joinedServer } from '../../shared/sync/join.ts'
import { createBackup } from './backup/backups.ts'
import { openOrSetAside, waitingSetAside } from './backup/set-aside.ts'
import { openReader } from './reader.ts'
import type { Reader } from './reader.ts'

/** The agency's database, opened: its one writer, its readers, its door. */
export type Workspace = {
  readonly database: BetterSqlite.Database
  readonly store: Store
  readonly dispatcher: Dispatcher
  readonly reader: Reader
  /** From now on the server decides, and this post predicts; `false` for one that gave up joining. */
  setJoined(joined: boolean): void
  /** The server speaks with a program as old as this no more: until it does again, this post only shows. */
  setOutdated(outdated: boolean): void
  /** To be called when many rows came or went: lists are then read as fits them. */
  refreshStatistics(): void
  close(): Promise<void>
}

export type WorkspaceOpening =
  | { kind: 'ready'; workspace: Workspace }
  | { kind: 'newer'; found: string; known: string }
  | { kind: 'setAside'; keptAs: string }

export const databasePath = (directory: string): string => join(directory, 'agency.sqlite')
export const backupDirectory = (directory: string): string => join(directory, 'backups')

/**
 * Opens the database of this folder, or says why it may not be used. A damaged file is put aside whole; one that a newer
 * program has written is left as it is; one that is older is copied before it is brought forward.
 */
export async function openWorkspace(directory: string, clock: () => number, readWorker?: URL): Promise<WorkspaceOpening> {
  const path = databasePath(directory)
  const waiting = waitingSetAside(path)
  if (waiting) return { kind: 'setAside', keptAs: waiting }
  const opening = openOrSetAside(path, { now: clock() })
  if (opening.kind === 'setAside') return opening
  const { database } = opening
  const store = sqliteStore(database)
  const { applied, unknown, pending } = await schemaState(store)
  if (unknown.length) {
    await store.close()
    return { kind: 'newer', found: unknown.at(-1)!, known: Object.keys(migrations).at(-1)! }
  }
  if (pending.length) {
    if (applied.length) await createBackup(database, backupDirectory(directory), { reason: 'migration', now: clock() })
    await migrate(store)
  }
  refreshStatistics(database)
  const reader = openReader(path, clock, readWorker)
  // A desktop that never joined a server is its own authority.
  let joined = (await joinedServer(store)) !== null
  // Not kept: after an update it may work at once, also without a network.
  let outdated = false
  const dispatcher = createDispatcher({ store, business, clock, mode: () => (!joined ? 'decide' : outdated ? 'outdated' : 'predict') })
  return {
    kind: 'ready',
    workspace: {
      database, store, dispatcher, reader,
      setJoined: (is) => {
        joined = is
      },
      setOutdated: (is) => {
        outdated = is
      },
      refreshStatistics: () => {
        if (refreshStatistics(database)) reader.reopen()
      },
      close: async () => {
        await reader.close()
        refreshStatistics(database)
        await store.close()
      },
    },
  }
}
