import { defineCommand, onRow } from '../../command/define.ts'
import type { Context } from '../../command/define.ts'
import { AppError } from '../../values/error.ts'
import { instantOf } from '../../values/period.ts'
import { parsePhone } from '../../values/phone.ts'
import { agency } from '../auth/index.ts'
import { createContact } from '../crm/index.ts'
import { newProperty, nextReferences } from './commands.ts'
import { importFinishInput, importRowsInput, importStartInput } from './model-inputs.ts'
import type { ImportRow } from './model-inputs.ts'
import { importBatch, property, propertyAmenity } from './model.ts'

/** An import is a batch and a run of bounded commands, so that other edits go on between them and the whole can be taken back. */

export const startImport = defineCommand({
  name: 'importBatch.start',
  version: 1,
  input: importStartInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'none',
  run: async (ctx, { id, fileName, rows }) => {
    await ctx.write.insert(importBatch, id, { fileName, state: 'running', rows, imported: 0, duplicates: 0, rejected: 0 })
  },
})

export const addImportRows = defineCommand({
  name: 'importBatch.addRows',
  version: 1,
  input: importRowsInput,
  allow: ({ batchId }) => [{ entity: importBatch.name, id: batchId }],
  where: 'anywhere',
  undo: 'before',
  batch: ({ batchId }) => batchId,
  run: async (ctx, { batchId, status, agentId, rows }) => {
    const batch = await ctx.need(importBatch, batchId)
    if (batch.state !== 'running') throw new AppError('rule_broken', { rule: 'import_running', state: batch.state })
    const owners = await ownersOf(ctx, rows)
    const references = await nextReferences(ctx, rows.length)
    const zone = (await ctx.get(agency, ctx.agencyId))?.zone ?? 'Africa/Dakar'
    await ctx.write.insertMany(property, rows.map((row, i) => ({
      id: row.id,
      values: {
        ...newProperty(ctx, { ...row.values, ...(agentId ? { agentId } : {}), ownerId: row.values.ownerId ?? owners.get(row.line) ?? null }, status, references[i]!),
        importId: batchId,
        importLine: row.line,
        // A listing that says since when it is shown has been published since.
        ...(row.listedOn && status === 'available' ? { publishedAt: Math.min(ctx.now, instantOf(row.listedOn, '12:00', zone)) } : {}),
      },
    })))
    await ctx.write.insertMany(propertyAmenity, rows.flatMap((row) => [...new Set(row.amenities)].map((amenity) => ({
      id: ctx.setId(propertyAmenity, row.id, amenity), values: { propertyId: row.id, amenity },
    }))))
  },
})

export const finishImport = defineCommand({
  name: 'importBatch.finish',
  version: 1,
  input: importFinishInput,
  allow: onRow(importBatch),
  where: 'anywhere',
  undo: 'none',
  run: async (ctx, { id, ...result }) => {
    await ctx.need(importBatch, id)
    await ctx.write.update(importBatch, id, result)
  },
})

export const importCommands = [startImport, addImportRows, finishImport]

/** The owner of each line that names one: known by phone, or made here as a contact. */
async function ownersOf(ctx: Context, rows: readonly ImportRow[]): Promise<Map<number, string>> {
  const owners = new Map<number, string>()
  const byPhone = new Map<string, string>()
  for (const { line, owner } of rows) {
    if (!owner || (!owner.name && !owner.phone)) continue
    const e164 = owner.phone ? (parsePhone(owner.phone)?.e164 ?? null) : null
    const known = e164 ? (byPhone.get(e164) ?? (await contactByPhone(ctx, e164))) : null
    const id = known ?? ctx.id(`owner ${line}`)
    if (!known) await ctx.run(createContact, {
      id, name: owner.name || owner.phone, roles: ['owner'], phones: owner.phone ? [{ typed: owner.phone }] : [],
    })
    if (e164) byPhone.set(e164, id)
    owners.set(line, id)
  }
  return owners
}

async function contactByPhone(ctx: Context, e164: string): Promise<string | null> {
  const row = await ctx.read.selectFrom('contactPhone').innerJoin('contact', (join) => join.onRef('contact.agencyId', '=', 'contactPhone.agencyId').onRef('contact.id', '=', 'contactPhone.contactId'))
    .select('contactPhone.contactId').where('contactPhone.agencyId', '=', ctx.agencyId).where('contactPhone.e164', '=', e164)
    .where('contactPhone.deletedAt', 'is', null).where('contact.deletedAt', 'is', null).limit(1).executeTakeFirst()
  return row?.contactId ?? null
}
