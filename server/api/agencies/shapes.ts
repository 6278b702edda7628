import { z } from 'zod'
import { roles } from '../../../shared/values/actor.ts'
import { blankable, id, instant, text } from '../values.ts'

/** Fields that only the agency's own people and the operator read are null for everybody else. */
export const agency = z.object({
  id, name: z.string(), legal_name: z.string().nullable(), license_number: z.string().nullable(), vat_number: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable(),
  website: z.string().nullable(), logo: z.string().nullable(), logo_url: z.string().nullable(), address_line1: z.string(), address_line2: z.string(), city: z.string(), postal_code: z.string(), country: z.string(),
  subscription_type: z.string().nullable(), subscription_start: instant.nullable(), subscription_end: instant.nullable(), max_agents: z.int().nullable(), max_properties: z.int().nullable(), max_clients: z.int().nullable(),
  features: z.record(z.string(), z.unknown()), is_active: z.boolean(), is_trial: z.boolean().nullable(),
  commission_rate: z.string().nullable().meta({ description: 'Percent; for managers and admins.', example: '3.00' }),
  users_count: z.int().nullable(), properties_count: z.int().meta({ description: 'Of others only those that are published.' }), clients_count: z.int().nullable(), created_at: instant, updated_at: instant,
}).meta({ id: 'Agency' })

/** Shapes of the replaced system's user, and what the agency knows of a colleague. `id` is the account's. */
export const teamUser = z.object({
  id, username: z.string(), email: z.string(), first_name: z.string(), last_name: z.string(), full_name: z.string(), phone: z.string().nullable(), avatar: z.string().nullable(), bio: z.string(),
  date_of_birth: z.iso.date().nullable(), preferred_contact_method: z.enum(['email', 'phone', 'sms']), is_active: z.boolean(), is_verified: z.boolean(), verified_at: instant.nullable(), last_activity: instant.nullable(),
  login_count: z.int(), role: z.enum(roles), agency: z.string(), agency_id: id, created_at: instant, updated_at: instant,
  member_id: id, position: z.string().nullable(), department: z.string().nullable(), employee_id: z.string().nullable(), properties_count: z.int(),
}).meta({ id: 'TeamUser' })

export const plan = z.object({
  name: z.string(), days: z.int(), max_agents: z.int().nullable(), max_properties: z.int().nullable(), max_clients: z.int().nullable(), features: z.record(z.string(), z.unknown()),
}).meta({ id: 'Plan', description: 'A null limit is none.' })

const used = z.object({ max: z.int().nullable(), used: z.int() })
export const subscription = z.object({
  plan: z.string(), starts_at: instant, ends_at: instant, days_remaining: z.int(), active: z.boolean(), features: z.record(z.string(), z.unknown()),
  usage: z.object({ agents: used, properties: used, clients: used }),
}).meta({ id: 'Subscription' })

/** Said or not; blank takes the value away. */
const mendable = (most: number) => text(most).nullable().transform((value) => value || null).optional()
const rate = z.union([z.number().min(0).max(100), z.string().trim().regex(/^\d{1,3}([.,]\d{1,2})?$/)]).transform((value) => Math.round(Number(String(value).replace(',', '.')) * 100)).pipe(z.int().min(0).max(10_000))
const email = z.string().trim().toLowerCase().max(254).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/).meta({ example: 'contact@agence-lagune.sn' })

export const agencyPatch = z.object({
  name: text(200).min(1).optional(), legal_name: mendable(200), vat_number: mendable(50), email: email.optional(), phone: mendable(30), website: mendable(200), address_line1: mendable(200), address_line2: mendable(200),
  city: mendable(100), postal_code: mendable(20), country: text(100).optional(), commission_rate: rate.optional(),
  reason: text(500).min(3).optional().meta({ description: 'Why: the operator has to say it.' }),
}).meta({ id: 'AgencyPatch' })

export const registration = z.object({
  name: text(200).min(1), legal_name: blankable(200), license_number: text(100).min(1), vat_number: blankable(50), email, phone: text(30).min(1), website: blankable(200), address_line1: blankable(200), address_line2: blankable(200),
  city: blankable(100), postal_code: blankable(20), country: text(100).optional(),
  subscription_type: text(50).optional().meta({ description: 'The plan one would like; each agency begins with the first, and the operator changes it.' }),
}).meta({ id: 'AgencyRegistration' })

const password = z.string().min(1).max(200)
export const person = { first_name: text(150).min(1), last_name: text(150).default(''), password, password_confirm: password }

const colleagueFields = { position: blankable(200), department: blankable(200), employee_id: blankable(50) }
export const colleague = z.object({ email, phone: blankable(30), role: z.enum(roles).default('agent'), ...person, ...colleagueFields }).meta({ id: 'Colleague' })
export const colleaguePatch = z.object({
  role: z.enum(roles).optional(), is_active: z.boolean().optional(), full_name: text(200).min(1).optional(), phone: mendable(30), position: mendable(200), department: mendable(200), employee_id: mendable(50),
}).meta({ id: 'ColleaguePatch' })
