import { z } from 'zod'
import { decimalInput } from '../properties/decimals.ts'
import { kindWord, transactionWord } from '../properties/shapes.ts'
import { id, instant, text } from '../values.ts'
import {
  clientStatusWords, contactMethodWords, contactTimeWords, financingWords, interestStateWords, leadSourceWords, leadStatusWords, levelWords, maritalWords, noteTypeWords, outcomeWords, priorityWords, qualificationWords,
  repeatWords, stepWords, talkChannelWords, talkStatusWords, talkTypeWords, taskStateWords, timeframeWords, wordOf,
} from './words.ts'

/** What clients, leads and what is said to them look like on the wire: the keys that the mobile client knows, and what it did not have. */

const decimal = z.string().meta({ example: '25000000.00' })
const amount = decimalInput.nullable()
const whole = z.int().min(0).max(200).nullable()
const names = z.array(text(200).min(1)).max(20)
const most = (length: number) => text(length).nullable()
const email = text(254).pipe(z.email()).nullable()
export const currency = z.enum(['XOF', 'XAF', 'GNF', 'EUR', 'USD', 'GMD', 'MRU'])
/** A day, or a moment of it. */
export const dayOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).meta({ description: 'A day, or a moment with offset', example: '2026-12-15' })

// ---- clients

export const offer = z.object({
  id, title: z.string(), property_type: kindWord, price: decimal.nullable(), surface_area: decimal.nullable(), bedrooms: z.int().nullable(), bathrooms: z.int().nullable(), city: z.string(), agent_name: z.string().nullable(),
  is_featured: z.boolean(), primary_image_url: z.string().nullable(), match_score: z.int(),
}).meta({ id: 'MatchingProperty' })
export const explanation = z.object({
  overall_score: z.int(), breakdown: z.object({ budget: z.number(), property_type: z.number(), location: z.number(), size: z.number(), features: z.number(), financing: z.number() }), recommendations: z.array(z.string()),
}).meta({ id: 'MatchExplanation' })
export const explainedOffer = offer.extend({ match_explanation: explanation, recommendations: z.array(z.string()) }).meta({ id: 'ExplainedMatch' })

const profile = {
  date_of_birth: z.iso.date().nullable(), nationality: z.string(), marital_status: wordOf(maritalWords).nullable(), preferred_contact_method: wordOf(contactMethodWords).nullable(), preferred_contact_time: wordOf(contactTimeWords).nullable(),
  max_budget: decimal.nullable(), min_budget: decimal.nullable(), preferred_property_types: z.array(kindWord), preferred_locations: z.array(z.string()), min_bedrooms: z.int().nullable(), max_bedrooms: z.int().nullable(),
  min_area: decimal.nullable(), max_area: decimal.nullable(), preferred_cities: z.array(z.string()), max_distance_from_center: z.number().nullable(), financing_status: wordOf(financingWords),
  /** Nobody's credit is graded here; the key is there for those who read it. */
  credit_score_range: z.literal('unknown'), must_have_features: z.array(z.string()), deal_breakers: z.array(z.string()), lifestyle_notes: z.string(), status: wordOf(clientStatusWords),
  // Null and empty for the client himself: what the agency thinks of him is its own.
  priority_level: wordOf(priorityWords).nullable(), tags: z.array(z.string()), conversion_score: z.int().nullable(),
}
export const client = z.object({
  id, user: z.string(), username: z.string(), full_name: z.string(), email: z.string().nullable(), phone: z.string().nullable(), agency_name: z.string(), agency_id: id, ...profile,
  last_property_view: instant.nullable(), total_properties_viewed: z.int(), total_inquiries_made: z.int(), created_at: instant, updated_at: instant, matching_properties: z.array(offer),
  // What the replaced system did not say.
  user_id: id, first_name: z.string(), last_name: z.string(), agent_id: id.nullable(), agent_name: z.string().nullable(), transaction: transactionWord.nullable(), currency: z.string(), search_id: id.nullable(), whatsapp: z.boolean(),
}).meta({ id: 'Client' })

const profileGiven = {
  date_of_birth: z.iso.date().nullable(), nationality: most(200), marital_status: wordOf(maritalWords).nullable(), preferred_contact_method: wordOf(contactMethodWords).nullable(), preferred_contact_time: wordOf(contactTimeWords).nullable(),
  max_budget: amount, min_budget: amount, preferred_property_types: z.array(kindWord).max(30), preferred_locations: names, min_bedrooms: whole, max_bedrooms: whole, min_area: amount, max_area: amount, preferred_cities: names,
  max_distance_from_center: z.number().min(0).max(500).nullable(), financing_status: wordOf(financingWords), credit_score_range: z.literal('unknown'), must_have_features: z.array(text(60)).max(80), deal_breakers: z.array(text(60)).max(80),
  lifestyle_notes: most(5000), status: wordOf(clientStatusWords), priority_level: wordOf(priorityWords).nullable(), tags: z.array(text(40).min(1)).max(50),
  transaction: transactionWord.nullable().meta({ description: 'Whether to buy or to rent; buying where it is not said.' }), currency, agent_id: id.nullable(),
}
const personGiven = { first_name: text(100), last_name: text(100), email, phone: most(40), whatsapp: z.boolean() }
export const profilePatch = z.object(profileGiven).partial().meta({ id: 'ClientProfilePatch' })
export const clientPatch = z.object({ ...profileGiven, ...personGiven }).partial().meta({ id: 'ClientPatch' })
export const clientCreate = clientPatch.extend({ user_id: id.optional().meta({ description: 'Somebody whom the agency knows already; without it, the names of somebody new.' }) }).meta({ id: 'ClientCreate' })
export const clientFull = z.object({
  user: z.object({ ...personGiven, first_name: text(100).min(1) }).partial().required({ first_name: true }), profile: profilePatch.default({}),
}).meta({ id: 'ClientCreateFull' })
export type ClientGiven = z.output<typeof clientPatch>

// ---- talks, notes, tasks

export const talk = z.object({
  id, client: z.string(), agent: z.string(), client_name: z.string(), agent_name: z.string(), interaction_type: wordOf(talkTypeWords), channel: wordOf(talkChannelWords), subject: z.string(), content: z.string(), outcome: z.union([wordOf(outcomeWords), z.literal('')]),
  scheduled_date: instant, completed_date: instant.nullable(), duration_minutes: z.int().nullable(), related_property: id.nullable(), requires_follow_up: z.boolean(), follow_up_date: instant.nullable(), follow_up_completed: z.boolean(),
  priority: wordOf(priorityWords), status: wordOf(talkStatusWords), created_at: instant, updated_at: instant,
  client_id: id.nullable(), agent_id: id.nullable(), lead_id: id.nullable(),
}).meta({ id: 'Interaction' })
const talkGiven = {
  interaction_type: wordOf(talkTypeWords), channel: wordOf(talkChannelWords), subject: text(200).min(1), content: text(20_000), scheduled_date: z.iso.datetime({ offset: true }).nullable(), priority: wordOf(priorityWords), status: wordOf(talkStatusWords),
  outcome: wordOf(outcomeWords).nullable(), duration_minutes: z.int().min(0).max(10_000).nullable(), agent_id: id.nullable(), property_id: id.nullable(),
}
export const talkPatch = z.object(talkGiven).partial().meta({ id: 'InteractionPatch' })
export const talkOfClient = talkPatch.meta({ id: 'ClientInteractionCreate' })
export const talkCreate = talkPatch.extend({ client_id: id.optional(), client: id.optional(), lead_id: id.optional() }).meta({ id: 'InteractionCreate' })
export type TalkGiven = z.output<typeof talkPatch>

export const note = z.object({
  id, client_profile: id.nullable(), lead: id.nullable(), author: z.string(), author_id: z.string(), title: z.string(), content: z.string(), note_type: wordOf(noteTypeWords), is_important: z.boolean(), is_pinned: z.boolean(), reminder_date: instant.nullable(),
  created_at: instant, updated_at: instant,
}).meta({ id: 'ClientNote' })
const noteGiven = { title: most(200), content: text(20_000).min(1), note_type: wordOf(noteTypeWords), is_important: z.boolean(), is_pinned: z.boolean(), reminder_date: z.iso.datetime({ offset: true }).nullable() }
export const notePatch = z.object(noteGiven).partial().meta({ id: 'ClientNotePatch' })
export const noteOfClient = notePatch.required({ content: true }).meta({ id: 'NoteOfClientCreate' })
export const noteCreate = noteOfClient.extend({ client_profile: id.optional(), client_profile_id: id.optional(), lead_id: id.optional() }).meta({ id: 'ClientNoteCreate' })
export type NoteGiven = z.output<typeof notePatch>

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const repeat = z.object({ every: z.int().min(1).max(365), unit: wordOf(repeatWords), until: z.iso.date().nullable().default(null) })
export const task = z.object({
  id, title: z.string(), notes: z.string(), status: wordOf(taskStateWords), priority: wordOf(priorityWords), due_date: z.iso.date().nullable(), due_time: z.string().nullable(), reminder_date: instant.nullable(), repeat: repeat.nullable(), completed_date: instant.nullable(),
  assigned_to: z.string().nullable(), assigned_to_id: id.nullable(), client_id: id.nullable(), client_name: z.string().nullable(), lead_id: id.nullable(), lead_name: z.string().nullable(), property_id: id.nullable(), property_title: z.string().nullable(), interaction_id: id.nullable(),
  created_at: instant, updated_at: instant,
}).meta({ id: 'Task' })
const taskGiven = {
  title: text(200).min(1), notes: most(5000), priority: wordOf(priorityWords), due_date: z.iso.date().nullable(), due_time: clock.nullable(), reminder_date: z.iso.datetime({ offset: true }).nullable(), repeat: repeat.nullable(), assigned_to_id: id.nullable(),
  property_id: id.nullable(), status: wordOf(taskStateWords),
}
export const taskPatch = z.object(taskGiven).partial().meta({ id: 'TaskPatch' })
export const taskCreate = taskPatch.omit({ status: true }).required({ title: true }).extend({ client_id: id.nullable().optional(), lead_id: id.nullable().optional() }).meta({ id: 'TaskCreate' })
export type TaskGiven = z.output<typeof taskPatch>

// ---- interests

export const interest = z.object({
  id, client: z.string(), client_id: id, property: id, property_id: id, property_title: z.string(), property_reference: z.string().nullable(), interaction_type: wordOf(stepWords), interaction_date: instant, notes: z.string(), interest_level: wordOf(levelWords),
  match_score: z.int(), status: wordOf(interestStateWords), created_at: instant, updated_at: instant,
}).meta({ id: 'PropertyInterest' })
export const interestCreate = z.object({
  client_id: id.optional(), client: id.optional(), property_id: id.optional(), property: id.optional(), interaction_type: wordOf(stepWords).default('view'), interest_level: wordOf(levelWords).optional(), notes: most(5000).optional(), status: wordOf(interestStateWords).optional(),
}).meta({ id: 'PropertyInterestCreate' })
export const interestTrack = z.object({ client_id: id, property_id: id, interaction_type: wordOf(stepWords).default('view'), notes: most(5000).optional() }).meta({ id: 'PropertyInterestTrack' })
export const interestPatch = z.object({ interest_level: wordOf(levelWords), notes: most(5000), status: wordOf(interestStateWords) }).partial().meta({ id: 'PropertyInterestPatch' })

// ---- leads

export const lead = z.object({
  id, first_name: z.string(), last_name: z.string(), full_name: z.string(), email: z.string().nullable(), phone: z.string().nullable(), company: z.string(), source: wordOf(leadSourceWords), status: wordOf(leadStatusWords),
  // Null for whoever is the lead himself.
  qualification: wordOf(qualificationWords).nullable(), score: z.int().nullable(), urgency_score: z.int().nullable(),
  property_type_interest: z.string(), budget_range: z.string(), location_interest: z.string(), timeframe: z.union([wordOf(timeframeWords), z.literal('')]), assigned_agent: z.string().nullable(), agency: z.string(), notes: z.string(), next_action: z.string(),
  next_action_date: instant.nullable(), next_actions: z.array(z.string()), converted_to_client: z.boolean(), conversion_date: instant.nullable(), lost_reason: z.string(), client_profile_id: id.nullable(), created_at: instant, updated_at: instant,
  assigned_agent_id: id.nullable(), agency_id: id, transaction: transactionWord.nullable(), min_budget: decimal.nullable(), max_budget: decimal.nullable(), currency: z.string(), property_types: z.array(kindWord), wish: z.string(), property_id: id.nullable(),
}).meta({ id: 'Lead' })
const leadGiven = {
  first_name: text(100), last_name: text(100), email, phone: most(40), whatsapp: z.boolean(), company: most(200), source: wordOf(leadSourceWords), status: wordOf(leadStatusWords), qualification: wordOf(qualificationWords),
  property_type_interest: text(200), budget_range: text(100).meta({ description: 'Least and most, as "50000000-100000000"; one side may be left out.' }), location_interest: text(200), timeframe: z.union([wordOf(timeframeWords), z.literal('')]).nullable(),
  transaction: transactionWord.nullable(), min_budget: amount, max_budget: amount, currency, property_types: z.array(kindWord).max(30), wish: most(1000), notes: most(5000), next_action: most(200), next_action_date: dayOrInstant.nullable(), lost_reason: most(200),
  assigned_agent_id: id.nullable(), property_id: id.nullable(),
}
export const leadPatch = z.object(leadGiven).partial().meta({ id: 'LeadPatch' })
export const leadCreate = leadPatch.extend({ source: wordOf(leadSourceWords).default('website'), agency_id: id.optional() }).meta({ id: 'LeadCreate' })
export type LeadGiven = z.output<typeof leadPatch>
