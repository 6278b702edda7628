import { inject } from 'vitest'
import { openPostgresStore } from '../command/testing/stores.ts'
import { cardsSuite } from './testing/cards-suite.ts'

const url = inject('postgresUrl')
cardsSuite('PostgreSQL', openPostgresStore(url), url !== '')
