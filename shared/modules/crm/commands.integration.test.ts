import { inject } from 'vitest'
import { reusedPostgresStore } from '../../command/testing/reused-store.ts'
import { crmCommandsSuite } from './testing/commands-suite.ts'

const url = inject('postgresUrl')
const open = reusedPostgresStore(url)
crmCommandsSuite('PostgreSQL', open, url !== '')
