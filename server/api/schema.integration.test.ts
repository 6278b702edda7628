import { inject } from 'vitest'
import { schemaSuite } from '../testing/schema-suite.ts'

schemaSuite('SQLite', () => '')
schemaSuite('PostgreSQL', () => inject('postgresUrl'), inject('postgresUrl') !== '')
