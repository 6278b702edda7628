import { openSqliteStore } from '../../command/testing/stores.ts'
import { propertyCommandsSuite } from './testing/commands-suite.ts'

propertyCommandsSuite('SQLite', openSqliteStore)
