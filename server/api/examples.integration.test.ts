import { inject } from 'vitest'
import { examplesSuite } from '../testing/examples-suite.ts'

examplesSuite('SQLite', () => '')
examplesSuite('PostgreSQL', () => inject('postgresUrl'), inject('postgresUrl') !== '')
