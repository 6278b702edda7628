import { AppError } from '../values/error.ts'
import type { Fields, Row, Values } from '../values/entity.ts'
import { applyChange, sameValue, scopeOf } from './change.ts'
import type { Change } from './change.ts'
import type { AnyEntity, TouchedRow, Writer } from './define.ts'
import { conflict } from '../modules/core/model-conflict.ts'
import type { Merge } from './merge.ts'
import type { Touched } from './recorder-projections.ts'
import type { AnyRow } from './recorder-rows.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** What all changes of one command share. */
export type Stamp = Omit<Change, 'n' | 'entity' | 'entityId' | 'kind' | 'patch' | 'before' | 'scope'>

/**
 * The only writer of business tables, through the unit of work that its command belongs to. The change of each touched row is
 * gathered (one a row, however often it is touched) and told by `finish`.
 */
export class Recorder implements Writer {
  readonly #unit: UnitOfWork
  readonly #stamp: Stamp
  readonly #touched = new Map<string, Touched & { original: AnyRow | null }>()
  readonly #merge: Merge | null

  /** @param merge where the command's user said what he saw, and the authority judges it. */
  constructor(unit: UnitOfWork, stamp: Stamp, merge: Merge | null = null) {
    this.#unit = unit
    this.#stamp = stamp
    this.#merge = merge
  }

  async get(entity: AnyEntity, id: string): Promise<AnyRow | null> {
    return this.#touched.get(key(entity, id))?.row ?? (await this.#unit.row(entity, id))
  }

  async insert<E extends AnyEntity>(entity: E, id: string, values: Values<E>): Promise<void> {
    await this.insertMany(entity, [{ id, values }])
  }

  async insertMany<E extends AnyEntity>(entity: E, rows: readonly { id: string; values: Values<E> }[]): Promise<void> {
    await this.#unit.read(entity, rows.map(({ id }) => id))
    for (const { id, values } of rows) {
      if (await this.get(entity, id)) throw new AppError('id_taken', { entity: entity.name, id })
      const row = applyChange(entity, null, { ...this.#stamp, entity: entity.name, entityId: id, kind: 'create', patch: values, scope: 'agency' })
      this.#touched.set(key(entity, id), { entity, row, isNew: true, fields: new Set(), original: null })
      this.#unit.put(entity, row, true, [])
    }
  }

  async update<E extends AnyEntity>(entity: E, id: string, patch: Partial<Values<E>>): Promise<void> {
    const row = await this.#need(entity, id)
    const different = Object.fromEntries(Object.entries(patch).filter(([name, value]) => value !== undefined && !sameValue(row[name], value)))
    if (!Object.keys(different).length) return
    const settled = this.#merge ? await this.#settle(this.#merge, entity, row, different) : different
    if (Object.keys(settled).length) this.#write(entity, row, 'update', settled)
  }

  async remove(entity: AnyEntity, id: string): Promise<void> {
    const row = await this.#need(entity, id)
    if (row.deletedAt !== null) return
    const original = this.#touched.get(key(entity, id))?.original
    if (original && original.deletedAt !== null) {
      // Brought back by this command for an edit that it is not: it ends as it was.
      this.#merge?.agrees(entity, id)
      this.#write(entity, row, 'delete', { deletedAt: original.deletedAt })
    } else if (entity.isNotice || !(await this.#merge?.keeps(entity, original ?? row))) this.#write(entity, row, 'delete', { deletedAt: this.#stamp.at })
  }

  /** A row whose deletion the user had not seen is there again; false where he had. */
  async revive(entity: AnyEntity, id: string): Promise<boolean> {
    const row = await this.#need(entity, id)
    if (row.deletedAt === null || !this.#merge || this.#touched.has(key(entity, id)) || !(await this.#merge.revives(entity, row))) return false
    this.#write(entity, row, 'restore', { deletedAt: null })
    return true
  }

  async restore(entity: AnyEntity, id: string): Promise<void> {
    const row = await this.#need(entity, id)
    if (row.deletedAt !== null) this.#write(entity, row, 'restore', { deletedAt: null })
  }

  async put<E extends AnyEntity>(entity: E, id: string, values: Values<E>): Promise<void> {
    const row = await this.get(entity, id)
    if (!row) return this.insert(entity, id, values)
    if (row.deletedAt !== null) await this.restore(entity, id)
    await this.update(entity, id, values)
  }

  /** Every row this command touched, as it stands now. */
  touched(): TouchedRow[] {
    return [...this.#touched.values()].map(({ entity, row, isNew, fields }) => ({ entity, row: row as Row<AnyEntity>, isNew, fields }))
  }

  /** Rows that stood before this command touched them, as they stood. */
  originals(): { entity: AnyEntity; original: AnyRow }[] {
    return [...this.#touched.values()].flatMap(({ entity, original }) => (original ? [{ entity, original }] : []))
  }

  /** The changes, and each row exactly as they say it. */
  async finish(): Promise<Change[]> {
    await this.insertMany(conflict, this.#merge?.rows() ?? [])
    const changes: Change[] = []
    for (const touched of this.#touched.values()) {
      const { entity, row, original, fields } = touched
      if (original) mustStay(entity, row, original, fields)
      const parts = changesOf(entity, row, original, fields).map((part, i) => ({ ...this.#stamp, ...part, n: changes.length + i }))
      // Of a prediction: taken back, the row says again when it was last decided. The log of this post may not go back that far.
      if (this.#stamp.seq === null && original) for (const part of parts) part.before!['updatedAt'] = original.updatedAt
      changes.push(...parts)
      if (original) touched.row = this.#rest(entity, row, original, parts)
    }
    return changes
  }

  /** A field that ended as it began is no change: the row must be exactly what its changes say. */
  #rest(entity: AnyEntity, row: AnyRow, original: AnyRow, parts: readonly Change[]): AnyRow {
    let settled = original
    for (const part of parts) settled = applyChange(entity, settled, part)
    if (settled.updatedAt !== row.updatedAt || !sameValue(settled.versions, row.versions)) this.#unit.put(entity, settled, false, [])
    return settled
  }

  /** Each unit is compared once, with the row as it stood before the command. */
  async #settle(merge: Merge, entity: AnyEntity, row: AnyRow, patch: Record<string, unknown>): Promise<Record<string, unknown>> {
    const known = this.#touched.get(key(entity, row.id))
    if (known && (known.isNew || !known.original)) return patch
    const written = new Set([...(known?.fields ?? [])].map((name) => (name === 'deletedAt' ? name : (entity.fields[name].unit as string))))
    const fresh = Object.entries(patch).filter(([name]) => !written.has(entity.fields[name].unit as string))
    const again = Object.entries(patch).filter(([name]) => written.has(entity.fields[name].unit as string))
    return { ...Object.fromEntries(again), ...(await merge.settle(entity, known?.original ?? row, Object.fromEntries(fresh))) }
  }

  async #need(entity: AnyEntity, id: string): Promise<AnyRow> {
    const row = await this.get(entity, id)
    if (!row) throw new AppError('not_found', { entity: entity.name, id })
    return row
  }

  #write(entity: AnyEntity, row: AnyRow, kind: 'update' | 'delete' | 'restore', patch: Record<string, unknown>): void {
    const known = this.#touched.get(key(entity, row.id))
    const written = applyChange(entity, row, { ...this.#stamp, entity: entity.name, entityId: row.id, kind, patch, scope: 'agency' })
    // A row that this command made is still being created: its units have no version of their own yet.
    if (known?.isNew) written.versions = {}
    const fields = new Set([...(known?.fields ?? []), ...Object.keys(patch)])
    this.#touched.set(key(entity, row.id), { entity, row: written, isNew: known?.isNew ?? false, fields, original: known ? known.original : row })
    this.#unit.put(entity, written, false, Object.keys(patch))
  }
}

const key = (entity: AnyEntity, id: string): string => `${entity.name}/${id}`

/** Who holds a row would not hear that it went to another scope. No command of ours moves one: one that does was written wrong. */
function mustStay(entity: AnyEntity, row: AnyRow, original: AnyRow, fields: ReadonlySet<string>): void {
  if (!fields.has('scope') && !fields.has(entity.ownedBy)) return
  for (const [name, { scope }] of Object.entries(entity.fields as Fields))
    if (scopeOf(entity, scope, row) !== scopeOf(entity, scope, original)) throw new Error(`${entity.name}.${name} would go to another scope`)
}

type ChangePart = Pick<Change, 'entity' | 'entityId' | 'kind' | 'patch' | 'before' | 'scope'>

/** The changes of one row, one for each scope that its touched fields lie in; being there or not belongs to the first. */
function changesOf(entity: AnyEntity, row: AnyRow, original: AnyRow | null, fields: ReadonlySet<string>): ChangePart[] {
  const parts = new Map<string, ChangePart>()
  const partOf = (scope: string): ChangePart => {
    let part = parts.get(scope)
    if (!part) {
      part = { entity: entity.name, entityId: row.id, kind: original ? 'update' : 'create', patch: {}, before: original ? {} : null, scope }
      parts.set(scope, part)
    }
    return part
  }
  const names = Object.keys(entity.fields)
  const first = partOf(scopeOf(entity, entity.fields[names[0]!].scope, row))
  if (row.deletedAt !== (original?.deletedAt ?? null)) {
    first.patch['deletedAt'] = row.deletedAt
    if (original && first.before) {
      first.before['deletedAt'] = original.deletedAt
      first.kind = row.deletedAt === null ? 'restore' : 'delete'
    }
  }
  for (const name of names) {
    // Nulls of a creation go without saying.
    if (original ? !fields.has(name) || sameValue(row[name], original[name]) : row[name] === null) continue
    const part = partOf(scopeOf(entity, entity.fields[name].scope, row))
    part.patch[name] = row[name]
    if (original && part.before) part.before[name] = original[name]
  }
  return [...parts.values()].filter(({ kind, patch }) => kind === 'create' || Object.keys(patch).length > 0)
}
