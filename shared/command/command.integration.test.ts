import { describe, inject, it } from 'vitest'
import { openPostgresStore } from './testing/stores.ts'
import { commandSuite } from './testing/suite.ts'

const url = inject('postgresUrl')
if (url) commandSuite('PostgreSQL', openPostgresStore(url))
else describe('commands on PostgreSQL', () => it.skip('no PostgreSQL could be started on this machine', () => {}))
