import { inject } from 'vitest'
import { reusedPostgresStore } from '../../command/testing/reused-store.ts'
import { figuresSuite } from './testing/figures-suite.ts'

const url = inject('postgresUrl')
const open = reusedPostgresStore(url)
figuresSuite('PostgreSQL', open, url !== '')
