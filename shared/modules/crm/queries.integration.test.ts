import { inject } from 'vitest'
import { reusedPostgresStore } from '../../command/testing/reused-store.ts'
import { crmQueriesSuite } from './testing/queries-suite.ts'

const url = inject('postgresUrl')
const open = reusedPostgresStore(url)
crmQueriesSuite('PostgreSQL', open, url !== '')
