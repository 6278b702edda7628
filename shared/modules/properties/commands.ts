import { defineCommand, onRow } from '../../command/define.ts'
import type { Context, Target } from '../../command/define.ts'
import { generatedDelete } from '../../command/generate.ts'
import { AppError } from '../../values/error.ts'
import type { Values } from '../../values/entity.ts'
import { agency } from '../auth/index.ts'
import { createContact } from '../crm/index.ts'
import {
  propertyCreateInput, propertyEditInput, propertyIdsInput, propertySetAmenitiesInput, propertySetManyInput, propertySetStatusInput, propertyUpdateInput,
} from './model-inputs.ts'
import type { PropertyPatch } from './model-inputs.ts'
import type { Amenity } from './model-amenities.ts'
import { property, propertyAmenity } from './model.ts'
import type { PropertyStatus } from './model.ts'
import { allowedMoves, usualPeriod } from './rules.ts'

export const createProperty = defineCommand({
  name: 'property.create',
  version: 1,
  input: propertyCreateInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, values, amenities, status, newOwner }) => {
    if (newOwner) await ctx.run(createContact, { id: newOwner.id, name: newOwner.name, phones: newOwner.phones, roles: ['owner'] })
    const [reference] = await nextReferences(ctx, 1)
    await ctx.write.insert(property, id, newProperty(ctx, { ...values, ...(newOwner ? { ownerId: newOwner.id } : {}) }, status, reference!))
    await addAmenities(ctx, id, amenities)
    return { id, reference }
  },
})

export const updateProperty = defineCommand({
  name: 'property.update',
  version: 1,
  input: propertyUpdateInput,
  allow: onRow(property),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, patch }) => {
    await updateOne(ctx, id, patch)
  },
})

export const updateManyProperties = defineCommand({
  name: 'property.updateMany',
  version: 1,
  input: propertySetManyInput,
  allow: onRows,
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { ids, patch }) => {
    for (const id of ids) await updateOne(ctx, id, patch)
  },
})

export const deleteManyProperties = defineCommand({
  name: 'property.deleteMany',
  version: 1,
  input: propertyIdsInput,
  allow: onRows,
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { ids }) => {
    for (const id of new Set(ids)) {
      await ctx.need(property, id)
      await ctx.write.remove(property, id)
    }
  },
})

/** Moves along the table of rules.ts. The first time it is made available it counts as published. */
export const setPropertyStatus = defineCommand({
  name: 'property.setStatus',
  version: 1,
  input: propertySetStatusInput,
  allow: onRow(property),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, to }) => {
    const row = await ctx.need(property, id)
    if (row.status === to) return
    if (!allowedMoves(row.status, row.transaction).includes(to)) throw new AppError('move_not_allowed', { entity: 'property', from: row.status, to })
    await ctx.write.update(property, id, { status: to, ...(to === 'available' && row.publishedAt === null ? { publishedAt: ctx.now } : {}) })
  },
})

export const setPropertyAmenities = defineCommand({
  name: 'property.setAmenities',
  version: 1,
  input: propertySetAmenitiesInput,
  allow: onRow(property),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, add, remove }) => {
    await ctx.need(property, id)
    for (const amenity of new Set(add)) await ctx.write.put(propertyAmenity, ctx.setId(propertyAmenity, id, amenity), { propertyId: id, amenity })
    for (const amenity of new Set(remove)) {
      const row = ctx.setId(propertyAmenity, id, amenity)
      if (await ctx.get(propertyAmenity, row)) await ctx.write.remove(propertyAmenity, row)
    }
  },
})

/** Facts, amenities and status together: all of it or nothing. */
export const editProperty = defineCommand({
  name: 'property.edit',
  version: 1,
  input: propertyEditInput,
  allow: onRow(property),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, patch, add, remove, to }) => {
    await updateOne(ctx, id, patch)
    await ctx.run(setPropertyAmenities, { id, add, remove })
    if (to) await ctx.run(setPropertyStatus, { id, to, reason: null })
  },
})

export const listingCommands = [
  createProperty, updateProperty, editProperty, updateManyProperties, generatedDelete(property), deleteManyProperties, setPropertyStatus, setPropertyAmenities,
]

function onRows(input: { ids: readonly string[] }): Target[] {
  return input.ids.map((id) => ({ entity: property.name, id }))
}

async function updateOne(ctx: Context, id: string, patch: PropertyPatch): Promise<void> {
  const row = await ctx.need(property, id)
  // A price for a sale is a total, a rent is by the month: who turns one into the other means that too.
  const turned = patch.transaction && patch.transaction !== row.transaction && !patch.pricePeriod
  await ctx.write.update(property, id, turned ? { ...patch, pricePeriod: usualPeriod(patch.transaction!) } : patch)
}

/** References such as DKR-0412, as many as asked; nulls while the authority has not given them. */
export async function nextReferences(ctx: Context, count: number): Promise<(string | null)[]> {
  const first = await ctx.number('property', count)
  if (first === null) return Array.from({ length: count }, () => null)
  const prefix = (await ctx.get(agency, ctx.agencyId))?.referencePrefix ?? 'REF'
  return Array.from({ length: count }, (_, i) => `${prefix}-${String(first + i).padStart(4, '0')}`)
}

/** All fields of a new property: what was said, and sensible silence for the rest. */
export function newProperty(
  ctx: Context, said: PropertyPatch & Pick<Values<typeof property>, 'title' | 'kind' | 'transaction'>, status: PropertyStatus, reference: string | null,
): Values<typeof property> {
  const silent = Object.fromEntries(Object.keys(property.fields).map((name) => [name, null])) as unknown as Values<typeof property>
  return {
    ...silent,
    country: 'SN', priceCurrency: 'XOF', pricePeriod: usualPeriod(said.transaction), priceNegotiable: false, furnished: 'none',
    isPublic: true, isFeatured: false, showPrice: true,
    agentId: ctx.actor.kind === 'member' ? ctx.actor.memberId : null,
    ...said,
    reference,
    status,
    publishedAt: status === 'available' ? ctx.now : null,
  }
}

export async function addAmenities(ctx: Context, propertyId: string, amenities: readonly Amenity[]): Promise<void> {
  await ctx.write.insertMany(propertyAmenity, [...new Set(amenities)].map((amenity) => ({
    id: ctx.setId(propertyAmenity, propertyId, amenity), values: { propertyId, amenity },
  })))
}
