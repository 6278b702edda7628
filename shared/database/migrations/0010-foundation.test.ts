import { openSqlite } from '../open-sqlite.ts'
import { sqliteStore } from '../store.ts'
import { foundationSuite } from '../testing/foundation-suite.ts'

foundationSuite('SQLite', async () => sqliteStore(openSqlite(':memory:')))
