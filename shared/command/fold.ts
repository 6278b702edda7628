import type { Store } from '../database/store.ts'
import { canonicalJson } from './canonical.ts'
import { applyChange } from './change.ts'
import type { Business } from './define.ts'
import { readChanges } from './recorder-changes.ts'
import { decodeRow, run } from './recorder-rows.ts'
import type { AnyRow } from './recorder-rows.ts'

/** A row on which the log and the table do not agree. An empty list is the proof that every write went through the door. */
export type LogDifference = { entity: string; id: string; log: AnyRow | null; table: AnyRow | null }

/** Folds the log of every agency from empty and compares with the business tables, row by row. */
export async function compareLogWithTables(store: Store, business: Business): Promise<LogDifference[]> {
  const agencies = await run(store.kysely, store.dialect, 'select agency_id from agency_sequence', [])
  const folded = new Map<string, AnyRow>()
  for (const { agencyId } of agencies) {
    for (const which of ['decided', 'waiting'] as const)
      for (const change of await readChanges(store.kysely, store.dialect, agencyId as string, which)) {
        const key = rowKey(change.entity, change.agencyId, change.entityId)
        folded.set(key, applyChange(business.entities.get(change.entity)!, folded.get(key) ?? null, change))
      }
  }
  const differences: LogDifference[] = []
  for (const entity of business.entities.values()) {
    for (const stored of await run(store.kysely, store.dialect, `select * from ${entity.table}`, [])) {
      const table = decodeRow(entity, stored) as AnyRow
      const key = rowKey(entity.name, table.agencyId, table.id)
      const log = folded.get(key) ?? null
      folded.delete(key)
      if (canonicalJson(log) !== canonicalJson(table)) differences.push({ entity: entity.name, id: table.id, log, table })
    }
  }
  for (const [key, log] of folded) differences.push({ entity: key.split('/')[0]!, id: log.id, log, table: null })
  return differences
}

const rowKey = (entity: string, agencyId: string, id: string): string => `${entity}/${agencyId}/${id}`
