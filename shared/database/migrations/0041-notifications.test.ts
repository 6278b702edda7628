import { openSqlite } from '../open-sqlite.ts'
import { sqliteStore } from '../store.ts'
import { notificationsMigrationSuite } from '../testing/notifications-suite.ts'

notificationsMigrationSuite('SQLite', async () => sqliteStore(openSqlite(':memory:')))
