import { afterAll, inject } from 'vitest'
import { reusePostgresStore } from '../../command/testing/stores.ts'
import { crmCommandsSuite } from './testing/commands-suite.ts'

const url = inject('postgresUrl')
const { open, end } = reusePostgresStore(url)
afterAll(end)
crmCommandsSuite('PostgreSQL', open, url !== '')
