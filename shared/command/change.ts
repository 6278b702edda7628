import type { ChangeKind } from '../database/schema.ts'
import type { FieldScope } from '../values/entity.ts'
import type { AnyEntity } from './define.ts'
import type { AnyRow } from './recorder-rows.ts'

/** One touched row of one command: what the log keeps for ever (architecture §4). */
export type Change = {
  agencyId: string
  seq: number | null
  localSeq: number
  n: number
  commandId: string
  entity: string
  entityId: string
  kind: ChangeKind
  patch: Record<string, unknown>
  before: Record<string, unknown> | null
  scope: string
  actorId: string
  deviceId: string
  typedAt: number
  at: number
}

/** The unit under which deletion is versioned. */
export const deletionUnit = 'deleted'

/** Units that a patch touches. */
export function unitsOf(entity: AnyEntity, patch: Readonly<Record<string, unknown>>): string[] {
  const units = new Set<string>()
  for (const name of Object.keys(patch)) units.add(name === 'deletedAt' ? deletionUnit : entity.fields[name]!.unit)
  return [...units]
}

/**
 * A row after a change: the meaning of the log, in one pure function. Writing, loading, folding and undoing all rest on it.
 * A waiting change (seq null) leaves the versions alone: they say what was decided.
 */
export function applyChange(entity: AnyEntity, row: AnyRow | null, change: Omit<Change, 'before' | 'n' | 'localSeq'>): AnyRow {
  if (change.kind === 'create') {
    // A creation whose fields lie in two scopes comes in two parts.
    if (row) return { ...row, ...change.patch }
    const deletedAt = (change.patch['deletedAt'] as number | undefined) ?? null
    const created: AnyRow = {
      agencyId: change.agencyId, id: change.entityId, createdAt: change.at, createdBy: change.actorId, updatedAt: change.at, deletedAt, versions: {},
    }
    for (const name of Object.keys(entity.fields)) created[name] = change.patch[name] ?? null
    return created
  }
  if (!row) throw new Error(`a change of ${change.entity} ${change.entityId} came before its creation`)
  const versions = { ...row.versions }
  if (change.seq !== null) for (const unit of unitsOf(entity, change.patch)) versions[unit] = change.seq
  return { ...row, ...change.patch, updatedAt: change.at, versions }
}

/** Scope of a row's change: `member` becomes the member who owns it. */
export function scopeOf(entity: AnyEntity, scope: FieldScope, row: AnyRow): string {
  if (scope === 'row') return String(row['scope'])
  return scope === 'member' ? `member:${String(entity.ownedBy === 'createdBy' ? row.createdBy : row[entity.ownedBy])}` : scope
}

export const sameValue = (a: unknown, b: unknown): boolean =>
  a === b || (a !== null && b !== null && typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
