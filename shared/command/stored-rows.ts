import type { DialectName, Executor, Store } from '../database/store.ts'
import { isId } from '../values/id.ts'
import { applyChange, deletionUnit, scopeOf } from './change.ts'
import type { AnyEntity, Business } from './define.ts'
import { decodeChange } from './recorder-changes.ts'
import { isProjected, project, unproject } from './recorder-projections.ts'
import { column, decodeAt, encodeRow, eraseRow, frameColumns, insertColumns, loadRows, run } from './recorder-rows.ts'
import type { AnyRow, StoredColumns } from './recorder-rows.ts'

/**
 * Rows of one table as both databases store them, column by column: a snapshot carries them as they lie there, and nothing is decoded
 * that need not be. A column that is null throughout is left out. `count` rows, the newest first.
 */
export type StoredTable = { entity: string; count: number; columns: Record<string, (string | number | null)[]> }

/** Which rows are asked for: those below an id in descending order, or those whose field holds one of these values. */
export type Which = { below: string | null } | { field: string; values: readonly string[]; standing: boolean }
type Asked = { agencyId: string; atSeq: number; /** What may be seen. */ scopes: readonly string[]; /** Only rows with a field in one of these. */ only: readonly string[] | null; limit: number }
type Stored = Record<string, string | number | null>

/** Letters of one part: it is cut where its rows are long. */
const mostLetters = 2_000_000

const columnsOf = (entity: AnyEntity): string[] => [...frameColumns.filter((name) => name !== 'agencyId'), ...Object.keys(entity.storage)]

/**
 * Rows as they stood at a number of the log, though the log goes on: those that changed since are folded from it. Read without a
 * transaction: whatever moved a row before it was read is in the log afterwards.
 * `last` is the id that reading came to, null where there is nothing more.
 */
export async function readStored(executor: Executor, dialect: DialectName, entity: AnyEntity, which: Which, asked: Asked): Promise<{ table: StoredTable | null; ids: string[]; read: number; last: string | null }> {
  const { agencyId, limit } = asked
  const names = columnsOf(entity)
  const [where, values] = 'below' in which
    ? which.below === null ? ['', []] : [' and id < ?', [which.below]]
    : [` and ${column(which.field)} in (${which.values.map(() => '?').join(', ')})${which.standing ? ' and deleted_at is null' : ''}`, which.values]
  // As they lie there: without the translation of names, which takes longer than reading.
  const found = (await run(executor.withoutPlugins(), dialect, `select ${names.map((name) => `${column(name)} as "${name}"`).join(', ')} from ${entity.table} where agency_id = ?${where} order by id desc limit ?`, [agencyId, ...values, limit])) as Stored[]
  let letters = 0
  const end = found.findIndex((row) => (letters += lettersOf(row)) > mostLetters)
  const rows = end === -1 ? found : found.slice(0, end + 1)
  const shown = await asItStood(executor, dialect, entity, rows, asked)
  return { table: tableOf(entity, names, shown), ids: shown.map((row) => row['id'] as string), read: rows.length, last: rows.length < found.length || found.length === limit ? (rows.at(-1)!['id'] as string) : null }
}

function lettersOf(row: Stored): number {
  let letters = 0
  for (const name in row) if (typeof row[name] === 'string') letters += row[name].length
  return letters
}

async function asItStood(executor: Executor, dialect: DialectName, entity: AnyEntity, rows: Stored[], asked: Asked): Promise<Stored[]> {
  const folded = new Set<string>()
  const ids = rows.map((row) => row['id'] as string)
  if (ids.length) for (const id of await movedSince(executor, dialect, entity, asked, ids.at(-1)!, ids[0]!)) folded.add(id)
  const scoped = new Set(Object.values(entity.fields as Record<string, { scope: string }>).map(({ scope }) => scope))
  const plain = scoped.size === 1 && scoped.has('agency') && asked.scopes.includes('agency')
  if (plain && asked.only === null) {
    if (!folded.size) return rows
  } else {
    // A change that may not be seen left its version and its time in the row: what is to be seen of it says the log.
    const hidden = [...entity.units].filter(([, names]) => ['agency', 'management'].includes(entity.fields[names[0]!].scope) && !asked.scopes.includes(entity.fields[names[0]!].scope)).map(([unit]) => unit)
    if (hidden.length) for (const row of rows) if (row['versions'] !== '{}' && hidden.some((unit) => unit in JSON.parse(row['versions'] as string))) folded.add(row['id'] as string)
  }
  const before = folded.size ? await fold(executor, dialect, entity, asked, ids.filter((id) => folded.has(id))) : new Map<string, AnyRow>()
  const shown: Stored[] = []
  for (const row of rows) {
    const id = row['id'] as string
    if (folded.has(id) && !before.has(id)) continue
    const stored = folded.has(id) ? (encodeRow(entity, before.get(id)!) as Stored) : row
    if (plain && asked.only === null) shown.push(stored)
    else {
      const part = partOf(entity, stored, asked)
      if (part) shown.push(part)
    }
  }
  return shown
}

async function movedSince(executor: Executor, dialect: DialectName, entity: AnyEntity, { agencyId, atSeq }: Asked, lowest: string, highest: string): Promise<string[]> {
  const rows = await run(executor, dialect, 'select distinct entity_id from change where agency_id = ? and seq > ? and entity = ? and entity_id >= ? and entity_id <= ?', [agencyId, atSeq, entity.name, lowest, highest])
  return rows.map(({ entityId }) => entityId as string)
}

async function fold(executor: Executor, dialect: DialectName, entity: AnyEntity, { agencyId, atSeq, scopes }: Asked, ids: readonly string[]): Promise<Map<string, AnyRow>> {
  const rows = new Map<string, AnyRow>()
  for (let from = 0; from < ids.length; from += 200) {
    const part = ids.slice(from, from + 200)
    const stored = await run(executor, dialect,
      `select * from change where agency_id = ? and entity_id in (${places(part)}) and entity = ? and seq <= ? and scope in (${places(scopes)}) order by seq, n`, [agencyId, ...part, entity.name, atSeq, ...scopes])
    for (const change of stored.map(decodeChange)) {
      const row = rows.get(change.entityId) ?? null
      // Made where it could not be seen: it is not there.
      if (row || change.kind === 'create') rows.set(change.entityId, applyChange(entity, row, change))
    }
  }
  return rows
}

const places = (values: readonly unknown[]): string => values.map(() => '?').join(', ')

/** What may be seen of a row; null where nothing may, or nothing of it was asked for. */
function partOf(entity: AnyEntity, stored: Stored, { scopes, only }: Asked): Stored | null {
  const names = Object.keys(entity.fields)
  const scopeAt = (name: string): string => scopeOf(entity, entity.fields[name].scope, stored as unknown as AnyRow)
  if (!scopes.includes(scopeAt(names[0]!))) return null
  if (only && !names.some((name) => only.includes(scopeAt(name)))) return null
  const part = { ...stored }
  for (const name of names) if (!scopes.includes(scopeAt(name))) part[name] = null
  return part
}

function tableOf(entity: AnyEntity, names: readonly string[], rows: readonly Stored[]): StoredTable | null {
  if (!rows.length) return null
  const columns: StoredTable['columns'] = {}
  for (const name of names) {
    const values = rows.map((row) => row[name] ?? null)
    if (values.some((value) => value !== null)) columns[name] = values
  }
  return { entity: entity.name, count: rows.length, columns }
}

/** What came is no table of ours. */
export class NotStored extends Error {}

/**
 * Writes rows that are not here yet, with what lists and search keep of them. `replace`: also those that are, as they come.
 * What this program does not know of them is left out: it comes again with their history. Throws `NotStored` for values that no such
 * column holds. Gives how many were written.
 */
export async function loadStored(executor: Executor, store: Store, business: Business, agencyId: string, table: StoredTable, replace: boolean): Promise<number> {
  const entity = business.entities.get(table.entity)
  if (!entity) return 0
  const columns = columnsIn(entity, table)
  const ids = columns.get('id') as readonly string[]
  const [lowest, highest] = [ids.reduce((a, b) => (a < b ? a : b)), ids.reduce((a, b) => (a > b ? a : b))]
  const known = new Set((await run(executor, store.dialect, `select id from ${entity.table} where agency_id = ? and id >= ? and id <= ?`, [agencyId, lowest, highest])).map(({ id }) => id as string))
  if (replace) for (const row of await loadRows(executor, store.dialect, entity, agencyId, ids.filter((id) => known.has(id)))) {
    await unproject(executor, store.dialect, business, entity, row)
    await eraseRow(executor, store.dialect, entity, agencyId, row.id)
  }
  // The oldest first: an index that grows at its end grows in half the time. One that came twice counts as it came last.
  const byId = new Map(ids.map((id, n) => [id, n]))
  const order = [...(replace ? byId : [...byId].filter(([id]) => !known.has(id)))].map(([, n]) => n).reverse()
  await insertColumns(executor, store.dialect, entity, agencyId, columns, order)
  if (isProjected(business, entity)) await project(executor, store.dialect, business, order.map((n) => ({ entity, row: decodeAt(entity, agencyId, columns, n), isNew: true, fields: nothing })))
  return order.length
}

const nothing: ReadonlySet<string> = new Set()

/** The columns that this program knows, each value looked at. Throws `NotStored`. */
function columnsIn(entity: AnyEntity, { count, columns }: StoredTable): StoredColumns {
  const known = new Map<string, (string | number | null)[]>()
  for (const name of columnsOf(entity)) {
    const fits = fitting(entity, name)
    const values = Object.hasOwn(columns, name) ? columns[name]! : null
    if (values !== null && values.length !== count) throw new NotStored(`${entity.name}.${name} has ${values.length} values for ${count} rows`)
    const wrong = values === null ? (fits(null) ? -1 : 0) : values.findIndex((value) => !fits(value))
    if (wrong !== -1) throw new NotStored(`${entity.name}.${name} does not hold ${String(values?.[wrong]).slice(0, 50)}`)
    if (values !== null) known.set(name, name === 'versions' ? values.map((value) => (value === '{}' ? value : knownVersions(entity, value as string))) : values)
  }
  return known
}

/** A unit that only a newer program knows has no version here before its change takes its place. */
function knownVersions(entity: AnyEntity, text: string): string {
  const versions = Object.entries(JSON.parse(text) as Record<string, number>)
  const known = versions.filter(([unit]) => unit === deletionUnit || entity.units.has(unit))
  return known.length === versions.length ? text : JSON.stringify(Object.fromEntries(known))
}

const isNumber = (value: unknown): boolean => Number.isFinite(value)
const isJson = (value: unknown): boolean => {
  try {
    return typeof value === 'string' && JSON.parse(value) !== undefined
  } catch {
    return false
  }
}
const isVersions = (value: unknown): boolean => value === '{}' || (isJson(value) && Object.values(JSON.parse(value as string) as object).every((seq) => Number.isSafeInteger(seq)))

/** Of which kind a column's values are: enough that no row breaks whoever reads it. */
function fitting(entity: AnyEntity, name: string): (value: unknown) => boolean {
  switch (name) {
    case 'id':
      return isId
    case 'createdAt':
    case 'updatedAt':
      return isNumber
    case 'deletedAt':
      return (value) => value === null || isNumber(value)
    case 'createdBy':
      return (value) => typeof value === 'string'
    case 'versions':
      return isVersions
  }
  switch (entity.storage[name]) {
    case 'flag':
      return (value) => value === null || value === 0 || value === 1
    case 'number':
      return (value) => value === null || isNumber(value)
    case 'json':
      return (value) => value === null || isJson(value)
    default:
      return (value) => value === null || typeof value === 'string'
  }
}
