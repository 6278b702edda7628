import { inject } from 'vitest'
import { mergeSuite } from './testing/merge-suite.ts'
import { openPostgresStore } from './testing/stores.ts'

const url = inject('postgresUrl')
mergeSuite('PostgreSQL', openPostgresStore(url), url !== '')
