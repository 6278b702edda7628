/**
 * vitest globalSetup: a real PostgreSQL for the tests, so that nobody has to install one. `inject('postgresUrl')` is ''
 * where none can start, and the reason is printed.
 */
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the maintenance database; ask createTestDatabase for one to write in. '' when PostgreSQL cannot start here. */
    postgresUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const server = await startPostgres()
    project.provide('postgresUrl', server.url)
    return server.stop
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    console.log(`skipped: tests on PostgreSQL, because it does not start here (${reason.replaceAll(/\s+/g, ' ').trim()})`)
    project.provide('postgresUrl', '')
    return async () => {}
  }
}
