import { afterAll, inject } from 'vitest'
import { reusePostgresStore } from '../../command/testing/stores.ts'
import { alertsSuite } from './testing/alerts-suite.ts'

const url = inject('postgresUrl')
const { open, end } = reusePostgresStore(url)
afterAll(end)
alertsSuite('PostgreSQL', open, url !== '')
