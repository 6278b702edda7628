import { openSqliteStore } from '../../command/testing/stores.ts'
import { figuresSuite } from './testing/figures-suite.ts'

figuresSuite('SQLite', openSqliteStore)
