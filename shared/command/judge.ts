import { AppError } from '../values/error.ts'
import type { Business, Context } from './define.ts'
import type { Recorder } from './recorder.ts'

/** What follows from the rows that a command touched. What a consequence itself touches has none: there are no chains. */
export async function followUp(business: Business, recorder: Recorder, ctx: Context): Promise<void> {
  if (!business.consequences?.size) return
  for (const touched of recorder.touched()) for (const consequence of business.consequences.get(touched.entity.name) ?? []) await consequence.follow(ctx, touched)
}

/** After a command ran and before it counts: references it wrote must lead somewhere, and the invariants of what it touched hold. */
export async function judge(business: Business, recorder: Recorder, ctx: Context): Promise<void> {
  const found = new Set<string>()
  for (const { entity, row, isNew, fields } of recorder.touched()) {
    if (row.deletedAt !== null) continue
    for (const [name, field] of Object.entries(entity.fields) as [string, { reference: string | null }][]) {
      const value = (row as Record<string, unknown>)[name]
      if (!field.reference || (!isNew && !fields.has(name)) || typeof value !== 'string' || found.has(`${field.reference}/${value}`)) continue
      const target = business.entities.get(field.reference)
      if (!target) throw new Error(`${entity.name}.${name} refers to ${field.reference}, which no module declares`)
      if (!(await ctx.get(target, value))) throw new AppError('reference_missing', { entity: entity.name, field: name, target: field.reference, id: value })
      found.add(`${field.reference}/${value}`)
    }
  }
  for (const { entity, row } of recorder.touched()) for (const invariant of business.invariants.get(entity.name) ?? []) await invariant.check(row, ctx)
}
