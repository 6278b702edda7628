import { openSqliteStore } from '../command/testing/stores.ts'
import { cardsSuite } from './testing/cards-suite.ts'

cardsSuite('SQLite', openSqliteStore)
