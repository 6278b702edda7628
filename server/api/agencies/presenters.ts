import type { z } from 'zod'
import type { DirectoryAgency, TeamAccount } from '../../../shared/modules/auth/index.ts'
import type { Agency } from '../../../shared/modules/auth/model.ts'
import type { Usage } from '../../../shared/modules/core/index.ts'
import { daysLeft, subscriptionState } from '../../agencies/subscriptions.ts'
import type { Plan, Subscription } from '../../agencies/subscriptions.ts'
import { fileUrl } from '../../files/links.ts'
import { peopleAgency } from '../../files/open-files.ts'
import type { House } from '../../house.ts'
import { isoOf } from '../values.ts'
import type { agency, plan, subscription, teamUser } from './shapes.ts'

type AgencyShown = z.input<typeof agency>
type Public = Pick<DirectoryAgency, 'id' | 'name' | 'email' | 'phone' | 'website' | 'address' | 'addressLine2' | 'city' | 'postalCode' | 'country' | 'logoFileId' | 'createdAt' | 'updatedAt'>

/** What an agency takes when it has not said otherwise, in hundredths of a percent: the replaced system's. */
const usualCommission = 300

function presentPublic(house: House, row: Public): AgencyShown {
  const logo = row.logoFileId === null ? null : fileUrl(house, { agencyId: row.id, fileId: row.logoFileId, variant: 'medium' })
  return {
    id: row.id, name: row.name, legal_name: null, license_number: null, vat_number: null, email: row.email, phone: row.phone, website: row.website, logo, logo_url: logo, address_line1: row.address ?? '',
    address_line2: row.addressLine2 ?? '', city: row.city ?? '', postal_code: row.postalCode ?? '', country: row.country, subscription_type: null, subscription_start: null, subscription_end: null, max_agents: null,
    max_properties: null, max_clients: null, features: {}, is_active: true, is_trial: null, commission_rate: null, users_count: null, properties_count: 0, clients_count: null, created_at: isoOf(row.createdAt), updated_at: isoOf(row.updatedAt),
  }
}

/** An agency without subscription is on no plan and has no limits. */
function presentSubscribed(house: House, subscribed: Subscription | null): Partial<AgencyShown> {
  if (!subscribed) return {}
  const { plan: name, startsAt, endsAt, limits, features } = subscribed
  return {
    subscription_type: name, subscription_start: isoOf(startsAt), subscription_end: isoOf(endsAt), max_agents: limits.agents, max_properties: limits.properties, max_clients: limits.clients, features,
    is_active: subscriptionState(subscribed, house.clock()) === 'active', is_trial: name === 'trial',
  }
}

/** Of the directory: private fields only where the query gave them. */
export function presentListed(house: House, row: DirectoryAgency, subscribed: Subscription | null): AgencyShown {
  const { registered } = row
  if (!registered) return { ...presentPublic(house, row), properties_count: row.published }
  return {
    ...presentPublic(house, row), ...presentSubscribed(house, subscribed), legal_name: registered.legalName, license_number: subscribed?.licenseNumber ?? registered.licenseNumber, vat_number: registered.vatNumber,
    users_count: registered.members, properties_count: registered.properties, clients_count: registered.clients,
  }
}

/** One's own. @param showsRate agents are not told the rates. */
export function presentOwn(house: House, row: Agency, subscribed: Subscription | null, usage: Usage, showsRate: boolean): AgencyShown {
  return {
    ...presentPublic(house, row), ...presentSubscribed(house, subscribed), legal_name: row.legalName, license_number: subscribed?.licenseNumber ?? row.licenseNumber, vat_number: row.vatNumber,
    commission_rate: showsRate ? ((row.commissionRate ?? usualCommission) / 100).toFixed(2) : null, users_count: usage.members, properties_count: usage.properties, clients_count: usage.clients,
  }
}

export function presentPlan({ name, days, limits, features }: Plan): z.input<typeof plan> {
  return { name, days, max_agents: limits.agents, max_properties: limits.properties, max_clients: limits.clients, features }
}

export function presentSubscription(house: House, subscribed: Subscription, usage: Usage): z.input<typeof subscription> {
  const now = house.clock()
  const { plan: name, startsAt, endsAt, limits, features } = subscribed
  return {
    plan: name, starts_at: isoOf(startsAt), ends_at: isoOf(endsAt), days_remaining: daysLeft(subscribed, now), active: subscriptionState(subscribed, now) === 'active', features,
    usage: { agents: { max: limits.agents, used: usage.agents }, properties: { max: limits.properties, used: usage.properties }, clients: { max: limits.clients, used: usage.clients } },
  }
}

/** A colleague. One whom another system brought may have no account here: then his name as a member stands for it. */
export function presentColleague(house: House, row: TeamAccount): z.input<typeof teamUser> {
  const { account } = row
  const [first = '', ...rest] = row.name.split(' ')
  return {
    id: row.accountId, username: account?.username ?? row.email, email: row.email, first_name: account?.firstName ?? first, last_name: account?.lastName ?? rest.join(' '), full_name: row.name, phone: row.phone,
    avatar: account?.avatarSha256 ? fileUrl(house, { agencyId: peopleAgency, fileId: row.accountId, variant: 'medium' }) : null, bio: account?.bio ?? '', date_of_birth: account?.birthDate ?? null,
    preferred_contact_method: (account?.contactMethod as 'email' | 'phone' | 'sms' | null | undefined) ?? 'email', is_active: row.active && !account?.inactive, is_verified: (account?.verifiedAt ?? null) !== null,
    verified_at: isoOf(account?.verifiedAt ?? null), last_activity: isoOf(account?.lastActivityAt ?? null), login_count: account?.signIns ?? 0, role: row.role, agency: row.agencyName, agency_id: row.agencyId,
    created_at: isoOf(row.createdAt), updated_at: isoOf(row.updatedAt), member_id: row.memberId, position: row.position, department: row.department, employee_id: row.employeeNumber, properties_count: row.properties,
  }
}
