import { createTestDatabase } from '../../../.ci/postgres-database.ts'
import { migrate } from '../../database/migrate.ts'
import { openSqlite } from '../../database/open-sqlite.ts'
import { postgresStore, sqliteStore } from '../../database/store.ts'
import type { Store } from '../../database/store.ts'

/** Fresh databases with our schema, for tests that run on both kinds. */
export type OpenStore = () => Promise<Store>

export const openSqliteStore: OpenStore = async () => sqliteStore(openSqlite(await (migrated ??= migratedDatabase())))

/** An empty database with our schema, made once and copied: a copy takes a tenth of the time. */
let migrated: Promise<Buffer> | null = null

async function migratedDatabase(): Promise<Buffer> {
  const database = openSqlite(':memory:')
  const store = sqliteStore(database)
  await migrate(store)
  const content = database.serialize()
  await store.close()
  return content
}

export const openPostgresStore = (serverUrl: string): OpenStore => async () => {
  const store = await openEmptyPostgresStore(serverUrl)()
  await migrate(store)
  return store
}

/** Without our schema: for the tests of the migrations themselves. */
export const openEmptyPostgresStore = (serverUrl: string): OpenStore => async () => {
  const database = await createTestDatabase(serverUrl)
  const store = postgresStore(database.url)
  return {
    ...store,
    close: async () => {
      await store.close()
      await database.drop()
    },
  }
}
