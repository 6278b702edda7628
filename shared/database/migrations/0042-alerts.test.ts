import { openSqlite } from '../open-sqlite.ts'
import { sqliteStore } from '../store.ts'
import { alertsMigrationSuite } from '../testing/alerts-suite.ts'

alertsMigrationSuite('SQLite', async () => sqliteStore(openSqlite(':memory:')))
