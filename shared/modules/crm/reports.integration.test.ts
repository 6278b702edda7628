import { inject } from 'vitest'
import { reusedPostgresStore } from '../../command/testing/reused-store.ts'
import { reportsSuite } from './testing/reports-suite.ts'

const url = inject('postgresUrl')
const open = reusedPostgresStore(url)
reportsSuite('PostgreSQL', open, url !== '')
