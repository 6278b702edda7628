import { inject } from 'vitest'
import { openPostgresStore } from './testing/stores.ts'
import { unitSuite } from './testing/unit-suite.ts'

const url = inject('postgresUrl')
unitSuite('PostgreSQL', openPostgresStore(url), url !== '')
