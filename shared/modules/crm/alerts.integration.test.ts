import { inject } from 'vitest'
import { reusedPostgresStore } from '../../command/testing/reused-store.ts'
import { alertsSuite } from './testing/alerts-suite.ts'

const url = inject('postgresUrl')
const open = reusedPostgresStore(url)
alertsSuite('PostgreSQL', open, url !== '')
