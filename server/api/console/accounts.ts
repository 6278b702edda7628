import type { AccountRole, AccountState, ConsoleAccount } from '../../../shared/contract/console.ts'
import type { Executor } from '../../../shared/database/store.ts'
import type { Role } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { House } from '../../house.ts'
import { isoOf } from '../values.ts'

export type AccountQuery = { search: string; role?: AccountRole | undefined; state?: AccountState | undefined; agency?: string | undefined }

const columns = ['account.id', 'account.name', 'account.email', 'account.username', 'account.phone', 'account.operator', 'account.inactive', 'account.verifiedAt', 'account.lastActivityAt', 'account.signIns',
  'account.createdAt', 'credential.lockedUntil'] as const

/** People of the platform, who did something lately first. `count` is that of all found. */
export async function listAccounts(house: House, given: AccountQuery, { offset, limit }: { offset: number; limit: number }): Promise<{ rows: ConsoleAccount[]; count: number }> {
  const found = search(house.reading.kysely, given, house.clock())
  const [rows, { n }] = await Promise.all([
    found.select(columns).orderBy((row) => row.fn.coalesce('account.lastActivityAt', 'account.createdAt'), 'desc').orderBy('account.id', 'desc').offset(offset).limit(limit).execute(),
    found.select((row) => row.fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
  ])
  return { rows: await present(house.reading.kysely, rows, house.clock()), count: Number(n) }
}

/** Throws `not_found`. */
export async function findAccountFor(house: House, id: string): Promise<ConsoleAccount> {
  const row = await accountsWithLock(house.store.kysely).select(columns).where('account.id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'account', id })
  return (await present(house.store.kysely, [row], house.clock()))[0]!
}

const accountsWithLock = (executor: Executor) => executor.selectFrom('account').leftJoin('credential', 'credential.accountId', 'account.id')

function search(executor: Executor, given: AccountQuery, now: number) {
  let query = accountsWithLock(executor)
  const text = given.search.trim()
  if (text !== '') {
    // LIKE knows two signs of its own; what was typed means itself.
    const like = (typed: string): string => `%${typed.replaceAll(/[\\%_]/g, '')}%`
    const lower = like(text.toLowerCase())
    query = query.where((row) => row.or([
      row('account.email', 'like', lower), row('account.username', 'like', lower), row(row.fn<string>('lower', ['account.name']), 'like', lower), row('account.name', 'like', like(text)),
      row('account.phone', 'like', like(text.replaceAll(/\s/g, ''))), row('account.id', '=', text),
    ]))
  }
  if (given.state === 'closed') query = query.where('account.inactive', '=', 1)
  if (given.state === 'open') query = query.where((row) => row.or([row('account.inactive', 'is', null), row('account.inactive', '!=', 1)]))
  if (given.state === 'locked') query = query.where('credential.lockedUntil', '>', now)
  const { agency, role } = given
  const seat = (wanted: { agency?: string | undefined; role?: Role | undefined }) => {
    const seats = executor.selectFrom('member').select('member.accountId').where('member.active', '=', 1).where('member.deletedAt', 'is', null)
    const here = wanted.agency === undefined ? seats : seats.where('member.agencyId', '=', wanted.agency)
    return wanted.role === undefined ? here : here.where('member.role', '=', wanted.role)
  }
  if (role === 'operator') query = query.where('account.operator', '=', 1)
  if (role === 'client')
    query = query.where((row) => row.or([row('account.operator', 'is', null), row('account.operator', '!=', 1)])).where('account.id', 'not in', seat({}))
  if (agency !== undefined || role === 'agent' || role === 'manager' || role === 'admin')
    query = query.where('account.id', 'in', seat({ agency, role: role === 'client' || role === 'operator' ? undefined : role }))
  return query
}

type Row = {
  id: string; name: string; email: string; username: string | null; phone: string | null; operator: number | null; inactive: number | null; verifiedAt: number | null; lastActivityAt: number | null
  signIns: number | null; createdAt: number; lockedUntil: number | null
}

async function present(executor: Executor, rows: readonly Row[], now: number): Promise<ConsoleAccount[]> {
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const [seats, sessions, factors] = await Promise.all([
    executor.selectFrom('member').innerJoin('agency', (join) => join.onRef('agency.agencyId', '=', 'member.agencyId').onRef('agency.id', '=', 'member.agencyId'))
      .select(['member.accountId', 'member.role', 'agency.id', 'agency.name']).where('member.accountId', 'in', ids).where('member.active', '=', 1).where('member.deletedAt', 'is', null).orderBy('member.createdAt').execute(),
    executor.selectFrom('accessSession').select((row) => ['accountId', row.fn.countAll<number>().as('n')]).where('accountId', 'in', ids).where('endedAt', 'is', null).groupBy('accountId').execute(),
    executor.selectFrom('secondFactor').select('accountId').where('accountId', 'in', ids).where('confirmedAt', 'is not', null).execute(),
  ])
  // The newest seat counts, as at sign-in.
  const seatOf = new Map(seats.map((seat) => [seat.accountId, seat]))
  const openSessions = new Map(sessions.map(({ accountId, n }) => [accountId, Number(n)]))
  const secured = new Set(factors.map(({ accountId }) => accountId))
  return rows.map((row) => {
    const seat = seatOf.get(row.id)
    const locked = row.lockedUntil !== null && row.lockedUntil > now
    return {
      id: row.id, name: row.name, email: row.email, username: row.username, phone: row.phone, role: seat ? (seat.role as Role) : row.operator === 1 ? 'operator' : 'client', operator: row.operator === 1,
      verified: row.verifiedAt !== null, state: row.inactive === 1 ? 'closed' : locked ? 'locked' : 'open', locked_until: locked ? isoOf(row.lockedUntil) : null, second_factor: secured.has(row.id),
      agency: seat ? { id: seat.id, name: seat.name } : null, sessions: openSessions.get(row.id) ?? 0, sign_ins: Number(row.signIns ?? 0), last_activity: isoOf(row.lastActivityAt), created_at: isoOf(row.createdAt),
    }
  })
}
