import { defineCommand } from '../../command/define.ts'
import type { Consequence, Context } from '../../command/define.ts'
import { generatedDelete, generatedUpdate } from '../../command/generate.ts'
import { AppError } from '../../values/error.ts'
import { documentAddInput, photoAddInput } from './model-inputs.ts'
import { property, propertyDocument, propertyPhoto } from './model.ts'
import type { PropertyPhoto } from './model.ts'

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
    await ctx.need(property, values.propertyId)
    await mustBePicture(ctx, values.fileId)
    await ctx.write.insert(propertyPhoto, id, values)
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
  addPhoto, generatedUpdate(propertyPhoto), generatedDelete(propertyPhoto), setPrimaryPhoto, addDocument, generatedUpdate(propertyDocument), generatedDelete(propertyDocument),
]

/**
 * A property that has photos has a primary one among them, whatever came or went, by command or by undo: the one that was
 * chosen while it is there, else the first.
 */
export const photoConsequences: Consequence[] = [
  { entity: 'propertyPhoto', name: 'photos have a primary one', follow: (ctx, { row }) => keepPrimary(ctx, (row as unknown as PropertyPhoto).propertyId) },
  {
    entity: 'property',
    name: 'the primary photo is there',
    follow: async (ctx, { row, fields }) => {
      if (fields.has('primaryPhotoId')) await keepPrimary(ctx, row.id)
    },
  },
]

async function keepPrimary(ctx: Context, propertyId: string): Promise<void> {
  const owner = await ctx.get(property, propertyId)
  if (!owner) return
  const chosen = owner.primaryPhotoId === null ? null : await ctx.get(propertyPhoto, owner.primaryPhotoId)
  if (chosen && chosen.deletedAt === null) return
  const first = await ctx.read.selectFrom('propertyPhoto').select('id').where('agencyId', '=', ctx.agencyId).where('propertyId', '=', propertyId)
    .where('deletedAt', 'is', null).orderBy('position').orderBy('id').limit(1).executeTakeFirst()
  await ctx.write.update(property, propertyId, { primaryPhotoId: first?.id ?? null })
}

/** A file that has not arrived yet is judged where it is known. */
async function mustBePicture(ctx: Context, fileId: string): Promise<void> {
  const file = await ctx.read.selectFrom('file').select('mime').where('agencyId', '=', ctx.agencyId).where('id', '=', fileId).executeTakeFirst()
  if (file && !file.mime.startsWith('image/')) throw new AppError('rule_broken', { rule: 'photo_is_picture', mime: file.mime })
}
