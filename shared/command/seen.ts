import type { Envelope } from '../contract/envelope.ts'
import type { DialectName, Executor } from '../database/store.ts'
import { deletionUnit, unitsOf } from './change.ts'
import type { Change } from './change.ts'
import type { AnyEntity, Business } from './define.ts'
import { seenKey } from './merge.ts'
import { run } from './recorder-rows.ts'
import type { AnyRow } from './recorder-rows.ts'

export type TouchedBefore = { readonly entity: AnyEntity; readonly original: AnyRow }

/**
 * What the user of a prediction saw of the rows it touched: for every unit the version that was decided, and the own command
 * that still waits and wrote it last. The live interface shows what the database holds, so this is what stood before his eyes.
 */
export async function whatWasSeen(executor: Executor, dialect: DialectName, business: Business, changes: readonly Change[], originals: readonly TouchedBefore[]): Promise<Required<Pick<Envelope, 'base' | 'after'>>> {
  const base: Record<string, number> = {}
  const after: Record<string, string> = {}
  const mine = new Set(changes.map((change) => change.commandId))
  for (const { entity, original } of originals) {
    const units = new Set([deletionUnit, ...changes.filter((change) => change.entity === entity.name && change.entityId === original.id).flatMap((change) => unitsOf(entity, change.patch))])
    for (const unit of units) base[seenKey(original.id, unit)] = unit === deletionUnit ? Math.max(0, ...Object.values(original.versions)) : (original.versions[unit] ?? 0)
    const waiting = await run(executor, dialect, 'select command_id, patch from change where agency_id = ? and entity_id = ? and entity = ? and seq is null order by local_seq', [original.agencyId, original.id, entity.name])
    for (const { commandId, patch } of waiting) {
      if (mine.has(commandId as string)) continue
      after[seenKey(original.id, deletionUnit)] = commandId as string
      for (const unit of unitsOf(business.entities.get(entity.name)!, JSON.parse(patch as string) as Record<string, unknown>)) if (units.has(unit)) after[seenKey(original.id, unit)] = commandId as string
    }
  }
  return { base, after }
}
