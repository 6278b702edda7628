import { newId } from '../house.ts'
import type { House } from '../house.ts'

/** One act on the platform that no agency's log holds. `detail` is plain data, never a secret nor what somebody wrote. */
export type AuditEntry = {
  action: string
  accountId?: string | null
  sessionId?: string | null
  agencyId?: string | null
  target?: string | null
  /** Why the operator looked or acted: shown to the agency on request. */
  reason?: string | null
  detail?: Record<string, unknown> | null
  address?: string | null
}

export async function audit(house: Pick<House, 'store' | 'clock' | 'random'>, entry: AuditEntry): Promise<void> {
  await house.store.kysely.insertInto('audit').values({
    id: newId(house), at: house.clock(), action: entry.action, accountId: entry.accountId ?? null, sessionId: entry.sessionId ?? null, agencyId: entry.agencyId ?? null,
    target: entry.target ?? null, reason: entry.reason ?? null, detail: entry.detail ? JSON.stringify(entry.detail) : null, address: entry.address ?? null,
  }).execute()
}
