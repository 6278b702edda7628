import { defineCommand, onRow } from '../../command/define.ts'
import type { Context } from '../../command/define.ts'
import { generatedDelete, generatedUpdate } from '../../command/generate.ts'
import { AppError } from '../../values/error.ts'
import { idInput } from '../../values/entity-inputs.ts'
import { documentAddInput, photoAddInput } from './model-inputs.ts'
import { property, propertyDocument, propertyPhoto } from './model.ts'

/** Photos and papers of a property. The primary photo is a field of the property, so that there is always at most one. */

const onProperty = (input: { propertyId: string }) => [{ entity: property.name, id: input.propertyId }]

export const addPhoto = defineCommand({
  name: 'propertyPhoto.create',
  version: 1,
  input: photoAddInput,
  allow: onProperty,
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, ...values }) => {
    const owner = await ctx.need(property, values.propertyId)
    await ctx.write.insert(propertyPhoto, id, values)
    if (owner.primaryPhotoId === null) await ctx.write.update(property, owner.id, { primaryPhotoId: id })
  },
})

export const removePhoto = defineCommand({
  name: 'propertyPhoto.delete',
  version: 1,
  input: idInput,
  allow: onRow(propertyPhoto),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id }) => {
    const photo = await ctx.need(propertyPhoto, id)
    await ctx.write.remove(propertyPhoto, id)
    const owner = await ctx.get(property, photo.propertyId)
    if (owner?.primaryPhotoId === id) await ctx.write.update(property, owner.id, { primaryPhotoId: await firstPhoto(ctx, owner.id) })
  },
})

export const setPrimaryPhoto = defineCommand({
  name: 'property.setPrimaryPhoto',
  version: 1,
  input: photoAddInput.pick({ propertyId: true, id: true }),
  allow: onProperty,
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { propertyId, id }) => {
    await ctx.need(property, propertyId)
    const photo = await ctx.need(propertyPhoto, id)
    if (photo.propertyId !== propertyId) throw new AppError('rule_broken', { rule: 'photo_of_property' })
    await ctx.write.update(property, propertyId, { primaryPhotoId: id })
  },
})

export const addDocument = defineCommand({
  name: 'propertyDocument.create',
  version: 1,
  input: documentAddInput,
  allow: onProperty,
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, ...values }) => {
    await ctx.need(property, values.propertyId)
    await ctx.write.insert(propertyDocument, id, values)
  },
})

export const mediaCommands = [
  addPhoto, generatedUpdate(propertyPhoto), removePhoto, setPrimaryPhoto, addDocument, generatedUpdate(propertyDocument), generatedDelete(propertyDocument),
]

async function firstPhoto(ctx: Context, propertyId: string): Promise<string | null> {
  const row = await ctx.read.selectFrom('propertyPhoto').select('id').where('agencyId', '=', ctx.agencyId).where('propertyId', '=', propertyId)
    .where('deletedAt', 'is', null).orderBy('position').orderBy('id').limit(1).executeTakeFirst()
  return row?.id ?? null
}
