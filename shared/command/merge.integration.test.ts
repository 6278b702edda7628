import { inject } from 'vitest'
import { mergeSuite } from './testing/merge-suite.ts'
import { reusedPostgresStore } from './testing/reused-store.ts'

const url = inject('postgresUrl')
mergeSuite('PostgreSQL', reusedPostgresStore(url), url !== '')
