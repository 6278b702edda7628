import { inject } from 'vitest'
import { openPostgresStore } from '../command/testing/stores.ts'
import { attentionSuite } from './testing/attention-suite.ts'

const url = inject('postgresUrl')
attentionSuite('PostgreSQL', openPostgresStore(url), url !== '')
