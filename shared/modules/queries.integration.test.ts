import { inject } from 'vitest'
import { reusedPostgresStore } from '../command/testing/reused-store.ts'
import { agencyQueriesSuite } from './testing/queries-suite.ts'

const url = inject('postgresUrl')
agencyQueriesSuite('PostgreSQL', reusedPostgresStore(url), url !== '')
