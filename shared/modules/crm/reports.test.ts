import { openSqliteStore } from '../../command/testing/stores.ts'
import { reportsSuite } from './testing/reports-suite.ts'

reportsSuite('SQLite', openSqliteStore)
