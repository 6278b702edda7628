import { inject } from 'vitest'
import { openPostgresStore } from '../../command/testing/stores.ts'
import { propertyQueriesSuite } from './testing/queries-suite.ts'

const url = inject('postgresUrl')
propertyQueriesSuite('PostgreSQL', openPostgresStore(url), url !== '')
