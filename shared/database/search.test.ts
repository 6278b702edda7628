import { openSqliteStore } from '../command/testing/stores.ts'
import { searchSuite } from './testing/search-suite.ts'

searchSuite('SQLite', openSqliteStore)
