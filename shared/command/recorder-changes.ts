import type { DialectName, Executor } from '../database/store.ts'
import type { Change } from './change.ts'
import { insertInto, run } from './recorder-rows.ts'

/** The log as a table. */

const columns = ['agency_id', 'seq', 'local_seq', 'n', 'command_id', 'entity', 'entity_id', 'kind', 'patch', 'before', 'scope', 'actor_id', 'device_id', 'typed_at', 'at']

export async function insertChanges(executor: Executor, dialect: DialectName, changes: readonly Change[], onConflict = ''): Promise<void> {
  await insertInto(executor, dialect, 'change', columns, changes.map((c) => [
    c.agencyId, c.seq, c.localSeq, c.n, c.commandId, c.entity, c.entityId, c.kind, JSON.stringify(c.patch),
    c.before === null ? null : JSON.stringify(c.before), c.scope, c.actorId, c.deviceId, c.typedAt, c.at,
  ]), onConflict)
}

export function decodeChange(stored: Record<string, unknown>): Change {
  return { ...stored, patch: JSON.parse(stored['patch'] as string), before: stored['before'] === null ? null : JSON.parse(stored['before'] as string) } as Change
}

/** Decided changes in the order of the log, or the waiting ones in the order they were typed. */
export async function readChanges(executor: Executor, dialect: DialectName, agencyId: string, which: { commandId: string } | 'decided' | 'waiting'): Promise<Change[]> {
  const where = which === 'decided' ? 'seq is not null order by seq, n' : which === 'waiting' ? 'seq is null order by local_seq, n' : 'command_id = ? order by n'
  const rows = await run(executor, dialect, `select * from change where agency_id = ? and ${where}`, typeof which === 'object' ? [agencyId, which.commandId] : [agencyId])
  return rows.map(decodeChange)
}

/** Only for a local copy that is taken anew. */
export async function eraseChanges(executor: Executor, dialect: DialectName, agencyId: string): Promise<void> {
  await run(executor, dialect, 'delete from change where agency_id = ?', [agencyId])
}

export async function eraseWaitingChanges(executor: Executor, dialect: DialectName, agencyId: string): Promise<void> {
  await run(executor, dialect, 'delete from change where agency_id = ? and seq is null', [agencyId])
}
