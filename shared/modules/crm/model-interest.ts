import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { idSchema } from '../../values/id.ts'

/** What somebody thinks of one property, as far as it has gone: one row for both, each step of it in the log. */

/** From a look at it to the sale; a later step is never taken back by an earlier one. */
export const interestSteps = ['view', 'favorite', 'inquiry', 'visitRequest', 'visitScheduled', 'offerMade', 'offerRejected', 'purchaseCompleted'] as const
export const interestLevels = ['low', 'medium', 'high', 'veryHigh'] as const
export const interestStates = ['active', 'archived', 'converted', 'lost'] as const

const ordinary = { policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null } as const
const told = { ...ordinary, policy: 'command' } as const

export const interest = defineEntity({
  name: 'interest',
  table: 'interest',
  ownedBy: 'contactId',
  fields: {
    contactId: { schema: idSchema, ...told, reference: 'contact', unit: 'pair', label: 'interest.contact' },
    propertyId: { schema: idSchema, ...told, reference: 'property', unit: 'pair', label: 'interest.property' },
    step: { schema: z.enum(interestSteps), ...told, unit: 'step', label: 'interest.step' },
    at: { schema: z.int().min(0), ...told, unit: 'step', label: 'interest.at' },
    level: { schema: z.enum(interestLevels), ...ordinary, unit: 'level', label: 'interest.level' },
    state: { schema: z.enum(interestStates), ...ordinary, unit: 'state', label: 'interest.state' },
    notes: { schema: z.string().trim().max(5000).nullable(), ...ordinary, policy: 'text', unit: 'notes', label: 'interest.notes' },
  },
})
export type Interest = Row<typeof interest>

export const interestTrackInput = z.strictObject({
  contactId: idSchema, propertyId: idSchema, step: z.enum(interestSteps), level: z.enum(interestLevels).nullable().default(null), /** Where the matter stands from now on; by itself where not said. */ state: z.enum(interestStates).nullable().default(null),
  notes: z.string().trim().max(5000).nullable().default(null),
})
