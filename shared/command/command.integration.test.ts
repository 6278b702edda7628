import { inject } from 'vitest'
import { openPostgresStore } from './testing/stores.ts'
import { commandSuite } from './testing/suite.ts'

const url = inject('postgresUrl')
commandSuite('PostgreSQL', openPostgresStore(url), url !== '')
