import type { Consequence, Context } from '../../command/define.ts'
import { property } from './model.ts'

/** What belonged to somebody whose record was merged with another belongs to that other one. */
export const ownerMerged: Consequence = {
  entity: 'contact',
  name: 'properties follow their owner',
  follow: async (ctx, { row, fields }) => {
    const into = (row as unknown as { mergedInto: string | null }).mergedInto
    if (fields.has('mergedInto') && into !== null) await moveOwned(ctx, row.id, into)
  },
}

async function moveOwned(ctx: Context, from: string, into: string): Promise<void> {
  const rows = await ctx.read.selectFrom('property').select('id').where('agencyId', '=', ctx.agencyId).where('ownerId', '=', from).where('deletedAt', 'is', null).execute()
  for (const { id } of rows) await ctx.write.update(property, id, { ownerId: into })
}
