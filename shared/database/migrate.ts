import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Migration } from 'kysely/migration'
import { AppError } from '../values/error.ts'
import * as foundation from './migrations/0010-foundation.ts'
import * as platform from './migrations/0020-platform.ts'
import * as sync from './migrations/0030-sync.ts'
import * as clients from './migrations/0040-clients.ts'
import * as notifications from './migrations/0041-notifications.ts'
import * as alerts from './migrations/0042-alerts.ts'
import * as pace from './migrations/0043-pace.ts'
import type { Store } from './store.ts'

/** In order. Numbers rise by ten, so that a branch can slip between. Each has a test that brings rows across it. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0010-foundation': foundation,
  '0020-platform': platform,
  '0030-sync': sync,
  '0040-clients': clients,
  '0041-notifications': notifications,
  '0042-alerts': alerts,
  '0043-pace': pace,
}

/** What a database says of itself: how far it is, and whether a newer program has been there. */
export async function schemaState(store: Store): Promise<{ applied: string[]; unknown: string[]; pending: string[] }> {
  const tables = await store.kysely.introspection.getTables({ withInternalKyselyTables: true })
  const applied = tables.some((table) => table.name === 'kysely_migration')
    ? (await sql<{ name: string }>`select name from kysely_migration order by name`.execute(store.kysely)).rows.map((row) => row.name)
    : []
  return {
    applied,
    unknown: applied.filter((name) => !(name in migrations)),
    pending: Object.keys(migrations).filter((name) => !applied.includes(name)),
  }
}

/**
 * Brings the database to the newest schema in one transaction: killed in the middle, it is what it was before.
 * Throws `database_newer` {found, known} when it holds steps this program does not know: a newer version has written it,
 * and reading on would lose what that version added.
 */
export async function migrate(store: Store, options: { upTo?: string } = {}): Promise<string[]> {
  const { unknown } = await schemaState(store)
  if (unknown.length) throw new AppError('database_newer', { found: unknown.at(-1), known: Object.keys(migrations).at(-1) })
  // The migrations write snake_case themselves and know nothing of our types.
  const migrator = new Migrator({ db: store.kysely.withoutPlugins() as Kysely<unknown>, provider: { getMigrations: async () => ({ ...migrations }) } })
  const { error, results } = options.upTo ? await migrator.migrateTo(options.upTo) : await migrator.migrateToLatest()
  if (error) throw error as Error
  return (results ?? []).map((result) => result.migrationName)
}
