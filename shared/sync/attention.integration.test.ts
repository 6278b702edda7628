import { inject } from 'vitest'
import { reusedPostgresStore } from '../command/testing/reused-store.ts'
import { attentionSuite } from './testing/attention-suite.ts'

const url = inject('postgresUrl')
attentionSuite('PostgreSQL', reusedPostgresStore(url), url !== '')
