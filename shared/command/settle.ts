import { conflict, settleConflictInput } from '../modules/core/model-conflict.ts'
import { AppError } from '../values/error.ts'
import { mustOwn } from './authorise.ts'
import { deletionUnit } from './change.ts'
import { defineCommand } from './define.ts'
import type { Business } from './define.ts'

/**
 * conflict.settle: somebody has looked at both values and chosen. "The other" writes what was lost over what was kept, as an
 * edit of the row like any other, by the rights of that edit; either way the card is closed.
 */
export function createSettleCommand(business: () => Business) {
  return defineCommand({
    name: 'conflict.settle',
    version: 1,
    input: settleConflictInput,
    // The rights of the row are judged in `run`, where it is known.
    allow: 'nobody',
    where: 'anywhere',
    undo: 'before',
    run: async (ctx, { id, take }) => {
      const card = await ctx.need(conflict, id)
      if (card.state === 'settled') throw new AppError('move_not_allowed', { entity: 'conflict', from: 'settled', to: 'settled' })
      const entity = business().entities.get(card.entity)
      if (!entity) throw new AppError('unsupported_version', { name: card.entity })
      const action = card.unit === deletionUnit && business().commands.has(`${card.entity}.delete`) ? `${card.entity}.delete` : `${card.entity}.update`
      const level = business().rightOf(ctx.actor, action)
      if (level === 'none') throw new AppError('forbidden', { action })
      if (level === 'own') await mustOwn(business(), ctx.actor, { entity: card.entity, id: card.entityId }, ctx, action)
      if (take === 'lost') {
        if (card.unit === deletionUnit) await (card.lost['deletedAt'] === null ? ctx.write.restore(entity, card.entityId) : ctx.write.remove(entity, card.entityId))
        else await ctx.write.update(entity, card.entityId, card.lost)
      }
      await ctx.write.update(conflict, id, { state: 'settled', chosen: take })
    },
  })
}
