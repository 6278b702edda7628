import { afterAll, inject } from 'vitest'
import { reusePostgresStore } from '../../command/testing/stores.ts'
import { crmQueriesSuite } from './testing/queries-suite.ts'

const url = inject('postgresUrl')
const { open, end } = reusePostgresStore(url)
afterAll(end)
crmQueriesSuite('PostgreSQL', open, url !== '')
