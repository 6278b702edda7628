import type { Contact } from '../../../shared/modules/crm/model.ts'
import type { ClientSearch } from '../../../shared/modules/crm/model-search.ts'
import { invalidField } from '../../http/errors.ts'
import { kindWords, ours, transactionWords } from '../properties/fields.ts'
import { amountOf, mustRise, placesCalled, said } from './given-wish.ts'
import type { SearchPatch } from './given-wish.ts'
import type { ClientGiven } from './shapes.ts'
import { breakerOf, clientStatusWords, contactMethodWords, contactTimeWords, featureOf, financingWords, maritalWords, priorityWords, toOurs } from './words.ts'

/** Names of our fields, as the mobile client writes them. */
export const clientFields = {
  budgetMax: 'max_budget', budgetMin: 'min_budget', bedroomsMax: 'max_bedrooms', areaMax: 'max_area', email: 'email', name: 'first_name', firstName: 'first_name', lastName: 'last_name', birthDate: 'date_of_birth', agentId: 'agent_id', phones: 'phone', typed: 'phone',
} as const

export type PersonPatch = Partial<Pick<Contact, 'name' | 'firstName' | 'lastName' | 'birthDate' | 'nationality' | 'maritalStatus' | 'preferredChannel' | 'preferredTime'>>
export type StandingPatch = Partial<Pick<Contact, 'email' | 'clientStatus' | 'priority' | 'agentId'>>

/** Who somebody is: he may say this of himself. */
export function personOf(given: ClientGiven, before: Contact | null): PersonPatch {
  return said({
    ...nameOf(given, before), birthDate: given.date_of_birth, nationality: given.nationality === '' ? null : given.nationality, maritalStatus: toOurs(maritalWords, given.marital_status), preferredChannel: toOurs(contactMethodWords, given.preferred_contact_method),
    preferredTime: toOurs(contactTimeWords, given.preferred_contact_time),
  }) as PersonPatch
}

/** What the agency says of him. */
export function standingOf(given: ClientGiven): StandingPatch {
  return said({ email: given.email, clientStatus: toOurs(clientStatusWords, given.status), priority: toOurs(priorityWords, given.priority_level), agentId: given.agent_id }) as StandingPatch
}

function nameOf(given: ClientGiven, before: Contact | null): Partial<Pick<Contact, 'name' | 'firstName' | 'lastName'>> {
  if (given.first_name === undefined && given.last_name === undefined) return {}
  const firstName = given.first_name === undefined ? (before?.firstName ?? null) : given.first_name || null
  const lastName = given.last_name === undefined ? (before?.lastName ?? null) : given.last_name || null
  const name = [firstName, lastName].filter(Boolean).join(' ')
  if (name === '') throw invalidField('first_name', 'required')
  // "M. et Mme Sarr" stays so where only the parts are said again.
  return before && before.firstName === firstName && before.lastName === lastName ? {} : { name, firstName, lastName }
}

/** What he looks for. Throws `invalid_input` for a feature that nothing has, and where the least is above the most. */
export function searchOf(given: ClientGiven, before: ClientSearch | null): SearchPatch {
  const currency = given.currency ?? before?.currency ?? 'XOF'
  const area = (value: string | null | undefined): number | null | undefined => (typeof value === 'string' ? Number(value) : value)
  const patch: SearchPatch = said({
    transaction: given.transaction ? ours(transactionWords, given.transaction) : undefined, budgetMin: amountOf(given.min_budget, currency, 'min_budget'), budgetMax: amountOf(given.max_budget, currency, 'max_budget'), currency: given.currency,
    kinds: given.preferred_property_types && [...new Set(given.preferred_property_types.map((word) => ours(kindWords, word)!))],
    places: given.preferred_cities === undefined && given.preferred_locations === undefined ? undefined : placesCalled(given.preferred_cities ?? [], given.preferred_locations ?? []).slice(0, 20), maxDistance: given.max_distance_from_center,
    bedroomsMin: given.min_bedrooms, bedroomsMax: given.max_bedrooms, areaMin: area(given.min_area), areaMax: area(given.max_area), mustHave: named(given.must_have_features, featureOf, 'must_have_features'),
    dealBreakers: named(given.deal_breakers, breakerOf, 'deal_breakers'), financing: toOurs(financingWords, given.financing_status), notes: given.lifestyle_notes === '' ? null : given.lifestyle_notes,
  }) as SearchPatch
  const now = { ...before, ...patch }
  mustRise(now.budgetMin, now.budgetMax, 'max_budget')
  mustRise(now.bedroomsMin, now.bedroomsMax, 'max_bedrooms')
  mustRise(now.areaMin, now.areaMax, 'max_area')
  return patch
}

function named<T>(words: readonly string[] | undefined, read: (word: string) => T | undefined, field: string): T[] | undefined {
  return words && [...new Set(words.map((word, i) => {
    const known = read(word)
    if (known === undefined) throw invalidField(`${field}.${i}`, 'invalid_value')
    return known
  }))]
}
