import { z } from 'zod'
import { editableFields } from './entity.ts'
import type { EntityDeclaration, Fields } from './entity.ts'
import { idSchema } from './id.ts'

/** Input of the generated `<entity>.update`: an id and the editable fields to change, at least by name. */
export function updateInput<F extends Fields>(entity: EntityDeclaration<string, F>) {
  return z.strictObject({ id: idSchema, patch: z.strictObject(editableFields(entity)).partial() })
}

/** Input of the generated `<entity>.delete` and of other commands that need no more than the row. */
export const idInput = z.strictObject({ id: idSchema })

/** Input of the generated `<entity>.create`: the id, made by the client, and every declared field. */
export function createInput<F extends Fields>(entity: EntityDeclaration<string, F>) {
  const shape = Object.fromEntries(Object.entries(entity.fields).map(([name, field]) => [name, field.schema])) as { [K in keyof F]: F[K]['schema'] }
  return z.strictObject({ id: idSchema, values: z.strictObject(shape) })
}
