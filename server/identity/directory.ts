import type { Role } from '../../shared/values/actor.ts'
import { AppError } from '../../shared/values/error.ts'
import type { CallerRole } from '../api/caller.ts'
import type { Account } from '../api/caller.ts'
import type { House } from '../house.ts'
import type { AccountRow } from './accounts.ts'

/** A person with the agency he works in today, if any. */
export type Person = AccountRow & {
  agencyId: string | null
  memberId: string | null
  memberRole: Role | null
  agencyName: string | null
  position: string | null
  department: string | null
  employeeNumber: string | null
}
export type PeopleAsked = { search?: string | undefined; role?: CallerRole | undefined; active?: boolean | undefined; offset: number; limit: number }

export const roleOfPerson = ({ memberRole, operator }: Pick<Person, 'memberRole' | 'operator'>): CallerRole => memberRole ?? (operator === 1 ? 'operator' : 'client')

/** People whom somebody may look up: operators everybody, managers those of their agency, everybody himself. */
function visibleTo(house: House, { operator, member, accountId }: Account) {
  const people = house.reading.kysely.selectFrom('account')
    // Somebody in two agencies stands in the one that took him last, as at sign-in.
    .leftJoin('member', (join) => join.onRef('member.accountId', '=', 'account.id').on('member.id', '=', (row) =>
      row.selectFrom('member as latest').whereRef('latest.accountId', '=', 'account.id').where('latest.active', '=', 1).where('latest.deletedAt', 'is', null)
        .orderBy('latest.createdAt', 'desc').limit(1).select('latest.id')))
    .leftJoin('agency', (join) => join.onRef('agency.agencyId', '=', 'member.agencyId').onRef('agency.id', '=', 'member.agencyId'))
  if (operator) return people
  return member && member.role !== 'agent' ? people.where('member.agencyId', '=', member.agencyId) : people.where('account.id', '=', accountId)
}

export async function listPeople(house: House, viewer: Account, { search, role, active, offset, limit }: PeopleAsked): Promise<{ people: Person[]; count: number }> {
  let asked = visibleTo(house, viewer)
  if (search) {
    const part = `%${search.toLowerCase().replaceAll(/[%_\\]/g, '')}%`
    asked = asked.where((row) => row.or([row(row.fn<string>('lower', ['account.name']), 'like', part), row('account.email', 'like', part), row('account.phone', 'like', part)]))
  }
  if (role === 'client' || role === 'operator') asked = asked.where('member.id', 'is', null).where('account.operator', role === 'operator' ? '=' : 'is distinct from', 1)
  else if (role !== undefined) asked = asked.where('member.role', '=', role)
  if (active !== undefined) asked = asked.where('account.inactive', active ? 'is distinct from' : '=', 1)
  const [rows, { n }] = await Promise.all([
    selected(asked).orderBy('account.createdAt', 'desc').orderBy('account.id').offset(offset).limit(limit).execute(),
    asked.select((row) => row.fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
  ])
  return { people: rows as Person[], count: Number(n) }
}

/** Throws `not_found` also for somebody whom the viewer may not see. */
export async function findPerson(house: House, viewer: Account, id: string): Promise<Person> {
  const row = await selected(visibleTo(house, viewer)).where('account.id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'account', id })
  return row as Person
}

function selected(people: ReturnType<typeof visibleTo>) {
  return people.selectAll('account').select(['member.agencyId', 'member.id as memberId', 'member.role as memberRole', 'agency.name as agencyName', 'member.position', 'member.department', 'member.employeeNumber'])
}
