import { inject } from 'vitest'
import { fuzzSuite } from '../testing/fuzz-suite.ts'

fuzzSuite('SQLite', () => '')
fuzzSuite('PostgreSQL', () => inject('postgresUrl'), inject('postgresUrl') !== '')
