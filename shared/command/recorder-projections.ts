import { privateMark } from '../database/search.ts'
import type { DialectName, Executor } from '../database/store.ts'
import { sortKey } from '../values/fold.ts'
import type { AnyEntity, Business } from './define.ts'
import { column, insertInto, run } from './recorder-rows.ts'
import type { AnyRow } from './recorder-rows.ts'

/**
 * What is kept beside the rows so that reading is quick: narrow list rows and the words of the search. Both follow from the
 * row alone and are rewritten in the transaction that changes it.
 */
export type Touched = { entity: AnyEntity; row: AnyRow; isNew: boolean; fields: ReadonlySet<string> }

export async function project(executor: Executor, dialect: DialectName, business: Business, touched: readonly Touched[]): Promise<void> {
  const byEntity = new Map<AnyEntity, Touched[]>()
  for (const one of touched) {
    const rows = byEntity.get(one.entity)
    if (rows) rows.push(one)
    else byEntity.set(one.entity, [one])
  }
  for (const [entity, rows] of byEntity) {
    await projectList(executor, dialect, business, entity, rows)
    await projectSearch(executor, dialect, business, entity, rows)
  }
}

async function projectList(executor: Executor, dialect: DialectName, business: Business, entity: AnyEntity, rows: readonly Touched[]): Promise<void> {
  const list = business.projections.get(entity.name)
  if (!list) return
  const gone = rows.filter(({ row, isNew }) => row.deletedAt !== null && !isNew)
  for (const { row } of gone) await run(executor, dialect, `delete from ${list.table} where agency_id = ? and id = ?`, [row.agencyId, row.id])
  const there = rows.filter(({ row }) => row.deletedAt === null)
  if (!there.length) return
  const values = there.map(({ row }) => ({ agencyId: row.agencyId, id: row.id, ...list.columns(row as never) }))
  const columns = Object.keys(values[0]!)
  const updates = columns.filter((name) => name !== 'agencyId' && name !== 'id').map((name) => `${column(name)} = excluded.${column(name)}`)
  await insertInto(executor, dialect, list.table, columns.map(column), values.map((value) => columns.map((name) => (value as Record<string, unknown>)[name] ?? null)),
    ` on conflict (agency_id, id) do update set ${updates.join(', ')}`)
}

async function projectSearch(executor: Executor, dialect: DialectName, business: Business, entity: AnyEntity, rows: readonly Touched[]): Promise<void> {
  const searchable = Object.keys(entity.fields).filter((name) => entity.fields[name].searchable)
  if (!searchable.length) return
  const stale = rows.filter(({ isNew, fields }) => !isNew && (fields.has('deletedAt') || searchable.some((name) => fields.has(name))))
  for (const { row } of stale) await forget(executor, dialect, entity, row)
  const [outward, inward] = [searchable.filter((name) => entity.fields[name].visibility === 'public'), searchable.filter((name) => entity.fields[name].visibility === 'private')]
  const fresh = [...rows.filter(({ isNew }) => isNew), ...stale].filter(({ row }) => row.deletedAt === null)
  if (!fresh.length) return
  await insertInto(executor, dialect, 'search', ['agency_id', 'entity', 'entity_id', 'folded', 'sort_key'], fresh.map(({ row }) => {
    const textsOf = (names: readonly string[]) => names.map((name) => row[name]).filter((value): value is string => typeof value === 'string')
    const [open, inner] = [textsOf(outward), textsOf(inward)]
    const folded = [open, inner].filter((texts, side) => texts.length || (side === 0 && outward.length)).map((texts) => business.foldForSearch(texts.join(' ')))
    // What people outside the agency may find it by stands before the mark (shared/database/search.ts).
    return [row.agencyId, entity.name, row.id, folded.join(` ${privateMark} `), sortKey([...open, ...inner][0] ?? '')]
  }))
  if (dialect !== 'sqlite') return
  // In the order of their numbers: FTS5 writes out all it has gathered whenever a lower one comes, which took most of a first sync.
  for (let from = 0; from < fresh.length; from += 40) {
    const part = fresh.slice(from, from + 40)
    await run(executor, dialect,
      `insert into search_index (rowid, folded) select id, folded from search where agency_id = ? and entity = ? and entity_id in (${part.map(() => '?').join(', ')}) order by id`,
      [part[0]!.row.agencyId, entity.name, ...part.map(({ row }) => row.id)])
  }
}

async function forget(executor: Executor, dialect: DialectName, entity: AnyEntity, row: AnyRow): Promise<void> {
  const key = [row.agencyId, entity.name, row.id]
  if (dialect === 'sqlite')
    await run(executor, dialect, 'delete from search_index where rowid in (select id from search where agency_id = ? and entity = ? and entity_id = ?)', key)
  await run(executor, dialect, 'delete from search where agency_id = ? and entity = ? and entity_id = ?', key)
}

/** Everything that is kept beside the rows of an agency: when its copy is taken anew. */
export async function unprojectAll(executor: Executor, dialect: DialectName, business: Business, agencyId: string): Promise<void> {
  for (const { table } of business.projections.values()) await run(executor, dialect, `delete from ${table} where agency_id = ?`, [agencyId])
  if (dialect === 'sqlite') await run(executor, dialect, 'delete from search_index where rowid in (select id from search where agency_id = ?)', [agencyId])
  await run(executor, dialect, 'delete from search where agency_id = ?', [agencyId])
}

/** For a row whose prediction is taken back altogether. */
export async function unproject(executor: Executor, dialect: DialectName, business: Business, entity: AnyEntity, row: AnyRow): Promise<void> {
  const list = business.projections.get(entity.name)
  if (list) await run(executor, dialect, `delete from ${list.table} where agency_id = ? and id = ?`, [row.agencyId, row.id])
  if (Object.values(entity.fields).some((field) => (field as { searchable: boolean }).searchable)) await forget(executor, dialect, entity, row)
}
