import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { idSchema } from '../../values/id.ts'
import { consentChannels } from './model.ts'

/**
 * What saved searches say by themselves: a message to the client, ready to be sent by a person; which property a client was told
 * of, once whatever he searches; and why something was or was not said.
 */

export const alertMessageStates = ['ready', 'sent', 'dismissed'] as const
export type AlertMessageState = (typeof alertMessageStates)[number]
/** `ready`, `sent` and `dismissed` are of a message; the others say why there was none. */
export const alertReasons = ['ready', 'sent', 'dismissed', 'alreadyTold', 'alreadyKnown', 'unavailable', 'noConsent', 'noPhone', 'paused'] as const
export type AlertReason = (typeof alertReasons)[number]

/** Properties by name in a message; the others are counted. */
export const mostNamed = 5
/** Properties of which a client is told at once, so that a command stays small. */
export const mostTold = 50
export const mostSearches = 20

const told = { policy: 'command', scope: 'agency', visibility: 'private', searchable: false, reference: null } as const
const ofContact = { schema: idSchema, ...told, reference: 'contact', unit: 'contact', label: 'search.contact' } as const
const ofSearch = { schema: idSchema.nullable(), ...told, reference: 'clientSearch', unit: 'search', label: 'alert.search' } as const
const ofMessage = { schema: idSchema.nullable(), ...told, reference: 'alertMessage', unit: 'message', label: 'alert.message' } as const

export const alertMessage = defineEntity({
  name: 'alertMessage',
  table: 'alert_message',
  ownedBy: 'contactId',
  fields: {
    contactId: ofContact,
    channel: { schema: z.enum(consentChannels), ...told, unit: 'channel', label: 'alert.channel' },
    state: { schema: z.enum(alertMessageStates), ...told, unit: 'state', label: 'alert.state' },
    sentAt: { schema: z.int().min(0).nullable(), ...told, unit: 'state', label: 'alert.sentAt' },
    /** As it was sent; until then it is put into words from what the properties are now. */
    text: { schema: z.string().trim().max(5000).nullable(), ...told, unit: 'state', label: 'alert.text' },
    /** Properties that suited beyond those that are told one by one. */
    beyond: { schema: z.int().min(0), ...told, unit: 'beyond', label: 'alert.beyond' },
  },
})
export type AlertMessage = Row<typeof alertMessage>

/** One row for a client and a property, its id made of both. */
export const alertTold = defineEntity({
  name: 'alertTold',
  table: 'alert_told',
  ownedBy: 'contactId',
  fields: {
    contactId: ofContact,
    propertyId: { schema: idSchema, ...told, reference: 'property', unit: 'property', label: 'alert.property' },
    searchId: ofSearch,
    /** Null while only the agent was told, because nothing could be said to the client. */
    messageId: ofMessage,
    score: { schema: z.int().min(0).max(100), ...told, unit: 'score', label: 'alert.score' },
    at: { schema: z.int().min(0), ...told, unit: 'at', label: 'alert.at' },
  },
})
export type AlertTold = Row<typeof alertTold>

export const alertEntry = defineEntity({
  name: 'alertEntry',
  table: 'alert_entry',
  ownedBy: 'contactId',
  fields: {
    contactId: ofContact,
    searchId: ofSearch,
    messageId: ofMessage,
    reason: { schema: z.enum(alertReasons), ...told, unit: 'reason', label: 'alert.reason' },
    /** The best of them; `count` says how many there were. */
    propertyIds: { schema: z.array(idSchema).max(mostNamed), ...told, unit: 'properties', label: 'alert.properties' },
    count: { schema: z.int().min(0), ...told, unit: 'properties', label: 'alert.count' },
    at: { schema: z.int().min(0), ...told, unit: 'at', label: 'alert.at' },
  },
})
export type AlertEntry = Row<typeof alertEntry>

/** What suits one client now: for each of his searches the best, and how many there are; what he was to hear of and is gone. */
export const alertTellInput = z.strictObject({
  contactId: idSchema,
  found: z.array(z.strictObject({
    searchId: idSchema, total: z.int().min(0), properties: z.array(z.strictObject({ id: idSchema, score: z.int().min(0).max(100) })).max(mostTold),
  })).max(mostSearches),
  gone: z.array(idSchema).max(mostTold),
}).refine(({ found }) => found.reduce((sum, { properties }) => sum + properties.length, 0) <= mostTold, { error: 'too many properties for one message' })
export type AlertTell = z.infer<typeof alertTellInput>

export const alertMessageSetStateInput = z.strictObject({
  id: idSchema, to: z.enum(alertMessageStates), /** As it was sent. */ text: z.string().trim().min(1).max(5000).nullable().default(null),
})
