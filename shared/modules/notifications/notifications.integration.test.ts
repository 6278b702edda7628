import { inject } from 'vitest'
import { reusedPostgresStore } from '../../command/testing/reused-store.ts'
import { notificationSuite } from './testing/suite.ts'

const url = inject('postgresUrl')
const open = reusedPostgresStore(url)
notificationSuite('PostgreSQL', open, url !== '')
