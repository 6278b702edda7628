import { openSqliteStore } from './testing/stores.ts'
import { unitSuite } from './testing/unit-suite.ts'

unitSuite('SQLite', openSqliteStore)
