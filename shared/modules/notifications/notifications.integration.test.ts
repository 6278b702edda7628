import { afterAll, inject } from 'vitest'
import { reusePostgresStore } from '../../command/testing/stores.ts'
import { notificationSuite } from './testing/suite.ts'

const url = inject('postgresUrl')
const { open, end } = reusePostgresStore(url)
afterAll(end)
notificationSuite('PostgreSQL', open, url !== '')
