import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { idSchema } from '../../values/id.ts'
import { emailSchema } from '../auth/model.ts'

export const contactKinds = ['person', 'company'] as const
export const contactRoles = ['owner', 'buyer', 'tenant', 'seller', 'landlord', 'prospect', 'broker', 'notary', 'supplier', 'guarantor'] as const
export const contactRoleSchema = z.enum(contactRoles)
export type ContactRole = z.infer<typeof contactRoleSchema>
export const maritalStatuses = ['single', 'married', 'partnership', 'divorced', 'widowed'] as const
/** Parts of a day in which somebody likes to be reached: 8-12, 12-18, 18-20 h. */
export const contactTimes = ['morning', 'afternoon', 'evening', 'anytime'] as const
/** How far somebody is as a client of the agency; null for those who are none: a notary, a supplier. */
export const clientStatuses = ['prospect', 'active', 'client', 'inactive', 'archived'] as const
export const clientStatusSchema = z.enum(clientStatuses)
export const priorities = ['low', 'medium', 'high', 'urgent'] as const
export const prioritySchema = z.enum(priorities)
export type Priority = (typeof priorities)[number]
export const consentPurposes = ['service', 'marketing'] as const
export const consentChannels = ['phone', 'whatsapp', 'sms', 'email'] as const

export const tagSchema = z.string().trim().min(1).max(40)
const optionalText = z.string().trim().max(200).nullable()
const ordinary = { policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null } as const

/** Anybody the agency deals with; one person may be owner, buyer and tenant at once (roles are rows of their own). */
export const contact = defineEntity({
  name: 'contact',
  table: 'contact',
  ownedBy: 'agentId',
  fields: {
    kind: { schema: z.enum(contactKinds), ...ordinary, unit: 'kind', label: 'contact.kind' },
    /** As the agency says it: "M. et Mme Sarr", "SCI Teranga". Kept beside the parts because names do not split well. */
    name: { schema: z.string().trim().min(1).max(200), ...ordinary, searchable: true, unit: 'name', label: 'contact.name' },
    firstName: { schema: optionalText, ...ordinary, unit: 'personName', label: 'contact.firstName' },
    lastName: { schema: optionalText, ...ordinary, unit: 'personName', label: 'contact.lastName' },
    email: { schema: emailSchema.nullable(), ...ordinary, searchable: true, unit: 'email', label: 'contact.email' },
    birthDate: { schema: z.iso.date().nullable(), ...ordinary, unit: 'birthDate', label: 'contact.birthDate' },
    language: { schema: z.enum(['fr', 'en', 'wo']).nullable(), ...ordinary, unit: 'language', label: 'contact.language' },
    address: { schema: optionalText, ...ordinary, unit: 'address', label: 'contact.address' },
    source: { schema: optionalText, ...ordinary, unit: 'source', label: 'contact.source' },
    notes: { schema: z.string().trim().max(5000).nullable(), ...ordinary, policy: 'text', unit: 'notes', label: 'contact.notes' },
    nationality: { schema: optionalText, ...ordinary, unit: 'nationality', label: 'contact.nationality' },
    maritalStatus: { schema: z.enum(maritalStatuses).nullable(), ...ordinary, unit: 'maritalStatus', label: 'contact.maritalStatus' },
    preferredChannel: { schema: z.enum(consentChannels).nullable(), ...ordinary, unit: 'preferredChannel', label: 'contact.preferredChannel' },
    preferredTime: { schema: z.enum(contactTimes).nullable(), ...ordinary, unit: 'preferredTime', label: 'contact.preferredTime' },
    clientStatus: { schema: clientStatusSchema.nullable(), ...ordinary, unit: 'clientStatus', label: 'contact.clientStatus' },
    priority: { schema: prioritySchema.nullable(), ...ordinary, unit: 'priority', label: 'contact.priority' },
    agentId: { schema: idSchema.nullable(), ...ordinary, reference: 'member', unit: 'agent', label: 'contact.agent' },
    /** Set when this contact was found to be another one; readers follow it. */
    mergedInto: { schema: idSchema.nullable(), ...ordinary, policy: 'command', reference: 'contact', unit: 'mergedInto', label: 'contact.mergedInto' },
  },
})
export type Contact = Row<typeof contact>

export const contactRole = defineEntity({
  name: 'contactRole',
  table: 'contact_role',
  ownedBy: 'contactId',
  fields: {
    contactId: { schema: idSchema, ...ordinary, policy: 'command', reference: 'contact', unit: 'contact', label: 'contact.role' },
    role: { schema: contactRoleSchema, ...ordinary, policy: 'command', unit: 'role', label: 'contact.role' },
  },
})

export const contactPhone = defineEntity({
  name: 'contactPhone',
  table: 'contact_phone',
  ownedBy: 'contactId',
  fields: {
    contactId: { schema: idSchema, ...ordinary, policy: 'command', reference: 'contact', unit: 'contact', label: 'contact.phone' },
    /** Duplicates are found on this; null when what was typed is no number we know. */
    e164: { schema: z.string().max(20).nullable(), ...ordinary, policy: 'command', searchable: true, unit: 'number', label: 'contact.phone' },
    typed: { schema: z.string().trim().min(1).max(40), ...ordinary, policy: 'command', searchable: true, unit: 'number', label: 'contact.phone' },
    whatsapp: { schema: z.boolean(), ...ordinary, unit: 'uses', label: 'contact.whatsapp' },
    wave: { schema: z.boolean(), ...ordinary, unit: 'uses', label: 'contact.wave' },
    orangeMoney: { schema: z.boolean(), ...ordinary, unit: 'uses', label: 'contact.orangeMoney' },
    position: { schema: z.string().max(80), ...ordinary, unit: 'position', label: 'contact.phoneOrder' },
  },
})

/** A word that the agency gives to people: vip, investisseur, premier achat. A set: one row a word. */
export const contactTag = defineEntity({
  name: 'contactTag',
  table: 'contact_tag',
  ownedBy: 'contactId',
  fields: {
    contactId: { schema: idSchema, ...ordinary, policy: 'command', reference: 'contact', unit: 'contact', label: 'contact.tag' },
    tag: { schema: tagSchema, ...ordinary, policy: 'command', searchable: true, unit: 'tag', label: 'contact.tag' },
  },
})

/** Consent is said per purpose and channel, with its day and where it came from: one big switch proves nothing. */
export const contactConsent = defineEntity({
  name: 'contactConsent',
  table: 'contact_consent',
  ownedBy: 'contactId',
  fields: {
    contactId: { schema: idSchema, ...ordinary, policy: 'command', reference: 'contact', unit: 'contact', label: 'contact.consent' },
    purpose: { schema: z.enum(consentPurposes), ...ordinary, policy: 'command', unit: 'purpose', label: 'contact.consentPurpose' },
    channel: { schema: z.enum(consentChannels), ...ordinary, policy: 'command', unit: 'channel', label: 'contact.consentChannel' },
    given: { schema: z.boolean(), ...ordinary, policy: 'command', unit: 'given', label: 'contact.consentGiven' },
    source: { schema: optionalText, ...ordinary, policy: 'command', unit: 'given', label: 'contact.consentSource' },
    day: { schema: z.iso.date(), ...ordinary, policy: 'command', unit: 'given', label: 'contact.consentDay' },
  },
})

// ---- command inputs

export const phoneInput = z.strictObject({
  typed: z.string().trim().min(1).max(40),
  whatsapp: z.boolean().default(false),
  wave: z.boolean().default(false),
  orangeMoney: z.boolean().default(false),
})
export const contactCreateInput = z.strictObject({
  id: idSchema,
  kind: z.enum(contactKinds).default('person'),
  name: z.string().trim().min(1).max(200),
  firstName: optionalText.default(null),
  lastName: optionalText.default(null),
  email: emailSchema.nullable().default(null),
  birthDate: z.iso.date().nullable().default(null),
  language: z.enum(['fr', 'en', 'wo']).nullable().default(null),
  address: optionalText.default(null),
  source: optionalText.default(null),
  notes: z.string().trim().max(5000).nullable().default(null),
  nationality: optionalText.default(null),
  maritalStatus: z.enum(maritalStatuses).nullable().default(null),
  preferredChannel: z.enum(consentChannels).nullable().default(null),
  preferredTime: z.enum(contactTimes).nullable().default(null),
  clientStatus: clientStatusSchema.nullable().default(null),
  priority: prioritySchema.nullable().default(null),
  agentId: idSchema.nullable().default(null),
  roles: z.array(contactRoleSchema).max(contactRoles.length).default([]),
  phones: z.array(phoneInput).max(10).default([]),
})
export const contactDescribeSelfInput = z.strictObject({
  id: idSchema,
  patch: z.strictObject({
    name: z.string().trim().min(1).max(200), firstName: optionalText, lastName: optionalText, birthDate: z.iso.date().nullable(), nationality: optionalText, maritalStatus: z.enum(maritalStatuses).nullable(),
    preferredChannel: z.enum(consentChannels).nullable(), preferredTime: z.enum(contactTimes).nullable(),
  }).partial(),
})
export const contactSetRolesInput = z.strictObject({ id: idSchema, add: z.array(contactRoleSchema).default([]), remove: z.array(contactRoleSchema).default([]) })
export const contactSetTagsInput = z.strictObject({ id: idSchema, add: z.array(tagSchema).max(50).default([]), remove: z.array(tagSchema).max(50).default([]) })
/** What both may say differently, of which one is chosen when they are merged. First and last name are one; of status and priority the further counts. */
export const mergeChoices = [
  'name', 'kind', 'firstName', 'email', 'birthDate', 'language', 'address', 'source', 'nationality', 'maritalStatus', 'preferredChannel', 'preferredTime', 'agentId',
] as const
export type MergeChoice = (typeof mergeChoices)[number]
/** `from` becomes a part of `into`: nothing of either is lost. `take` names the fields in which the word of `from` counts; the two change places. */
export const contactMergeInput = z.strictObject({ into: idSchema, from: idSchema, take: z.array(z.enum(mergeChoices)).max(mergeChoices.length).default([]) })
export const contactSetPhonesInput = z.strictObject({ id: idSchema, phones: z.array(phoneInput).max(10) })
export const contactSetConsentInput = z.strictObject({
  id: idSchema,
  purpose: z.enum(consentPurposes),
  channel: z.enum(consentChannels),
  given: z.boolean(),
  source: optionalText.default(null),
  day: z.iso.date(),
})
