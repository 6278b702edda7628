import { inject } from 'vitest'
import { openPostgresStore } from '../command/testing/stores.ts'
import { agencyQueriesSuite } from './testing/queries-suite.ts'

const url = inject('postgresUrl')
agencyQueriesSuite('PostgreSQL', openPostgresStore(url), url !== '')
