import { openSqliteStore } from '../../command/testing/stores.ts'
import { notificationSuite } from './testing/suite.ts'

notificationSuite('SQLite', openSqliteStore)
