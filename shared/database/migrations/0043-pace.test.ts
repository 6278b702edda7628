import { openSqlite } from '../open-sqlite.ts'
import { sqliteStore } from '../store.ts'
import { paceMigrationSuite } from '../testing/pace-suite.ts'

paceMigrationSuite('SQLite', async () => sqliteStore(openSqlite(':memory:')))
