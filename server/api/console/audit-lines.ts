import type { ConsoleAuditLine } from '../../../shared/contract/console.ts'
import type { House } from '../../house.ts'
import { isoOf } from '../values.ts'

export type AuditQuery = { action?: string | undefined; account?: string | undefined; agency?: string | undefined; from?: string | undefined; to?: string | undefined }

/** Lines of the audit, the newest first. An account is found as who acted and as whom it was about. */
export async function listAudit(house: House, { action, account, agency, from, to }: AuditQuery, { offset, limit }: { offset: number; limit: number }): Promise<{ rows: ConsoleAuditLine[]; count: number }> {
  const { kysely } = house.reading
  let query = kysely.selectFrom('audit')
  if (action) query = query.where('action', '=', action)
  if (account) query = query.where((row) => row.or([row('accountId', '=', account), row('target', '=', account)]))
  if (agency) query = query.where('agencyId', '=', agency)
  if (from) query = query.where('at', '>=', Date.parse(from))
  if (to) query = query.where('at', '<=', Date.parse(to))
  const [rows, { n }] = await Promise.all([
    query.selectAll().orderBy('at', 'desc').orderBy('id', 'desc').offset(offset).limit(limit).execute(),
    query.select((row) => row.fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
  ])
  const people = [...new Set(rows.flatMap((row) => [row.accountId, row.target].filter((id) => id !== null)))]
  const houses = [...new Set(rows.flatMap((row) => row.agencyId ?? []))]
  const [accounts, agencies] = await Promise.all([
    people.length ? kysely.selectFrom('account').select(['id', 'email']).where('id', 'in', people).execute() : [],
    houses.length ? kysely.selectFrom('agency').select(['id', 'name']).where('id', 'in', houses).execute() : [],
  ])
  const emails = new Map(accounts.map(({ id, email }) => [id, email]))
  const names = new Map(agencies.map(({ id, name }) => [id, name]))
  return {
    count: Number(n),
    rows: rows.map((row) => ({
      id: row.id, at: isoOf(row.at), action: row.action, reason: row.reason, address: row.address, detail: row.detail === null ? null : (JSON.parse(row.detail) as Record<string, unknown>),
      account: row.accountId === null ? null : { id: row.accountId, email: emails.get(row.accountId) ?? row.accountId },
      agency: row.agencyId === null ? null : { id: row.agencyId, name: names.get(row.agencyId) ?? row.agencyId },
      target: row.target === null ? null : { id: row.target, name: emails.get(row.target) ?? null },
    })),
  }
}

export async function auditActions(house: House): Promise<string[]> {
  const rows = await house.reading.kysely.selectFrom('audit').select('action').distinct().execute()
  return rows.map((row) => row.action).toSorted()
}
