import { openSqliteStore } from '../command/testing/stores.ts'
import { attentionSuite } from './testing/attention-suite.ts'

attentionSuite('SQLite', openSqliteStore)
