import { inject } from 'vitest'
import { openEmptyPostgresStore } from '../../command/testing/stores.ts'
import { paceMigrationSuite } from '../testing/pace-suite.ts'

const url = inject('postgresUrl')
paceMigrationSuite('PostgreSQL', openEmptyPostgresStore(url), url !== '')
