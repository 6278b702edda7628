import { inject } from 'vitest'
import { reusedPostgresStore } from './testing/reused-store.ts'
import { commandSuite } from './testing/suite.ts'

const url = inject('postgresUrl')
commandSuite('PostgreSQL', reusedPostgresStore(url), url !== '')
