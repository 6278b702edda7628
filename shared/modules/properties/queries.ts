import { defineQuery } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { AppError } from '../../values/error.ts'
import { createTranslator } from '../../language/index.ts'
import { duplicatesOf, repeatsOf, similarTo } from './queries-alike.ts'
import { exportProperties } from './queries-export.ts'
import { listRows, placesInUse, propertyNeighbours, propertyPage, propertyTotals } from './queries-list.ts'
import { propertyMap } from './queries-map.ts'
import { propertyHistory, propertyView } from './queries-record.ts'
import type { ImportBatchView } from './model-views.ts'
import { importBatch } from './model.ts'
import type { ImportBatch } from './model.ts'

export { propertyDashboard } from './queries-dashboard.ts'
export { historyOf, scopesOf } from './queries-record.ts'
export { listRows } from './queries-list.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- only the second parameter matters
type Input<F extends (...given: any[]) => unknown> = Parameters<F>[1]

export const propertyQueries = [
  defineQuery('properties.page', (ctx, input: Input<typeof propertyPage>) => propertyPage(ctx, input)),
  defineQuery('properties.totals', (ctx, input: Input<typeof propertyTotals>) => propertyTotals(ctx, input)),
  defineQuery('properties.neighbours', (ctx, input: Input<typeof propertyNeighbours>) => propertyNeighbours(ctx, input)),
  defineQuery('properties.get', (ctx, input: { id: string }) => propertyView(ctx, input.id)),
  defineQuery('properties.ofOwner', async (ctx, input: { contactId: string }) => {
    const rows = await ctx.from('property').select('id').where('ownerId', '=', input.contactId).where('deletedAt', 'is', null).orderBy('updatedAt', 'desc').limit(200).execute()
    return listRows(ctx, rows.map((row) => row.id))
  }),
  defineQuery('properties.similar', (ctx, input: Input<typeof similarTo>) => similarTo(ctx, input)),
  defineQuery('properties.duplicates', (ctx, input: Input<typeof duplicatesOf>) => duplicatesOf(ctx, input)),
  defineQuery('properties.history', (ctx, input: Input<typeof propertyHistory>) => propertyHistory(ctx, input)),
  /** Which property a photo or a document belongs to. */
  defineQuery('properties.ofPart', async (ctx, { part, id }: { part: 'propertyPhoto' | 'propertyDocument'; id: string }): Promise<{ propertyId: string }> => {
    const row = await (ctx.from(part) as ReturnType<typeof ctx.from<'propertyPhoto'>>).select('propertyId').where('id', '=', id).where('deletedAt', 'is', null).executeTakeFirst()
    if (!row) throw new AppError('not_found', { entity: part, id })
    return row
  }),
  /** The order keys of a property's photos, in order. */
  defineQuery('properties.photoOrder', (ctx, { propertyId }: { propertyId: string }) =>
    ctx.from('propertyPhoto').select(['id', 'position']).where('propertyId', '=', propertyId).where('deletedAt', 'is', null).orderBy('position').orderBy('id').execute()),
  defineQuery('properties.map', (ctx, input: Input<typeof propertyMap>) => propertyMap(ctx, input)),
  defineQuery('properties.places', (ctx) => placesInUse(ctx)),
  defineQuery('properties.exportCsv', (ctx, input: Input<typeof exportProperties>) => exportProperties(ctx, input, createTranslator(input.language))),
  defineQuery('imports.repeats', (ctx, input: Input<typeof repeatsOf>) => repeatsOf(ctx, input)),
  defineQuery('imports.batches', async (ctx): Promise<ImportBatchView[]> => {
    const rows = await ctx.from('importBatch')
      .leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'importBatch.agencyId').onRef('member.id', '=', 'importBatch.createdBy'))
      .selectAll('importBatch').select('member.name as createdByName').orderBy('importBatch.createdAt', 'desc').limit(50).execute()
    return rows.map((row) => ({
      ...(decodeRow(importBatch, row) as ImportBatch), createdByName: row.createdByName, undoable: row.state !== 'undone' && row.state !== 'running' && row.imported > 0,
    }))
  }),
]
