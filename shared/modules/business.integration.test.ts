import { inject } from 'vitest'
import { openPostgresStore } from '../command/testing/stores.ts'
import { schemaSuite } from './testing/schema-suite.ts'

const url = inject('postgresUrl')
schemaSuite('PostgreSQL', openPostgresStore(url), url !== '')
