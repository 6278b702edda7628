import { commandSuite } from './testing/suite.ts'
import { openSqliteStore } from './testing/stores.ts'

commandSuite('SQLite', openSqliteStore)
