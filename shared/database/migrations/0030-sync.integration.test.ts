import { inject } from 'vitest'
import { openEmptyPostgresStore } from '../../command/testing/stores.ts'
import { syncMigrationSuite } from '../testing/sync-suite.ts'

const url = inject('postgresUrl')
syncMigrationSuite('PostgreSQL', openEmptyPostgresStore(url), url !== '')
