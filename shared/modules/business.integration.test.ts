import { inject } from 'vitest'
import { reusedPostgresStore } from '../command/testing/reused-store.ts'
import { schemaSuite } from './testing/schema-suite.ts'

const url = inject('postgresUrl')
schemaSuite('PostgreSQL', reusedPostgresStore(url), url !== '')
