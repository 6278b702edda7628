import { run } from '../../command/recorder-rows.ts'
import type { Store } from '../../database/store.ts'
import { business } from '../business.ts'

/**
 * All that a person could see of an agency: business rows that are there, narrow list rows and search texts, without what
 * undoing may rightly leave different (when a row was last touched, by which number of the log, and its place on the disk).
 */
export async function standing(store: Store, agencyId: string): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const entity of business.entities.values()) {
    const rows = await run(store.kysely, store.dialect,
      `select * from ${entity.table} where agency_id = ? and deleted_at is null order by id`, [agencyId])
    found[entity.name] = rows.map(({ updatedAt: _at, versions: _versions, ...row }) => row)
  }
  for (const { table } of business.projections.values()) {
    const list = await run(store.kysely, store.dialect, `select * from ${table} where agency_id = ? order by id`, [agencyId])
    found[table] = list.map(({ updatedAt: _at, number: _number, ...row }) => row)
  }
  found['search'] = await run(store.kysely, store.dialect,
    'select entity, entity_id, folded, sort_key from search where agency_id = ? order by entity, entity_id', [agencyId])
  return found
}
