import { CompiledQuery } from 'kysely'
import { planOnce } from '../database/prepared.ts'
import type { DialectName, Executor } from '../database/store.ts'
import type { FieldStorage, Row, RowFrame } from '../values/entity.ts'
import type { AnyEntity } from './define.ts'

/** Business rows as columns: the one place that knows how a declared value is stored and read back. */

export const frameColumns = ['agencyId', 'id', 'createdAt', 'createdBy', 'updatedAt', 'deletedAt', 'versions'] as const
/** 64, or a multiple of 8, or what is left: few statements, and few different ones, so that each is prepared once. */
const rowsPerStatement = 64
const rowsInStep = 8
const idsPerStatement = 256

export type AnyRow = RowFrame & Record<string, unknown>

/** The column of a field, quoted: some of the field's words are SQL's too (transaction). */
export function column(name: string): string {
  let quoted = quotedColumns.get(name)
  if (quoted === undefined) quotedColumns.set(name, (quoted = `"${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`))
  return quoted
}
/** Of declared fields alone, so that there are few. */
const quotedColumns = new Map<string, string>()

/** Runs a statement that we wrote out ourselves, with `?` for each value, on either database. */
export async function run(executor: Executor, dialect: DialectName, sql: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const { rows } = await executor.executeQuery<Record<string, unknown>>(CompiledQuery.raw(dialect === 'postgres' ? numbered(sql) : sql, values as unknown[]))
  return rows
}

const numberedStatements = new Map<string, string>()
function numbered(sql: string): string {
  let text = numberedStatements.get(sql)
  if (text === undefined) {
    let n = 0
    text = sql.replace(/\?/g, () => `$${++n}`)
    if (numberedStatements.size < 2000) numberedStatements.set(sql, text)
    // A list of ids that is planned once is looked through for every row (tried: 240 ms instead of 2).
    if (!text.includes('*') && !/ in \(\$\d+, /.test(text)) planOnce(text)
  }
  return text
}

function encode(entity: AnyEntity, name: string, value: unknown): unknown {
  if (value === null || value === undefined) return null
  switch (entity.storage[name]) {
    case 'flag':
      return value ? 1 : 0
    case 'json':
      return JSON.stringify(value)
    default:
      return value
  }
}

/** A database row (camelCase keys) as the declared values: flags are booleans again, lists and objects are parsed. */
export function decodeRow<E extends AnyEntity>(entity: E, stored: Record<string, unknown>): Row<E> {
  const { empty, fields } = shapeOf(entity)
  const row = { ...empty }
  for (const name of frameColumns) row[name] = stored[name]
  row['versions'] = versionsOf(stored['versions'])
  for (const [name, storage] of fields) {
    const value = stored[name]
    if (value !== null && value !== undefined) row[name] = decode(storage, value)
  }
  return row as Row<E>
}

const versionsOf = (stored: unknown): unknown => (stored === '{}' ? {} : JSON.parse(stored as string))
const decode = (storage: FieldStorage, value: unknown): unknown => (storage === 'flag' ? value === 1 : storage === 'json' ? JSON.parse(value as string) : value)

/**
 * The fields of an entity with how they are stored, and a row of it without values: a copy of one whole row is made and read several
 * times as quickly as an object that is given fifty names one after the other.
 */
type Shape = { readonly empty: Record<string, unknown>; readonly fields: readonly (readonly [string, FieldStorage])[] }
const shapes = new WeakMap<AnyEntity, Shape>()
function shapeOf(entity: AnyEntity): Shape {
  let shape = shapes.get(entity)
  if (!shape) {
    const fields = Object.entries(entity.storage)
    shapes.set(entity, (shape = { empty: Object.fromEntries([...frameColumns, ...fields.map(([name]) => name)].map((name) => [name, null])), fields }))
  }
  return shape
}

/** Encoded values of one table, column by column under the names of its fields; a column that is left out is null throughout. */
export type StoredColumns = ReadonlyMap<string, readonly (string | number | null)[]>

/** The `n`th row of an agency's columns, decoded. */
export function decodeAt(entity: AnyEntity, agencyId: string, columns: StoredColumns, n: number): AnyRow {
  const { empty, fields } = shapeOf(entity)
  const row: Record<string, unknown> = { ...empty, agencyId }
  for (const name of frameColumns) if (name !== 'agencyId') row[name] = columns.get(name)?.[n] ?? null
  row['versions'] = versionsOf(row['versions'])
  for (const [name, storage] of fields) {
    const value = columns.get(name)?.[n]
    if (value !== null && value !== undefined) row[name] = decode(storage, value)
  }
  return row as AnyRow
}

export async function loadRow(executor: Executor, dialect: DialectName, entity: AnyEntity, agencyId: string, id: string): Promise<AnyRow | null> {
  const [stored] = await run(executor, dialect, `select ${columnsOf(entity)} from ${entity.table} where agency_id = ? and id = ?`, [agencyId, id])
  return stored ? (decodeRow(entity, stored) as AnyRow) : null
}

/** Those of the rows that there are, in no order. */
export async function loadRows(executor: Executor, dialect: DialectName, entity: AnyEntity, agencyId: string, ids: readonly string[]): Promise<AnyRow[]> {
  const found: AnyRow[] = []
  await forIds(ids, async (part, places) => {
    const stored = await run(executor, dialect, `select ${columnsOf(entity)} from ${entity.table} where agency_id = ? and id in (${places})`, [agencyId, ...part])
    for (const one of stored) found.push(decodeRow(entity, one) as AnyRow)
  })
  return found
}

/** Asks for many ids with few statements; the last id stands in for those that are wanting to a power of two. */
export async function forIds(ids: readonly string[], ask: (ids: readonly string[], places: string) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < ids.length; from += idsPerStatement) {
    const part = ids.slice(from, from + idsPerStatement)
    const count = 2 ** Math.ceil(Math.log2(part.length))
    await ask([...part, ...new Array<string>(count - part.length).fill(part.at(-1)!)], placesFor(count))
  }
}

const columnsOf = (entity: AnyEntity): string => [...frameColumns, ...Object.keys(entity.storage)].map(column).join(', ')

const placesFor = (count: number): string => new Array<string>(count).fill('?').join(', ')

export async function insertRows(executor: Executor, dialect: DialectName, entity: AnyEntity, rows: readonly AnyRow[], onConflict = ''): Promise<void> {
  const names = Object.keys(entity.storage)
  const columns = [...frameColumns, ...names]
  await insertInto(executor, dialect, { table: entity.table, columns: columns.map(column), onConflict }, rows.map((row) => [
    row.agencyId, row.id, row.createdAt, row.createdBy, row.updatedAt, row.deletedAt, JSON.stringify(row.versions),
    ...names.map((name) => encode(entity, name, row[name])),
  ]))
}

/** Rows that are there, with the fields that differ. Whole rows over the old ones where each statement is a way to the server and back. */
export async function updateRows(executor: Executor, dialect: DialectName, entity: AnyEntity, changed: readonly { row: AnyRow; fields: Iterable<string> }[]): Promise<void> {
  if (dialect === 'sqlite' || changed.length === 1)
    for (const { row, fields } of changed) await updateRow(executor, dialect, entity, row, [...fields].filter((name) => name !== 'deletedAt'))
  else {
    const columns = ['updatedAt', 'deletedAt', 'versions', ...Object.keys(entity.storage)].map(column)
    await insertRows(executor, dialect, entity, changed.map(({ row }) => row), ` on conflict (agency_id, id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`)
  }
}

/** A row as it is stored, under the names of its fields. */
export function encodeRow(entity: AnyEntity, row: AnyRow): Record<string, unknown> {
  const stored: Record<string, unknown> = {}
  for (const name of frameColumns) stored[name] = row[name]
  stored['versions'] = JSON.stringify(row.versions)
  for (const name of Object.keys(entity.storage)) stored[name] = encode(entity, name, row[name])
  return stored
}

/** Writes those of the rows of an agency's columns whose places are `order`, in that order. */
export async function insertColumns(executor: Executor, dialect: DialectName, entity: AnyEntity, agencyId: string, columns: StoredColumns, order: readonly number[]): Promise<void> {
  const values = [...columns.values()]
  await insertMany(executor, dialect, { table: entity.table, columns: ['agencyId', ...columns.keys()].map(column), onConflict: '' }, order.length, (place, into) => {
    into.push(agencyId)
    for (const of of values) into.push(of[order[place]!])
  })
}

export async function updateRow(executor: Executor, dialect: DialectName, entity: AnyEntity, row: AnyRow, fields: readonly string[]): Promise<void> {
  const assignments = ['updated_at = ?', 'deleted_at = ?', 'versions = ?', ...fields.map((name) => `${column(name)} = ?`)]
  await run(executor, dialect, `update ${entity.table} set ${assignments.join(', ')} where agency_id = ? and id = ?`, [
    row.updatedAt, row.deletedAt, JSON.stringify(row.versions), ...fields.map((name) => encode(entity, name, row[name])), row.agencyId, row.id,
  ])
}

/** Only for predictions that are taken back: users never erase rows. */
export async function eraseRow(executor: Executor, dialect: DialectName, entity: AnyEntity, agencyId: string, id: string): Promise<void> {
  await run(executor, dialect, `delete from ${entity.table} where agency_id = ? and id = ?`, [agencyId, id])
}

/** Only for a local copy that is taken anew. */
export async function eraseRows(executor: Executor, dialect: DialectName, entity: AnyEntity, agencyId: string): Promise<void> {
  await run(executor, dialect, `delete from ${entity.table} where agency_id = ?`, [agencyId])
}

/** Lines of one table that are only ever added. */
export type Lines = { readonly table: string; readonly columns: readonly string[]; readonly onConflict: string }

/** @param statement `insert into effect (agency_id, id)`, written out so that everybody sees who writes which table. */
export function linesFor(statement: string, onConflict = ''): Lines {
  const [, table, columns] = /^insert into (\w+) \((.*)\)$/.exec(statement)!
  return { table: table!, columns: columns!.split(', '), onConflict }
}

/** Many rows with few statements. */
export async function insertInto(executor: Executor, dialect: DialectName, lines: Lines, rows: readonly (readonly unknown[])[]): Promise<void> {
  await insertMany(executor, dialect, lines, rows.length, (place, into) => into.push(...rows[place]!))
}

/** @param put adds the values of one row to those of its statement. */
async function insertMany(executor: Executor, dialect: DialectName, { table, columns, onConflict }: Lines, rows: number, put: (place: number, into: unknown[]) => void): Promise<void> {
  const one = `(${columns.map(() => '?').join(', ')})`
  for (let from = 0; from < rows;) {
    const left = rows - from
    const count = Math.min(rowsPerStatement, left < rowsInStep ? left : left - (left % rowsInStep))
    const values: unknown[] = []
    for (let place = from; place < from + count; place++) put(place, values)
    await run(executor, dialect, `insert into ${table} (${columns.join(', ')}) values ${new Array<string>(count).fill(one).join(', ')}${onConflict}`, values)
    from += count
  }
}
