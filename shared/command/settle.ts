import { conflict, settleConflictInput } from '../modules/core/model-conflict.ts'
import type { Conflict } from '../modules/core/model-conflict.ts'
import { AppError } from '../values/error.ts'
import type { Actor, Level } from '../values/actor.ts'
import { mustOwn } from './authorise.ts'
import { deletionUnit } from './change.ts'
import { defineCommand } from './define.ts'
import type { AnyEntity, Business } from './define.ts'

/**
 * conflict.settle: somebody has looked at both values and chosen. "The other" writes what was lost over what was kept, "both"
 * joins two texts; each is an edit of the row like any other, by the rights of that edit. In every case the card is closed.
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
      const { action, level } = settlingRight(business(), ctx.actor, entity, card.unit)
      if (level === 'none') throw new AppError('forbidden', { action })
      if (level === 'own') await mustOwn(business(), ctx.actor, { entity: card.entity, id: card.entityId }, ctx, action)
      if (take === 'lost') {
        if (card.unit === deletionUnit) await (card.lost['deletedAt'] === null ? ctx.write.restore(entity, card.entityId) : ctx.write.remove(entity, card.entityId))
        else await ctx.write.update(entity, card.entityId, card.lost)
      }
      if (take === 'both') await ctx.write.update(entity, card.entityId, bothTexts(entity, card, await ctx.need(entity, card.entityId)))
      await ctx.write.update(conflict, id, { state: 'settled', chosen: take })
    },
  })
}

/** The right by which somebody settles a card: to edit or delete the row, or the one that it is a part of. */
export function settlingRight(business: Business, actor: Actor, entity: AnyEntity, unit: string): { action: string; level: Level } {
  const names = [...(unit === deletionUnit ? [`${entity.name}.delete`] : []), `${entity.name}.update`, ...wholeOf(entity).map((whole) => `${whole}.update`)]
  const action = names.find((name) => business.commands.has(name)) ?? `${entity.name}.update`
  return { action, level: business.rightOf(actor, action) }
}

function wholeOf(entity: AnyEntity): string[] {
  const owner = entity.ownedBy === 'createdBy' ? null : (entity.fields[entity.ownedBy].reference as string | null)
  return owner === null || owner === 'member' ? [] : [owner]
}

export const isTextUnit = (entity: AnyEntity, unit: string): boolean => unit !== deletionUnit && (entity.units.get(unit) ?? []).every((name) => entity.fields[name].policy === 'text')

/** What stands in the row now, and below it what was lost. */
function bothTexts(entity: AnyEntity, card: Conflict, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (!isTextUnit(entity, card.unit)) throw new AppError('rule_broken', { entity: card.entity, unit: card.unit, rule: 'only texts can be joined' })
  return Object.fromEntries(Object.entries(card.lost).map(([name, lost]) => {
    const joined = [row[name], lost].filter((text) => typeof text === 'string' && text !== '').join('\n\n') || null
    if (!entity.fields[name].schema.safeParse(joined).success) throw new AppError('too_large', { entity: card.entity, field: name })
    return [name, joined]
  }))
}
