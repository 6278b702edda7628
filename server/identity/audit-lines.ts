import type { House } from '../house.ts'
import type { PlatformTables } from '../../shared/database/schema-platform.ts'

export type AuditLine = PlatformTables['audit'] & { who: string | null }

/** Lines of the audit, the newest first. @param accountId only what this account did; null for all. */
export async function auditLines({ reading }: House, { accountId, offset, limit }: { accountId: string | null; offset: number; limit: number }): Promise<{ rows: AuditLine[]; count: number }> {
  let query = reading.kysely.selectFrom('audit')
  if (accountId !== null) query = query.where('audit.accountId', '=', accountId)
  const [rows, counted] = await Promise.all([
    query.leftJoin('account', 'account.id', 'audit.accountId').selectAll('audit').select('account.name as who').orderBy('audit.at', 'desc').orderBy('audit.id', 'desc').offset(offset).limit(limit).execute(),
    query.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
  ])
  return { rows, count: Number(counted.n) }
}

/** How many people there are on the platform: all, those who may sign in, those whose address is proven. */
export async function countPeople({ reading }: House): Promise<{ total: number; active: number; verified: number }> {
  const people = reading.kysely.selectFrom('account').select(({ fn }) => fn.countAll<number>().as('n'))
  const [total, active, verified] = await Promise.all([
    people.executeTakeFirstOrThrow(), people.where('inactive', 'is distinct from', 1).executeTakeFirstOrThrow(), people.where('verifiedAt', 'is not', null).executeTakeFirstOrThrow(),
  ])
  return { total: Number(total.n), active: Number(active.n), verified: Number(verified.n) }
}
