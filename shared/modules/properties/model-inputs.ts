import { z } from 'zod'
import { updateInput } from '../../values/entity-inputs.ts'
import { idSchema } from '../../values/id.ts'
import { phoneInput } from '../crm/model.ts'
import { amenityNames } from './model-amenities.ts'
import { documentTypes, kindSchema, property, statusSchema, transactionSchema } from './model.ts'

/** What the named commands of properties take. Generated update and delete derive theirs from the declaration. */

export const propertyUpdateInput = updateInput(property)
const propertyPatch = propertyUpdateInput.shape.patch
export type PropertyPatch = z.infer<typeof propertyPatch>

/** An owner the agency does not know yet, made in the same act. */
const newOwner = z.strictObject({ id: idSchema, name: z.string().trim().min(1).max(200), phones: z.array(phoneInput).max(5).default([]) })

export const propertyCreateInput = z.strictObject({
  id: idSchema,
  values: propertyPatch.required({ title: true, kind: true, transaction: true }),
  amenities: z.array(z.enum(amenityNames)).max(amenityNames.length).default([]),
  status: statusSchema.extract(['draft', 'available']).default('draft'),
  newOwner: newOwner.nullable().default(null),
})
export type PropertyCreate = z.infer<typeof propertyCreateInput>

export const propertySetStatusInput = z.strictObject({ id: idSchema, to: statusSchema, reason: z.string().trim().max(500).nullable().default(null) })
export const propertySetAmenitiesInput = z.strictObject({ id: idSchema, add: z.array(z.enum(amenityNames)).default([]), remove: z.array(z.enum(amenityNames)).default([]) })
/** All that a form shows at once, as one act. */
export const propertyEditInput = z.strictObject({
  id: idSchema, patch: propertyPatch, add: z.array(z.enum(amenityNames)).default([]), remove: z.array(z.enum(amenityNames)).default([]), to: statusSchema.nullable().default(null),
})
export const propertyIdsInput = z.strictObject({ ids: z.array(idSchema).min(1).max(200) })
export const propertySetManyInput = z.strictObject({ ids: z.array(idSchema).min(1).max(200), patch: propertyPatch })

export const photoAddInput = z.strictObject({
  id: idSchema,
  propertyId: idSchema,
  fileId: idSchema,
  position: z.string().min(1).max(80),
  caption: z.string().trim().max(200).nullable().default(null),
})

export const documentAddInput = z.strictObject({
  id: idSchema,
  propertyId: idSchema,
  fileId: idSchema,
  type: z.enum(documentTypes),
  title: z.string().trim().min(1).max(200),
  issuedOn: z.iso.date().nullable().default(null),
  validUntil: z.iso.date().nullable().default(null),
  isPublic: z.boolean().default(false),
})

/** One row of a listing file that is ready to become a property. `line` is where it begins in the file, from 1. */
export const importRow = z.strictObject({
  id: idSchema,
  line: z.int().min(1),
  values: propertyPatch.required({ title: true, kind: true, transaction: true }),
  amenities: z.array(z.enum(amenityNames)).default([]),
  owner: z.strictObject({ name: z.string().trim().max(200).nullable(), phone: z.string().trim().max(40).nullable() }).nullable().default(null),
  /** The day the listing says it was published. */
  listedOn: z.iso.date().nullable().default(null),
})
export type ImportRow = z.infer<typeof importRow>

export const importStartInput = z.strictObject({ id: idSchema, fileName: z.string().trim().min(1).max(200), rows: z.int().min(0) })
export const importRowsInput = z.strictObject({
  batchId: idSchema,
  status: statusSchema.extract(['draft', 'available']).default('available'),
  agentId: idSchema.nullable().default(null),
  rows: z.array(importRow).min(1).max(200),
})
export const importFinishInput = z.strictObject({
  id: idSchema,
  state: z.enum(['done', 'cancelled', 'undone']),
  imported: z.int().min(0),
  duplicates: z.int().min(0),
  rejected: z.int().min(0),
})

/** What a duplicate is judged on (rules-duplicates.ts). */
export const duplicateProbe = z.strictObject({
  id: idSchema.nullable().default(null),
  title: z.string(),
  kind: kindSchema,
  transaction: transactionSchema,
  quartier: z.string().nullable(),
  /** Stands in where no quartier is known. */
  commune: z.string().nullable().default(null),
  priceAmount: z.number().nullable(),
  surfaceArea: z.number().nullable(),
  bedrooms: z.number().nullable().default(null),
  ownerPhones: z.array(z.string()).default([]),
})
export type DuplicateProbe = z.infer<typeof duplicateProbe>
