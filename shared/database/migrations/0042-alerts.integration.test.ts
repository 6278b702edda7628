import { inject } from 'vitest'
import { openEmptyPostgresStore } from '../../command/testing/stores.ts'
import { alertsMigrationSuite } from '../testing/alerts-suite.ts'

const url = inject('postgresUrl')
alertsMigrationSuite('PostgreSQL', openEmptyPostgresStore(url), url !== '')
