import { inject } from 'vitest'
import { matrixSuite } from '../testing/matrix-suite.ts'

matrixSuite('SQLite', () => '')
// Every second request goes to the other process: what one did, the next finds on the other.
matrixSuite('PostgreSQL with two servers', () => inject('postgresUrl'), { able: inject('postgresUrl') !== '', second: true })
