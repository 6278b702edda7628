import { inject } from 'vitest'
import { openPostgresStore } from '../command/testing/stores.ts'
import { searchSuite } from './testing/search-suite.ts'

const url = inject('postgresUrl')
searchSuite('PostgreSQL', openPostgresStore(url), url !== '')
