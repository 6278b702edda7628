import { inject } from 'vitest'
import { openEmptyPostgresStore } from '../../command/testing/stores.ts'
import { notificationsMigrationSuite } from '../testing/notifications-suite.ts'

const url = inject('postgresUrl')
notificationsMigrationSuite('PostgreSQL', openEmptyPostgresStore(url), url !== '')
