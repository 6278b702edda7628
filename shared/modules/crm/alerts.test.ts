import { openSqliteStore } from '../../command/testing/stores.ts'
import { alertsSuite } from './testing/alerts-suite.ts'

alertsSuite('SQLite', openSqliteStore)
