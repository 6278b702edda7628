import { inject } from 'vitest'
import { openEmptyPostgresStore } from '../../command/testing/stores.ts'
import { foundationSuite } from '../testing/foundation-suite.ts'

const url = inject('postgresUrl')
foundationSuite('PostgreSQL', openEmptyPostgresStore(url), url !== '')
