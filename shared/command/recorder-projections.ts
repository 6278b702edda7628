import { indexedWords, privateMark } from '../database/search.ts'
import type { DialectName, Executor } from '../database/store.ts'
import { tallies } from '../database/tallies.ts'
import { sortKey } from '../values/fold.ts'
import type { AnyEntity, Business } from './define.ts'
import { column, forIds, insertInto, linesFor, run } from './recorder-rows.ts'
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
  const [agencyId, touched] = [rows[0]!.row.agencyId, rows.map(({ row }) => row.id)]
  await tally(executor, dialect, list.table, agencyId, touched, '-')
  const gone = rows.filter(({ row, isNew }) => row.deletedAt !== null && !isNew)
  await forIds(gone.map(({ row }) => row.id), (ids, places) => run(executor, dialect, `delete from ${list.table} where agency_id = ? and id in (${places})`, [gone[0]!.row.agencyId, ...ids]))
  const there = rows.filter(({ row }) => row.deletedAt === null)
  if (!there.length) return
  const values = there.map(({ row }) => ({ agencyId: row.agencyId, id: row.id, ...list.columns(row as never) }))
  const columns = Object.keys(values[0]!)
  const updates = columns.filter((name) => name !== 'agencyId' && name !== 'id').map((name) => `${column(name)} = excluded.${column(name)}`)
  await insertInto(executor, dialect, { table: list.table, columns: columns.map(column), onConflict: ` on conflict (agency_id, id) do update set ${updates.join(', ')}` },
    values.map((value) => columns.map((name) => (value as Record<string, unknown>)[name] ?? null)))
  await tally(executor, dialect, list.table, agencyId, touched, '+')
}

/** Rows of a list are counted out as they stood before they are written, and in again as they stand after. */
async function tally(executor: Executor, dialect: DialectName, list: string, agencyId: string, ids: readonly string[], sign: '+' | '-'): Promise<void> {
  const kept = tallies[list]
  if (!kept) return
  const key = ['agency_id', ...Object.keys(kept.columns).map(column)].join(', ')
  const values = Object.values(kept.columns).join(', ')
  await forIds(ids, (part, places) => run(executor, dialect, `insert into ${kept.table} (${key}, n) select agency_id, ${values}, ${sign}count(*) from ${list} where agency_id = ? and id in (${places})
    group by agency_id, ${values} on conflict (${key}) do update set n = ${kept.table}.n + excluded.n`, [agencyId, ...part]))
}

async function projectSearch(executor: Executor, dialect: DialectName, business: Business, entity: AnyEntity, rows: readonly Touched[]): Promise<void> {
  const searchable = Object.keys(entity.fields).filter((name) => entity.fields[name].searchable)
  if (!searchable.length) return
  const stale = rows.filter(({ isNew, fields }) => !isNew && (fields.has('deletedAt') || searchable.some((name) => fields.has(name))))
  await forget(executor, dialect, entity, stale.map(({ row }) => row))
  const [outward, inward] = [searchable.filter((name) => entity.fields[name].visibility === 'public'), searchable.filter((name) => entity.fields[name].visibility === 'private')]
  const fresh = [...rows.filter(({ isNew }) => isNew), ...stale].filter(({ row }) => row.deletedAt === null)
  if (!fresh.length) return
  await insertInto(executor, dialect, searchLines, fresh.map(({ row }) => {
    const textsOf = (names: readonly string[]) => names.map((name) => row[name]).filter((value): value is string => typeof value === 'string')
    const [open, inner] = [textsOf(outward), textsOf(inward)]
    const folded = [open, inner].filter((texts, side) => texts.length || (side === 0 && outward.length)).map((texts) => business.foldForSearch(texts.join(' ')))
    // What people outside the agency may find it by stands before the mark (shared/database/search.ts).
    return [row.agencyId, entity.name, row.id, folded.join(` ${privateMark} `), sortKey([...open, ...inner][0] ?? '')]
  }))
  if (dialect !== 'sqlite') return
  // In the order of their numbers: FTS5 writes out all it has gathered whenever a lower one comes, which took most of a first sync.
  await forIds(fresh.map(({ row }) => row.id), (ids, places) => run(executor, dialect,
    `insert into search_index (rowid, folded) select id, ${indexedWords} from search where agency_id = ? and entity = ? and entity_id in (${places}) order by id`, [fresh[0]!.row.agencyId, entity.name, ...ids]))
}

const searchLines = linesFor('insert into search (agency_id, entity, entity_id, folded, sort_key)')

async function forget(executor: Executor, dialect: DialectName, entity: AnyEntity, rows: readonly AnyRow[]): Promise<void> {
  await forIds(rows.map(({ id }) => id), async (ids, places) => {
    const keys = [rows[0]!.agencyId, entity.name, ...ids]
    if (dialect === 'sqlite')
      await run(executor, dialect, `delete from search_index where rowid in (select id from search where agency_id = ? and entity = ? and entity_id in (${places}))`, keys)
    await run(executor, dialect, `delete from search where agency_id = ? and entity = ? and entity_id in (${places})`, keys)
  })
}

/** Whether anything is kept beside the rows of an entity. */
export function isProjected(business: Business, entity: AnyEntity): boolean {
  return tablesBeside(business, entity).length > 0
}

/** Tables in which something is kept beside the rows of an entity. */
export function tablesBeside(business: Business, entity: AnyEntity): string[] {
  const list = business.projections.get(entity.name)
  const isSearched = Object.values(entity.fields).some((field) => (field as { searchable: boolean }).searchable)
  return [...(list ? [list.table] : []), ...(list && tallies[list.table] ? [tallies[list.table]!.table] : []), ...(isSearched ? ['search', 'search_index', 'search_words'] : [])]
}

/** Everything that is kept beside the rows of an agency: when its copy is taken anew. */
export async function unprojectAll(executor: Executor, dialect: DialectName, business: Business, agencyId: string): Promise<void> {
  for (const { table } of business.projections.values()) {
    await run(executor, dialect, `delete from ${table} where agency_id = ?`, [agencyId])
    if (tallies[table]) await run(executor, dialect, `delete from ${tallies[table].table} where agency_id = ?`, [agencyId])
  }
  if (dialect === 'sqlite') await run(executor, dialect, 'delete from search_index where rowid in (select id from search where agency_id = ?)', [agencyId])
  await run(executor, dialect, 'delete from search where agency_id = ?', [agencyId])
}

/** For a row whose prediction is taken back altogether. */
export async function unproject(executor: Executor, dialect: DialectName, business: Business, entity: AnyEntity, row: AnyRow): Promise<void> {
  const list = business.projections.get(entity.name)
  if (list) {
    await tally(executor, dialect, list.table, row.agencyId, [row.id], '-')
    await run(executor, dialect, `delete from ${list.table} where agency_id = ? and id = ?`, [row.agencyId, row.id])
  }
  if (Object.values(entity.fields).some((field) => (field as { searchable: boolean }).searchable)) await forget(executor, dialect, entity, [row])
}
