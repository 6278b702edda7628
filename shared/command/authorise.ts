import { AppError } from '../values/error.ts'
import { actorId } from '../values/actor.ts'
import type { Actor } from '../values/actor.ts'
import type { AnyEntity, Business, CommandDefinition, Finder, Target } from './define.ts'

/**
 * May this actor run this command on these rows? The level comes from the rights table; `own` is judged by the owner of
 * every target. Throws `forbidden`, or `not_found` for a target that is not in the actor's agency.
 */
export async function authorise<Input>(business: Business, command: CommandDefinition<Input, unknown>, actor: Actor, input: Input, find: Finder): Promise<void> {
  const level = business.rightOf(actor, command.name)
  if (level === 'none') throw new AppError('forbidden', { action: command.name })
  if (command.allow === 'nobody' || level !== 'own') return
  for (const target of await command.allow(input, find)) await mustOwn(business, actor, target, find, command.name)
}

/** Whether a row is the actor's; throws `not_found` when it, or one it belongs to, is not here. */
export async function owns(business: Business, actor: Actor, target: Target, find: Pick<Finder, 'get'>): Promise<boolean> {
  if (actor.kind === 'client') return actor.contactIds.includes((await personOf(business, target, find)) ?? '')
  return (await ownerOf(business, target, find)) === actorId(actor)
}

/** The contact whom a row is about: what a client has of an agency is his where it is about him. */
async function personOf(business: Business, target: Target, find: Pick<Finder, 'get'>): Promise<string | null> {
  const entity: AnyEntity | undefined = business.entities.get(target.entity)
  const row = entity && (await find.get(entity, target.id))
  if (!row) throw new AppError('not_found', { entity: target.entity, id: target.id })
  return target.entity === 'contact' ? row.id : (((row as Record<string, unknown>)['contactId'] as string | null | undefined) ?? null)
}

export async function mustOwn(business: Business, actor: Actor, target: Target, find: Finder, action: string): Promise<void> {
  if (!(await owns(business, actor, target, find))) throw new AppError('forbidden', { action, entity: target.entity, id: target.id })
}

/** The member who owns a row, through the rows it belongs to; null when a row on the way is missing. */
async function ownerOf(business: Business, target: Target, find: Pick<Finder, 'get'>): Promise<string | null> {
  const entity: AnyEntity | undefined = business.entities.get(target.entity)
  if (!entity) throw new Error(`no entity ${target.entity}`)
  const row = await find.get(entity, target.id)
  if (!row) throw new AppError('not_found', { entity: target.entity, id: target.id })
  if (entity.ownedBy === 'createdBy') return row.createdBy
  const value = (row as Record<string, unknown>)[entity.ownedBy] as string | null
  const reference = entity.fields[entity.ownedBy].reference as string | null
  if (value === null || reference === 'member' || reference === null) return value ?? row.createdBy
  return ownerOf(business, { entity: reference, id: value }, find)
}
