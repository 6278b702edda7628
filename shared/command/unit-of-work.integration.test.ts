import { inject } from 'vitest'
import { reusedPostgresStore } from './testing/reused-store.ts'
import { unitSuite } from './testing/unit-suite.ts'

const url = inject('postgresUrl')
unitSuite('PostgreSQL', reusedPostgresStore(url), url !== '')
