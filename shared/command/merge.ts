import type { Envelope } from '../contract/envelope.ts'
import type { DialectName, Executor } from '../database/store.ts'
import type { Conflict, conflict } from '../modules/core/model-conflict.ts'
import type { Values } from '../values/entity.ts'
import { AppError } from '../values/error.ts'
import { idFrom } from './canonical.ts'
import { deletionUnit, sameValue, scopeOf } from './change.ts'
import type { AnyEntity } from './define.ts'
import type { KnownCommands } from './known-commands.ts'
import { mergeTexts } from './merge-text.ts'
import { run } from './recorder-rows.ts'
import type { AnyRow } from './recorder-rows.ts'
import type { Stamp } from './recorder.ts'

/** Row and unit as an envelope names them. */
export const seenKey = (entityId: string, unit: string): string => `${entityId}/${unit}`

/** The version of every unit that the user saw, own waiting commands replaced by the number they got. */
export type Seen = ReadonlyMap<string, number>

/**
 * What an envelope's user saw. Throws `blocked` when it builds on an own command that was refused: what it would change never
 * came to be as he saw it.
 */
export async function seenBy(known: KnownCommands, { base, after }: Pick<Envelope, 'base' | 'after'>): Promise<Seen | null> {
  if (!base && !after) return null
  const seen = new Map(Object.entries(base ?? {}))
  const numbers = new Map<string, number | null>()
  for (const [key, commandId] of Object.entries(after ?? {})) {
    if (!numbers.has(commandId)) {
      const row = await known.get(commandId)
      if (row?.status === 'rejected') throw new AppError('blocked', { by: commandId })
      numbers.set(commandId, row?.seq ?? null)
    }
    const seq = numbers.get(commandId)
    if (seq !== null && seq !== undefined) seen.set(key, Math.max(seq, seen.get(key) ?? 0))
  }
  return seen
}

type Author = { by: string; device: string; typedAt: number }
type Loser = Pick<Values<typeof conflict>, 'entity' | 'entityId' | 'unit' | 'kept' | 'lost' | 'scope'> & { keptBy: Author; lostBy: Author }

/**
 * Compares what a user saw with what is there, unit by unit, as the authority decides (sync.md B). Whatever is overwritten, or
 * comes too late, is kept as a conflict that both people are shown: nothing that somebody typed is lost in silence.
 */
export class Merge {
  readonly #executor: Executor
  readonly #dialect: DialectName
  readonly #stamp: Stamp
  readonly #seen: Seen
  readonly #losers = new Map<string, Loser>()

  constructor(executor: Executor, dialect: DialectName, stamp: Stamp, seen: Seen) {
    this.#executor = executor
    this.#dialect = dialect
    this.#stamp = stamp
    this.#seen = seen
  }

  /** The part of a patch that is to be written, with what belongs to the same units. `row` is as it stood before the command. */
  async settle(entity: AnyEntity, row: AnyRow, patch: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    const settled: Record<string, unknown> = {}
    for (const unit of new Set(Object.keys(patch).map((name) => entity.fields[name].unit as string))) {
      const fields = entity.units.get(unit)!.filter((name) => name in patch)
      const seen = this.#seen.get(seenKey(row.id, unit))
      const mine = Object.fromEntries(fields.map((name) => [name, patch[name]]))
      const policy = entity.fields[fields[0]!].policy as string
      if (seen === undefined || policy === 'command' || (row.versions[unit] ?? 0) <= seen) Object.assign(settled, mine)
      else Object.assign(settled, await this.#meet(entity, row, unit, mine, seen))
    }
    return settled
  }

  /** Whether a row was deleted without the user having seen it: his edit brings it back, and both are told. */
  async revives(entity: AnyEntity, row: AnyRow): Promise<boolean> {
    const seen = this.#seen.get(seenKey(row.id, deletionUnit))
    const deleted = row.versions[deletionUnit]
    if (seen === undefined || deleted === undefined || deleted <= seen) return false
    const other = await this.#authorOf(row.id, deleted)
    this.#lose(entity, row, deletionUnit, { kept: { deletedAt: null }, lost: { deletedAt: row.deletedAt }, keptBy: this.#me(), lostBy: other })
    return true
  }

  /** Whoever revived the row meant to delete it as well: there is nothing to tell. */
  agrees(entity: AnyEntity, id: string): void {
    this.#losers.delete(`${entity.name}/${seenKey(id, deletionUnit)}`)
  }

  /** Whether a row was edited without the deleter having seen it: then it stays, and both are told. */
  async keeps(entity: AnyEntity, row: AnyRow): Promise<boolean> {
    const seen = this.#seen.get(seenKey(row.id, deletionUnit))
    const latest = Math.max(0, ...Object.values(row.versions))
    if (seen === undefined || latest <= seen) return false
    this.#lose(entity, row, deletionUnit, { kept: { deletedAt: null }, lost: { deletedAt: this.#stamp.at }, keptBy: await this.#authorOf(row.id, latest), lostBy: this.#me() })
    return true
  }

  /** Conflicts as rows to be written beside what caused them. */
  rows(): { id: string; values: Values<typeof conflict> }[] {
    return [...this.#losers.values()].map(({ keptBy, lostBy, ...loser }) => ({
      id: idFrom(this.#stamp.agencyId, this.#stamp.commandId, 'conflict', loser.entity, loser.entityId, loser.unit),
      values: {
        ...loser, keptBy: keptBy.by, keptDevice: keptBy.device, keptTypedAt: keptBy.typedAt, lostBy: lostBy.by, lostDevice: lostBy.device, lostTypedAt: lostBy.typedAt,
        state: 'open', chosen: null,
      } satisfies Omit<Conflict, keyof import('../values/entity.ts').RowFrame>,
    }))
  }

  async #meet(entity: AnyEntity, row: AnyRow, unit: string, mine: Record<string, unknown>, seen: number): Promise<Record<string, unknown>> {
    const names = entity.units.get(unit)!
    const theirs = Object.fromEntries(names.map((name) => [name, row[name]]))
    const before = await this.#valuesAt(row, names, seen)
    // Fields of one unit belong together: those he did not touch are his as he saw them.
    const whole = { ...before, ...mine }
    if (sameValue(whole, theirs)) return {}
    if (entity.fields[names[0]!].policy === 'text') {
      const merged = names.map((name) => [name, textOf(before[name], whole[name], theirs[name])] as const)
      if (merged.every(([, text]) => text !== undefined)) return Object.fromEntries(merged)
    }
    const other = await this.#authorOf(row.id, row.versions[unit]!)
    if (entity.fields[names[0]!].policy === 'first') {
      this.#lose(entity, row, unit, { kept: theirs, lost: whole, keptBy: other, lostBy: this.#me() })
      return {}
    }
    this.#lose(entity, row, unit, { kept: whole, lost: theirs, keptBy: this.#me(), lostBy: other })
    return Object.fromEntries(names.filter((name) => !sameValue(whole[name], theirs[name])).map((name) => [name, whole[name]]))
  }

  #lose(entity: AnyEntity, row: AnyRow, unit: string, sides: Pick<Loser, 'kept' | 'lost' | 'keptBy' | 'lostBy'>): void {
    const field = unit === deletionUnit ? Object.keys(entity.fields)[0]! : entity.units.get(unit)![0]!
    const scope = scopeOf(entity, entity.fields[field].scope, row)
    this.#losers.set(`${entity.name}/${seenKey(row.id, unit)}`, { entity: entity.name, entityId: row.id, unit, scope, ...sides })
  }

  #me(): Author {
    return { by: this.#stamp.actorId, device: this.#stamp.deviceId, typedAt: this.#stamp.typedAt }
  }

  async #authorOf(entityId: string, seq: number): Promise<Author> {
    const [row] = await run(this.#executor, this.#dialect, 'select actor_id, device_id, typed_at from change where agency_id = ? and seq = ? and entity_id = ? limit 1', [this.#stamp.agencyId, seq, entityId])
    if (!row) throw new Error(`the log has no change ${seq} of ${entityId}`)
    return { by: row['actorId'] as string, device: row['deviceId'] as string, typedAt: row['typedAt'] as number }
  }

  /** Fields as they stood at a number of the log: before the first change since that touched them. */
  async #valuesAt(row: AnyRow, names: readonly string[], seq: number): Promise<Record<string, unknown>> {
    const values = Object.fromEntries(names.map((name) => [name, row[name]]))
    const later = await run(this.#executor, this.#dialect,
      'select before from change where agency_id = ? and entity_id = ? and seq > ? and before is not null order by seq desc, n desc', [this.#stamp.agencyId, row.id, seq])
    for (const { before } of later) for (const [name, value] of Object.entries(JSON.parse(before as string) as Record<string, unknown>)) if (name in values) values[name] = value
    return values
  }
}

/** Undefined where the two cannot be joined. */
function textOf(before: unknown, mine: unknown, theirs: unknown): string | null | undefined {
  if (sameValue(mine, theirs) || sameValue(theirs, before)) return mine as string | null
  if (sameValue(mine, before)) return theirs as string | null
  if (typeof mine !== 'string' || typeof theirs !== 'string') return undefined
  return mergeTexts(typeof before === 'string' ? before : '', mine, theirs) ?? undefined
}
