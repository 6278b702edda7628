import { openSqliteStore } from '../command/testing/stores.ts'
import { agencyQueriesSuite } from './testing/queries-suite.ts'

agencyQueriesSuite('SQLite', openSqliteStore)
