import { sql } from 'kysely'
import type { TableMetadata } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenStore } from '../../command/testing/stores.ts'
import { migrate, migrations, schemaState } from '../migrate.ts'
import type { Store } from '../store.ts'

const first = '0010-foundation'

/** A value of the column's kind; `n` tells rows apart where they must differ. */
function valueOf(type: string, n: number): unknown {
  const plain = type.toLowerCase()
  return /int|serial/.test(plain) ? 1_700_000_000_000 + n : /double|real|float/.test(plain) ? 14.7167 + n : `Sacré-Cœur ${n}`
}

async function insertRow(store: Store, table: TableMetadata, n: number): Promise<Record<string, unknown>> {
  const columns = table.columns.filter((column) => !column.isAutoIncrementing && column.dataType.toLowerCase() !== 'tsvector'
    && !(table.name === 'search' && column.name === 'id'))
  const row = Object.fromEntries(columns.map((column) => [column.name, valueOf(column.dataType, n)]))
  const names = sql.join(columns.map((column) => sql.ref(column.name)))
  await sql`insert into ${sql.table(table.name)} (${names}) values (${sql.join(Object.values(row))})`.execute(store.kysely)
  return row
}

/** The first schema, on whichever database `open` gives (empty, not migrated). */
export function foundationSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`migration ${first} on ${kind}`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(async () => store.close())

    const tables = async () => (await store.kysely.introspection.getTables()).filter((table) =>
      !/^search_(index|words)/.test(table.name))
    const raw = () => store.kysely.withoutPlugins()

    it('makes every table from nothing, and says so', async () => {
      expect(await schemaState(store)).toEqual({ applied: [], unknown: [], pending: Object.keys(migrations) })
      expect(await migrate(store, { upTo: first })).toEqual([first])
      expect((await schemaState(store)).applied).toEqual([first])
      expect((await tables()).length).toBeGreaterThan(25)
    })

    it('rows in every table come through all later steps as they were', async () => {
      await migrate(store, { upTo: first })
      const kept = new Map<string, Record<string, unknown>[]>()
      for (const table of await tables()) kept.set(table.name,
        [await insertRow(store, table, 1), await insertRow(store, table, 2)])
      expect(kept.size).toBeGreaterThan(25)
      await migrate(store)
      expect((await schemaState(store)).pending).toEqual([])
      for (const [name, rows] of kept) {
        const stored = (await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(raw())).rows
        expect(stored, name).toEqual(expect.arrayContaining(rows.map((row) => expect.objectContaining(row))))
      }
    })

    it('run again it does nothing', async () => {
      await migrate(store)
      const rowsOf = async (table: TableMetadata) => (await sql`select * from ${sql.table(table.name)}`.execute(raw())).rows
      const before = new Map<string, unknown[]>()
      for (const table of await tables()) {
        await insertRow(store, table, 1)
        before.set(table.name, await rowsOf(table))
      }
      expect(await migrate(store)).toEqual([])
      for (const table of await tables()) expect(await rowsOf(table)).toEqual(before.get(table.name))
    })

    it('an id is unique within its agency and no further', async () => {
      await migrate(store, { upTo: first })
      const row = { agency_id: 'a', id: 'one', created_at: 1, created_by: 'm', updated_at: 1, versions: '{}' }
      type Loose = { insertInto(table: string): { values(row: object): { execute(): Promise<unknown> } } }
      const insert = (values: object) => (raw() as never as Loose).insertInto('property').values(values).execute()
      await insert(row)
      await insert({ ...row, agency_id: 'b' })
      await expect(insert(row)).rejects.toThrow(/unique|duplicate/i)
      await expect(insert({ ...row, id: null })).rejects.toThrow(/null/i)
    })

    it('order keys sort by code point whatever the language of the server', async () => {
      await migrate(store, { upTo: first })
      for (const [n, position] of ['b', 'a0', 'Z', 'a', 'aB', 'ab'].entries())
        await sql`insert into property_photo (agency_id, id, created_at, created_by, updated_at, versions, position)
          values ('a', ${String(n)}, 1, 'm', 1, '{}', ${position})`.execute(raw())
      const { rows } = await sql<{ position: string }>`select position from property_photo order by position`.execute(raw())
      expect(rows.map((row) => row.position)).toEqual(['Z', 'a', 'a0', 'aB', 'ab', 'b'])
    })

    it('a database from a newer program is refused by name, and left as it is', async () => {
      await migrate(store)
      await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2031-01-01')`.execute(raw())
      await expect(migrate(store)).rejects.toMatchObject({ name: 'AppError', code: 'database_newer',
        params: { found: '9999-from-the-future', known: Object.keys(migrations).at(-1) } })
      expect((await schemaState(store)).unknown).toEqual(['9999-from-the-future'])
    })
  })
}
