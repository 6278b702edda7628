import { openSqlite } from '../open-sqlite.ts'
import { sqliteStore } from '../store.ts'
import { syncMigrationSuite } from '../testing/sync-suite.ts'

syncMigrationSuite('SQLite', async () => sqliteStore(openSqlite(':memory:')))
