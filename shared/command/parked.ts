import type { Executor, Store } from '../database/store.ts'
import type { Change } from './change.ts'
import type { Business } from './define.ts'
import { run } from './recorder-rows.ts'

/** Changes that a newer program made and this one cannot read, or not wholly: kept as they came, until it is brought up to date (sync.md G). */

/** What this version reads of a change: itself where it reads all of it, null where it reads nothing. */
export function readablePart(business: Business, change: Change): Change | null {
  const entity = business.entities.get(change.entity)
  if (!entity) return null
  const reads = (name: string): boolean => name === 'deletedAt' || Object.hasOwn(entity.fields, name)
  if (Object.keys(change.patch).every(reads)) return change
  const only = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).filter(([name]) => reads(name)))
  const patch = only(change.patch)
  return change.kind !== 'create' && Object.keys(patch).length === 0 ? null : { ...change, patch, before: change.before && only(change.before) }
}

export async function park(executor: Executor, store: Store, change: Change): Promise<void> {
  await run(executor, store.dialect, 'insert into parked_change (agency_id, seq, n, change) values (?, ?, ?, ?) on conflict (agency_id, seq, n) do nothing', [change.agencyId, change.seq, change.n, JSON.stringify(change)])
}

export async function readParked(executor: Executor, store: Store, agencyId: string): Promise<Change[]> {
  const rows = await run(executor, store.dialect, 'select change from parked_change where agency_id = ? order by seq, n', [agencyId])
  return rows.map(({ change }) => JSON.parse(change as string) as Change)
}

export async function forgetParked(executor: Executor, store: Store, agencyId: string): Promise<void> {
  await run(executor, store.dialect, 'delete from parked_change where agency_id = ?', [agencyId])
}
