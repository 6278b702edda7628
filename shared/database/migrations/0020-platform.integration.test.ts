import { inject } from 'vitest'
import { openEmptyPostgresStore } from '../../command/testing/stores.ts'
import { platformSuite } from '../testing/platform-suite.ts'

const url = inject('postgresUrl')
platformSuite('PostgreSQL', openEmptyPostgresStore(url), url !== '')
