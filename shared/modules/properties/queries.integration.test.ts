import { inject } from 'vitest'
import { reusedPostgresStore } from '../../command/testing/reused-store.ts'
import { propertyQueriesSuite } from './testing/queries-suite.ts'

const url = inject('postgresUrl')
propertyQueriesSuite('PostgreSQL', reusedPostgresStore(url), url !== '')
