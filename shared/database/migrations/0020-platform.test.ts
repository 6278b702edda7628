import { openSqlite } from '../open-sqlite.ts'
import { sqliteStore } from '../store.ts'
import { platformSuite } from '../testing/platform-suite.ts'

platformSuite('SQLite', async () => sqliteStore(openSqlite(':memory:')))
