import { inject } from 'vitest'
import { reusedPostgresStore } from '../command/testing/reused-store.ts'
import { cardsSuite } from './testing/cards-suite.ts'

const url = inject('postgresUrl')
cardsSuite('PostgreSQL', reusedPostgresStore(url), url !== '')
