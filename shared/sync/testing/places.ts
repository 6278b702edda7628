import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { createNotebookTables } from '../../command/testing/notebook.ts'
import { migrate } from '../../database/migrate.ts'
import { openSqlite } from '../../database/open-sqlite.ts'
import { sqliteStore } from '../../database/store.ts'
import type { Store } from '../../database/store.ts'

/** Real SQLite files of one run, each made from a copy of an empty one that has our schema. */
export type Place = { store: Store; database: BetterSqlite.Database }
export type Places = { open(content?: Buffer): Promise<Place>; /** What a computer that dies at this moment finds again: the file and its log, as they lie there. */ crash(place: Place): Promise<Place>; close(): Promise<void> }

let empty: Promise<Buffer> | null = null

async function emptyDatabase(): Promise<Buffer> {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-empty-'))
  try {
    // Of a file, not of the memory: its copies are in WAL mode from the start, where each would flush the disk to get there.
    const database = openSqlite(join(directory, 'empty.sqlite'))
    const store = sqliteStore(database)
    await migrate(store)
    await createNotebookTables(store)
    const content = database.serialize()
    await store.close()
    return content
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

export function openPlaces(): Places {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-sync-'))
  const opened: Store[] = []
  const openAt = (path: string): Place => {
    const database = openSqlite(path)
    // The disk's own promises are tested elsewhere: here a commit is not flushed, so that a thousand runs take minutes.
    database.pragma('synchronous = OFF')
    const store = sqliteStore(database)
    opened.push(store)
    return { store, database }
  }
  return {
    open: async (content) => {
      const path = join(directory, `${opened.length}.sqlite`)
      writeFileSync(path, content ?? (await (empty ??= emptyDatabase())))
      return openAt(path)
    },
    crash: async ({ database }) => {
      const path = join(directory, `${opened.length}.sqlite`)
      for (const end of ['', '-wal']) if (existsSync(database.name + end)) copyFileSync(database.name + end, path + end)
      return openAt(path)
    },
    close: async () => {
      for (const store of opened) await store.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
