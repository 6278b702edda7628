import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { compareLogWithTables } from '../../shared/command/fold.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import type { Store } from '../../shared/database/store.ts'
import { business } from '../../shared/modules/business.ts'

/** Looks into the database of a closed application; null where it never made one. */
export async function lookInto<Answer>(directory: string, look: (store: Store) => Promise<Answer>): Promise<Answer | null> {
  const path = join(directory, 'agency.sqlite')
  if (!existsSync(path)) return null
  const store = sqliteStore(openSqlite(path, { mustExist: true }))
  try {
    return await look(store)
  } finally {
    await store.close()
  }
}

/** The proof that every write went through the door: the log, folded from empty, gives exactly the business tables. */
export async function expectLogMakesTables(directory: string): Promise<void> {
  const differences = await lookInto(directory, async (store) => {
    const tables = await store.kysely.introspection.getTables()
    // Rows come before their history: while that is on its way, the log does not say them.
    if (tables.some(({ name }) => name === 'sync_state') && (await store.kysely.selectFrom('syncState').select('snapshot').executeTakeFirst())?.snapshot) return []
    // An application closed before it was ever set up.
    return tables.some(({ name }) => name === 'agency_sequence') ? compareLogWithTables(store, business) : []
  })
  expect(differences ?? [], 'rows on which the log and the tables differ').toEqual([])
}
