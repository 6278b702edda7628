import { inject } from 'vitest'
import { reusedPostgresStore } from '../../command/testing/reused-store.ts'
import { propertyCommandsSuite } from './testing/commands-suite.ts'

const url = inject('postgresUrl')
const open = reusedPostgresStore(url)
propertyCommandsSuite('PostgreSQL', open, url !== '')
