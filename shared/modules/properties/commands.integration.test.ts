import { afterAll, inject } from 'vitest'
import { reusePostgresStore } from '../../command/testing/stores.ts'
import { propertyCommandsSuite } from './testing/commands-suite.ts'

const url = inject('postgresUrl')
const { open, end } = reusePostgresStore(url)
afterAll(end)
propertyCommandsSuite('PostgreSQL', open, url !== '')
