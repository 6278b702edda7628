import { openSqliteStore } from '../../command/testing/stores.ts'
import { crmCommandsSuite } from './testing/commands-suite.ts'

crmCommandsSuite('SQLite', openSqliteStore)
