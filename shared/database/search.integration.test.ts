import { inject } from 'vitest'
import { reusedPostgresStore } from '../command/testing/reused-store.ts'
import { searchSuite } from './testing/search-suite.ts'

const url = inject('postgresUrl')
searchSuite('PostgreSQL', reusedPostgresStore(url), url !== '')
