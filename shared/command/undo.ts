import type { Outcome } from '../contract/envelope.ts'
import type { Executor } from '../database/store.ts'
import { undoInput } from '../modules/core/model.ts'
import { actorId } from '../values/actor.ts'
import { AppError } from '../values/error.ts'
import { mustOwn } from './authorise.ts'
import { deletionUnit, unitsOf } from './change.ts'
import type { Change } from './change.ts'
import { defineCommand } from './define.ts'
import type { AnyEntity, Business, CommandDefinition, Context } from './define.ts'
import type { Level } from '../values/actor.ts'
import { decodeChange } from './recorder-changes.ts'

export type Undone = { undoes: string; left: NonNullable<Outcome['left']>; effectsDone: string[] }

/**
 * core.undo: puts back what a command changed, unit by unit, where nothing has changed since; the rest is left and named.
 * It needs the rights of the original and is itself a command: history shows both, and it can be undone in turn.
 */
export function createUndoCommand(business: () => Business) {
  return defineCommand({
    name: 'core.undo',
    version: 1,
    input: undoInput,
    // The rights of what is undone are judged in `run`, where it is known.
    allow: 'nobody',
    where: 'anywhere',
    undo: 'before',
    run: async (ctx, { commandId }): Promise<Undone> => {
      const { commands } = business()
      const original = await commandRow(ctx, commandId)
      const root = await rootOf(ctx, original)
      const definition = commands.get(root.name)
      if (!definition || definition.undo === 'none' || original.status !== 'applied') throw new AppError('undo_refused', { command: root.name })
      const changes = await changesBy(ctx, commandId)
      await judgeRights(ctx, business(), definition, original, changes)
      const taken = await ctx.read.selectFrom('command').select('id').where('agencyId', '=', ctx.agencyId).where('undoes', '=', commandId).where('status', '=', 'applied').executeTakeFirst()
      const left: Undone['left'] = []
      let restored = 0
      for (const change of changes.toReversed()) {
        const done = await putBack(ctx, business(), change, isToldOf(business(), change.entity, root.name))
        if (done.left.length) left.push({ entity: change.entity, id: change.entityId, units: done.left })
        restored += done.restored
      }
      if (!restored) throw new AppError(taken ? 'already_undone' : 'nothing_to_undo', { left })
      const effects = await ctx.cancelEffects(commandId)
      return { undoes: commandId, left, effectsDone: effects.done }
    },
  })
}

type CommandRow = { id: string; name: string; status: string; undoes: string | null; batchId: string | null }

async function commandRow(ctx: Context, id: string): Promise<CommandRow> {
  const row = await ctx.read.selectFrom('command').select(['id', 'name', 'status', 'undoes', 'batchId']).where('agencyId', '=', ctx.agencyId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'command', id })
  return row
}

/** An undo of an undo stands for the command at its root. */
async function rootOf(ctx: Context, command: CommandRow): Promise<CommandRow> {
  return command.undoes === null ? command : rootOf(ctx, await commandRow(ctx, command.undoes))
}

async function changesBy(ctx: Context, commandId: string): Promise<Change[]> {
  const rows = await (ctx.read as Executor).selectFrom('change').selectAll().where('agencyId', '=', ctx.agencyId).where('commandId', '=', commandId).orderBy('n').execute()
  return rows.map(decodeChange)
}

async function judgeRights(ctx: Context, business: Business, definition: CommandDefinition, command: CommandRow, changes: readonly Change[]): Promise<void> {
  const { name } = definition
  const level = business.rightOf(ctx.actor, name)
  if (level === 'none') throw new AppError('forbidden', { action: name })
  if (definition.batch && command.batchId !== null && level === 'own' && definition.allow !== 'nobody') {
    // The run of a batch belongs to whoever began it, also where a row has another agent by now: such rows stay.
    for (const target of await definition.allow({ batchId: command.batchId }, ctx)) await mustOwn(business, ctx.actor, target, ctx, name)
    return
  }
  for (const change of changes) {
    const { entity, entityId: id, kind } = change
    if (isToldOf(business, entity, name) || (await gaveAway(ctx, business, change))) continue
    // Undoing may take a row away or bring it back: who may make rows may not for that remove those of others.
    const asRemoval = kind === 'update' ? 'all' : removalLevel(ctx, business, entity, level)
    if (asRemoval === 'none') throw new AppError('forbidden', { action: `${entity}.delete` })
    if (level === 'own' || asRemoval === 'own') await mustOwn(business, ctx.actor, { entity, id }, ctx, name)
  }
}

/** Whether the actor gave away what was his by this change, and the row still is as he left it: he may have it back. */
async function gaveAway(ctx: Context, business: Business, change: Change): Promise<boolean> {
  const entity = business.entities.get(change.entity)!
  const self = actorId(ctx.actor)
  if (change.kind !== 'update' || change.actorId !== self || change.before === null || !(entity.ownedBy in change.before)) return false
  const owner = change.before[entity.ownedBy] ?? (await ctx.get(entity, change.entityId))?.createdBy
  return owner === self && (await unitsChangedSince(ctx, entity, change)).size === 0
}

/** Rows by which a command told others of what it did: they go with it. Of a command of their own they are what it did. */
const isToldOf = (business: Business, entity: string, command: string): boolean => business.entities.get(entity)?.isNotice === true && !command.startsWith(`${entity}.`)

/** What an actor may remove of an entity: as its delete says; as the update of what it is part of; else only his own. */
function removalLevel(ctx: Context, business: Business, name: string, level: Level): Level {
  const removal = `${name}.delete`
  if (business.commands.has(removal)) return business.rightOf(ctx.actor, removal)
  const entity = business.entities.get(name)!
  const owner = entity.ownedBy === 'createdBy' ? null : (entity.fields[entity.ownedBy].reference as string | null)
  if (owner && owner !== 'member') return business.rightOf(ctx.actor, `${owner}.update`)
  return level === 'all' ? 'all' : 'own'
}

/** Undoes one change: how many units it restored, and those it had to leave. */
async function putBack(ctx: Context, business: Business, change: Change, isTold: boolean): Promise<{ restored: number; left: string[] }> {
  const entity = business.entities.get(change.entity)!
  const since = isTold ? new Set<string>() : await unitsChangedSince(ctx, entity, change)
  if (change.kind === 'create') {
    if (!isTold) for (const name of await resting(ctx, business, change)) since.add(name)
    if (since.size) return { restored: 0, left: [...since] }
    await ctx.write.remove(entity, change.entityId)
    return { restored: 1, left: [] }
  }
  const patch: Record<string, unknown> = {}
  const left = new Set<string>()
  for (const [name, value] of Object.entries(change.before ?? {})) {
    if (name === 'updatedAt') continue
    const unit = name === 'deletedAt' ? deletionUnit : (entity.fields[name].unit as string)
    if (since.has(unit)) left.add(unit)
    else patch[name] = value
  }
  const restored = Object.keys(patch).length
  if ('deletedAt' in patch) {
    await (patch['deletedAt'] === null ? ctx.write.restore(entity, change.entityId) : ctx.write.remove(entity, change.entityId))
    delete patch['deletedAt']
  }
  await ctx.write.update(entity, change.entityId, patch as never)
  return { restored, left: [...left] }
}

/**
 * Names of the entities that have rows resting on one: parts of it (papers of a property) and rows that people pointed at
 * it (a property at its owner). Taken away, it would take their work with it. What the same command made went before.
 */
async function resting(ctx: Context, business: Business, { entity, entityId }: Change): Promise<string[]> {
  const found: string[] = []
  for (const other of business.entities.values()) {
    if (other.isNotice) continue
    const fields = Object.keys(other.fields).filter((name) => other.fields[name].reference === entity && (other.ownedBy === name || other.fields[name].policy !== 'command'))
    for (const field of fields) {
      const row = await (ctx.read as Executor).selectFrom(other.table as 'property').select('id')
        .where('agencyId', '=', ctx.agencyId).where(field as 'id', '=', entityId).where('deletedAt', 'is', null).limit(1).executeTakeFirst()
      if (row) found.push(other.name)
    }
  }
  return found
}

/**
 * Units of the row that are no longer as this change left them. A later change that was itself undone does not count, so
 * that steps can be taken back one after another; one that was undone and redone counts again.
 */
async function unitsChangedSince(ctx: Context, entity: AnyEntity, change: Change): Promise<Set<string>> {
  const rows = await (ctx.read as Executor)
    .selectFrom('change')
    .leftJoin('command', (join) => join.onRef('command.agencyId', '=', 'change.agencyId').onRef('command.id', '=', 'change.commandId'))
    .select(['change.commandId', 'change.patch', 'change.seq', 'change.localSeq', 'command.undoes'])
    .where('change.agencyId', '=', ctx.agencyId)
    .where('change.entityId', '=', change.entityId)
    .where('change.entity', '=', change.entity)
    .where('change.commandId', '!=', change.commandId)
    .where((where) => where.or([where('change.seq', 'is', null), ...(change.seq === null ? [] : [where('change.seq', '>', change.seq)])]))
    .orderBy('change.seq', (order) => order.asc().nullsLast())
    .orderBy('change.localSeq')
    .execute()
  const undoOf = new Map(rows.map((row) => [row.commandId, row.undoes]))
  const standing = new Map<string, string[]>()
  for (const { commandId, patch, seq, localSeq, undoes } of rows) {
    if (seq === null && change.seq === null && localSeq < change.localSeq) continue
    for (const unit of unitsOf(entity, JSON.parse(patch) as Record<string, unknown>)) {
      const stack = standing.get(unit) ?? [change.commandId]
      const redone = undoes === null ? null : (undoOf.get(undoes) ?? null)
      if (undoes !== null && stack.at(-1) === undoes) stack.pop()
      else stack.push(redone ?? commandId)
      standing.set(unit, stack)
    }
  }
  return new Set([...standing].filter(([, stack]) => stack.at(-1) !== change.commandId).map(([unit]) => unit))
}
