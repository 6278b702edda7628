import { openSqliteStore } from '../../command/testing/stores.ts'
import { propertyQueriesSuite } from './testing/queries-suite.ts'

propertyQueriesSuite('SQLite', openSqliteStore)
