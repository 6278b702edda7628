import type { z } from 'zod'
import type { Fields, EntityDeclaration, Values } from '../values/entity.ts'
import { createInput, idInput, updateInput } from '../values/entity-inputs.ts'
import { defineCommand, onRow } from './define.ts'
import type { AnyEntity, CommandDefinition, Target } from './define.ts'

/** `<entity>.create`, `.update`, `.delete` as the declaration implies them. A module that needs more writes its own. */

export function generatedCreate<F extends Fields>(entity: EntityDeclaration<string, F>) {
  type Input = { id: string; values: Values<typeof entity> }
  return defineCommand({
    name: `${entity.name}.create`,
    version: 1,
    input: createInput(entity) as unknown as z.ZodType<Input>,
    // A row that belongs to another (a photo to its property) may be made by whoever owns that one.
    allow: (input): Target[] => {
      const field = entity.ownedBy === 'createdBy' ? undefined : entity.fields[entity.ownedBy]
      const owner = field && (input.values as Record<string, unknown>)[entity.ownedBy]
      return field?.reference && field.reference !== 'member' && typeof owner === 'string' ? [{ entity: field.reference, id: owner }] : []
    },
    where: 'anywhere',
    undo: 'before',
    run: async (ctx, input) => ctx.write.insert(entity, input.id, input.values),
  }) as unknown as CommandDefinition<Input, void>
}

export function generatedUpdate<F extends Fields>(entity: EntityDeclaration<string, F>) {
  return defineCommand({
    name: `${entity.name}.update`,
    version: 1,
    input: updateInput(entity),
    allow: onRow(entity) as never,
    where: 'anywhere',
    undo: 'before',
    run: async (ctx, input) => {
      const { id, patch } = input as { id: string; patch: Partial<Values<typeof entity>> }
      await ctx.need(entity, id)
      await ctx.write.update(entity, id, patch)
    },
  })
}

export function generatedDelete(entity: AnyEntity) {
  return defineCommand({
    name: `${entity.name}.delete`,
    version: 1,
    input: idInput,
    allow: onRow(entity),
    where: 'anywhere',
    undo: 'before',
    run: async (ctx, { id }) => {
      await ctx.need(entity, id)
      await ctx.write.remove(entity, id)
    },
  })
}
