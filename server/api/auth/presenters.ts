import type { z } from 'zod'
import { fullName } from '../../identity/accounts.ts'
import type { AccountRow } from '../../identity/accounts.ts'
import { roleOfPerson } from '../../identity/directory.ts'
import type { Person } from '../../identity/directory.ts'
import { peopleAgency } from '../../files/open-files.ts'
import { fileUrl } from '../../files/links.ts'
import type { House } from '../../house.ts'
import { isoOf } from '../values.ts'
import type { briefUser, user } from './contract.ts'

export function presentBriefUser(row: AccountRow, role: z.infer<typeof briefUser>['role']): z.infer<typeof briefUser> {
  return { id: row.id, username: row.username ?? row.email, email: row.email, first_name: row.firstName ?? '', last_name: row.lastName ?? '', role, is_verified: row.verifiedAt !== null, phone: row.phone }
}

export function presentUser(house: House, person: Person): z.infer<typeof user> {
  return {
    ...presentBriefUser(person, roleOfPerson(person)),
    full_name: fullName(person), bio: person.bio ?? '', date_of_birth: person.birthDate, is_active: person.inactive !== 1,
    avatar: person.avatarSha256 === null ? null : fileUrl(house, { agencyId: peopleAgency, fileId: person.id, variant: 'original' }),
    preferred_contact_method: (person.contactMethod as 'email' | 'phone' | 'sms' | null) ?? 'email',
    verified_at: isoOf(person.verifiedAt), last_activity: isoOf(person.lastActivityAt), login_count: Number(person.signIns ?? 0),
    agency: person.agencyName, agency_id: person.agencyId, created_at: isoOf(person.createdAt), updated_at: isoOf(person.updatedAt ?? person.createdAt),
  }
}
