import type { z } from 'zod'
import { fullName } from '../../identity/accounts.ts'
import type { AccountRow } from '../../identity/accounts.ts'
import { roleOf } from '../caller.ts'
import type { Account } from '../caller.ts'
import { isoOf } from '../values.ts'
import type { briefUser, user } from './contract.ts'

export function presentBriefUser(row: AccountRow, role: z.infer<typeof briefUser>['role']): z.infer<typeof briefUser> {
  return { id: row.id, username: row.username ?? row.email, email: row.email, first_name: row.firstName ?? '', last_name: row.lastName ?? '', role, is_verified: row.verifiedAt !== null, phone: row.phone }
}

type Extras = { account: Pick<Account, 'member' | 'operator'>; agencyName: string | null; avatar: string | null }

export function presentUser(row: AccountRow, { account, agencyName, avatar }: Extras): z.infer<typeof user> {
  return {
    ...presentBriefUser(row, roleOf(account as Account)),
    full_name: fullName(row), avatar, bio: row.bio ?? '', date_of_birth: row.birthDate,
    preferred_contact_method: (row.contactMethod as 'email' | 'phone' | 'sms' | null) ?? 'email', is_active: row.inactive !== 1,
    verified_at: isoOf(row.verifiedAt), last_activity: isoOf(row.lastActivityAt), login_count: Number(row.signIns ?? 0),
    agency: agencyName, agency_id: account.member?.agencyId ?? null, created_at: isoOf(row.createdAt), updated_at: isoOf(row.updatedAt ?? row.createdAt),
  }
}
