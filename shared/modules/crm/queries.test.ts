import { openSqliteStore } from '../../command/testing/stores.ts'
import { crmQueriesSuite } from './testing/queries-suite.ts'

crmQueriesSuite('SQLite', openSqliteStore)
