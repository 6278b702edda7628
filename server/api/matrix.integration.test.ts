import { inject } from 'vitest'
import { matrixSuite } from '../testing/matrix-suite.ts'

matrixSuite('SQLite', () => '')
matrixSuite('PostgreSQL', () => inject('postgresUrl'), inject('postgresUrl') !== '')
