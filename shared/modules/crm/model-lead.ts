import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { idSchema } from '../../values/id.ts'
import { currencySchema } from '../../values/money.ts'
import { emailSchema } from '../auth/model.ts'
import { kindSchema, propertyKinds, transactionSchema } from '../properties/model.ts'
import { timeframes, mostPlaces, wishedPlaceSchema } from './model-search.ts'

/** Somebody who asked, before the agency knows whether he will be a client. */

export const leadSources = ['referral', 'website', 'walkIn', 'phoneCall', 'whatsapp', 'socialMedia', 'advertisement', 'openHouse', 'partner', 'email', 'other'] as const
/** The stages of the board, in order; then how it ended. */
export const openLeadStatuses = ['new', 'contacted', 'qualified', 'proposalSent', 'negotiation'] as const
export const leadStatuses = [...openLeadStatuses, 'won', 'lost', 'archived'] as const
export const leadStatusSchema = z.enum(leadStatuses)
export type LeadStatus = (typeof leadStatuses)[number]
export const qualifications = ['hot', 'warm', 'cold', 'unqualified'] as const
export const qualificationSchema = z.enum(qualifications)

const text = (most: number) => z.string().trim().max(most)
const optionalText = text(200).nullable()
const amount = z.int().min(0).max(1_000_000_000_000_000).nullable()
const ordinary = { policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null } as const
const told = { ...ordinary, policy: 'command' } as const

export const lead = defineEntity({
  name: 'lead',
  table: 'lead',
  ownedBy: 'agentId',
  fields: {
    name: { schema: text(200).min(1), ...ordinary, searchable: true, unit: 'name', label: 'lead.name' },
    firstName: { schema: optionalText, ...ordinary, unit: 'name', label: 'contact.firstName' },
    lastName: { schema: optionalText, ...ordinary, unit: 'name', label: 'contact.lastName' },
    company: { schema: optionalText, ...ordinary, searchable: true, unit: 'company', label: 'lead.company' },
    email: { schema: emailSchema.nullable(), ...ordinary, searchable: true, unit: 'email', label: 'contact.email' },
    /** As it was typed; its E.164 beside it, null when it is no number we know. */
    phone: { schema: text(40).nullable(), ...ordinary, searchable: true, unit: 'phone', label: 'contact.phone' },
    phoneE164: { schema: text(20).nullable(), ...told, searchable: true, unit: 'phoneNumber', label: 'contact.phone' },
    whatsapp: { schema: z.boolean(), ...ordinary, unit: 'phoneUse', label: 'contact.whatsapp' },
    source: { schema: z.enum(leadSources), ...ordinary, unit: 'source', label: 'lead.source' },

    status: { schema: leadStatusSchema, ...told, unit: 'status', label: 'lead.status' },
    /** Since when it is there. */
    statusAt: { schema: z.int(), ...told, unit: 'status', label: 'lead.statusAt' },
    lostReason: { schema: optionalText, ...told, unit: 'status', label: 'lead.lostReason' },
    qualification: { schema: qualificationSchema, ...told, unit: 'qualification', label: 'lead.qualification' },

    transaction: { schema: transactionSchema.nullable(), ...ordinary, unit: 'budget', label: 'search.transaction' },
    budgetMin: { schema: amount, ...ordinary, unit: 'budget', label: 'search.budgetMin' },
    budgetMax: { schema: amount, ...ordinary, unit: 'budget', label: 'search.budgetMax' },
    currency: { schema: currencySchema, ...ordinary, unit: 'budget', label: 'search.currency' },
    kinds: { schema: z.array(kindSchema).max(propertyKinds.length), ...ordinary, unit: 'kinds', label: 'search.kinds' },
    places: { schema: z.array(wishedPlaceSchema).max(mostPlaces), ...ordinary, unit: 'places', label: 'search.places' },
    timeframe: { schema: z.enum(timeframes).nullable(), ...ordinary, unit: 'timeframe', label: 'search.timeframe' },
    /** What was said of it in plain words, where a form or a call left no more. */
    wish: { schema: text(1000).nullable(), ...ordinary, policy: 'text', unit: 'wish', label: 'lead.wish' },
    /** The listing that was asked about. */
    propertyId: { schema: idSchema.nullable(), ...ordinary, reference: 'property', unit: 'property', label: 'lead.property' },

    agentId: { schema: idSchema.nullable(), ...told, reference: 'member', unit: 'agent', label: 'lead.agent' },
    notes: { schema: text(5000).nullable(), ...ordinary, policy: 'text', unit: 'notes', label: 'lead.notes' },
    nextAction: { schema: optionalText, ...ordinary, unit: 'nextAction', label: 'lead.nextAction' },
    nextActionOn: { schema: z.iso.date().nullable(), ...ordinary, unit: 'nextAction', label: 'lead.nextActionOn' },
    /** Whom it became. */
    contactId: { schema: idSchema.nullable(), ...told, reference: 'contact', unit: 'conversion', label: 'lead.contact' },
    convertedAt: { schema: z.int().nullable(), ...told, unit: 'conversion', label: 'lead.convertedAt' },
  },
})
export type Lead = Row<typeof lead>

// ---- command inputs

export const leadCreateInput = z.strictObject({
  id: idSchema,
  name: text(200).min(1),
  firstName: optionalText.default(null),
  lastName: optionalText.default(null),
  company: optionalText.default(null),
  email: emailSchema.nullable().default(null),
  phone: text(40).nullable().default(null),
  whatsapp: z.boolean().default(false),
  source: z.enum(leadSources),
  transaction: transactionSchema.nullable().default(null),
  budgetMin: amount.default(null),
  budgetMax: amount.default(null),
  currency: currencySchema.default('XOF'),
  kinds: z.array(kindSchema).max(propertyKinds.length).default([]),
  places: z.array(wishedPlaceSchema).max(mostPlaces).default([]),
  timeframe: z.enum(timeframes).nullable().default(null),
  wish: text(1000).nullable().default(null),
  propertyId: idSchema.nullable().default(null),
  agentId: idSchema.nullable().default(null),
  notes: text(5000).nullable().default(null),
  nextAction: optionalText.default(null),
  nextActionOn: z.iso.date().nullable().default(null),
})
/** `reason` is needed where it is lost. Won is what `lead.convert` makes of it. */
export const leadSetStatusInput = z.strictObject({ id: idSchema, to: leadStatusSchema.exclude(['won']), reason: optionalText.default(null) })
export const leadQualifyInput = z.strictObject({ id: idSchema, qualification: qualificationSchema, notes: text(2000).nullable().default(null) })
export const leadAssignInput = z.strictObject({ id: idSchema, agentId: idSchema.nullable() })
/** Those that nobody follows, the best first, each to whoever has the fewest. */
export const leadDistributeInput = z.strictObject({ ids: z.array(idSchema).min(1).max(200) })
/** `contactId` is somebody known, or the id of the contact to be made; `searchId` that of his search, where the lead said what is wanted. */
export const leadConvertInput = z.strictObject({ id: idSchema, contactId: idSchema, searchId: idSchema })
