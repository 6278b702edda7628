import { CompiledQuery } from 'kysely'
import { planOnce } from '../database/prepared.ts'
import type { DialectName, Executor } from '../database/store.ts'
import type { Row, RowFrame } from '../values/entity.ts'
import type { AnyEntity } from './define.ts'

/** Business rows as columns: the one place that knows how a declared value is stored and read back. */

export const frameColumns = ['agencyId', 'id', 'createdAt', 'createdBy', 'updatedAt', 'deletedAt', 'versions'] as const
const rowsPerStatement = 40
const idsPerStatement = 200

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
    if (!text.includes('*')) planOnce(text)
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
  const row: Record<string, unknown> = {}
  for (const name of frameColumns) row[name] = stored[name]
  row['versions'] = JSON.parse(stored['versions'] as string)
  for (const [name, storage] of Object.entries(entity.storage)) {
    const value = stored[name] ?? null
    row[name] = value === null ? null : storage === 'flag' ? value === 1 : storage === 'json' ? JSON.parse(value as string) : value
  }
  return row as Row<E>
}

export async function loadRow(executor: Executor, dialect: DialectName, entity: AnyEntity, agencyId: string, id: string): Promise<AnyRow | null> {
  const [stored] = await run(executor, dialect, `select ${columnsOf(entity)} from ${entity.table} where agency_id = ? and id = ?`, [agencyId, id])
  return stored ? (decodeRow(entity, stored) as AnyRow) : null
}

/** Those of the rows that there are, in no order. */
export async function loadRows(executor: Executor, dialect: DialectName, entity: AnyEntity, agencyId: string, ids: readonly string[]): Promise<AnyRow[]> {
  const found: AnyRow[] = []
  for (let from = 0; from < ids.length; from += idsPerStatement) {
    const part = ids.slice(from, from + idsPerStatement)
    const stored = await run(executor, dialect, `select ${columnsOf(entity)} from ${entity.table} where agency_id = ? and id in (${placesFor(part.length)})`, [agencyId, ...part])
    for (const one of stored) found.push(decodeRow(entity, one) as AnyRow)
  }
  return found
}

const columnsOf = (entity: AnyEntity): string => [...frameColumns, ...Object.keys(entity.storage)].map(column).join(', ')

const placesFor = (count: number): string => new Array<string>(count).fill('?').join(', ')

export async function insertRows(executor: Executor, dialect: DialectName, entity: AnyEntity, rows: readonly AnyRow[]): Promise<void> {
  const names = Object.keys(entity.storage)
  const columns = [...frameColumns, ...names]
  await insertInto(executor, dialect, entity.table, columns.map(column), rows.map((row) => [
    row.agencyId, row.id, row.createdAt, row.createdBy, row.updatedAt, row.deletedAt, JSON.stringify(row.versions),
    ...names.map((name) => encode(entity, name, row[name])),
  ]))
}

/** A row as it is stored, under the names of its fields. */
export function encodeRow(entity: AnyEntity, row: AnyRow): Record<string, unknown> {
  const stored: Record<string, unknown> = {}
  for (const name of frameColumns) stored[name] = row[name]
  stored['versions'] = JSON.stringify(row.versions)
  for (const name of Object.keys(entity.storage)) stored[name] = encode(entity, name, row[name])
  return stored
}

/** Rows that are encoded already. */
export async function insertStored(executor: Executor, dialect: DialectName, entity: AnyEntity, rows: readonly Record<string, unknown>[]): Promise<void> {
  const names = [...frameColumns, ...Object.keys(entity.storage)]
  await insertInto(executor, dialect, entity.table, names.map(column), rows.map((row) => names.map((name) => row[name])))
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

/** Many rows with few statements; the text depends only on the number of rows, so that it is prepared once. */
export async function insertInto(
  executor: Executor, dialect: DialectName, table: string, columns: readonly string[], rows: readonly (readonly unknown[])[], onConflict = '',
): Promise<void> {
  const one = `(${columns.map(() => '?').join(', ')})`
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    const part = rows.slice(from, from + rowsPerStatement)
    await run(executor, dialect, `insert into ${table} (${columns.join(', ')}) values ${part.map(() => one).join(', ')}${onConflict}`, part.flat())
  }
}
