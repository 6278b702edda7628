import type { z } from 'zod'
import type { Translate } from '../../../shared/language/index.ts'
import type { ClientOffer, ClientRow, PhoneView } from '../../../shared/modules/crm/model-views.ts'
import type { CatalogueRow } from '../../../shared/modules/properties/index.ts'
import type { House } from '../../house.ts'
import { amountOrNull, measureText } from '../properties/decimals.ts'
import { cityOf, kindWords, transactionWords } from '../properties/fields.ts'
import { presentRow } from '../properties/presenters.ts'
import { isoOf } from '../values.ts'
import { placeName } from './given-wish.ts'
import type { client, explanation, offer } from './shapes.ts'
import { breakerWord, clientStatusWords, contactMethodWords, contactTimeWords, featureWord, financingWords, maritalWords, priorityWords } from './words.ts'

export function presentClient({ contact, search, phones, ...row }: ClientRow, offers: z.input<typeof offer>[]): z.input<typeof client> {
  const amount = (value: number | null): string | null => (search ? amountOrNull(value, search.currency) : null)
  return {
    id: contact.id, user_id: contact.id, user: contact.name, username: contact.email ?? '', full_name: contact.name, first_name: contact.firstName ?? (contact.lastName === null ? contact.name : ''), last_name: contact.lastName ?? '',
    email: contact.email, phone: phones[0]?.e164 ?? phones[0]?.typed ?? null, whatsapp: phones[0]?.whatsapp ?? false, agency_name: row.agencyName, agency_id: contact.agencyId, agent_id: contact.agentId, agent_name: row.agentName,
    date_of_birth: contact.birthDate, nationality: contact.nationality ?? '', marital_status: contact.maritalStatus === null ? null : maritalWords[contact.maritalStatus],
    preferred_contact_method: contact.preferredChannel === null ? null : contactMethodWords[contact.preferredChannel], preferred_contact_time: contact.preferredTime === null ? null : contactTimeWords[contact.preferredTime],
    max_budget: amount(search?.budgetMax ?? null), min_budget: amount(search?.budgetMin ?? null), currency: search?.currency ?? 'XOF', transaction: search ? transactionWords[search.transaction] : null, search_id: search?.id ?? null,
    preferred_property_types: (search?.kinds ?? []).map((kind) => kindWords[kind]), preferred_locations: (search?.places ?? []).map(placeName), preferred_cities: [...new Set((search?.places ?? []).map(cityOf).filter(Boolean))],
    max_distance_from_center: search?.maxDistance ?? null, min_bedrooms: search?.bedroomsMin ?? null, max_bedrooms: search?.bedroomsMax ?? null, min_area: measureText(search?.areaMin ?? null), max_area: measureText(search?.areaMax ?? null),
    financing_status: financingWords[search?.financing ?? 'notSure'], credit_score_range: 'unknown', must_have_features: (search?.mustHave ?? []).map(featureWord), deal_breakers: (search?.dealBreakers ?? []).map(breakerWord), lifestyle_notes: search?.notes ?? '',
    status: clientStatusWords[contact.clientStatus ?? 'prospect'], priority_level: contact.priority === null ? null : priorityWords[contact.priority], tags: row.tags, conversion_score: row.conversion, last_property_view: isoOf(row.lastLook),
    total_properties_viewed: row.interests, total_inquiries_made: row.inquiries, created_at: isoOf(contact.createdAt), updated_at: isoOf(contact.updatedAt), matching_properties: offers,
  }
}

export function presentOffer(house: House, row: CatalogueRow, score: number): z.input<typeof offer> {
  const { id, title, property_type, price, surface_area, bedrooms, bathrooms, city, agent_name, is_featured, primary_image_url } = presentRow(house, row)
  return { id, title, property_type, price, surface_area, bedrooms, bathrooms, city, agent_name, is_featured, primary_image_url, match_score: score }
}

const sides = { budget: 'budget', kind: 'property_type', place: 'location', size: 'size', features: 'features', financing: 'financing' } as const

/** @param found null where they do not speak of the same contract, or nothing is looked for */
export function explain(found: ClientOffer | null, t: Translate, seeks: boolean): z.input<typeof explanation> {
  const breakdown = { budget: 0, property_type: 0, location: 0, size: 0, features: 0, financing: 0 }
  if (found === null) return { overall_score: 0, breakdown, recommendations: [t(seeks ? 'server.crm.advice.contract' : 'server.crm.advice.unsaid')] }
  for (const { criterion, points } of found.reasons) breakdown[sides[criterion]] = points
  const missed = found.reasons.filter(({ state }) => state === 'failed' || state === 'close')
  return { overall_score: found.score, breakdown, recommendations: missed.map(({ criterion }) => t(`server.crm.advice.${criterion}`)) }
}

/** The address that opens a talk on WhatsApp with a message written: the number that has it, else the first. Null without a number. */
export function whatsappUrl(phones: readonly PhoneView[], message: string): string | null {
  const phone = phones.find(({ whatsapp, e164 }) => whatsapp && e164) ?? phones.find(({ e164 }) => e164)
  return phone?.e164 ? `https://wa.me/${phone.e164.slice(1)}${message ? `?text=${encodeURIComponent(message)}` : ''}` : null
}
